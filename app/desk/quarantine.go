package desk

import (
	"context"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Findings gives what reads set aside and what they remarked on, what cannot be before what is odd. What connectors could not make a
// record of stands among them, unless a customer is asked about: nobody knows whose it is.
func (d *Desk) Findings(ctx context.Context, q store.FindingQuery) (out []admission.Finding, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		if out, err = r.Findings(q); err != nil || q.Debtor != 0 || len(q.Reasons) > 0 && !slices.Contains(q.Reasons, admission.LeftByConnector) {
			return err
		}
		conns, err := r.Connections()
		if err != nil {
			return err
		}
		for _, c := range conns {
			if q.Connection != 0 && q.Connection != c.ID {
				continue
			}
			left, _, err := leftOut(r, c)
			if err != nil {
				return err
			}
			remarks := slices.IndexFunc(out, func(f admission.Finding) bool { return !f.Reason.SetsAside() })
			if remarks < 0 {
				remarks = len(out)
			}
			out = slices.Insert(out, remarks, left...)
		}
		return nil
	})
	return out, err
}

// NoteFinding is a person's word that a remark is known: Today speaks of it no more, until it changes.
func (d *Desk) NoteFinding(ctx context.Context, id int64, note string) error {
	note = strings.TrimSpace(note)
	if note == "" {
		return fault.New(fault.Invalid, "say what was done about it").OnField("note")
	}
	return d.update(ctx, func(w store.Writer) error {
		f, err := w.Finding(id)
		if err != nil {
			return err
		}
		if err := w.NoteFinding(id, note); err != nil {
			return err
		}
		return w.Append(activity.FindingNoted, int64(f.Debtor), int64(f.Item), f.Customer, map[string]string{"reason": string(f.Reason), "number": f.Number, "why": note})
	})
}

// doubtful reports whether something of a customer is set aside: what came in may be in it, so that nobody says that it did not.
func doubtful(r store.Reader, debtor receivable.DebtorID) (bool, error) {
	found, err := r.Findings(store.FindingQuery{Debtor: debtor, Reasons: admission.SetAside(), Limit: 1})
	return len(found) > 0, err
}

// mostFindings is how many remarks of a kind at most give customers a place on the work list.
const mostFindings = 200

// findings puts customers on the list about whom a read found what somebody should look at.
func (l *workList) findings(r store.Reader) error {
	for _, reason := range admission.Remarks() {
		if !reason.NeedsPerson() {
			continue
		}
		rows, err := r.Findings(store.FindingQuery{Reasons: []admission.Reason{reason}, Unnoted: true, Limit: mostFindings})
		if err != nil {
			return err
		}
		weight := weighLook
		if reason == admission.ChangedAfter { // the customer was told what is not so
			weight = weighDue
		}
		for i := range rows {
			f := &rows[i]
			if f.Debtor == 0 {
				continue
			}
			args := map[string]string{"number": f.Number, "amount": f.Facts["amount"], "currency": f.Facts["currency"], "notice": f.Facts["notice"]}
			l.add(f.Debtor, f.Customer, DoLook, weight, dunning.Why{Key: string(reason), Args: args}, 0)
		}
	}
	return nil
}

// SetAside is how many records of the connection are not in the book: set aside by the desk, or left out by the connector.
func (f *Fresh) SetAside() int64 {
	n := f.LeftOut
	for r, count := range f.Findings {
		if r.SetsAside() {
			n += count
		}
	}
	return n
}

// Remarks is how many remarks stand about records that were taken.
func (f *Fresh) Remarks() (n int64) {
	for r, count := range f.Findings {
		if !r.SetsAside() {
			n += count
		}
	}
	return n
}

// SetAside is how many records of all connections are not in the book, and of which connection the most are.
func (v *TodayView) SetAside() (n int64, most receivable.ConnectionID) {
	highest := int64(0)
	for i := range v.Fresh {
		count := v.Fresh[i].SetAside()
		if n += count; count > highest {
			highest, most = count, v.Fresh[i].Connection.ID
		}
	}
	return n, most
}
