package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// waveVerbs take a wave from proposal to release.
func waveVerbs(s *session) []*cobra.Command {
	wave := &cobra.Command{Use: "wave", Short: "a wave of reminders from proposal to release", RunE: needsVerb("wave")}
	var why string
	withWhy := func(c *cobra.Command) *cobra.Command {
		c.Flags().StringVar(&why, "why", "", "the reason, kept on record")
		return c
	}
	wave.AddCommand(
		&cobra.Command{Use: "propose", Short: "plan every customer and keep the result for a person to look at", Args: cobra.NoArgs, RunE: s.run(s.propose)},
		&cobra.Command{Use: "list", Short: "waves, newest first", Args: cobra.NoArgs, RunE: s.run(s.waveList)},
		&cobra.Command{Use: "show N", Short: "a wave's notices and what it left out", Args: cobra.ExactArgs(1), RunE: s.run(s.waveShow)},
		withWhy(&cobra.Command{Use: "exclude N CUSTOMER --why", Short: "leave a customer out", Args: cobra.ExactArgs(2), RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			return s.onWaveCustomer(ctx, d, args, func(id desk.WaveID, debtor receivable.DebtorID) error { return d.Exclude(ctx, id, debtor, why) })
		})}),
		&cobra.Command{Use: "include N CUSTOMER", Short: "take a customer in again", Args: cobra.ExactArgs(2), RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			return s.onWaveCustomer(ctx, d, args, func(id desk.WaveID, debtor receivable.DebtorID) error { return d.Include(ctx, id, debtor) })
		})},
		withWhy(&cobra.Command{
			Use: "way N CUSTOMER planned|letter|registered --why", Short: "send a customer's reminder as a letter or registered letter, or as planned again", Args: cobra.ExactArgs(3),
			RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
				return s.onWaveCustomer(ctx, d, args[:2], func(id desk.WaveID, debtor receivable.DebtorID) error {
					return d.ChooseWay(ctx, id, debtor, args[2], why)
				})
			}),
		}),
		&cobra.Command{Use: "release N", Short: "read the customers again, then send", Args: cobra.ExactArgs(1), RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			return s.release(ctx, d, args, d.Release)
		})},
		&cobra.Command{Use: "resume N", Short: "go on with a paused or interrupted wave", Args: cobra.ExactArgs(1), RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			return s.release(ctx, d, args, d.Resume)
		})},
		withWhy(&cobra.Command{Use: "pause N --why", Short: "stop a release between two messages", Args: cobra.ExactArgs(1), RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			id, err := waveNumber(args[0])
			if err != nil {
				return err
			}
			return d.Pause(ctx, id, why)
		})}),
		withWhy(&cobra.Command{Use: "cancel N --why", Short: "end a wave; what has not left does not leave", Args: cobra.ExactArgs(1), RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			id, err := waveNumber(args[0])
			if err != nil {
				return err
			}
			return d.CancelWave(ctx, id, why)
		})}),
	)
	return []*cobra.Command{wave, previewVerb(s)}
}

// needsVerb refuses a group of verbs without one of them.
func needsVerb(group string) func(*cobra.Command, []string) error {
	return func(_ *cobra.Command, args []string) error {
		if len(args) > 0 {
			return usage{fmt.Errorf("%s has no verb %q", group, args[0])}
		}
		return usage{fmt.Errorf("%s needs a verb", group)}
	}
}

func waveNumber(text string) (desk.WaveID, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 {
		return 0, usage{fmt.Errorf("%q is not the number of a wave", text)}
	}
	return desk.WaveID(n), nil
}

func (s *session) onWaveCustomer(ctx context.Context, d *desk.Desk, args []string, do func(desk.WaveID, receivable.DebtorID) error) error {
	id, err := waveNumber(args[0])
	if err != nil {
		return err
	}
	debtor, err := customer(ctx, d, args[1])
	if err != nil {
		return err
	}
	return do(id, debtor.ID)
}

