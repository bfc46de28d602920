package courier

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/courier/notice"
	"github.com/dunningdesk/dunningdesk/app/courier/text"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// NoAccount is the code of a notice in a currency for which the company has no account: a debtor would pay to the wrong one.
const NoAccount fault.Code = "no-account"

// languages gives the language of a country's notices when the source does not say the debtor's. Where there are no texts
// in it the words are English, and the figures the country's all the same.
var languages = map[string]string{
	"NO": "nb", "DE": "de", "AT": "de", "CH": "de", "ID": "id", "SE": "sv", "DK": "da", "FI": "fi", "NL": "nl", "FR": "fr",
}

// document fills in a notice's figures and words from what the desk knows, and says what a person should know of it.
func document(job desk.Job) (notice.Document, []*fault.Error, error) {
	n, debtor := job.Notice, job.Debtor
	exponent, err := n.Currency.Exponent()
	if err != nil {
		return notice.Document{}, nil, err
	}
	// A company that has entered no account at all leaves paying to what stands on its invoices; one that has some, but none
	// in this currency, would name a wrong one.
	account, ok := job.Company.Account(n.Currency)
	if !ok && len(job.Company.Accounts) > 0 && n.Event != dunning.EventVisit && n.Event != dunning.EventStatement {
		return notice.Document{}, nil, fault.New(NoAccount, "the company has no account for %s, so nobody could pay this notice", n.Currency).
			WithHint("add an account for %s under Settings, Bank accounts", n.Currency)
	}
	pay, warnings := payment(job, account)
	pay.Link = job.PayLink
	d := notice.Document{
		Language: languageOf(debtor, job.Company), Form: job.Company.FormOfLetters(), Number: job.Number, Issued: job.Date, Sender: sender(job.Company, debtor.Address.Country),
		Recipient: notice.Recipient{Name: debtor.Name, Address: postal(debtor.Address, job.Company.Country), CustomerNumber: debtor.Number},
		Currency:  string(n.Currency), Exponent: exponent, Total: n.Total.Minor, PayBy: n.Deadline,
		Payment: pay, Registered: n.Registered,
	}
	references := itemReferences(job, account)
	for i, l := range n.Lines {
		due := l.Due
		if due.IsZero() {
			due = l.Issued
		}
		d.Items = append(d.Items, notice.Item{
			Number: l.Number, Issued: l.Issued, Due: due, Days: max(0, l.DaysOverdue), Open: l.Open.Minor, Interest: l.Interest.Minor, Reference: references[i],
		})
	}
	d.Lines = lines(n)
	switch n.Event {
	case dunning.EventEarly:
		d.PayBy = firstDue(d.Items)
	case dunning.EventThanks, dunning.EventVisit, dunning.EventAgreement, dunning.EventPromised, dunning.EventCallMe, dunning.EventStatement:
		d.Settled = true // no table: the agreement has its own, and what was promised is in the words
	case dunning.NoEvent, dunning.EventBroken:
	}
	d.Text, err = words(job, d)
	if d.Settled { // nothing is asked, so no reference is printed that could be wrong
		d.Items, d.Total, warnings = nil, 0, nil
	}
	if job.PayProblem != nil && !d.Settled {
		warnings = append(warnings, job.PayProblem)
	}
	return required(d, n), warnings, err
}

// marked reports whether a text says already, as a passage of its own, what a sentence that a law wants is headed by:
// "INKASSOVARSEL: ..." needs no second one beneath "Inkassovarsel: ...". Within a sentence ("this is no inkassovarsel: ...") it marks
// nothing.
func marked(plain, sentence string) bool {
	head, _, headed := strings.Cut(sentence, ":")
	low, head := strings.ToLower(plain), strings.ToLower(head)+":"
	for headed {
		before, after, found := strings.Cut(low, head)
		if before = strings.TrimRight(before, " \u00a0"); found && (before == "" || strings.ContainsAny(before[len(before)-1:], "\n.:!?-")) {
			return true
		}
		low, headed = "x"+after, found
	}
	return false
}

