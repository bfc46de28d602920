package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// inboxVerbs read what comes back by mail, and say what it means.
func inboxVerbs(s *session) []*cobra.Command {
	inbox := &cobra.Command{
		Use: "inbox", Short: "what comes back by mail: answers, bounces, machines' notices", RunE: needsVerb("inbox"),
		Long: `What comes back by mail. A report that an address does not exist closes mail for the customer, an answer pauses dunning until somebody has
read it. What an answer may mean is a guess that shows its words; only a person's word does anything. The mailbox is set up with
` + "`settings mail-in.host=… mail-in.on=true`" + ` and ` + "`inbox check --password`" + `.`,
	}
	inbox.AddCommand(
		&cobra.Command{Use: "fetch", Short: "read what has come since the last look", Args: cobra.NoArgs, RunE: s.run(s.inboxFetch)},
		inboxCheckVerb(s), inboxListVerb(s), inboxShowVerb(s), inboxPlaceVerb(s), inboxSettleVerb(s), inboxDismissVerb(s),
	)
	return []*cobra.Command{inbox}
}

func (s *session) inboxFetch(ctx context.Context, d *desk.Desk, _ []string) error {
	f, err := d.FetchMail(ctx)
	if s.json {
		if perr := s.printJSON(map[string]any{
			"new": f.New, "known": f.Known, "answers": f.Answers, "bounced": f.Bounced, "automatic": f.Automatic, "unplaced": f.Unplaced, "unread": f.Unread,
		}); perr != nil {
			return perr
		}
		return err
	}
	s.say("%s: %s, %d bounced, %d automatic; %d to place", counted(f.New, "new mail", "new mails"), counted(f.Answers, "answer", "answers"), f.Bounced, f.Automatic, f.Unplaced)
	if f.Unread > 0 {
		s.say("%s could not be read: the mail server does not give them; after some tries they are listed", counted(f.Unread, "mail", "mails"))
	}
	return err
}

func inboxCheckVerb(s *session) *cobra.Command {
	var password bool
	cmd := &cobra.Command{
		Use: "check", Short: "sign in to the mailbox and count, without reading anything", Args: cobra.NoArgs,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
			m, err := d.MailIn(ctx)
			if err != nil {
				return err
			}
			var typed *string
			if password {
				secret := map[string]string{}
				if err := s.readSecrets(secret, []string{"mail-in.password"}); err != nil {
					return err
				}
				value := secret["mail-in.password"]
				typed = &value
			}
			look, err := d.CheckMailIn(ctx, m, typed)
			if err != nil {
				return err
			}
			if typed != nil {
				if err := d.SetMailIn(ctx, m, typed); err != nil {
					return err
				}
			}
			if s.json {
				return s.printJSON(map[string]any{"mails": look.Mails, "to_read": look.ToRead, "idle": look.Idle})
			}
			s.say("%s: %s, %d of them from %s on", m.Name(), counted(look.Mails, "mail", "mails"), look.ToRead, m.From)
			return nil
		}),
	}
	cmd.Flags().BoolVar(&password, "password", false, "read the password from the terminal or standard input, and keep it when it is the right one")
	return cmd
}

func inboxListVerb(s *session) *cobra.Command {
	var all, unplaced bool
	cmd := &cobra.Command{
		Use: "list [CUSTOMER]", Short: "mails that wait for a person's word", Args: cobra.MaximumNArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			q := desk.IncomingQuery{States: []desk.IncomingState{desk.MailOpen, desk.MailUnplaced}}
			if unplaced {
				q.States = q.States[1:]
			}
			if all {
				q.States = nil
			}
			if len(args) == 1 {
				who, err := customer(ctx, d, args[0])
				if err != nil {
					return err
				}
				q.Debtor = who.ID
			}
			mails, err := d.Incoming(ctx, q)
			if err != nil {
				return err
			}
			return s.printMails(mails)
		}),
	}
	cmd.Flags().BoolVar(&all, "all", false, "those too that were dealt with")
	cmd.Flags().BoolVar(&unplaced, "unplaced", false, "only those of which nobody knows whose they are")
	return cmd
}

