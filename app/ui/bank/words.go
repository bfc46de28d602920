package bank

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/remittance"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// chanceState is how likely a suggestion is, as icon and word.
func chanceState(c remittance.Chance) widget.State {
	switch c {
	case remittance.Likely:
		return widget.State{Status: theme.Promised, Icon: theme.IconTicked, Word: i18n.T("bank.likely")}
	case remittance.Possible:
		return widget.State{Status: theme.Held, Icon: theme.IconQuestion, Word: i18n.T("bank.possible")}
	case remittance.Faint:
		return widget.State{Icon: theme.IconDash, Word: i18n.T("bank.faint")}
	}
	return widget.State{Icon: theme.IconSearch, Word: i18n.T("bank.no-suggestion")}
}

// lineState is how a payment stands in the list at the left.
func lineState(p *desk.BankPayment) widget.State {
	switch p.State {
	case desk.BankMatched:
		return widget.State{Status: theme.Promised, Icon: theme.IconBanknote, Word: i18n.T("bank.state.matched")}
	case desk.BankLate:
		return widget.State{Status: theme.Overdue2, Icon: theme.IconTriangle, Word: i18n.T("bank.state.late")}
	case desk.BankIgnored:
		return widget.State{Icon: theme.IconMinus, Word: i18n.T("bank.state.ignored")}
	case desk.BankDouble:
		return widget.State{Icon: theme.IconCopy, Word: i18n.T("bank.state.double")}
	case desk.BankNew, desk.BankSuggested, desk.BankUnknown, desk.BankBooked, desk.BankReturned, desk.BankForgotten:
	}
	return chanceState(p.Chance())
}

// reasons say in plain words what speaks for a suggestion, and what does not agree.
func reasons(p *desk.BankPayment, c remittance.Claim, w words.Words) string {
	g := remittance.Agree(p.Line, c)
	var parts []string
	add := func(holds bool, key string) {
		if holds {
			parts = append(parts, i18n.T(key, i18n.Args{"number": c.Number}))
		}
	}
	add(c.Banked, "bank.already")
	add(g.Reference, "bank.same-reference")
	add(g.Number, "bank.names-number")
	add(g.Account, "bank.same-account")
	add(g.Name && !g.Account, "bank.same-name")
	add(g.Sum, "bank.same-sum")
	if more := c.Open.Minor - p.Amount.Minor; more > 0 {
		parts = append(parts, i18n.T("bank.open-more", i18n.Args{"amount": w.Figures(money.New(more, c.Open.Currency))}))
	} else if more < 0 {
		parts = append(parts, i18n.T("bank.open-less", i18n.Args{"amount": w.Figures(money.New(-more, c.Open.Currency))}))
	}
	return strings.Join(parts, ", ")
}

// payer is who paid, as the bank names them.
func payer(p *desk.BankPayment) string {
	switch {
	case p.PayerName != "":
		return p.PayerName
	case p.PayerAccount != "":
		return i18n.T("bank.account-only", i18n.Args{"account": p.PayerAccount})
	}
	return i18n.T("bank.no-payer")
}

// told are the facts of a payment that the bank has given.
func told(p *desk.BankPayment) []widget.Fact {
	var out []widget.Fact
	add := func(key, value string) {
		if value != "" {
			out = append(out, widget.Fact{Label: i18n.T(key), Value: value})
		}
	}
	add("bank.reference", strings.Join(p.References, ", "))
	add("bank.text", strings.Join(strings.Fields(p.Text), " "))
	add("bank.from-account", p.PayerAccount)
	add("bank.to-account", p.Account)
	add("bank.file", words.Place(p.Origin))
	return out
}

// placed says in a sentence what becomes of a payment that is placed as chosen.
func placed(pl *Placing, w words.Words) string {
	switch {
	case len(pl.Parts) == 0:
		return i18n.T("bank.choose")
	case pl.Several:
		return i18n.T("bank.several")
	}
	key := "bank.pays"
	if pl.Given == pl.Open {
		key = "bank.pays-full"
	}
	text := i18n.T(key, i18n.Args{"numbers": strings.Join(pl.Names, ", "), "name": pl.Name, "given": w.Figures(pl.Given), "open": w.Money(pl.Open)})
	if pl.Unpaid > 0 {
		return text + " " + i18n.N("bank.nothing-left", pl.Unpaid)
	}
	if pl.Over.Minor > 0 {
		return text + " " + i18n.T("bank.over", i18n.Args{"amount": w.Money(pl.Over)})
	}
	return text
}

// verb is what the button says that places a payment.
func verb(pl *Placing) string {
	if len(pl.Names) == 1 {
		return i18n.T("bank.place-on", i18n.Args{"number": pl.Names[0]})
	}
	if len(pl.Names) == 0 {
		return i18n.T("bank.place")
	}
	return i18n.N("bank.place-n", len(pl.Names))
}

// howWord says by what a payment found its place.
func howWord(p *desk.BankPayment) string {
	switch p.How {
	case remittance.ByReference:
		return i18n.T("bank.by-reference")
	case remittance.ByNumber:
		return i18n.T("bank.by-number")
	case remittance.ByPerson, remittance.ByText, remittance.ByAccount, remittance.ByName, remittance.BySum:
	}
	return i18n.T("bank.by-person", i18n.Args{"who": p.By})
}
