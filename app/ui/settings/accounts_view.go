package settings

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// accountsPage lists where customers pay. An account is saved as its dialog closes.
type accountsPage struct {
	screen  *Screen
	table   *widget.Table[desk.BankAccount]
	footer  *widget.Footer
	content *fyne.Container
}

func (s *Screen) newAccountsPage() *accountsPage {
	p := &accountsPage{screen: s, footer: widget.NewFooter()}
	add := func() { p.ask(desk.BankAccount{Currency: s.model.Kept.Company.Currency}, false) }
	p.table = widget.NewTable(widget.TableConfig[desk.BankAccount]{
		RowHeight: theme.RowWork, Key: func(a desk.BankAccount) string { return string(a.Currency) },
		Columns: []widget.Column[desk.BankAccount]{
			{ID: "currency", Title: i18n.T("customers.currency"), Width: 72, Text: func(a desk.BankAccount) string { return string(a.Currency) }, Lead: true},
			{ID: "account", Title: i18n.T("company.account"), Width: 130, Flex: 1, Text: func(a desk.BankAccount) string { return a.Account }},
			{ID: "iban", Title: "IBAN", Width: 250, Flex: 1, Text: func(a desk.BankAccount) string { return GroupIBAN(a.IBAN) }},
			{ID: "bic", Title: "BIC", Width: 110, Text: func(a desk.BankAccount) string { return a.BIC }},
			{ID: "reference", Title: i18n.T("settings.reference"), Width: 170, Flex: 1, Text: func(a desk.BankAccount) string { return referenceWord(a.Reference) }},
		},
		Empty:  widget.NewEmptyState(theme.IconBanknote, i18n.T("settings.no-accounts"), i18n.T("settings.no-accounts-text"), widget.NewButton(widget.Secondary, i18n.T("company.add-account"), theme.IconPlus, add)),
		OnOpen: func(a desk.BankAccount) { p.ask(a, true) },
		Menu: func(desk.BankAccount) []widget.Choice {
			return []widget.Choice{
				{ID: "change", Text: i18n.T("settings.change-account"), Icon: theme.IconEdit},
				{ID: "remove", Text: i18n.T("settings.remove-account"), Icon: theme.IconTrash, Danger: true, Rule: true},
			}
		},
		OnChoice: func(a desk.BankAccount, c widget.Choice) {
			if c.ID == "remove" {
				p.askRemove(a)
				return
			}
			p.ask(a, true)
		},
	})
	header := widget.NewPageHeader(i18n.T("settings.accounts"), widget.NewButton(widget.Primary, i18n.T("company.add-account"), theme.IconPlus, add))
	about := widget.Inset(0, theme.Edge, 12, theme.Edge, widget.NewSentence(widget.Body.In(theme.Text2), i18n.T("company.accounts-text")))
	p.content = widget.Stack(0, header, about, widget.Grow(p.table), p.footer)
	return p
}

func (p *accountsPage) show(accounts []desk.BankAccount) {
	p.table.SetRows(slices.Clone(accounts))
	p.footer.Set(widget.Count{Number: p.screen.stage.Words.Count(len(accounts)), Words: i18n.N("settings.count-accounts", len(accounts))})
}

// ask adds an account, or changes the one of a currency.
func (p *accountsPage) ask(a desk.BankAccount, change bool) {
	fields := newAccountFields(a)
	title, verb, replaces := i18n.T("company.add-account"), i18n.T("company.add-account"), a.Currency
	if change {
		title, verb = i18n.T("settings.account-title", i18n.Args{"currency": string(a.Currency)}), i18n.T("settings.save-account")
	} else {
		replaces = ""
	}
	said := ""
	p.screen.stage.Decide(stage.Decision{
		Title: title, Verb: verb, Icon: theme.IconTick,
		Fields: fields.named(),
		Work: func() (func(context.Context) error, error) {
			read, err := readAccount(fields.typed())
			if err != nil {
				return nil, err
			}
			said = i18n.T("settings.account-saved", i18n.Args{"currency": string(read.Currency)})
			all, err := withAccount(p.screen.model.Kept.Company.Accounts, replaces, read)
			return p.store(all), err
		},
		Done: func() { p.done(said) },
	})
}

func (p *accountsPage) askRemove(a desk.BankAccount) {
	currency := i18n.Args{"currency": string(a.Currency)}
	p.screen.stage.Decide(stage.Decision{
		Title: i18n.T("settings.remove-title", currency), Text: i18n.T("settings.remove-text", currency),
		Verb: i18n.T("settings.remove-account"), Icon: theme.IconTrash, Danger: true,
		Work: func() (func(context.Context) error, error) {
			return p.store(withoutAccount(p.screen.model.Kept.Company.Accounts, a.Currency)), nil
		},
		Done: func() { p.done(i18n.T("settings.account-removed", currency)) },
	})
}

// store keeps the accounts in the company of the book; what is typed in the company's form is not saved with them.
func (p *accountsPage) store(all []desk.BankAccount) func(context.Context) error {
	return func(ctx context.Context) error {
		c, err := p.screen.desk.Company(ctx)
		if err != nil {
			return err
		}
		c.Accounts = all
		return p.screen.desk.SetCompany(ctx, c)
	}
}

func (p *accountsPage) done(said string) {
	p.screen.stage.Changed()
	p.screen.stage.Tell(said)
	p.screen.load("")
}
