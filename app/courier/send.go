package courier

import (
	"context"
	"crypto/x509"
	"os"
	"path/filepath"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/mail"
	"github.com/dunningdesk/dunningdesk/app/courier/outbox"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/jonboulle/clockwork"
)

// lease is how long a claim holds without news of its sender.
const lease = 2 * time.Minute

// Names of the folders that messages are put into.
const (
	lettersFolder = "letters"
	mailsFolder   = "mails"
	textsFolder   = "texts"
)

// Send works the outbox off until nothing is due or ctx ends.
func (c *Courier) Send(ctx context.Context, progress func(desk.SendProgress)) (desk.SendProgress, error) {
	c.sending.Lock()
	defer c.sending.Unlock()
	var p desk.SendProgress
	settings, err := c.desk.Mail(ctx)
	if err != nil {
		return p, err
	}
	texts, err := c.desk.SMS(ctx)
	if err != nil {
		return p, err
	}
	rules, err := c.desk.WaveRules(ctx)
	if err != nil {
		return p, err
	}
	folder := c.folderOf(rules)
	p.Folder = folder
	carriers, done, err := c.carriers(settings, folder)
	if err != nil {
		return p, err
	}
	if rules.Letters == desk.LettersInRuns {
		delete(carriers, outbox.Letter) // they wait for somebody who prints them
	}
	defer done()
	carriers[outbox.SMS] = c.textCarrier(texts, folder)
	if err := c.recover(ctx); err != nil {
		return p, err
	}
	waiting, err := c.waiting(ctx)
	if err != nil {
		return p, err
	}
	queue := newQueue(c.desk, c.holder)
	worker := outbox.Worker{
		Queue: queue, Carriers: carriers, Lease: lease, Gap: gap(settings), Clock: deskClock{clockwork.NewRealClock(), c.desk},
		Report: func(e outbox.Event) {
			count(&p, e.Moved)
			p.Waiting, p.Last = max(0, waiting-p.Sent-p.Failed-p.Uncertain-p.Retry), e.Job.Number
			progress(p)
		},
	}
	summary, err := worker.Drain(ctx)
	p.TrialsOver = queue.claims.TrialsOver()
	if left, lerr := c.waiting(context.WithoutCancel(ctx)); lerr == nil {
		p.Waiting = max(0, left-p.Retry)
	}
	if err == nil {
		err = ctx.Err()
	}
	return p, blockedError(err, summary)
}

// deskClock waits as the machine does and tells the time as the desk does: when a message is due again is compared with the
// book's time.
type deskClock struct {
	clockwork.Clock
	desk *desk.Desk
}

// Now is the desk's time.
func (c deskClock) Now() time.Time { return c.desk.Clock.Now() }

func count(p *desk.SendProgress, moved string) {
	switch moved {
	case "sent":
		p.Sent++
	case "failed":
		p.Failed++
	case "uncertain":
		p.Uncertain++
	default:
		p.Retry++
	}
}

// blockedError says that a way out is closed: the messages wait, nothing is lost.
func blockedError(err error, s outbox.Summary) error {
	if err != nil {
		return err
	}
	for channel, why := range s.Blocked {
		return fault.New(fault.Unavailable, "messages by %s cannot leave now: %s", channel, why).
			WithHint("they wait in the outbox; mend it and send again")
	}
	return nil
}

func (c *Courier) folderFor(ctx context.Context) (string, error) {
	rules, err := c.desk.WaveRules(ctx)
	if err != nil {
		return "", err
	}
	return c.folderOf(rules), nil
}

func (c *Courier) folderOf(rules desk.WaveSettings) string {
	if rules.LetterFolder != "" {
		return rules.LetterFolder
	}
	return c.folder
}