// mailJSON is a mail that came back, for programs: add, never change.
type mailJSON struct {
	ID         int64    `json:"id"`
	Arrived    string   `json:"arrived"`
	Kind       string   `json:"kind"`
	SeenBy     string   `json:"seen_by"`
	From       string   `json:"from"`
	Name       string   `json:"name"`
	Subject    string   `json:"subject"`
	Text       string   `json:"text"`
	Cut        bool     `json:"cut"`
	MessageID  string   `json:"message_id"`
	Recipient  string   `json:"recipient,omitempty"`
	Status     string   `json:"status,omitempty"`
	Detail     string   `json:"detail,omitempty"`
	Customer   string   `json:"customer"`
	Notice     string   `json:"notice,omitempty"`
	How        string   `json:"how"`
	Suggestion string   `json:"suggestion,omitempty"`
	Words      []string `json:"words"`
	State      string   `json:"state"`
	Verdict    string   `json:"verdict,omitempty"`
	Note       string   `json:"note,omitempty"`
	By         string   `json:"by"`
}

func mailRow(m *desk.IncomingMail) mailJSON {
	words := m.Guess.Words
	if words == nil {
		words = []string{}
	}
	return mailJSON{
		ID: m.ID, Arrived: m.Arrived.Format("2006-01-02T15:04:05Z"), Kind: string(m.Mail.Kind), SeenBy: m.Mail.By, From: m.Mail.From, Name: m.Mail.Name, Subject: m.Mail.Subject,
		Text: m.Mail.Text, Cut: m.Mail.Cut, MessageID: m.Mail.ID, Recipient: m.Report.Recipient, Status: m.Report.Status, Detail: m.Report.Detail, Customer: m.Name,
		Notice: m.Number, How: string(m.How), Suggestion: string(m.Guess.Says), Words: words, State: string(m.State), Verdict: m.Verdict, Note: m.Note, By: m.Actor,
	}
}

func (s *session) printMails(mails []desk.IncomingMail) error {
	list, rows := make([]mailJSON, 0, len(mails)), make([][]string, 0, len(mails))
	for i := range mails {
		m := mailRow(&mails[i])
		list = append(list, m)
		rows = append(rows, []string{strconv.FormatInt(m.ID, 10), m.Arrived[:10], m.Kind, m.From, m.Subject, m.Customer, m.Suggestion, m.State})
	}
	if s.json {
		return s.printJSON(list)
	}
	s.table([]string{"ID", "ARRIVED", "KIND", "FROM", "SUBJECT", "CUSTOMER", "MAY MEAN", "STATE"}, map[int]bool{0: true}, rows)
	s.say("%s", counted(len(mails), "mail", "mails"))
	return nil
}

func inboxShowVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "show ID", Short: "one mail: its text, what it may mean, and by which words", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			id, err := mailNumber(args[0])
			if err != nil {
				return err
			}
			found, err := d.IncomingMail(ctx, id)
			if err != nil {
				return err
			}
			m := mailRow(&found)
			if s.json {
				return s.printJSON(m)
			}
			for _, pair := range [][2]string{
				{"from", strings.TrimSpace(m.Name + " <" + m.From + ">")},
				{"subject", m.Subject},
				{"arrived", m.Arrived},
				{"kind", strings.TrimSpace(m.Kind + " " + m.SeenBy)},
				{"about", m.Recipient},
				{"says", strings.TrimSpace(m.Status + " " + m.Detail)},
				{"customer", m.Customer},
				{"notice", m.Notice},
				{"by", m.How},
				{"may mean", strings.TrimSpace(m.Suggestion + " " + quotedList(m.Words))},
				{"state", strings.TrimSpace(m.State + " " + m.Verdict)},
				{"note", m.Note},
			} {
				if pair[1] != "" {
					s.say("%-9s %s", pair[0], pair[1])
				}
			}
			s.say("\n%s", m.Text)
			if m.Cut {
				s.say("[there is more in the mailbox]")
			}
			return nil
		}),
	}
}

func quotedList(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return "(“" + strings.Join(words, "”, “") + "”)"
}

