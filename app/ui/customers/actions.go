package customers

import (
	"context"
	"errors"
	"os"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// firstPage is how many customers are asked for at first, so that there is something to read while the rest loads.
const firstPage = 200

func (s *Screen) load() {
	s.stale = false
	if len(s.model.Rows()) > 0 {
		s.loadAll()
		return
	}
	first := desk.CustomerQuery{OverdueOnly: true, Sort: desk.ByOverdue, Limit: firstPage}
	runner.Go(s.stage.Run, func(ctx context.Context) (found, error) { return s.read(ctx, first) },
		func(read found, err error) {
			if err == nil && len(read.rows) == firstPage {
				s.take(read, false)
			}
			s.loadAll()
		})
}

// found is what a read brought, with the index of its words: folding the words of a large book takes longer than a
// keystroke may, so it is done where the book is read and not at the first key.
type found struct {
	rows  []desk.CustomerRow
	index *widget.RowIndex
}

func (s *Screen) read(ctx context.Context, q desk.CustomerQuery) (found, error) {
	rows, err := s.desk.Customers(ctx, q)
	if err != nil {
		return found{}, err
	}
	return found{rows, widget.NewRowIndex(len(rows), func(i int) string { return rows[i].Search })}, nil
}

func (s *Screen) loadAll() {
	runner.Go(s.stage.Run, func(ctx context.Context) (found, error) { return s.read(ctx, desk.CustomerQuery{}) },
		func(read found, err error) {
			if err != nil {
				s.stale = true
				s.pages.TurnToFailure(err, s.load)
				return
			}
			s.pages.Turn(s.table)
			s.take(read, true)
		})
}

func (s *Screen) take(read found, whole bool) {
	s.model.SetRows(read.rows, whole)
	s.owners.SetChoices(ownerChoices(s.model.Owners()))
	if s.owners.Selected() == "" {
		s.owners.SetSelected(anyOwner)
		s.model.SetOwner("")
	}
	s.table.SetIndexedRows(s.model.Rows(), read.index)
}

// export writes the rows shown, in their order, to a file that the person chooses.
func (s *Screen) export() {
	rows := slices.Collect(s.shown())
	header := csvHeader()
	s.stage.SaveFile(i18n.T("customers.file"), func(path string) {
		runner.Go(s.stage.Run, func(context.Context) (int, error) { return len(rows), writeFile(path, header, rows) },
			func(n int, err error) {
				if err != nil {
					s.stage.Fail(err)
					return
				}
				s.stage.Tell(i18n.N("customers.exported", n, i18n.Args{"file": path}))
			})
	})
}

// writeFile keeps the list to the person who exported it (0600): it says who owes what.
func writeFile(path string, header []string, rows []*Row) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return fault.Wrap(err, fault.Unavailable, "%s cannot be written", path).WithHint("choose another folder")
	}
	if err := errors.Join(WriteCSV(f, header, slices.Values(rows)), f.Close()); err != nil {
		return fault.Wrap(err, fault.Unavailable, "%s could not be written to the end", path).WithHint("is the disk full?")
	}
	return nil
}

func ids(rows []*Row) []receivable.DebtorID {
	out := make([]receivable.DebtorID, len(rows))
	for i, r := range rows {
		out[i] = r.ID
	}
	return out
}

// askHold stops reminders for the ticked customers.
func (s *Screen) askHold() {
	ticked := ids(s.table.Ticked())
	until := widget.NewDateField(s.stage.Words.Dates(), s.stage.Words.Today())
	until.SetDate(s.stage.Words.Today().AddDays(14))
	reason := widget.NewInput(i18n.T("hold.reason-hint"))
	s.stage.Decide(stage.Decision{
		Title: i18n.N("hold.title-n", len(ticked)), Text: i18n.T("hold.text"), Verb: i18n.N("hold.verb-n", len(ticked)), Icon: theme.IconPause,
		Fields: []stage.NamedField{
			stage.Labelled("until", i18n.T("hold.until"), until.Input),
			stage.Labelled("reason", i18n.T("hold.reason"), reason),
		},
		Work: func() (func(context.Context) error, error) {
			day, err := until.Date()
			if err != nil {
				return nil, stage.OnField(err, "until")
			}
			why := reason.Text()
			return func(ctx context.Context) error {
				for _, id := range ticked {
					if err := s.desk.HoldCustomer(ctx, desk.HoldOrder{Debtor: id, Until: day, Reason: why}); err != nil {
						return err
					}
				}
				return nil
			}, nil
		},
		Done: func() { s.changed(i18n.N("hold.done-n", len(ticked))) },
	})
}

// askAssign makes somebody the account manager of the ticked customers.
func (s *Screen) askAssign() {
	ticked := ids(s.table.Ticked())
	owner := widget.NewInput(i18n.T("assign.hint"))
	s.stage.Decide(stage.Decision{
		Title: i18n.N("assign.title", len(ticked)), Text: i18n.T("assign.text"), Verb: i18n.N("assign.verb", len(ticked)), Icon: theme.IconPerson,
		Fields: []stage.NamedField{stage.Labelled("owner", i18n.T("customers.owner"), owner)},
		Work: func() (func(context.Context) error, error) {
			name := owner.Text()
			if name == "" {
				return nil, stage.Missing("owner", i18n.T("assign.missing"))
			}
			return func(ctx context.Context) error { return s.desk.Assign(ctx, ticked, name) }, nil
		},
		Done: func() { s.changed(i18n.N("assign.done", len(ticked))) },
	})
}

// changed reads the list again after the book has changed, and says what was done.
func (s *Screen) changed(done string) {
	s.table.ClearTicks()
	s.stage.Changed()
	s.stage.Tell(done)
	s.load()
}
