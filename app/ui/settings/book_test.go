package settings

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/shopspring/decimal"
)

// book is a desk that holds its settings in memory.
type book struct {
	kept         Kept
	password     string
	checkErr     error
	tried        []string           // test messages
	asked        *dunning.Procedure // by WhatIf
	foreseen     []dunning.Procedure
	packs        map[string]law.Pack // as they ship
	signedIn     desk.MailSettings
	clientSecret *string

	due        []desk.AnonymisableView
	legal      []privacy.Hold
	anonymised []desk.AnonymiseOrder
}

func (b *book) Company(context.Context) (desk.Company, error) { return b.kept.Company, nil }

// SetLogo keeps the name alone.
func (b *book) SetLogo(_ context.Context, name string, from io.Reader) error {
	b.kept.Company.LogoName, b.kept.Company.Logo = filepath.Base(name), nil
	if from == nil {
		b.kept.Company.LogoName = ""
		return nil
	}
	var err error
	b.kept.Company.Logo, err = io.ReadAll(from)
	return err
}

func (b *book) SetCompany(_ context.Context, c desk.Company) error {
	c.Logo, c.LogoName = b.kept.Company.Logo, b.kept.Company.LogoName
	b.kept.Company = c
	return nil
}

func (b *book) Mail(context.Context) (desk.MailSettings, error)             { return b.kept.Mail, nil }
func (b *book) CheckMail(context.Context, desk.MailSettings, *string) error { return b.checkErr }
func (b *book) SMS(context.Context) (desk.SMSSettings, error)               { return b.kept.SMS, nil }

func (b *book) SetSMS(_ context.Context, s desk.SMSSettings, secret *string) error {
	b.kept.SMS = s
	if secret != nil {
		b.password = *secret
	}
	return b.checkErr
}

func (b *book) TryText(_ context.Context, s desk.SMSSettings, _ *string, to, text string) (string, error) {
	b.tried = append(b.tried, s.Preset+" "+to+": "+text)
	return "m-1", b.checkErr
}

func (b *book) SignInMail(_ context.Context, m desk.MailSettings, secret *string, open func(string) error) error {
	b.signedIn, b.clientSecret = m, secret
	if b.checkErr != nil {
		return b.checkErr
	}
	return open("https://login.example/authorize?x")
}

func (b *book) SetMailKey(_ context.Context, domain, selector string, _ *string) (desk.MailKey, error) {
	b.kept.Mail.DKIMDomain, b.kept.Mail.DKIMSelector = domain, selector
	return desk.MailKey{Name: b.kept.Mail.KeyName(), Value: "v=DKIM1; k=rsa; p=MIIB", Published: desk.KeyUnknown}, b.checkErr
}

func (b *book) MailKey(context.Context) (desk.MailKey, error) {
	return desk.MailKey{Name: b.kept.Mail.KeyName(), Value: "v=DKIM1; k=rsa; p=MIIB", Published: desk.KeyPublished}, b.checkErr
}

func (b *book) MailIn(context.Context) (desk.MailInSettings, error) { return b.kept.MailIn, nil }

func (b *book) SetMailIn(_ context.Context, m desk.MailInSettings, password *string) error {
	b.kept.MailIn = m
	if password != nil {
		b.password = *password
	}
	return nil
}

func (b *book) CheckMailIn(context.Context, desk.MailInSettings, *string) (desk.MailboxLook, error) {
	return desk.MailboxLook{Mails: 100_000, ToRead: 12}, b.checkErr
}

func (b *book) SecretsWarning() string { return b.kept.Warning }

func (b *book) Procedures(context.Context) (desk.Procedures, error) { return b.kept.Procedures, nil }

func (b *book) LevelTexts(context.Context) ([]string, error) {
	return []string{"friendly", "hotel-guests"}, nil
}

func (b *book) CalendarNames() []string                              { return []string{"DE", "NO"} }
func (b *book) WaveRules(context.Context) (desk.WaveSettings, error) { return b.kept.Rules, nil }

func (b *book) KeepProcedure(_ context.Context, was string, p dunning.Procedure) (dunning.Procedure, error) {
	p.Version++
	list := slices.Clone(b.kept.Procedures.List)
	if at := slices.IndexFunc(list, func(o dunning.Procedure) bool { return o.Name == was }); at >= 0 {
		list[at] = p
	} else {
		list = append(list, p)
	}
	all := desk.Procedures{List: list, Assignment: b.kept.Procedures.Assignment}
	all.Reassign(was, p.Name)
	if err := all.Check(); err != nil {
		return p, err
	}
	b.kept.Procedures = all
	return p, nil
}

