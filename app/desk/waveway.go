package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Ways that a person may choose for a customer of a wave.
const (
	WayPlanned    = "planned"
	WayLetter     = "letter"
	WayRegistered = "registered" // a letter for whose handing over the post keeps proof
)

// WayOf is the way that a person has chosen for a notice.
func WayOf(n *dunning.Notice) string {
	switch {
	case n.ByHand == nil:
		return WayPlanned
	case n.Registered:
		return WayRegistered
	}
	return WayLetter
}

// ChooseWay has a customer's reminder of a wave that waits for its release leave as a letter, registered or not, in place of what was
// planned; or as planned again. What it claims stays as it is.
func (d *Desk) ChooseWay(ctx context.Context, id store.WaveID, debtor receivable.DebtorID, way, why string) error {
	if way != WayPlanned && way != WayLetter && way != WayRegistered {
		return fault.New(fault.Invalid, "a reminder cannot be sent as %q", way).OnField("way").WithHint("planned, letter or registered")
	}
	if way != WayPlanned && why == "" {
		return fault.New(fault.Invalid, "another way than the planned one needs a reason").OnField("why")
	}
	return d.update(ctx, func(w store.Writer) error {
		wave, err := w.Wave(id)
		if err != nil {
			return err
		}
		if wave.State != store.WaveProposed {
			return fault.New(fault.Conflict, "%s is %s and cannot be changed", waveName(id), wave.State)
		}
		if way != WayPlanned {
			if err := mayPost(w, debtor); err != nil {
				return err
			}
		}
		lines, err := w.WaveLine(id, debtor)
		if err != nil {
			return err
		}
		changed := 0
		for _, l := range lines {
			if l.State != store.LineIn && l.State != store.LineExcluded || !carried(l.Notice.Channel) || WayOf(&l.Notice) == way {
				continue
			}
			changed++
			if err := d.sendLineAs(w, l, way, why); err != nil {
				return err
			}
		}
		if changed == 0 {
			return fault.New(fault.Conflict, "nothing of this customer in %s could be sent otherwise", waveName(id)).WithHint("a call or a visit is no letter, and what leaves so already stays")
		}
		return nil
	})
}

func (d *Desk) sendLineAs(w store.Writer, l store.WaveLine, way, why string) error {
	if way == WayPlanned {
		l.Notice.AsPlanned()
	} else {
		l.Notice.AsLetter(way == WayRegistered)
	}
	if err := w.ReplaceLine(l.ID, l.Notice); err != nil {
		return err
	}
	return w.Append(activity.WaveWayChosen, int64(l.Notice.Debtor), 0, l.Name, map[string]any{"wave": l.Wave, "way": way, "why": why})
}

// mayPost refuses a letter to somebody who wants none, or whom none reaches.
func mayPost(r store.Reader, id receivable.DebtorID) error {
	debtor, err := r.Debtor(id)
	if err != nil {
		return err
	}
	switch {
	case debtor.Refuses(receivable.Letter) != nil:
		return fault.New(fault.Conflict, "%s wants no letters", debtor.Name).OnField("way")
	case debtor.DeadBy(receivable.Letter) != nil:
		return fault.New(fault.Conflict, "letters to %s came back", debtor.Name).OnField("way").WithHint("mend the address, and revive the channel on the customer's page")
	case debtor.Address.City == "" && debtor.Address.PostalCode == "":
		return fault.New(fault.Conflict, "there is no address of %s", debtor.Name).OnField("way").WithHint("enter it in the accounting system and sync")
	}
	return nil
}
