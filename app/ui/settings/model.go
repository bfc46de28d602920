package settings

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/locale"
)

// Section is a part of the settings.
type Section string

// The sections, in the order in which they are listed.
const (
	Company    Section = "company"
	Accounts   Section = "accounts"
	Mail       Section = "mail"
	SMS        Section = "sms"
	MailIn     Section = "mail-in"
	Reminders  Section = "procedure"
	Assignment Section = "assignment"
	Waves      Section = "waves"
	Booking    Section = "booking"
	Law        Section = "law"
	Users      Section = "users"
	Privacy    Section = "privacy"
	Appearance Section = "look"
)

// Sections lists them.
func Sections() []Section {
	return []Section{Company, Accounts, Mail, MailIn, SMS, Reminders, Assignment, Waves, Booking, Law, Users, Privacy, Appearance}
}

// Kept is what the book holds.
type Kept struct {
	Company    desk.Company
	Mail       desk.MailSettings
	SMS        desk.SMSSettings
	MailIn     desk.MailInSettings
	Procedures desk.Procedures
	Procedure  dunning.Procedure              // the one that is shown
	Customers  map[receivable.DebtorID]string // names of those whom a rule names
	Empty      []string                       // groups that rules name and no customer has
	Rules      desk.WaveSettings
	Booking    desk.BookingAccounts
	Laws       []desk.LawPack
	Calendars  []string // countries whose business days can be counted
	Warning    string   // secrets lie in a file
	Users      KeptUsers
	Texts      []string // names of the texts that a level may speak with
}

// Model is what the book holds and what has been written over it but not saved.
type Model struct {
	Kept   Kept
	Chosen string // the name of the procedure that is shown; empty: that of the default
	Level  int    // the level whose fields are shown, from 1
	locale *locale.Locale
	saved  map[Section]Values
	now    map[Section]Values
}

// NewModel makes an empty model; figures are read and written as in l.
func NewModel(l *locale.Locale) *Model {
	return &Model{Level: 1, locale: l, saved: map[Section]Values{}, now: map[Section]Values{}}
}

// SetKept takes what the book holds. What was written over it and not saved stays.
func (m *Model) SetKept(k Kept) {
	dirty := m.Dirty()
	k.Procedure = m.chosenOf(k)
	if k.Procedure.Name != m.Chosen { // another one stands in its place: what was typed was not meant for it
		dirty = slices.DeleteFunc(dirty, func(s Section) bool { return s == Reminders })
	}
	m.Kept, m.Chosen = k, k.Procedure.Name
	for section, values := range map[Section]Values{
		Company: companyValues(k.Company, m.locale), Mail: mailValues(k.Mail), MailIn: mailInValues(k.MailIn), SMS: smsValues(k.SMS, m.locale), Waves: waveValues(k.Rules), Booking: bookingValues(k.Booking),
		Reminders: procedureValues(k.Procedure, m.Currencies(), m.locale),
	} {
		m.saved[section] = values
		if !slices.Contains(dirty, section) {
			m.now[section] = values.clone()
		}
	}
	m.Level = max(1, min(m.Level, m.Levels()))
}

// Inherit takes over what another model holds.
func (m *Model) Inherit(from *Model) {
	m.Kept, m.Chosen, m.Level, m.saved, m.now = from.Kept, from.Chosen, from.Level, from.saved, from.now
}

// chosenOf is the procedure that is shown of those kept: the one chosen, or the default's when it is not there any more.
func (m *Model) chosenOf(k Kept) dunning.Procedure {
	for _, name := range []string{m.Chosen, k.Procedures.Assignment.Default} {
		if p, ok := k.Procedures.Named(name); ok {
			return *p
		}
	}
	return k.Procedure
}

// Choose shows another procedure; what was typed and not saved is gone.
func (m *Model) Choose(name string) {
	m.Chosen, m.Level = name, 1
	k := m.Kept
	k.Procedure = m.chosenOf(k)
	m.Undo(Reminders)
	m.SetKept(k)
}