func (b *book) DeleteProcedure(_ context.Context, name, follows string) error {
	if rules, byDefault := b.kept.Procedures.Uses(name); (rules > 0 || byDefault) && follows == "" {
		return fault.New(desk.ProcedureUsed, "customers go by %q", name).OnField("follows")
	}
	b.kept.Procedures.Reassign(name, follows)
	b.kept.Procedures.List = slices.DeleteFunc(slices.Clone(b.kept.Procedures.List), func(p dunning.Procedure) bool { return p.Name == name })
	return nil
}

func (b *book) AssignProcedures(_ context.Context, a dunning.Assignment) error {
	all := desk.Procedures{List: b.kept.Procedures.List, Assignment: a}
	if err := all.Check(); err != nil {
		return err
	}
	b.kept.Procedures = all
	return nil
}

func (b *book) Foresee(_ context.Context, id receivable.DebtorID, p dunning.Procedure, from date.Date) ([]dunning.Foreseen, error) {
	b.foreseen = append(b.foreseen, p)
	return dunning.Foresee(owing(id), p, law.Pack{}, date.Calendar{}, from, dunning.ForeseeDays), nil
}

func (b *book) Customers(_ context.Context, q desk.CustomerQuery) (rows []desk.CustomerRow, err error) {
	for _, c := range customers {
		if strings.Contains(strings.ToLower(c.Name), strings.ToLower(q.Search)) {
			rows = append(rows, c)
		}
	}
	return rows, nil
}

func (b *book) FindCustomer(_ context.Context, text string) (receivable.Debtor, error) {
	for _, c := range customers {
		if c.Number == text || c.Name == text {
			return receivable.Debtor{ID: c.ID, Number: c.Number, Name: c.Name}, nil
		}
	}
	return receivable.Debtor{}, fault.New(fault.NotFound, "there is no customer %q", text)
}

func (b *book) Debtor(_ context.Context, id receivable.DebtorID) (receivable.Debtor, error) {
	for _, c := range customers {
		if c.ID == id {
			return receivable.Debtor{ID: c.ID, Number: c.Number, Name: c.Name}, nil
		}
	}
	return receivable.Debtor{}, fault.New(fault.NotFound, "there is no customer %d", id)
}

// customers are two who owe; the second has debt of several ages.
var customers = []desk.CustomerRow{
	{ID: 4, Number: "10004", Name: "Bakeren AS", Country: "NO", Balances: []receivable.Balance{{Currency: "NOK", Buckets: [receivable.AgeBuckets]int64{0, 500_000}}}},
	{ID: 7, Number: "10007", Name: "Fjordvik Fisk AS", Country: "NO", Balances: []receivable.Balance{{Currency: "NOK", Buckets: [receivable.AgeBuckets]int64{0, 73225, 40000}}}},
}

// owing is the account of either.
func owing(id receivable.DebtorID) dunning.Account {
	item := func(n receivable.ItemID, due int, minor int64) dunning.Item {
		return dunning.Item{OpenItem: receivable.OpenItem{
			ID: n, Number: "F-" + string(rune('0'+n)), Kind: receivable.Invoice, Due: monday.AddDays(due), Amount: money.New(minor, "NOK"), Open: money.New(minor, "NOK"),
		}}
	}
	return dunning.Account{
		Debtor: receivable.Debtor{ID: id, Name: "Fjordvik Fisk AS", Kind: receivable.Business, Country: "NO", Email: "a@b.example", Address: receivable.Address{City: "Oslo"}},
		Items:  []dunning.Item{item(1, -20, 73225), item(2, -3, 40000)},
	}
}

func (b *book) LawPacks(context.Context) ([]desk.LawPack, error) { return b.kept.Laws, nil }

// ChangeLawRows lays the rows over the pack as the desk does.
func (b *book) ChangeLawRows(_ context.Context, country, without string, more ...law.Row) error {
	for i := range b.kept.Laws {
		if l := &b.kept.Laws[i]; l.Pack.Code == country {
			rows := append(slices.DeleteFunc(slices.Clone(l.Own), func(r law.Row) bool { return r.ID == without }), more...)
			pack, changes, err := law.Overlay(b.packs[country], rows)
			if err != nil {
				return err
			}
			l.Pack, l.Own, l.Differences, l.Trouble = pack, rows, changes, nil
		}
	}
	return nil
}