// carriers gives the way out of each channel, and a function that closes what they hold open.
func (c *Courier) carriers(m desk.MailSettings, folder string) (map[outbox.Channel]outbox.Carrier, func(), error) {
	ways := map[outbox.Channel]outbox.Carrier{
		outbox.Letter: outbox.ToFolder{Dir: filepath.Join(folder, lettersFolder), Ext: ".pdf"},
		outbox.Mail:   outbox.ToFolder{Dir: filepath.Join(folder, mailsFolder), Ext: ".eml"},
	}
	if m.Mode != desk.MailToServer {
		return ways, func() {}, nil
	}
	password := ""
	if m.User != "" && !m.ByToken() {
		var err error
		if password, err = c.desk.Secrets.Get(desk.MailSecret); err != nil {
			return nil, nil, fault.Wrap(err, fault.Unavailable, "the mail password is not in the keychain").WithHint("enter it again under Settings, Mail")
		}
	}
	sender, err := c.newSender(m, password)
	if err != nil {
		return nil, nil, err
	}
	ways[outbox.Mail] = outbox.ByMail{Sender: sender}
	return ways, sender.Close, nil
}

// textCarrier gives the way out of text messages. One that cannot be opened keeps no mail and no letter from leaving.
func (c *Courier) textCarrier(s desk.SMSSettings, folder string) outbox.Carrier {
	sender, err := c.textSender(s)
	switch {
	case err != nil:
		return shut{err.Error()}
	case sender == nil:
		return outbox.ToFolder{Dir: filepath.Join(folder, textsFolder), Ext: ".txt"}
	}
	return outbox.BySMS{Sender: &paced{sender: sender, perMinute: s.PerMinute, clock: clockwork.NewRealClock()}}
}

// CheckMail connects and signs in without sending a message.
func (c *Courier) CheckMail(ctx context.Context, m desk.MailSettings, password string) error {
	if m.Mode != desk.MailToServer {
		return nil
	}
	s, err := c.newSender(m, password)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Check(ctx); err != nil {
		return err
	}
	return takesAddresses(ctx, s, m)
}

func (c *Courier) newSender(m desk.MailSettings, password string) (*mail.Sender, error) {
	cfg := mail.Config{Host: m.Host, Port: m.Port, Security: mail.Security(m.Security), User: m.User, Password: password}
	if m.ByToken() {
		cfg.Token = c.tokens(m).get
	}
	if each := time.Duration(m.TimeoutSeconds) * time.Second; each > 0 {
		cfg.Timeouts = mail.Timeouts{Connect: each, Command: each, Content: each, Answer: each}
	}
	if m.CAFile != "" {
		pem, err := os.ReadFile(m.CAFile)
		if err != nil {
			return nil, fault.Wrap(err, fault.Invalid, "the certificate file %s cannot be read", m.CAFile).OnField("ca")
		}
		cfg.Roots = x509.NewCertPool()
		if !cfg.Roots.AppendCertsFromPEM(pem) {
			return nil, fault.New(fault.Invalid, "%s holds no certificate", m.CAFile).OnField("ca").WithHint("it must be in PEM form")
		}
	}
	return mail.NewSender(cfg)
}

// gap spreads mails over the minute where the server allows only so many.
func gap(m desk.MailSettings) time.Duration {
	if m.Mode != desk.MailToServer || m.PerMinute <= 0 {
		return 0
	}
	return time.Minute / time.Duration(m.PerMinute)
}

// recover judges messages whose sender on this machine has ended: nobody knows whether they left.
func (c *Courier) recover(ctx context.Context) error {
	rows, err := c.desk.Outbox(ctx)
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, m := range rows {
		if m.State != desk.OutSending || m.Holder == c.holder || seen[m.Holder] {
			continue
		}
		seen[m.Holder] = true
		if !c.gone(m.Holder) {
			continue
		}
		if _, err := c.desk.RecoverMessages(ctx, m.Holder); err != nil {
			return err
		}
	}
	return nil
}

func (c *Courier) waiting(ctx context.Context) (int, error) {
	counts, err := c.desk.OutboxCounts(ctx)
	return counts[desk.OutQueued] + counts[desk.OutSending], err
}