func mailNumber(text string) (int64, error) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id < 1 {
		return 0, usage{fmt.Errorf("%q is not the number of a mail", text)}
	}
	return id, nil
}

func inboxPlaceVerb(s *session) *cobra.Command {
	cmd := &cobra.Command{
		Use: "place ID CUSTOMER", Short: "say whose a mail is of which nobody knows it", Args: cobra.ExactArgs(2),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			id, err := mailNumber(args[0])
			if err != nil {
				return err
			}
			who, err := customer(ctx, d, args[1])
			if err != nil {
				return err
			}
			return d.PlaceMail(ctx, id, who.ID)
		}),
	}
	return s.saying(cmd, "the mail is the customer's; it waits to be read")
}

// inboxSettleFlags are what a verdict is made of.
type inboxSettleFlags struct {
	as, note, until string
	promise         promiseFlags
	dispute         disputeFlags
}

func inboxSettleVerb(s *session) *cobra.Command {
	var f inboxSettleFlags
	cmd := &cobra.Command{
		Use: "settle ID --as asks-time|says-paid|disputes|wrong-person|nothing", Short: "say what a mail means, and end the pause that waited for it", Args: cobra.ExactArgs(1),
		Long: `Say what a mail means. asks-time takes a promise with --amount and --by, or lets reminders wait with --until; says-paid lets them wait 14 days,
or --until; disputes opens a dispute about --item with --code and --reason; wrong-person closes the address; nothing lets dunning go on.`,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			id, err := mailNumber(args[0])
			if err != nil {
				return err
			}
			v, err := f.verdict(ctx, d, id)
			if err != nil {
				return err
			}
			return d.SettleMail(ctx, v)
		}),
	}
	cmd.Flags().StringVar(&f.as, "as", "", "asks-time, says-paid, disputes, wrong-person or nothing")
	cmd.Flags().StringVar(&f.note, "note", "", "a remark, kept on record")
	cmd.Flags().StringVar(&f.until, "until", "", "with asks-time and says-paid: reminders wait until this day")
	f.promise.register(cmd)
	cmd.Flags().StringVar(&f.dispute.code, "code", "", "with disputes: quality, quantity, price, not-received, already-paid, wrong-recipient or other")
	cmd.Flags().StringVar(&f.dispute.reason, "reason", "", "with disputes: what is wrong, in the customer's words")
	cmd.Flags().StringVar(&f.dispute.owner, "owner", "", "with disputes: the colleague who looks into it")
	cmd.Flags().StringVar(&f.dispute.due, "due", "", "with disputes: by which day")
	return s.saying(cmd, "the mail is settled")
}

func (f *inboxSettleFlags) verdict(ctx context.Context, d *desk.Desk, id int64) (v desk.MailVerdict, err error) {
	v = desk.MailVerdict{Mail: id, Says: incoming.Says(f.as), Note: f.note}
	if f.until != "" {
		if v.Until, err = day("until", f.until); err != nil {
			return v, err
		}
	}
	takesPromise, opensDispute := v.Says == incoming.AsksTime && f.promise.amount != "", v.Says == incoming.Disputes
	if !takesPromise && !opensDispute {
		return v, nil
	}
	m, err := d.IncomingMail(ctx, id)
	if err != nil {
		return v, err
	}
	if takesPromise {
		o, err := f.promise.order(ctx, d, m.Debtor)
		v.Promise = &o
		return v, err
	}
	f.dispute.number = f.promise.number
	o, err := f.dispute.order(ctx, d, m.Debtor)
	v.Dispute = &o
	return v, err
}

func inboxDismissVerb(s *session) *cobra.Command {
	var why string
	cmd := &cobra.Command{
		Use: "dismiss ID --why TEXT", Short: "say that a mail is nobody's who owes, or asks for nothing", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			id, err := mailNumber(args[0])
			if err != nil {
				return err
			}
			return d.DismissMail(ctx, id, why)
		}),
	}
	cmd.Flags().StringVar(&why, "why", "", "the reason, kept on record")
	return s.saying(cmd, "the mail is put away")
}
