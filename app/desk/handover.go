package desk

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// The files that an agency reads by machine; docs/handover-format.md describes them. Add, never change.

type handoverFile struct {
	XMLName   xml.Name          `xml:"handover"`
	Version   string            `xml:"version,attr"`
	ID        int64             `xml:"id,attr"`
	Made      string            `xml:"made,attr"`
	To        handoverTo        `xml:"to"`
	Creditor  handoverParty     `xml:"creditor"`
	Debtor    handoverParty     `xml:"debtor"`
	Currency  string            `xml:"currency"`
	Total     string            `xml:"total"`
	Claims    []handoverClaim   `xml:"claims>claim"`
	Notices   []handoverNotice  `xml:"notices>notice"`
	Promises  []handoverPromise `xml:"promises>promise"`
	Documents []handoverDoc     `xml:"documents>document"`
}

type handoverTo struct {
	Kind string `xml:"kind,attr"`
	Name string `xml:",chardata"`
}

type handoverParty struct {
	Number   string   `xml:"number,omitempty"`
	Name     string   `xml:"name"`
	Kind     string   `xml:"kind,omitempty"`
	OrgNo    string   `xml:"registration,omitempty"`
	Lines    []string `xml:"address>line"`
	Code     string   `xml:"address>postal_code,omitempty"`
	City     string   `xml:"address>city,omitempty"`
	Country  string   `xml:"address>country,omitempty"`
	Email    string   `xml:"email,omitempty"`
	Phone    string   `xml:"phone,omitempty"`
	Language string   `xml:"language,omitempty"`
}

type handoverClaim struct {
	Number    string           `xml:"number,attr"`
	Issued    string           `xml:"issued"`
	Due       string           `xml:"due"`
	Amount    string           `xml:"amount"`
	Open      string           `xml:"open"`
	Reference string           `xml:"reference,omitempty"`
	Level     int              `xml:"level"`
	Charges   []handoverCharge `xml:"charges>charge"`
	Total     string           `xml:"total"`
}

type handoverCharge struct {
	Kind   string `xml:"kind,attr"`
	On     string `xml:"on,attr"`
	Amount string `xml:"amount"`
	Open   string `xml:"open"`
	Rule   string `xml:"rule"`
	Source string `xml:"source"`
}

type handoverNotice struct {
	Number   string `xml:"number,attr"`
	On       string `xml:"on"`
	Level    int    `xml:"level"`
	Channel  string `xml:"channel"`
	To       string `xml:"to"`
	Deadline string `xml:"deadline,omitempty"`
	Total    string `xml:"total"`
	Proof    string `xml:"proof"`
}

type handoverPromise struct {
	Made   string `xml:"made,attr"`
	By     string `xml:"by"`
	Amount string `xml:"amount"`
	State  string `xml:"state"`
}

type handoverDoc struct {
	Name string `xml:"name,attr"`
	Sum  string `xml:"sha256"`
}

// handoverXML writes the claim with all that belongs to it. The list of documents is of what stands before it in the archive.
func handoverXML(job *BundleJob) ([]byte, error) {
	e := &job.Escalation
	f := handoverFile{
		Version: "1", ID: e.ID, Made: job.Made.String(), To: handoverTo{string(e.To), e.Party}, Creditor: creditor(job.Company), Debtor: debtorParty(job.Debtor),
		Currency: string(e.Claim().Currency), Total: e.Claim().String(),
	}
	for i := range job.Claims {
		c := &job.Claims[i]
		out := handoverClaim{
			Number: c.Item.Number, Issued: c.Item.Issued.String(), Due: c.Item.DueOn().String(), Amount: c.Item.Amount.String(), Open: c.Item.Open.String(),
			Reference: c.Item.Reference, Level: c.Item.Level, Total: e.Items[i].Amount.String(),
		}
		for _, ch := range c.Charges {
			out.Charges = append(out.Charges, handoverCharge{string(ch.Kind), ch.On.String(), ch.Amount.String(), ch.Open.String(), ch.Rule, ch.Source})
		}
		f.Claims = append(f.Claims, out)
	}
	for i := range job.Notices {
		n := &job.Notices[i]
		f.Notices = append(f.Notices, handoverNotice{n.Number, n.Claim.Date.String(), n.Claim.Level, string(n.Claim.Channel), n.To, dayText(n.Claim.Deadline), n.Claim.Total.String(), n.Proof})
	}
	for i := range job.Promises {
		p := &job.Promises[i]
		f.Promises = append(f.Promises, handoverPromise{p.Made.String(), p.By.String(), p.Amount.String(), string(p.State)})
	}
	for _, doc := range job.Files {
		f.Documents = append(f.Documents, handoverDoc{doc.Name, doc.Sum})
	}
	out, err := xml.MarshalIndent(f, "", "  ")
	return append([]byte(xml.Header), append(out, '\n')...), err
}

func dayText(d date.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func creditor(c Company) handoverParty {
	return handoverParty{
		Name: c.Name, OrgNo: c.OrgNumber, Lines: c.Address.Lines, Code: c.Address.PostalCode, City: c.Address.City, Country: c.Country, Email: c.Email, Phone: c.Phone,
	}
}

func debtorParty(d receivable.Debtor) handoverParty {
	return handoverParty{
		Number: d.Number, Name: d.Name, Kind: string(d.Kind), OrgNo: d.OrgNumber, Lines: d.Address.Lines, Code: d.Address.PostalCode, City: d.Address.City,
		Country: d.Country, Email: d.Email, Phone: d.Phone, Language: d.Language,
	}
}

// handoverCSV writes a line for each claim, and for each open charge of it.
func handoverCSV(job *BundleJob) []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	e := &job.Escalation
	who := job.Debtor
	rows := [][]string{{
		"handover", "line", "customer", "name", "registration", "address", "postal_code", "city", "country", "email", "phone", "item", "issued", "due", "amount", "open", "currency", "level", "rule", "source", "reference",
	}}
	line := func(kind string, c *BundleClaim, on string, amount, open money.Amount, rule, source string) {
		rows = append(rows, []string{
			itoa(e.ID), kind, plainCell(who.Number), plainCell(who.Name), plainCell(who.OrgNumber), plainCell(strings.Join(who.Address.Lines, ", ")), plainCell(who.Address.PostalCode),
			plainCell(who.Address.City), who.Country, plainCell(who.Email), plainCell(who.Phone), plainCell(c.Item.Number), on, c.Item.DueOn().String(), amount.String(), open.String(),
			string(amount.Currency), strconv.Itoa(c.Item.Level), plainCell(rule), plainCell(source), plainCell(c.Item.Reference),
		})
	}
	for i := range job.Claims {
		c := &job.Claims[i]
		line("principal", c, c.Item.Issued.String(), c.Item.Amount, c.Item.Open, "", "")
		for _, ch := range c.Charges {
			line(string(ch.Kind), c, ch.On.String(), ch.Amount, ch.Open, ch.Rule, ch.Source)
		}
	}
	_ = w.WriteAll(rows) // into memory
	return out.Bytes()
}