func (b *book) SetWaveRules(_ context.Context, r desk.WaveSettings) error {
	b.kept.Rules = r
	return nil
}

func (b *book) SetMail(_ context.Context, m desk.MailSettings, password *string) error {
	b.kept.Mail = m
	if password != nil {
		b.password = *password
	}
	return nil
}

func (b *book) WhatIf(_ context.Context, _ date.Date, p dunning.Procedure) (desk.WhatIf, error) {
	b.asked = &p
	extent := func(n int, sum, charges int64) desk.Extent {
		return desk.Extent{Notices: n, Sums: map[money.Currency]int64{"NOK": sum}, Charges: map[money.Currency]int64{"NOK": charges}}
	}
	return desk.WhatIf{Now: extent(198, 112043100, 693000), Then: extent(214, 120431000, 749000)}, nil
}

// skagerrak is a house with everything set.
func skagerrak() *book {
	fee := &dunning.Fee{Fixed: decimal.NewFromInt(35), Per: dunning.PerNotice, Of: dunning.OfOpen}
	mailFirst := []receivable.Channel{receivable.Email, receivable.Letter}
	laws := shippedLaws()
	b := &book{packs: packsOf(laws), kept: Kept{
		Laws: laws,
		Company: desk.Company{
			Name: "Skagerrak Engros AS", Country: "NO", Currency: "NOK", Zone: "Europe/Oslo", Language: "en", OrgNumber: "987 654 321 MVA", Register: "Foretaksregisteret",
			Address: receivable.Address{Lines: []string{"Markens gate 12"}, PostalCode: "4611", City: "Kristiansand", Country: "NO"},
			Phone:   "+47 38 00 00 00", Email: "purring@skagerrak.example", Website: "skagerrak.example", Contact: "Kari Nordby",
			Accounts: []desk.BankAccount{{Currency: "NOK", Account: "8601 11 17947", IBAN: "NO93 8601 1117 947", BIC: "DNBANOKK", Reference: receivable.KIDMod10, ReferencePrefix: "77", ReferenceLength: 12}, {Currency: "EUR", IBAN: "DE89 3704 0044 0532 0130 00", BIC: "COBADEFF"}},
		},
		Mail: desk.MailSettings{
			Mode: desk.MailToServer, Host: "smtp.skagerrak.example", Port: 587, Security: startTLS, User: "purring", From: "purring@skagerrak.example",
			FromName: "Skagerrak Engros AS", PerMinute: 60, TestTo: "kari@skagerrak.example",
		},
		Procedure: dunning.Procedure{
			Name: "Standard", FirstContact: dunning.FromLevel1, GraceDays: 3, MinDaysBetween: 7, Calendar: "NO", Allocation: dunning.CostsInterestPrincipal,
			MinBalance: map[money.Currency]money.Amount{"NOK": money.New(5000, "NOK")},
			Levels: []dunning.Level{
				{Number: 1, Tone: dunning.Friendly, AfterDays: 5, Since: dunning.SinceDue, DeadlineDays: 10, Channels: mailFirst},
				{Number: 2, Tone: dunning.Firm, AfterDays: 14, Since: dunning.SincePrevious, DeadlineDays: 14, Channels: mailFirst, Fee: fee, IfSilent: receivable.Call},
				{Number: 3, Tone: dunning.Final, AfterDays: 14, Since: dunning.SinceDeadline, DeadlineDays: 14, Channels: []receivable.Channel{receivable.Letter, receivable.Call}, Fee: fee, Interest: &dunning.Interest{Statutory: true, From: "due"}, Approval: true},
			},
		},
		Rules: desk.WaveSettings{MaxAgeHours: 24, AutoSync: true, SyncAt: "07:00", ProposeAt: "07:30"},
	}}
	b.kept.Procedures = desk.Procedures{List: []dunning.Procedure{b.kept.Procedure}, Assignment: dunning.Assignment{Default: "Standard"}}
	return b
}

func (b *book) EmptyGroups(_ context.Context, a dunning.Assignment) (empty []string, err error) {
	for _, r := range a.Rules {
		if r.Group == "Nobody" {
			empty = append(empty, r.Group)
		}
	}
	return empty, nil
}