func (s *session) propose(ctx context.Context, d *desk.Desk, _ []string) error {
	on, err := d.Today(ctx)
	if err != nil {
		return err
	}
	id, err := d.Propose(ctx, on)
	if err != nil {
		return err
	}
	return s.waveShow(ctx, d, []string{strconv.FormatInt(int64(id), 10)})
}

type waveJSON struct {
	Wave    int64                `json:"wave"`
	Date    string               `json:"date"`
	State   string               `json:"state"`
	By      string               `json:"by"`
	Lines   []waveLineJSON       `json:"lines"`
	LeftOut map[string]int       `json:"left_out"`
	Totals  map[string]totalJSON `json:"totals"`
	Outbox  map[string]int       `json:"outbox"`
	Blocked string               `json:"blocked,omitempty"`
}

type waveLineJSON struct {
	noticeJSON
	Name  string `json:"name"`
	State string `json:"state"`
	Why   string `json:"why,omitempty"`
	// Segments is what a text message takes; 0 where it is none.
	Segments int `json:"segments"`
}

func waveRow(v desk.WaveView) waveJSON {
	out := waveJSON{
		Wave: int64(v.Wave.ID), Date: v.Wave.Date.String(), State: string(v.Wave.State), By: v.Wave.By, Lines: []waveLineJSON{},
		LeftOut: map[string]int{}, Totals: map[string]totalJSON{}, Outbox: map[string]int{},
	}
	for _, l := range v.Lines {
		out.Lines = append(out.Lines, waveLineJSON{noticeJSON: noticeRow(l.Notice, l.Number), Name: l.Name, State: string(l.State), Why: l.Why, Segments: l.Segments})
	}
	for reason, n := range v.LeftOut {
		out.LeftOut[string(reason)] = n
	}
	for _, t := range v.Totals {
		text := func(minor int64) string { return money.New(minor, t.Currency).String() }
		out.Totals[string(t.Currency)] = totalJSON{Notices: t.Notices, Open: text(t.Open), Fee: text(t.Fee), Interest: text(t.Interest), Total: text(t.Total)}
	}
	for state, n := range v.Outbox {
		out.Outbox[string(state)] = n
	}
	if v.Blocked != nil {
		out.Blocked = v.Blocked.Message
	}
	return out
}

func (s *session) waveList(ctx context.Context, d *desk.Desk, _ []string) error {
	waves, err := d.Waves(ctx, 100)
	if err != nil {
		return err
	}
	rows := make([][]string, 0, len(waves))
	list := make([]map[string]any, 0, len(waves))
	for _, w := range waves {
		rows = append(rows, []string{fmt.Sprint(w.ID), w.Date.String(), string(w.State), w.By, w.Why})
		list = append(list, map[string]any{"number": w.ID, "date": w.Date.String(), "state": w.State, "by": w.By, "why": w.Why})
	}
	if s.json {
		return s.printJSON(list)
	}
	s.table([]string{"WAVE", "DATE", "STATE", "BY", "WHY"}, map[int]bool{0: true}, rows)
	return nil
}

func (s *session) waveShow(ctx context.Context, d *desk.Desk, args []string) error {
	id, err := waveNumber(args[0])
	if err != nil {
		return err
	}
	v, err := d.Wave(ctx, id)
	if err != nil {
		return err
	}
	out := waveRow(v)
	if s.json {
		return s.printJSON(out)
	}
	if err := s.waveText(ctx, d, v, out); err != nil {
		return err
	}
	for _, r := range v.FirstRun {
		s.say("  first wave of %s: %d customers whose debt was already old are held for review; see `review %s`", r.Connection.Name, r.Hold, r.Connection.Name)
	}
	if out.Blocked != "" {
		s.say("  cannot be released: %s", out.Blocked)
	}
	return nil
}

type releaseFn func(context.Context, desk.WaveID, func(desk.Progress)) (desk.ReleaseResult, error)

