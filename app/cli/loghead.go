package cli

import (
	"context"
	"encoding/json"
	"os"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// keptHead is the file of a head: whose it is stands beside it, for people.
type keptHead struct {
	activity.Head
	At   string `json:"at"`
	Book string `json:"book"`
}

func logVerifyVerb(s *session) *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use: "verify", Short: "walk the chain and name the first broken entry", Args: cobra.NoArgs,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
			head, err := readHead(file)
			if err != nil {
				return err
			}
			return s.logVerify(ctx, d, head)
		}),
	}
	cmd.Flags().StringVar(&file, "head", "", "a head that was kept outside: also finds entries taken off the end, and a log written anew")
	return cmd
}

func logHeadVerb(s *session) *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use: "head", Short: "the newest entry's number and hash, to keep outside", Args: cobra.NoArgs,
		RunE: s.run(func(ctx context.Context, d *desk.Desk, _ []string) error { return s.logHead(ctx, d, file) }),
	}
	cmd.Flags().StringVar(&file, "out", "", "write it to a new file, for log verify --head")
	return cmd
}

func readHead(file string) (h activity.Head, err error) {
	if file == "" {
		return h, nil
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return h, fault.Wrap(err, fault.NotFound, "%s cannot be read", file).OnField("head")
	}
	var kept keptHead
	if err := json.Unmarshal(raw, &kept); err != nil || kept.Seq < 1 || kept.Hash == "" {
		return h, fault.New(fault.Invalid, "%s is no head of a log", file).OnField("head").WithHint("`log head --out FILE` writes one")
	}
	return kept.Head, nil
}

func (s *session) logVerify(ctx context.Context, d *desk.Desk, head activity.Head) error {
	found, err := d.VerifyLog(ctx, head)
	if err != nil {
		return err
	}
	if s.json {
		out := map[string]any{"entries": found.Entries, "broken": found.Broken, "redacted": found.Redacted}
		if found.Why != nil {
			out["why"] = found.Why.Error()
		}
		if err := s.printJSON(out); err != nil {
			return err
		}
	}
	if found.Why != nil {
		return fault.Wrap(found.Why, activity.LogBroken, "entry %d of the log is not what was written", found.Broken).
			WithHint("everything before it is sound; compare with a head that was kept outside")
	}
	if s.json {
		return nil
	}
	s.say("%s, the chain is whole", counted(int(found.Entries), "entry", "entries"))
	if found.Redacted > 0 {
		s.say("%s redacted under privacy", counted(int(found.Redacted), "entry", "entries"))
	}
	return nil
}

func (s *session) logHead(ctx context.Context, d *desk.Desk, file string) error {
	e, found, err := d.LogHead(ctx)
	if err != nil {
		return err
	}
	if !found {
		return fault.New(fault.NotFound, "the log is empty")
	}
	at := e.At.Format("2006-01-02T15:04:05.000000Z")
	if file != "" {
		if err := writeHead(file, keptHead{activity.Head{Seq: e.Seq, Hash: e.Hash}, at, d.Book.About().Where}); err != nil {
			return err
		}
	}
	if s.json {
		return s.printJSON(map[string]any{"seq": e.Seq, "hash": e.Hash, "at": at})
	}
	s.say("%d %s", e.Seq, e.Hash)
	return nil
}

// writeHead writes a head to a file that is not there yet: an older head is never lost.
func writeHead(file string, h keptHead) error {
	raw, err := json.MarshalIndent(h, "", "  ")
	if err != nil {
		return err
	}
	f, err := os.OpenFile(file, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if os.IsExist(err) {
		return fault.Wrap(err, fault.Conflict, "%s is there already", file).OnField("out").WithHint("name another file; the older head stays worth keeping")
	}
	if err != nil {
		return fault.Wrap(err, fault.Unavailable, "%s cannot be written", file).OnField("out")
	}
	if _, err := f.Write(append(raw, '\n')); err != nil {
		_ = f.Close()
		return fault.Wrap(err, fault.Unavailable, "%s cannot be written", file).OnField("out")
	}
	return f.Close()
}