func firstDue(items []notice.Item) date.Date {
	var first date.Date
	for _, it := range items {
		first = date.Earliest(first, it.Due)
	}
	return first
}

// required adds the sentences that a law wants on the notice.
func required(d notice.Document, n dunning.Notice) notice.Document {
	for _, sentence := range demanded(n, d.Language) {
		if !marked(d.Text.Plain, sentence) {
			d.Text = d.Text.With(sentence)
		}
	}
	return d
}

// demanded are the sentences that a law wants on the notice, in the reader's language or else in English, or else in the one that
// there is: a pack of the house's own may have no other.
func demanded(n dunning.Notice, language string) (out []string) {
	for _, e := range n.Effects {
		if e.What.Key != dunning.EffectText {
			continue
		}
		keys := []string{"text." + text.LanguageOf(language), "text." + text.Fallback}
		for _, key := range append(keys, slices.Sorted(maps.Keys(e.What.Args))...) {
			if sentence := e.What.Args[key]; sentence != "" && strings.HasPrefix(key, "text.") {
				out = append(out, sentence)
				break
			}
		}
	}
	return out
}

// languageOf is the debtor's own, else that of the debtor's country; a debtor whose country nobody knows is taken to be of the
// company's.
func languageOf(debtor receivable.Debtor, company desk.Company) string {
	if debtor.Language != "" {
		return debtor.Language
	}
	country := debtor.Country
	if country == "" {
		country = company.Country
	}
	if lang := languages[country]; lang != "" {
		return lang
	}
	return "en"
}

func sender(c desk.Company, toCountry string) notice.Sender {
	s := notice.Sender{Logo: c.Logo, Name: c.Name, Address: postal(c.Address, toCountry), Contact: c.Contact, Phone: c.Phone, Email: c.Email}
	for _, line := range []string{c.OrgNumber, c.Register} {
		if line != "" {
			s.Register = append(s.Register, line)
		}
	}
	return s
}

// lines are what is added to and taken from the items: credits, charges of earlier notices, and this notice's own.
func lines(n dunning.Notice) []notice.Line {
	var out []notice.Line
	if n.Credit.Minor != 0 {
		out = append(out, notice.Line{Kind: notice.Credit, Rule: creditNumbers(n), Amount: -n.Credit.Minor})
	}
	add := func(kind notice.LineKind, minor int64, of dunning.ChargeKind) {
		if minor != 0 {
			out = append(out, notice.Line{Kind: kind, Rule: rule(n, of), Amount: minor})
		}
	}
	add(notice.Earlier, n.Charges.Minor, "")
	add(notice.Fee, n.Fee.Minor-n.Lump.Minor, dunning.FeeCharge)
	add(notice.Compensation, n.Lump.Minor, dunning.Compensation)
	add(notice.Interest, n.Interest.Minor, dunning.InterestCharge)
	return out
}

func creditNumbers(n dunning.Notice) string {
	numbers := make([]string, 0, len(n.Credits))
	for _, c := range n.Credits {
		numbers = append(numbers, c.Number)
	}
	const shown = 4
	if len(numbers) > shown {
		return strings.Join(numbers[:shown], ", ") + " …"
	}
	return strings.Join(numbers, ", ")
}

// ownProcedure is the source of charges that rest on the house's own terms: nothing that a reader could look up.
const ownProcedure = "procedure"

// rule names the source of a notice's charges of one kind, when they have one in common.
func rule(n dunning.Notice, kind dunning.ChargeKind) string {
	found := ""
	for _, c := range n.New {
		switch {
		case c.Kind != kind || kind == "" || c.Source == ownProcedure:
		case found == "":
			found = c.Source
		case found != c.Source:
			return ""
		}
	}
	return statute(found)
}

