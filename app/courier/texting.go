package courier

import (
	"context"
	"strings"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/notice"
	"github.com/dunningdesk/dunningdesk/app/courier/outbox"
	"github.com/dunningdesk/dunningdesk/app/courier/sms"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// tooManySegments is the longest text message: what is longer is no text message but a letter.
const tooManySegments = 10

// TooLong is the code of a notice that is too long for a text message.
const TooLong fault.Code = "text-too-long"

// makeText writes a notice as a text message, in typography that costs nothing, with the sentences that a law wants.
func makeText(job desk.Job, d notice.Document) (desk.Made, error) {
	country := job.Debtor.Country
	if country == "" {
		country = job.Company.Country
	}
	to, hidden := job.Debtor.Phone, strings.HasPrefix(job.Debtor.Phone, "***") // a preview for somebody who may not see it
	if !hidden {
		var err error
		if to, err = sms.Number(job.Debtor.Phone, country); err != nil {
			return desk.Made{}, err
		}
	}
	text := sms.Plainly(textOf(job.Notice, d))
	made := desk.Made{From: job.SMS.Sender, To: to, Subject: firstLine(text), Language: d.Language}
	if job.SMS.TestTo != "" {
		trial, err := sms.Number(job.SMS.TestTo, job.Company.Country)
		if err != nil {
			return desk.Made{}, err
		}
		made.To, made.Trial, text = trial, true, "[TEST "+to+"] "+text
	}
	size := sizeOf(text)
	if size.Segments > tooManySegments {
		return desk.Made{}, fault.New(TooLong, "the text message would take %d segments", size.Segments).WithHint("shorten the text of the level: at most %d", tooManySegments)
	}
	size.Cost = job.SMS.CostOf(size.Segments, job.Company.Currency)
	made.Plain, made.Size = text, &size
	made.Docs = []desk.Document{{Kind: "sms", Name: fileName(job, "txt"), Bytes: []byte(text)}}
	return made, nil
}

// textOf is what a notice says in a text message: its text's own form, or its subject where it has none, and the sentences that a law
// wants and that do not stand there yet.
func textOf(n dunning.Notice, d notice.Document) string {
	text := d.Text.SMS
	if text == "" {
		text = d.Text.Subject + "."
	}
	for _, sentence := range demanded(n, d.Language) {
		if !strings.Contains(text, sentence) && !marked(text, sentence) {
			text += " " + sentence
		}
	}
	if d.Payment.Link != "" && !d.Settled && !strings.Contains(text, d.Payment.Link) {
		text += " " + d.Payment.Link
	}
	return text
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	if at := strings.Index(line, ". "); at > 0 {
		return line[:at]
	}
	return line
}

func sizeOf(text string) desk.TextSize {
	s := sms.Measure(text)
	return desk.TextSize{Encoding: string(s.Encoding), Units: s.Units, Segments: s.Segments, Left: s.Left, Forcing: s.Forcing}
}

// MeasureText counts what a text takes on the air, in the typography in which it leaves.
func (c *Courier) MeasureText(text string) desk.TextSize { return sizeOf(sms.Plainly(text)) }

// CheckGateway refuses a description by which nothing could be sent, a sender that no gateway takes, and a trial number that is none.
func (c *Courier) CheckGateway(s desk.SMSSettings) error {
	g := gatewayOf(s, "secret")
	if err := g.Check(); err != nil {
		return err
	}
	if s.Sender == "" && !strings.Contains(s.URL+s.Body, "{{from}}") {
		return nil
	}
	return sms.CheckSender(s.Sender)
}

// SendText sends one message now.
func (c *Courier) SendText(ctx context.Context, s desk.SMSSettings, secret, country, to, text string) (string, error) {
	number, err := sms.Number(to, country)
	if err != nil {
		return "", err
	}
	sender, err := sms.NewSender(gatewayOf(s, secret))
	if err != nil {
		return "", err
	}
	o := sender.Send(ctx, sms.Text{To: number, From: s.Sender, Text: sms.Plainly(text), Reference: "test"})
	said := strings.TrimSpace(o.ID + " " + o.Words)
	switch o.Kind {
	case sms.Taken:
		return said, nil
	case sms.Uncertain:
		return "", fault.New(fault.Unavailable, "nobody knows whether the message left: %s", said).WithHint("look at the phone before it is tried again")
	default:
		return "", fault.New(fault.Unavailable, "the gateway did not take the message (%s %d): %s", o.Kind, o.Status, said).WithHint("compare the address, the sign-in and the body with the gateway's page")
	}
}

func gatewayOf(s desk.SMSSettings, secret string) sms.Gateway {
	g := sms.Gateway{
		URL: s.URL, Method: s.Method, Body: s.Body, Kind: s.Kind, Auth: s.Auth, AuthName: s.AuthName, User: s.User, Account: s.Account, Secret: secret,
		Timeout: time.Duration(s.TimeoutSeconds) * time.Second,
		Answer:  sms.Answer{Statuses: s.Statuses, Path: s.Path, Success: s.Success, Later: s.Later, IDPath: s.IDPath},
	}
	for _, h := range s.Headers {
		g.Headers = append(g.Headers, [2]string{h.Name, h.Value})
	}
	return g
}

// textSender is the way to the gateway; nil while text messages are written to files.
func (c *Courier) textSender(s desk.SMSSettings) (*sms.Sender, error) {
	if s.Mode != desk.SMSToGateway {
		return nil, nil
	}
	secret, err := c.desk.Secrets.Get(desk.SMSSecret)
	if err != nil && !fault.Has(err, fault.NotFound) {
		return nil, err
	}
	if secret == "" && (s.Auth != sms.AuthNone && s.Auth != "" || strings.Contains(s.Body, "{{secret}}")) {
		return nil, fault.New(fault.Unavailable, "the key of the SMS gateway is not in the keychain").WithHint("enter it again under Settings, SMS")
	}
	return sms.NewSender(gatewayOf(s, secret))
}

// shut is a way out that is closed, with the reason.
type shut struct{ why string }

// Carry leaves the message where it is.
func (s shut) Carry(context.Context, outbox.Job) outbox.Result {
	return outbox.Result{Fate: outbox.Later, Code: string(outbox.Blocked), Detail: s.why, Blocked: true}
}

// paced hands over at most so many messages a minute.
type paced struct {
	sender    outbox.TextSender
	perMinute int
	clock     clockwork.Clock
	last      time.Time
}

// Send waits for its turn, and gives way when the wave is stopped meanwhile.
func (p *paced) Send(ctx context.Context, t sms.Text) sms.Outcome {
	if p.perMinute > 0 && !p.last.IsZero() {
		select {
		case <-ctx.Done():
			return sms.Outcome{Kind: sms.Later, Words: "stopped before it began"}
		case <-p.clock.After(p.clock.Until(p.last.Add(time.Minute / time.Duration(p.perMinute)))):
		}
	}
	defer func() { p.last = p.clock.Now() }()
	return p.sender.Send(ctx, t)
}
