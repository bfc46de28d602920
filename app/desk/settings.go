package desk

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/shopspring/decimal"
)

// Company is who collects: what stands on a letter, and the book's own country, currency and zone.
type Company struct {
	Name      string
	Country   string // ISO 3166-1 alpha-2
	Currency  money.Currency
	Zone      string // IANA name
	Language  string // of the screens: en, nb
	Address   receivable.Address
	OrgNumber string
	Register  string // as printed, e.g. "Foretaksregisteret"
	Phone     string
	Email     string
	Website   string
	Contact   string // the name that signs
	Accounts  []BankAccount
	// LetterForm is the paper and envelope of letters, one of LetterForms; empty: that of the country.
	LetterForm string
	Logo       []byte `json:"-"` // PNG; set by SetLogo
	LogoName   string `json:"-"` // of the file it came from
	// FundingRate is what the company's own money costs it, percent a year: by that, money that comes later costs something. nil:
	// settlement.DefaultFundingRate.
	FundingRate *decimal.Decimal
}

// Funding is what the company's own money costs it, percent a year.
func (c Company) Funding() decimal.Decimal {
	if c.FundingRate == nil {
		return settlement.DefaultFundingRate
	}
	return *c.FundingRate
}

// Location is the company's time zone, UTC when it is not known on this machine.
func (c Company) Location() *time.Location {
	if zone, err := time.LoadLocation(c.Zone); err == nil && c.Zone != "" {
		return zone
	}
	return time.UTC
}

// LetterForms are the papers and envelopes that letters are made for: DIN 5008 form B and A, the Norwegian window envelopes, and
// Letter paper in a #10 envelope.
func LetterForms() []string { return []string{"din-b", "din-a", "no-c5", "us-10"} }

// FormOfLetters is the form that is set, else that of the company's country.
func (c Company) FormOfLetters() string {
	switch {
	case c.LetterForm != "":
		return c.LetterForm
	case c.Country == "NO":
		return "no-c5"
	case c.Country == "US" || c.Country == "CA":
		return "us-10"
	}
	return "din-b"
}

// Account gives the bank account for a currency; none means that no notice in it may leave.
func (c Company) Account(cur money.Currency) (BankAccount, bool) {
	for _, a := range c.Accounts {
		if a.Currency == cur {
			return a, true
		}
	}
	return BankAccount{}, false
}

// MailSettings is how mail leaves.
type MailSettings struct {
	Mode      MailMode
	Host      string
	Port      int
	Security  string // starttls, tls, none (none only to this machine)
	User      string // empty: no sign-in
	From      string // address
	FromName  string
	ReplyTo   string
	PerMinute int    // at most so many a minute; 0: no limit
	TestTo    string // every mail goes here instead; empty: to the customer
	CAFile    string // additional certificate authority, PEM
	// TimeoutSeconds bounds each step of the talk with the server: connecting, each command, the message, the word after it.
	// 0 leaves each step its own patience, up to the ten minutes that RFC 5321 s. 4.5.3.2.6 asks for at the end.
	TimeoutSeconds int
	Detail         ReplyDetail
	// SignIn is how the program signs in. With a browser ClientID is what the provider gave the office for it; Tenant is the
	// directory of Microsoft 365, empty: any. The addresses and scopes, with spaces between, are for SignInOAuth.
	SignIn                         MailSignIn
	ClientID, Tenant               string
	AuthorizeURL, TokenURL, Scopes string
	// Attach names the papers that reminders carry, AttachMB how many megabytes of them at most; see Encloses and AttachLimit.
	Attach   string
	AttachMB int
	// AttachLevels names the papers of single levels, where they are others: "1: none; 3: letter statement"; see EnclosesAt.
	AttachLevels             string
	DKIMDomain, DKIMSelector string // who signs mails, and which key; empty selector: nobody. See SetMailKey
}

// MailMode says where mail goes.
type MailMode string

// Modes. A new book writes files until a server is set up.
const (
	MailToFolder MailMode = "folder"
	MailToServer MailMode = "server"
)

// WaveSettings are the house's rules about waves.
type WaveSettings struct {
	MaxAgeHours  int    // data older than this blocks a release
	AutoSync     bool   // daily
	SyncAt       string // HH:MM
	AutoPropose  bool
	ProposeAt    string
	LetterFolder string // where letters and test mails are put; empty: beside the book
	// Letters is how letters leave: LettersAsFiles, each as a file when it is sent, or LettersInRuns, waiting for a print run. Empty
	// is the first.
	Letters string
	// OMR puts marks for an inserting machine on the letters of print runs: docs/print-run.md.
	OMR bool
}

