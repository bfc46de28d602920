package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// releaseOrder asks to send a wave as it was proposed. Whoever changes the proposal afterwards makes another version of it,
// which needs a decision of its own.
type releaseOrder struct {
	Wave    store.WaveID
	Version int64
}

// mayRelease lets a wave go that whoever sits at the desk may send alone, or that somebody has approved as it stands. Else it
// keeps a request and says so with approval.NeedsApproval. It gives the lines as they were weighed; nil for a wave that was begun
// before.
func (d *Desk) mayRelease(ctx context.Context, id store.WaveID) (cleared map[int64]dunning.Notice, err error) {
	var waits error
	err = d.update(ctx, func(w store.Writer) error {
		cleared = nil
		wave, err := w.Wave(id)
		if err != nil || wave.State != store.WaveProposed {
			return err // one that was begun may be carried on
		}
		lines, err := w.WaveLines(id, store.LineIn)
		if err != nil {
			return err
		}
		cleared = make(map[int64]dunning.Notice, len(lines))
		for _, l := range lines {
			cleared[l.ID] = l.Notice
		}
		order, err := canonical(releaseOrder{id, wave.Version})
		if err != nil {
			return err
		}
		before, err := d.releaseAsked(w, wave)
		if err != nil || before != nil && before.State == approval.Approved {
			return err
		}
		asked, err := d.askIn(w, approval.Release, order, "release of "+waveName(id))
		if fault.Has(err, fault.Conflict) { // it was asked for already
			waits, err = fault.Wrap(err, approval.NeedsApproval, "%s waits for a second pair of eyes", waveName(id)).WithHint("release it again when it is approved"), nil
			return err
		}
		if err == nil && !asked.Done {
			waits = fault.New(approval.NeedsApproval, "somebody else must look at %s first: request %d waits", waveName(id), asked.Request).
				WithHint("release it again when it is approved")
		}
		return err
	})
	if err == nil {
		err = waits
	}
	return cleared, err
}

// asCleared refuses a wave that asks for more than was weighed when its release was allowed: reading the customers again only
// lowers what it asks for, so somebody else has changed it meanwhile.
func asCleared(w store.Writer, id store.WaveID, cleared map[int64]dunning.Notice) error {
	lines, err := w.WaveLines(id, store.LineIn)
	if err != nil {
		return err
	}
	for _, l := range lines {
		if seen, ok := cleared[l.ID]; !ok || !sameClaim(l.Notice, seen) && !asksLess(l.Notice, seen) {
			return fault.New(fault.Conflict, "%s was changed while its customers were read again; nothing was sent", waveName(id)).
				WithHint("look at it, and release it again")
		}
	}
	return nil
}

// releaseAsked gives the newest request to release a wave as it stands that waits, was sent back or approved; nil when there
// is none.
func (d *Desk) releaseAsked(r store.Reader, wave store.Wave) (*approval.Request, error) {
	if wave.State != store.WaveProposed {
		return nil, nil
	}
	order, err := canonical(releaseOrder{wave.ID, wave.Version})
	if err != nil {
		return nil, err
	}
	on, err := d.clockDay(r)
	if err != nil {
		return nil, err
	}
	all, err := r.Requests(store.RequestQuery{Kind: approval.Release, Order: order})
	for i := range all {
		q := all[i].Expire(on)
		if q.State == approval.Approved || !q.State.Over() {
			return &q, err
		}
	}
	return nil, err
}

// A level of a procedure may ask for approval: a wave with such a notice needs a second pair of eyes, however small it is. In
// a house of one person releasing it is the approval, and the proposal marks the line.

// weighRelease measures a wave in every currency that it asks for, each of which a limit must reach; the facts say how much.
func weighRelease(_ *Desk, r store.Reader, order string) (weighed, error) {
	o, err := readOrder[releaseOrder](order)
	if err != nil {
		return weighed{}, err
	}
	wave, err := r.Wave(o.Wave)
	if err != nil {
		return weighed{}, err
	}
	if wave.State != store.WaveProposed || wave.Version != o.Version {
		return weighed{}, fault.New(approval.RequestChanged, "%s was changed since it was asked for", waveName(o.Wave)).WithHint("withdraw the request; releasing asks anew")
	}
	lines, err := r.WaveLines(o.Wave, store.LineIn)
	if err != nil {
		return weighed{}, err
	}
	measures, facts := measuresOf(lines)
	out := weighed{measure: approval.Measure{Kind: approval.Release}, subject: waveName(o.Wave), facts: facts, second: facts["marked"] != 0}
	if len(measures) > 0 {
		out.measure, out.more = measures[0], measures[1:]
	}
	if len(out.more) > 0 {
		facts["measures"] = measures
	}
	return out, nil
}

// measuresOf sums a wave by currency, in the order in which the currencies come up; each counts all notices and levels of the
// wave.
func measuresOf(lines []store.WaveLine) (out []approval.Measure, facts map[string]any) {
	sums, level, marked, order := map[money.Currency]int64{}, 0, 0, []money.Currency{}
	for i := range lines {
		n := &lines[i].Notice
		if _, ok := sums[n.Currency]; !ok {
			order = append(order, n.Currency)
		}
		sums[n.Currency] += n.Total.Minor
		level = max(level, n.Level)
		if n.Approval {
			marked++
		}
	}
	facts = map[string]any{"notices": len(lines), "level": level, "marked": marked}
	for _, c := range order {
		total := money.New(sums[c], c)
		out = append(out, approval.Measure{Kind: approval.Release, Amount: total, Notices: len(lines), Level: level})
		facts[string(c)] = total.String()
	}
	return out, facts
}

// doRelease does nothing: the approved request is what lets the wave go, in its own time and from the desk that releases it.
func doRelease(*Desk, store.Writer, string, string, *approval.Request) error { return nil }