// Saved forgets what was written in a section, because it is in the book now.
func (m *Model) Saved(s Section) { m.now[s] = m.saved[s].clone() }

// Undo gives a section the book's values again.
func (m *Model) Undo(s Section) {
	m.now[s] = m.saved[s].clone()
	m.Level = max(1, min(m.Level, m.Levels()))
}

// Get is the text of a field.
func (m *Model) Get(s Section, key string) string { return m.now[s][key] }

// Set writes a field.
func (m *Model) Set(s Section, key, text string) {
	if m.now[s] != nil {
		m.now[s][key] = text
	}
}

// Changed lists the fields of a section that differ from the book.
func (m *Model) Changed(s Section) []string { return m.now[s].Changed(m.saved[s]) }

// Dirty lists the sections with something unsaved.
func (m *Model) Dirty() []Section {
	var dirty []Section
	for _, s := range Sections() {
		if len(m.Changed(s)) > 0 {
			dirty = append(dirty, s)
		}
	}
	return dirty
}

// Currencies are those that the house asks for: its own, those of its accounts, those with a least balance.
func (m *Model) Currencies() []money.Currency {
	list := []money.Currency{m.Kept.Company.Currency}
	for _, a := range m.Kept.Company.Accounts {
		list = append(list, a.Currency)
	}
	for c := range m.Kept.Procedure.MinBalance {
		list = append(list, c)
	}
	first := list[0]
	slices.Sort(list)
	list = slices.DeleteFunc(slices.Compact(list), func(c money.Currency) bool { return c == first || c == "" })
	if first == "" {
		return list
	}
	return append([]money.Currency{first}, list...)
}

// ReadCompany gives the company as written.
func (m *Model) ReadCompany() (desk.Company, error) {
	return companyFrom(m.now[Company], m.Kept.Company, m.locale)
}

// ReadMail gives the mail settings as written, and the password when one was typed.
func (m *Model) ReadMail() (desk.MailSettings, *string, error) {
	return mailFrom(m.now[Mail], m.Kept.Mail)
}

// ReadSMS gives how text messages leave as written, and the secret when one was typed.
func (m *Model) ReadSMS() (desk.SMSSettings, *string, error) {
	return smsFrom(m.now[SMS], m.Kept.SMS, m.locale)
}

// ReadMailIn gives where mail comes in as written, and the password when one was typed.
func (m *Model) ReadMailIn() (desk.MailInSettings, *string, error) {
	return mailInFrom(m.now[MailIn], m.Kept.MailIn)
}

// ReadRules gives the house's rules about waves as written.
func (m *Model) ReadRules() (desk.WaveSettings, error) { return waveFrom(m.now[Waves], m.Kept.Rules) }

// ReadProcedure gives the procedure as written, checked.
func (m *Model) ReadProcedure() (dunning.Procedure, error) {
	p, err := procedureFrom(m.now[Reminders], m.Kept.Procedure, m.locale)
	if err != nil {
		return p, err
	}
	return p, p.Check()
}

// Levels is how many levels the procedure has as written.
func (m *Model) Levels() int { return levelCount(m.now[Reminders]) }

// AddLevel adds a level after the last and shows it.
func (m *Model) AddLevel() {
	addLevel(m.now[Reminders])
	m.Level = m.Levels()
}

// RemoveLevel takes the level shown away; those after it move up.
func (m *Model) RemoveLevel() {
	removeLevel(m.now[Reminders], m.Level)
	m.Level = max(1, min(m.Level, m.Levels()))
}

// Order lists the currencies of sums, the house's own first; sums of nothing are left out.
func (m *Model) Order(sums map[money.Currency]int64) []money.Currency {
	var list []money.Currency
	for c, minor := range sums {
		if minor != 0 && c != m.Kept.Company.Currency {
			list = append(list, c)
		}
	}
	slices.Sort(list)
	if own := m.Kept.Company.Currency; sums[own] != 0 {
		list = append([]money.Currency{own}, list...)
	}
	return list
}