func (s *session) release(ctx context.Context, d *desk.Desk, args []string, do releaseFn) error {
	id, err := waveNumber(args[0])
	if err != nil {
		return err
	}
	if _, err := d.Wave(ctx, id); err != nil {
		return err
	}
	mail, err := d.Mail(ctx)
	if err != nil {
		return err
	}
	res, err := do(ctx, id, s.progress())
	out := map[string]any{
		"wave": res.Wave, "issued": res.Issued, "dropped": res.Dropped, "failed": res.Failed, "tasks": res.Tasks, "sent": res.Send.Sent,
		"not_sent": res.Send.Failed, "uncertain": res.Send.Uncertain, "waiting": res.Send.Waiting + res.Send.Retry, "folder": res.Send.Folder,
		"letters_for_print_run": res.Letters,
	}
	if s.json {
		if perr := s.printJSON(out); perr != nil {
			return perr
		}
		return err
	}
	s.say("wave %d: %d notices made, %d dropped out, %d on the exception list, %d tasks", res.Wave, res.Issued, res.Dropped, res.Failed, res.Tasks)
	s.say("  %d sent, %d failed, %d uncertain, %d waiting", res.Send.Sent, res.Send.Failed, res.Send.Uncertain, res.Send.Waiting+res.Send.Retry)
	if res.Letters > 0 {
		s.say("  of them %d letters wait for a print run: `print-run --wave %d`", res.Letters, res.Wave)
	}
	if res.Send.Folder != "" {
		s.say("  letters and test mails lie in %s", res.Send.Folder)
	}
	if mail.TestTo != "" {
		s.say("  a trial is on: mails go to %s; letters and text messages are not held by it", mail.TestTo)
	}
	if mail.Mode == desk.MailToFolder {
		s.say("  no mail server is set up: mails were written to files, and their customers count as reminded")
	}
	return err
}

func previewVerb(s *session) *cobra.Command {
	var to string
	cmd := &cobra.Command{
		Use: "preview N CUSTOMER --to FILE", Short: "the letter (PDF), mail (.eml) or text message (.txt) of one proposal as it would leave", Args: cobra.ExactArgs(2),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			if to == "" {
				return usage{fmt.Errorf("preview needs --to")}
			}
			id, err := waveNumber(args[0])
			if err != nil {
				return err
			}
			debtor, err := customer(ctx, d, args[1])
			if err != nil {
				return err
			}
			p, err := d.PreviewCustomer(ctx, id, debtor.ID)
			if err != nil {
				return err
			}
			doc, ok := chooseDoc(p.Made.Docs, to)
			if kind := strings.TrimPrefix(filepath.Ext(to), "."); ok && kind != doc.Kind && (kind == "eml" || kind == "pdf") {
				return usage{fmt.Errorf("--to %s: this notice goes by %s and has a .%s", to, channelName(p.Line.Notice.Channel), doc.Kind)}
			}
			if !ok {
				return fault.New(fault.NotFound, "this notice is a task for a person (%s) and has no document", p.Line.Notice.Channel)
			}
			if err := os.WriteFile(to, doc.Bytes, 0o600); err != nil {
				return fault.Wrap(err, fault.Unavailable, "%s could not be written", to)
			}
			s.say("wrote %s (%s, %d bytes)", to, doc.Kind, len(doc.Bytes))
			if p.Made.Size != nil {
				s.say("%s", textSizeText(p.Made.Size))
			}
			for _, w := range p.Made.Warnings {
				s.say("warning: %s: %s; %s", w.Code, w.Message, w.Hint)
			}
			return nil
		}),
	}
	cmd.Flags().StringVar(&to, "to", "", "the file to write")
	return cmd
}

// chooseDoc takes the document that the file's ending asks for, else the first.
func chooseDoc(docs []desk.Document, to string) (desk.Document, bool) {
	for _, d := range docs {
		if strings.HasSuffix(to, "."+d.Kind) {
			return d, true
		}
	}
	if len(docs) == 0 {
		return desk.Document{}, false
	}
	return docs[0], true
}

// levels are those that a notice goes from and to; a note that takes none has a dash.
func levels(n dunning.Notice) string {
	if n.Event != dunning.NoEvent {
		return "–"
	}
	return fmt.Sprintf("%d→%d", n.Previous, n.Level)
}
