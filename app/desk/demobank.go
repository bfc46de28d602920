package desk

import (
	"context"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/remittance"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// bankToo is a source that tells what the demo company's bank has seen as well.
type bankToo struct {
	Sources
	lines []store.BankLine
}

// Read gives the bank's lines, and what the source says.
func (b bankToo) Read(ctx context.Context, order ReadOrder, sink Sink) error {
	if err := sink.BankLines(b.lines); err != nil {
		return err
	}
	return b.Sources.Read(ctx, order, sink)
}

// bank lets the demo company's bank see this morning's payments: some that say by themselves what they are for, and some of which
// a person has to say.
func (s *story) bank(ctx context.Context, on date.Date) error {
	var claims []remittance.Claim
	if err := s.desk.view(ctx, func(r store.Reader) error {
		return r.EachClaim(func(c remittance.Claim) error {
			if c.Open.Currency == demoCompany().Currency && c.Due.Before(on) && c.Reference != "" && ordinary(c.Name) {
				claims = append(claims, c)
			}
			return nil
		})
	}); err != nil {
		return err
	}
	d := *s.desk
	d.Sources = bankToo{s.desk.Sources, morning(claims, on)}
	_, err := d.Sync(ctx, s.connection, false, nil)
	return err
}

// ordinary leaves out the names with which the demo company tries the screens.
func ordinary(name string) bool {
	return len(name) > 8 && len(name) < 30 && !strings.ContainsAny(name, `"<>&(`)
}

// morning is what the bank saw, paid for the oldest of some claims of different customers.
func morning(claims []remittance.Claim, on date.Date) []store.BankLine {
	byDebtor := map[int64][]remittance.Claim{}
	var who, several []int64
	for _, c := range claims {
		id := int64(c.Debtor)
		if len(byDebtor[id]) == 0 {
			who = append(who, id)
		}
		if byDebtor[id] = append(byDebtor[id], c); len(byDebtor[id]) == 2 {
			several = append(several, id)
		}
	}
	if len(who) == 0 {
		return nil
	}
	lines := bankTells(who, byDebtor)
	if len(several) > 0 {
		two := byDebtor[several[len(several)/2]][:2]
		lines = append(lines, seen(two[0].Open.Minor+two[1].Open.Minor, two[0].Name, "to fakturaer, takk", ""))
	}
	lines = append(lines, seen(18_432_00, "Skatteetaten", "MVA 5. termin", ""))
	for i := range lines {
		l := &lines[i]
		l.ExternalID, l.Account, l.Origin = "morning-"+itoa(int64(i)), "NO7112345678903", "camt.054 "+on.String()+".xml, line "+itoa(int64(14+31*i))
		l.Format = "camt.054"
		l.Booked, l.Value, l.PayerAccount = on, on, "1503"+itoa(int64(2_000_017+i*73_939))
	}
	return append(lines, again(lines[0]))
}

// bankTells are payments for the oldest claims of different customers, spread over all of them: the clearest first, so that a small company
// has those.
func bankTells(who []int64, byDebtor map[int64][]remittance.Claim) []store.BankLine {
	ways := []func(c remittance.Claim) store.BankLine{
		func(c remittance.Claim) store.BankLine { return seen(c.Open.Minor, c.Name, "", c.Reference) },
		func(c remittance.Claim) store.BankLine { return seen(c.Open.Minor, c.Name, c.Number, "") },
		func(c remittance.Claim) store.BankLine {
			return seen(c.Open.Minor, "Nordre Regnskapsbyrå AS", "Faktura "+c.Number+" for kunde", "")
		},
		func(c remittance.Claim) store.BankLine { return seen(c.Open.Minor, strings.ToUpper(c.Name), "", "") },
		func(c remittance.Claim) store.BankLine {
			return seen(max(c.Open.Minor-500_00, c.Open.Minor/2), "", c.Number+" minus feil vare", "")
		},
		func(c remittance.Claim) store.BankLine { return seen(c.Open.Minor, "Vipps Oppgjør", "", "") },
	}
	var out []store.BankLine
	for i, way := range ways[:min(len(ways), len(who))] {
		at := i
		if len(who) >= 2*len(ways) {
			at = (2*i + 1) * len(who) / (2 * len(ways))
		}
		out = append(out, way(byDebtor[who[at]][0]))
	}
	return out
}

// again is a payment as the OCR file tells of it, too.
func again(l store.BankLine) store.BankLine {
	l.ExternalID, l.Format, l.Account, l.PayerName, l.Origin = "ocr-"+l.ExternalID, "ocr-giro", "12345678903", "", "OCR.D"+l.Booked.String()+", line 4"
	return l
}

func seen(minor int64, payer, text, reference string) store.BankLine {
	l := store.BankLine{Line: remittance.Line{Amount: money.New(minor, demoCompany().Currency), PayerName: payer, Text: text}}
	if reference != "" {
		l.References = []string{reference}
	}
	return l
}
