package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// mostTextBytes bounds what is read of a file; a text that is longer is refused by the desk.
const mostTextBytes = 1 << 20

// draft reads a text from a file, or from the input when the file is a dash.
func (s *session) draft(ctx context.Context, d *desk.Desk, name, language, path string) (t desk.TextDraft, err error) {
	t = desk.TextDraft{Name: name, Language: language}
	in := io.NopCloser(s.Stdin)
	if path != "-" {
		if in, err = os.Open(path); err != nil {
			return t, fault.Wrap(err, fault.NotFound, "%s cannot be read", path)
		}
	}
	defer func() { _ = in.Close() }()
	raw, err := io.ReadAll(io.LimitReader(in, mostTextBytes))
	if err != nil {
		return t, fault.Wrap(err, fault.Unavailable, "%s cannot be read", path)
	}
	t.Source = string(raw)
	if kept, err := d.Text(ctx, name, language); err == nil {
		t.After = kept.Version
	} else if !fault.Has(err, fault.NotFound) {
		return t, err
	}
	return t, nil
}

func textSaveVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "save NAME LANGUAGE FILE|-", Short: "keep a text: in the place of the program's, or by a new name that a level may choose", Args: cobra.ExactArgs(3),
		Long: "Keeps a text as a new version; every notice from now on is written with it. A text that cannot be filled in, or says what it may not, is refused\n" +
			"with the line. The file begins with Subject:, Heading: and SMS:, then an empty line, then the text in Markdown; see `texts values`.",
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			t, err := s.draft(ctx, d, args[0], args[1], args[2])
			if err != nil {
				return err
			}
			kept, err := d.SaveText(ctx, t)
			if err != nil {
				return err
			}
			if s.json {
				j := textRow(&kept.TextRow)
				j.Findings = findingsOf(kept.Findings)
				return s.printJSON(j)
			}
			s.say("%s (%s) is version %d", kept.Name, kept.Language, kept.Version)
			s.sayFindings(kept.Findings)
			return nil
		}),
	}
}

func textRestoreVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "restore NAME LANGUAGE VERSION", Short: "let an earlier version hold again; 0 is the program's text", Args: cobra.ExactArgs(3),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			version, err := strconv.Atoi(args[2])
			if err != nil || version < 0 {
				return usage{fmt.Errorf("%s is no version", args[2])}
			}
			if err := d.RestoreText(ctx, args[0], args[1], version); err != nil {
				return err
			}
			if s.json {
				all, err := d.TextHistory(ctx, args[0], args[1])
				if err != nil {
					return err
				}
				return s.printJSON(map[string]any{"name": args[0], "language": args[1], "restored": version, "version": all[len(all)-1].Version})
			}
			s.say("%s (%s) is as in version %d again", args[0], args[1], version)
			return nil
		}),
	}
}

// textPreviewVerb shows a text on a customer, kept or from a file.
func textPreviewVerb(s *session) *cobra.Command {
	var file, pdf, eml string
	cmd := &cobra.Command{
		Use: "preview NAME LANGUAGE CUSTOMER [--file FILE|-] [--pdf OUT] [--eml OUT]", Short: "a text on a customer: as a mail, a letter and a text message", Args: cobra.ExactArgs(3),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			t := desk.TextDraft{Name: args[0], Language: args[1]}
			if file != "" {
				var err error
				if t, err = s.draft(ctx, d, args[0], args[1], file); err != nil {
					return err
				}
			} else {
				kept, err := d.Text(ctx, args[0], args[1])
				if err != nil {
					return err
				}
				t.Source = kept.Source
			}
			debtor, err := customer(ctx, d, args[2])
			if err != nil {
				return err
			}
			shown, err := d.PreviewText(ctx, t, debtor.ID)
			if err != nil {
				return err
			}
			return s.showShapes(shown, pdf, eml)
		}),
	}
	cmd.Flags().StringVar(&file, "file", "", "a text that is not kept yet; a dash reads it from the input")
	cmd.Flags().StringVar(&pdf, "pdf", "", "write the letter here")
	cmd.Flags().StringVar(&eml, "eml", "", "write the mail here")
	return cmd
}

func (s *session) showShapes(shown desk.Shown, pdf, eml string) error {
	if shown.MailErr != nil {
		return shown.MailErr
	}
	if pdf != "" {
		if shown.LetterErr != nil {
			return shown.LetterErr
		}
		if err := writeNew(pdf, shown.Letter.Docs[0].Bytes); err != nil {
			return err
		}
	}
	if eml != "" {
		if err := writeNew(eml, shown.Mail.Docs[0].Bytes); err != nil {
			return err
		}
	}
	if s.json {
		return s.printJSON(map[string]any{
			"subject": shown.Mail.Subject, "plain": shown.Mail.Plain, "letter": shown.Letter.Plain, "sms": shown.SMS,
			"encoding": shown.Size.Encoding, "units": shown.Size.Units, "segments": shown.Size.Segments, "left": shown.Size.Left,
		})
	}
	s.say("%s\n", shown.Mail.Plain)
	if shown.SMS != "" {
		s.say("SMS: %s", shown.SMS)
		s.say("%d characters in %s, messages: %d", shown.Size.Units, shown.Size.Encoding, shown.Size.Segments)
	}
	return nil
}

func writeNew(path string, content []byte) error {
	if err := os.WriteFile(path, content, 0o600); err != nil {
		return fault.Wrap(err, fault.Unavailable, "%s cannot be written", path)
	}
	return nil
}