// Ways for letters to leave.
const (
	LettersAsFiles = "files"
	LettersInRuns  = "run"
)

// Setting keys in the book.
const (
	keyCompany = "company"
	keyMail    = "mail"
	keyWave    = "wave"
)

// MailSecret is the keychain key of the mail password.
const MailSecret = "mail/password"

// Company gives who collects.
func (d *Desk) Company(ctx context.Context) (c Company, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		c, err = companyOf(r)
		return err
	})
	funding := c.Funding() // whoever looks at the settings sees what is reckoned with
	c.FundingRate = &funding
	return c, err
}

// SetCompany changes who collects.
func (d *Desk) SetCompany(ctx context.Context, c Company) error {
	if err := c.Check(); err != nil {
		return err
	}
	return d.administer(ctx, func(w store.Writer) error {
		var before Company
		if _, err := w.Setting(keyCompany, &before); err != nil {
			return err
		}
		if before.Zone != c.Zone { // seven in the morning is another moment now
			rules, err := waveRules(w)
			if err != nil {
				return err
			}
			if err := putSchedules(w, rules, c.Zone); err != nil {
				return err
			}
		}
		if err := w.PutSetting(keyCompany, c); err != nil {
			return err
		}
		return w.Append(activity.SettingsChanged, 0, 0, "company", c)
	})
}

// Check refuses a company that could not collect: no name, an unknown currency, country or time zone, or an account
// whose references could not be made.
func (c Company) Check() error {
	if c.Name == "" {
		return fault.New(fault.Invalid, "the company has no name").OnField("name")
	}
	if err := oneLine(map[string]string{
		"name": c.Name, "org_number": c.OrgNumber, "register": c.Register, "phone": c.Phone, "website": c.Website, "contact": c.Contact,
		"address": strings.Join(c.Address.Lines, "") + c.Address.PostalCode + c.Address.City,
	}); err != nil {
		return err
	}
	if _, err := money.ParseCurrency(string(c.Currency)); err != nil {
		return err
	}
	if err := receivable.CheckCountry(c.Country); err != nil {
		return err
	}
	if c.Language != "" && c.Language != "en" && c.Language != "nb" {
		return fault.New(fault.Invalid, "the screens do not speak %q", c.Language).OnField("language").WithHint("en or nb")
	}
	if err := checkMailbox("email", c.Email); err != nil {
		return err
	}
	if c.LetterForm != "" && !slices.Contains(LetterForms(), c.LetterForm) {
		return fault.New(fault.Invalid, "%q is no form of letters", c.LetterForm).OnField("letter_form").WithHint("one of %s, or none for the country's", strings.Join(LetterForms(), ", "))
	}
	for _, a := range c.Accounts {
		if _, err := a.Currency.Exponent(); err != nil {
			return fault.New(money.UnknownCurrency, "%q is not a currency code, and no account can be in it", string(a.Currency)).OnField("accounts").
				WithHint("use an ISO 4217 code such as NOK or EUR")
		}
		if err := a.check(); err != nil {
			return err
		}
	}
	if err := settlement.CheckFundingRate(c.Funding()); err != nil {
		return err
	}
	if _, err := time.LoadLocation(c.Zone); err != nil {
		return fault.New(fault.Invalid, "%q is not a time zone", c.Zone).OnField("zone").WithHint("use a name such as Europe/Oslo")
	}
	return nil
}

// Mail gives how mail leaves.
func (d *Desk) Mail(ctx context.Context) (MailSettings, error) {
	m := MailSettings{Mode: MailToFolder}
	err := d.view(ctx, func(r store.Reader) error {
		_, err := r.Setting(keyMail, &m)
		return err
	})
	return m, err
}

// check refuses settings by which no mail could leave, or by which it would leave otherwise than somebody thinks.
func (m MailSettings) check() error {
	if m.Mode != MailToFolder && m.Mode != MailToServer {
		return fault.New(fault.Invalid, "%q is no way for mail to leave", string(m.Mode)).OnField("mode").
			WithHint("server sends it, folder only writes files")
	}
	switch m.Security {
	case "", "starttls", "tls", "none":
	default:
		return fault.New(fault.Invalid, "%q does not protect a connection", m.Security).OnField("security").WithHint("starttls, tls or none")
	}
	if err := m.checkServer(); err != nil {
		return err
	}
	if m.Detail != DetailBoth && m.Detail != DetailReplyTo && m.Detail != DetailNone {
		return fault.New(fault.Invalid, "%q is no way to mark the addresses of a mail", string(m.Detail)).OnField("detail").
			WithHint("empty marks answers and bounces, answers marks answers alone, none marks nothing")
	}
	if err := m.checkSignIn(); err != nil {
		return err
	}
	if err := m.checkAttach(); err != nil {
		return err
	}
	if err := m.checkSigning(); err != nil {
		return err
	}
	for field, addr := range map[string]string{"from": m.From, "reply-to": m.ReplyTo, "test-to": m.TestTo} {
		if err := checkMailbox(field, addr); err != nil {
			return err
		}
	}
	return nil
}

