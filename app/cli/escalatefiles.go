package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/spf13/cobra"
)

// copiesFlag is how a verb takes copies of invoices for the evidence.
func copiesFlag(cmd *cobra.Command, copies *[]string) {
	cmd.Flags().StringArrayVar(copies, "invoice", nil, "a copy of an invoice for the evidence, NUMBER=FILE.pdf; may be repeated")
}

// attachInvoices keeps copies of invoices, each written NUMBER=FILE; a number may itself hold an equals sign.
func attachInvoices(ctx context.Context, d *desk.Desk, debtor receivable.DebtorID, texts []string) error {
	copies := make([]desk.InvoiceCopy, 0, len(texts))
	for _, text := range texts {
		number, path, found := strings.Cut(text, "=")
		row, err := d.FindItem(ctx, debtor, number)
		for found && err != nil && strings.Contains(path, "=") {
			before, after, _ := strings.Cut(path, "=")
			number, path = number+"="+before, after
			row, err = d.FindItem(ctx, debtor, number)
		}
		switch {
		case !found:
			return usage{fmt.Errorf("--invoice %s: write the number and the file, NUMBER=FILE.pdf", text)}
		case err != nil:
			return err
		}
		content, err := readPaper(path)
		if err != nil {
			return err
		}
		copies = append(copies, desk.InvoiceCopy{Item: row.ID, Name: filepath.Base(path), Bytes: content})
	}
	return d.AttachInvoices(ctx, copies...)
}

// readPaper reads at most one byte more than a paper may have: the desk refuses what is too large.
func readPaper(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "%s cannot be read", path).OnField("file")
	}
	defer func() { _ = f.Close() }() // nothing was written
	content, err := io.ReadAll(io.LimitReader(f, desk.LargestPaper+1))
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "%s cannot be read", path).OnField("file")
	}
	return content, nil
}

func bundleVerb(s *session) *cobra.Command {
	var to string
	var copies []string
	cmd := &cobra.Command{
		Use: "bundle ID --to FILE.zip [--invoice NUMBER=FILE.pdf]", Short: "write the evidence: contents, invoices, statements, reminders as sent, agreements, timeline, and the files for reading by machine", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			e, err := escalationNamed(ctx, d, args[0])
			if err != nil {
				return err
			}
			if err := attachInvoices(ctx, d, e.Debtor, copies); err != nil {
				return err
			}
			return s.writeMade("bundle", to, func() (desk.Document, error) { return d.Bundle(ctx, e.ID) })
		}),
	}
	cmd.Flags().StringVar(&to, "to", "", "the file to write")
	copiesFlag(cmd, &copies)
	return cmd
}

// writeMade writes a document to where --to says.
func (s *session) writeMade(verb, to string, paper func() (desk.Document, error)) error {
	if to == "" {
		return usage{fmt.Errorf("%s needs --to", verb)}
	}
	doc, err := paper()
	if err != nil {
		return err
	}
	if err := os.WriteFile(to, doc.Bytes, 0o600); err != nil {
		return fault.Wrap(err, fault.Unavailable, "%s cannot be written", to)
	}
	s.say("%s", to)
	return nil
}

func tellAgencyVerb(s *session) *cobra.Command {
	var to string
	cmd := &cobra.Command{
		Use: "tell ID --to FILE.csv", Short: "write what the other must be told since the hand-over: payments to us, corrections, the recall", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			e, err := escalationNamed(ctx, d, args[0])
			if err != nil {
				return err
			}
			return s.writeMade("tell", to, func() (desk.Document, error) { return d.TellAgency(ctx, e.ID) })
		}),
	}
	cmd.Flags().StringVar(&to, "to", "", "the file to write")
	return cmd
}

type agencyReadJSON struct {
	New         int     `json:"new"`
	Known       int     `json:"known"` // lines that were noted before: they changed nothing
	Escalations []int64 `json:"escalations"`
}

func readAgencyVerb(s *session) *cobra.Command {
	return &cobra.Command{
		Use: "read FILE.csv", Short: "note what an agency or a court tells in a file: all of it or nothing (docs/handover-format.md)", Args: cobra.ExactArgs(1),
		RunE: s.run(func(ctx context.Context, d *desk.Desk, args []string) error {
			content, err := readPaper(args[0])
			if err != nil {
				return err
			}
			got, err := d.ReadAgencyFile(ctx, content)
			if err != nil {
				return err
			}
			if s.json {
				return s.printJSON(agencyReadJSON{got.New, got.Known, append([]int64{}, got.Escalations...)})
			}
			s.say("%d new lines noted, %d known before", got.New, got.Known)
			return nil
		}),
	}
}
