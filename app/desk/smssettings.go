package desk

import (
	"context"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// SMSSettings is how text messages leave: through a gateway on the web that is described here, or into a folder while there is none.
// Address, headers and body may have fields such as {{to}} and {{text}}; the secret lies in the keychain.
type SMSSettings struct {
	Mode    SMSMode
	Preset  string // the gateway that the description began with
	URL     string
	Method  string
	Headers []SMSHeader
	Kind    string // of the body: json, form, none
	Body    string
	Auth    string // none, basic, bearer, header
	// AuthName is the header that the secret goes into, with header.
	AuthName string
	User     string
	Account  string // some gateways want one beside the user
	Statuses []int  // of HTTP that mean "taken"; empty: 200 to 299
	Path     string // where in the JSON of the answer the word stands
	Success  string // that word
	Later    string // words that mean "not now", with commas
	IDPath   string // where the gateway's number of the message stands

	Sender         string // a name of at most eleven letters, or a number
	TestTo         string // every message goes to this number instead; empty: to the customer
	PerMinute      int    // at most so many a minute; 0: no limit
	TimeoutSeconds int
	Price          *decimal.Decimal // of one segment, in the company's currency; nil: not shown
}

// SMSHeader is a header of the request.
type SMSHeader struct{ Name, Value string }

// SMSMode says where text messages go.
type SMSMode string

// Modes. A new book writes files until a gateway is set up.
const (
	SMSToFolder  SMSMode = "folder"
	SMSToGateway SMSMode = "gateway"
)

// SMSSecret is the keychain key of the gateway's password or key.
const SMSSecret = "sms/secret"

const keySMS = "sms"

// Texting is what a courier can do with text messages beside carrying notices; a courier without it carries none.
type Texting interface {
	// CheckGateway refuses a description by which nothing could be sent. It sends nothing.
	CheckGateway(s SMSSettings) error
	// SendText sends one message now and gives the gateway's word. A message whose fate is not known is fault.Unavailable.
	SendText(ctx context.Context, s SMSSettings, secret string, country string, to, text string) (string, error)
	// MeasureText counts what a text takes on the air, in plain typography.
	MeasureText(text string) TextSize
}

// TextSize is what a text message takes on the air.
type TextSize struct {
	Encoding string // GSM-7 or UCS-2
	Units    int
	Segments int // messages that are paid for
	Left     int // units that still fit in
	Forcing  []string
	Cost     *money.Amount // nil where no price is known
}

// SMS gives how text messages leave.
func (d *Desk) SMS(ctx context.Context) (SMSSettings, error) {
	s := SMSSettings{Mode: SMSToFolder}
	err := d.view(ctx, func(r store.Reader) error {
		_, err := r.Setting(keySMS, &s)
		return err
	})
	return s, err
}

// SetSMS changes how text messages leave. The secret goes to the keychain; nil leaves it as it is.
func (d *Desk) SetSMS(ctx context.Context, s SMSSettings, secret *string) error {
	if err := d.checkSMS(s); err != nil {
		return err
	}
	if err := d.keepSecret(ctx, SMSSecret, secret); err != nil {
		return err
	}
	return d.put(ctx, keySMS, "sms", s, d.endTrials)
}

// looksLikePhone is coarse: the courier, which knows the countries, looks closer before anything leaves.
func looksLikePhone(number string) bool {
	figures := 0
	for _, r := range number {
		switch {
		case r >= '0' && r <= '9':
			figures++
		case !strings.ContainsRune("+ ()-./\u00a0", r):
			return false
		}
	}
	return figures >= 5
}

func (d *Desk) checkSMS(s SMSSettings) error {
	switch {
	case s.Mode != SMSToFolder && s.Mode != SMSToGateway:
		return fault.New(fault.Invalid, "%q is no way for text messages to leave", string(s.Mode)).OnField("mode").WithHint("gateway sends them, folder only writes files")
	case s.PerMinute < 0:
		return fault.New(fault.Invalid, "there cannot be %d messages a minute", s.PerMinute).OnField("per-minute")
	case s.TimeoutSeconds < 0 || s.TimeoutSeconds > 300:
		return fault.New(fault.Invalid, "a gateway is waited for at most 300 seconds").OnField("timeout")
	case s.Price != nil && s.Price.IsNegative():
		return fault.New(fault.Invalid, "a message cannot cost less than nothing").OnField("price")
	case s.TestTo != "" && !looksLikePhone(s.TestTo):
		return fault.New(fault.Invalid, "%q is not a telephone number", s.TestTo).OnField("test-to").WithHint("one number such as +47 412 34 567")
	case s.Mode == SMSToFolder:
		return nil
	}
	t, err := d.texting()
	if err != nil {
		return err
	}
	return t.CheckGateway(s)
}

// TryText sends a message to a number of the house, to try the settings as they are typed. It is no notice: the book knows nothing
// of it, only the log. The secret is nil when the one in the keychain is meant.
func (d *Desk) TryText(ctx context.Context, s SMSSettings, secret *string, to, text string) (said string, err error) {
	if s.Mode != SMSToGateway {
		return "", fault.New(fault.Invalid, "no gateway is set up: text messages are written to files").OnField("mode")
	}
	if strings.TrimSpace(to) == "" {
		return "", fault.New(fault.Invalid, "say where the message shall go").OnField("test-to")
	}
	if err := d.mayAdminister(ctx); err != nil { // the kept secret goes to whatever server is named
		return "", err
	}
	if err := d.checkSMS(s); err != nil {
		return "", err
	}
	company, err := d.Company(ctx)
	if err != nil {
		return "", err
	}
	t, err := d.texting()
	if err != nil {
		return "", err
	}
	if secret != nil {
		return t.SendText(ctx, s, *secret, company.Country, to, text)
	}
	kept, err := d.Secrets.Get(SMSSecret)
	if err != nil && !fault.Has(err, fault.NotFound) {
		return "", err
	}
	return t.SendText(ctx, s, kept, company.Country, to, text)
}

// MeasureText counts what a text takes on the air, and what it costs where a price is set.
func (d *Desk) MeasureText(ctx context.Context, text string) (TextSize, error) {
	t, err := d.texting()
	if err != nil {
		return TextSize{}, err
	}
	size := t.MeasureText(text)
	s, err := d.SMS(ctx)
	if err != nil {
		return size, err
	}
	company, err := d.Company(ctx)
	size.Cost = s.CostOf(size.Segments, company.Currency)
	return size, err
}

// CostOf is what so many segments cost, rounded to the currency; nil where no price is set.
func (s SMSSettings) CostOf(segments int, c money.Currency) *money.Amount {
	exponent, err := c.Exponent()
	if s.Price == nil || err != nil {
		return nil
	}
	minor := s.Price.Mul(decimal.NewFromInt(int64(segments))).Shift(int32(exponent)).Round(0)
	a := money.New(minor.IntPart(), c)
	return &a
}

func (d *Desk) texting() (Texting, error) {
	if t, ok := d.Courier.(Texting); ok {
		return t, nil
	}
	return nil, fault.New(fault.Unavailable, "this program sends no text messages")
}

// SMSPreset begins the description of a gateway.
type SMSPreset struct {
	Name     string // key
	Title    string
	Site     string // where an account is opened
	User     string // what the gateway calls the user; empty: there is none
	Secret   string // what it calls the secret
	Account  string // what it calls the account; empty: there is none
	Verified bool   // tried with a real account; none was yet
	Settings SMSSettings
}

// SMSPresetNamed gives a preset by its key.
func SMSPresetNamed(name string) (SMSPreset, error) {
	all := SMSPresets()
	at := slices.IndexFunc(all, func(p SMSPreset) bool { return p.Name == name })
	if at < 0 {
		names := make([]string, len(all))
		for i, p := range all {
			names[i] = p.Name
		}
		return SMSPreset{}, fault.New(fault.NotFound, "there is no gateway %q", name).OnField("preset").WithHint("there are %s", strings.Join(names, ", "))
	}
	return all[at], nil
}

// Begin puts a preset's description into settings; what is the house's own, such as the sender, stays.
func (s SMSSettings) Begin(p SMSPreset) SMSSettings {
	out := p.Settings
	out.Mode, out.Preset = SMSToGateway, p.Name
	out.User, out.Account, out.Sender, out.TestTo, out.PerMinute, out.TimeoutSeconds, out.Price = s.User, s.Account, s.Sender, s.TestTo, s.PerMinute, s.TimeoutSeconds, s.Price
	return out
}