// statute keeps of a law row's source what a customer can look up. The remark in brackets and who reported the row are the
// auditor's, who finds them in the book.
func statute(source string) string {
	source, _, _ = strings.Cut(source, "; ")
	source, _, _ = strings.Cut(source, " (")
	return source
}

// words renders the level's text in the debtor's language.
func words(job desk.Job, d notice.Document) (text.Rendered, error) {
	if job.Notice.Event == dunning.EventStatement {
		return statementWords(job)
	}
	v := d.Vars()
	v.Level = strconv.Itoa(job.Notice.Level)
	// Norway: a demand that may go to collection must say so before it does (inkassoloven s. 9).
	v.Warning = job.Debtor.Country == "NO" && job.Notice.Tone == dunning.Final
	v.BrokenPromise = brokenPromise(job.Notice, d)
	if last := job.Notice.Last; !last.IsZero() {
		v.LastNotice = d.Locale().DateLong(last)
	}
	switch job.Notice.Event {
	case dunning.EventThanks:
		v.Total = d.Money(paid(job.Notice))
	case dunning.EventAgreement:
		v.Total = d.Money(job.Notice.Total.Minor)
	case dunning.EventEarly, dunning.EventVisit, dunning.EventPromised, dunning.EventBroken, dunning.EventCallMe, dunning.EventStatement, dunning.NoEvent:
	}
	if p := job.Notice.Promise; p != nil {
		v.Promised, v.PromiseBy = d.Money(p.Amount.Minor), d.Locale().DateLong(p.By)
		if p.Paid.Minor > 0 {
			v.PromisePaid = d.Money(p.Paid.Minor)
		}
	}
	if visit := job.Notice.Visit; visit != nil {
		v.VisitOn, v.VisitAt, v.VisitBy = d.Locale().DateLong(visit.On), visit.At.String(), visit.Who
	}
	used, t, err := templateFor(job, d.Language)
	if err != nil {
		return text.Rendered{}, err
	}
	r, err := t.Render(v)
	if err != nil {
		return r, fault.Wrap(err, fault.CodeOf(err), "version %d of the text %s (%s)", used.Version, used.Name, used.Language)
	}
	return r, nil
}

// brokenPromise is the day, in words, for which a payment was promised that did not come; empty when none was.
func brokenPromise(n dunning.Notice, d notice.Document) string {
	for _, l := range n.Lines {
		if l.Why.Key != dunning.WhyPromiseBroken {
			continue
		}
		if by, err := date.Parse(l.Why.Args["promised"]); err == nil {
			return d.Locale().DateLong(by)
		}
	}
	return ""
}

// textNames are the texts that a notice can speak with, the first that is there: an event's own, or that of its level and then that
// of its tone, since a text of the house may not be there in the debtor's language.
func textNames(n dunning.Notice) []string {
	switch {
	case n.Event != dunning.NoEvent:
		return []string{string(n.Event)}
	case n.Text != "":
		return []string{n.Text, string(n.Tone)}
	}
	return []string{string(n.Tone)}
}

// templateFor finds the text of a notice: the house's own where it has written one, else the one that comes with the program.
func templateFor(job desk.Job, tag string) (desk.TextUsed, *text.Template, error) {
	language := text.LanguageOf(tag)
	var err error
	for _, name := range textNames(job.Notice) {
		used := desk.TextUsed{Name: name, Language: language}
		if own, ok := job.Texts[desk.TextKey{Name: name, Language: language}]; ok {
			used.Version = own.Version
			t, err := text.Own(name+" ("+language+")", own.Source)
			return used, t, err
		}
		var t *text.Template
		if t, err = text.Shipped(language, name); err == nil {
			return used, t, nil
		}
	}
	return desk.TextUsed{}, nil, err
}

// paid is what was paid of the items that a word of thanks is about (minor units).
func paid(n dunning.Notice) int64 {
	var sum int64
	for _, l := range n.Lines {
		sum += l.Amount.Minor
	}
	return sum
}
