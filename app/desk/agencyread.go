package desk

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// AgencyRead is what a file of the other did.
type AgencyRead struct {
	Escalations []int64 // it told something new of, in the order of the file
	New         int     // lines that were noted
	Known       int     // lines that stood already
}

// ReadAgencyFile keeps what an agency's file tells: all of it or nothing. A line whose key stands already changes nothing when it says
// the same, and is refused when it says something else. Errors (BrokenFile) name line and column.
func (d *Desk) ReadAgencyFile(ctx context.Context, content []byte) (out AgencyRead, err error) {
	lines, err := ParseAgencyFile(content)
	if err != nil {
		return out, err
	}
	err = d.update(ctx, func(w store.Writer) error {
		out = AgencyRead{}
		on, err := d.todayOf(w)
		if err != nil {
			return err
		}
		var wrong troubles
		for i := range lines {
			if err := out.take(w, &lines[i], on, &wrong); err != nil {
				return err
			}
		}
		return wrong.err()
	})
	if err != nil {
		out = AgencyRead{}
	}
	return out, err
}

// take notes one line. What cannot be is a trouble of that line; an error is one of the book.
func (a *AgencyRead) take(w store.Writer, l *AgencyLine, on date.Date, wrong *troubles) error {
	e, err := w.Escalation(l.Escalation)
	switch {
	case fault.Has(err, fault.NotFound):
		wrong.add(l.Line, "handover", "there is no hand-over %d", l.Escalation)
		return nil
	case err != nil:
		return err
	}
	if before, told := e.Told(l.Key); told {
		if before.Kind != l.Kind || before.On != l.On || before.Amount.Minor != l.Amount.Minor || l.Kind.Bears() && l.Amount.Currency != e.Claim().Currency {
			wrong.add(l.Line, "key", "%q was told before as %s %s on %s", l.Key, before.Kind, plainAmount(before.Amount), before.On)
			return nil
		}
		a.Known++
		return nil
	}
	if l.On.After(on) || l.On.Before(e.On) {
		wrong.add(l.Line, "date", "%s is not between the hand-over of %s and today", l.On, e.On)
		return nil
	}
	if _, err := e.Say(l.EscalationEvent); err != nil {
		wrong.add(l.Line, columnOf(err), "%s", messageOf(err))
		return nil
	}
	if l.Reference != "" && l.Reference != e.Reference {
		if err := w.SetEscalationReference(e.ID, l.Reference); err != nil {
			return err
		}
	}
	a.New++
	if n := len(a.Escalations); n == 0 || a.Escalations[n-1] != e.ID {
		a.Escalations = append(a.Escalations, e.ID)
	}
	return said(w, e.ID, l.EscalationEvent, "")
}

// messageOf is what an error says, without what to do next.
func messageOf(err error) string {
	var coded *fault.Error
	if errors.As(err, &coded) {
		return coded.Message
	}
	return err.Error()
}

func plainAmount(a money.Amount) string {
	if a.Currency == "" {
		return ""
	}
	return a.String()
}

// columnOf is the column that an error of the rules is about.
func columnOf(err error) string {
	switch {
	case fault.Has(err, money.CurrencyMismatch):
		return "currency"
	case fault.Has(err, fault.Conflict):
		return "kind"
	}
	return "amount"
}

// ours are the kinds that the other has to be told by us.
func ours(ev *settlement.EscalationEvent) bool {
	switch ev.Kind {
	case settlement.SaidPaidUs, settlement.SaidRecalled:
		return true
	case settlement.SaidCorrected:
		return ev.Key == "" // not what they told themselves
	case settlement.SaidHandedOver, settlement.SaidAccepted, settlement.SaidRefused, settlement.SaidPaid, settlement.SaidReturned, settlement.SaidRemitted,
		settlement.SaidWithheld, settlement.SaidBilled, settlement.SaidClosed:
	}
	return false
}

// TellAgency is what the other has to know since the hand-over, in the columns of the file that it sends: payments that came to us,
// corrections, the recall. Each line keeps its key, so that it may be sent again whole.
func (d *Desk) TellAgency(ctx context.Context, id int64) (doc Document, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		e, err := r.Escalation(id)
		if err != nil {
			return err
		}
		var out bytes.Buffer
		w := csv.NewWriter(&out)
		rows := [][]string{{"handover", "reference", "key", "kind", "date", "amount", "currency", "note"}}
		for i := range e.Events {
			if ev := &e.Events[i]; ours(ev) {
				rows = append(rows, []string{
					itoa(id), plainCell(e.Reference), itoa(id) + "-" + itoa(int64(i+1)), string(ev.Kind), ev.On.String(), plainAmount(ev.Amount), string(e.Claim().Currency), plainCell(ev.Note),
				})
			}
		}
		_ = w.WriteAll(rows) // into memory
		doc = Document{Kind: "csv", Name: "handover-" + itoa(id) + "-news.csv", Bytes: out.Bytes()}
		return nil
	})
	return doc, err
}
