package words

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// findingWords are a reason in few words, as a whole sentence with the values, and what to do about it at the source.
var findingWords = map[admission.Reason]struct{ short, text, do string }{
	admission.UnknownCurrency:    {"finding.currency", "finding.currency-text", "finding.currency-do"},
	admission.TwoCurrencies:      {"finding.two-currencies", "finding.two-currencies-text", "finding.mend"},
	admission.AmountTooLarge:     {"finding.too-large", "finding.too-large-text", "finding.mend"},
	admission.DayOutOfRange:      {"finding.day", "finding.day-text", "finding.day-do"},
	admission.NoCustomer:         {"finding.no-customer", "finding.no-customer-text", "finding.no-customer-do"},
	admission.SentTwice:          {"finding.twice", "finding.twice-text", "finding.twice-do"},
	admission.SignAgainstKind:    {"finding.sign", "finding.sign-text", "finding.sign-do"},
	admission.OpenExceedsAmount:  {"finding.open-exceeds", "finding.open-exceeds-text", "finding.open-exceeds-do"},
	admission.OpenAgainstAmount:  {"finding.open-against", "finding.open-against-text", "finding.open-exceeds-do"},
	admission.DueFarFromIssue:    {"finding.due-far", "finding.due-far-text", "finding.day-do"},
	admission.LeftByConnector:    {"finding.left-out", "finding.left-out-text", "finding.left-out-do"},
	admission.Overpaid:           {"finding.overpaid", "finding.overpaid-text", "finding.overpaid-do"},
	admission.SameNumber:         {"finding.same-number", "finding.same-number-text", "finding.same-number-do"},
	admission.NumberElsewhere:    {"finding.elsewhere", "finding.elsewhere-text", "finding.elsewhere-do"},
	admission.FeeElsewhere:       {"finding.fee-elsewhere", "finding.fee-elsewhere-text", "finding.fee-elsewhere-do"},
	admission.CustomerVanished:   {"finding.vanished", "finding.vanished-text", "finding.vanished-do"},
	admission.ChangedAfter:       {"finding.changed", "finding.changed-text", "finding.changed-do"},
	admission.SettledUnexplained: {"finding.unexplained", "finding.unexplained-text", "finding.unexplained-do"},
}

// FindingReason says in few words why a record was set aside, or what is odd about it.
func FindingReason(r admission.Reason) string {
	if k, known := findingWords[r]; known {
		return i18n.T(k.short)
	}
	return strings.ReplaceAll(string(r), "-", " ")
}

// FindingRemedy says what to do about it.
func FindingRemedy(f *admission.Finding) string {
	if f.Reason == admission.LeftByConnector && f.Facts["hint"] != "" {
		return f.Facts["hint"]
	}
	if k, known := findingWords[f.Reason]; known {
		return i18n.T(k.do)
	}
	return ""
}

// Finding says in a sentence what was found, with its values.
func (w Words) Finding(f *admission.Finding) string {
	args := w.Values(f.Facts)
	args["number"], args["customer"], args["kind"] = f.Number, f.Customer, recordOf(f)
	args["other"] = f.Facts["open-currency"] + f.Facts["other-customer"]
	switch f.Reason {
	case admission.LeftByConnector:
		return f.Facts["text"]
	case admission.ChangedAfter:
		args["what"] = strings.Join(w.changes(f.Facts), "; ")
	case admission.CustomerVanished:
		return w.vanished(f)
	case admission.TwoCurrencies:
		if f.Facts["open-currency"] == "" {
			return i18n.T("finding.fee-currency-text", args)
		}
	default:
	}
	if k, known := findingWords[f.Reason]; known {
		return i18n.T(k.text, args)
	}
	return FindingReason(f.Reason)
}

// recordWords are what a record is.
var recordWords = map[receivable.ItemKind]string{
	receivable.Invoice: "finding.kind-invoice", receivable.Credit: "finding.kind-credit", receivable.OnAccount: "finding.kind-payment", receivable.Other: "finding.kind-other",
}

func recordOf(f *admission.Finding) string {
	if key, known := recordWords[receivable.ItemKind(f.Facts["kind"])]; known {
		return i18n.T(key)
	}
	return f.Facts["kind"]
}

// changes tells each thing that an invoice was on its notice and is now.
func (w Words) changes(facts map[string]string) (out []string) {
	add := func(key, was, is string) {
		if was != is {
			out = append(out, i18n.T(key, i18n.Args{"was": was, "is": is}))
		}
	}
	add("finding.was-amount", w.sumOf(facts["was-amount"], facts["was-currency"]), w.sumOf(facts["is-amount"], facts["is-currency"]))
	add("finding.was-due", w.dayOf(facts["was-due"]), w.dayOf(facts["is-due"]))
	add("finding.was-number", facts["was-number"], facts["is-number"])
	add("finding.was-customer", facts["was-customer"], facts["is-customer"])
	return out
}

func (w Words) sumOf(text, code string) string {
	currency, err := money.ParseCurrency(code)
	if err != nil {
		return text
	}
	if a, err := money.Parse(text, currency); err == nil {
		return w.Money(a)
	}
	return text
}

func (w Words) dayOf(text string) string {
	if d, err := date.Parse(text); err == nil {
		return w.Day(d)
	}
	return i18n.T("finding.no-day")
}

// tieWords are what still runs here for a customer whom the source no longer has.
var tieWords = []struct{ fact, key string }{
	{"open", "finding.tie-open"}, {"charges", "finding.tie-charges"}, {"promise", "finding.tie-promise"}, {"plan", "finding.tie-plan"}, {"handed-over", "finding.tie-handed-over"},
}

func (w Words) vanished(f *admission.Finding) string {
	var ties []string
	for _, tie := range tieWords {
		if f.Facts[tie.fact] != "" {
			ties = append(ties, i18n.T(tie.key))
		}
	}
	lost, runs := "", ""
	if f.Facts["invoices"] != "" {
		lost = i18n.T("finding.vanished-lost", i18n.Args{"amount": w.sumOf(f.Facts["amount"], f.Facts["currency"])})
	}
	if len(ties) > 0 {
		runs = i18n.T("finding.vanished-runs", i18n.Args{"what": strings.Join(ties, ", ")})
	}
	return Facts(i18n.T(findingWords[f.Reason].text), lost, runs)
}