// checkMailbox refuses an address of our own that cannot stand in a header; empty is none. The courier looks closer.
func checkMailbox(field, addr string) error {
	local, domain, ok := strings.Cut(addr, "@")
	if addr == "" || ok && local != "" && domain != "" && !strings.ContainsFunc(addr, func(r rune) bool { return r <= ' ' || r == 0x7f || r == ',' || r == ';' }) {
		return nil
	}
	return fault.New(fault.Invalid, "%q is not an e-mail address", addr).OnField(field).WithHint("one address such as accounts@example.org")
}

// SetMail changes how mail leaves. The password goes to the keychain; nil leaves it as it is.
func (d *Desk) SetMail(ctx context.Context, m MailSettings, password *string) error {
	if err := m.check(); err != nil {
		return err
	}
	if err := d.keepSecret(ctx, MailSecret, password); err != nil {
		return err
	}
	return d.put(ctx, keyMail, "mail", m, d.endTrials)
}

// CheckMail tries the mail settings without sending a message.
func (d *Desk) CheckMail(ctx context.Context, m MailSettings, password *string) error {
	kept, err := d.Mail(ctx)
	if err != nil {
		return err
	}
	if m != kept { // the kept secret would go to whatever server is named
		if err := d.mayAdminister(ctx); err != nil {
			return err
		}
	}
	secret := ""
	switch {
	case password != nil:
		secret = *password
	case m.User != "" && !m.ByToken():
		s, err := d.Secrets.Get(MailSecret)
		if err != nil && !fault.Has(err, fault.NotFound) {
			return err
		}
		secret = s
	}
	return d.Courier.CheckMail(ctx, m, secret)
}

// Waves' own settings.

// WaveRules gives the house's rules about waves.
func (d *Desk) WaveRules(ctx context.Context) (WaveSettings, error) {
	var s WaveSettings
	err := d.view(ctx, func(r store.Reader) (err error) {
		s, err = waveRules(r)
		return err
	})
	return s, err
}

func waveRules(r store.Reader) (WaveSettings, error) {
	s := WaveSettings{MaxAgeHours: 24, SyncAt: "07:00", ProposeAt: "07:30"}
	_, err := r.Setting(keyWave, &s)
	return s, err
}

// SetWaveRules changes them.
func (d *Desk) SetWaveRules(ctx context.Context, s WaveSettings) error {
	if s.MaxAgeHours < 1 {
		return fault.New(fault.Invalid, "data must be allowed to be at least one hour old").OnField("max-age")
	}
	if s.Letters != "" && s.Letters != LettersAsFiles && s.Letters != LettersInRuns {
		return fault.New(fault.Invalid, "letters cannot leave as %q", s.Letters).OnField("letters").WithHint("files or run")
	}
	for _, at := range []string{s.SyncAt, s.ProposeAt} {
		if _, err := time.Parse("15:04", at); err != nil {
			return fault.New(fault.Invalid, "%q is not a time of day", at).OnField("at").WithHint("write it as 07:30")
		}
	}
	company, err := d.Company(ctx)
	if err != nil {
		return err
	}
	return d.administer(ctx, func(w store.Writer) error {
		if err := w.PutSetting(keyWave, s); err != nil {
			return err
		}
		if err := putSchedules(w, s, company.Zone); err != nil {
			return err
		}
		return w.Append(activity.SettingsChanged, 0, 0, "waves", s)
	})
}

func (d *Desk) put(ctx context.Context, key, subject string, value any, follow ...func(store.Writer) error) error {
	return d.administer(ctx, func(w store.Writer) error {
		if err := w.PutSetting(key, value); err != nil {
			return err
		}
		if err := w.Append(activity.SettingsChanged, 0, 0, subject, value); err != nil {
			return err
		}
		for _, f := range follow {
			if err := f(w); err != nil {
				return err
			}
		}
		return nil
	})
}
