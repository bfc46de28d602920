package dunning

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Past is all that happened to one item, so that its state on any day can be told: the item as it stands now with its whole
// history, settled or not, and what was claimed for it.
type Past struct {
	Debtor  receivable.Debtor
	Item    Item           // History holds every change of its open amount since it was made out
	Charges []Charge       // of the item, and of notices as a whole that listed it, settled ones too
	Waivers []ChargeWaiver // of those charges, in the order in which they were given
	Notices []Issued       // that listed the item and stand, oldest first
}

// Issued is a notice that went out.
type Issued struct {
	ID     int64
	Number string // printed on it
	Notice Notice
}

// asOf is the item as it stood at the end of a day: what happened later is left out. Without notices it keeps its level.
func (p *Past) asOf(to date.Date) Item {
	it := p.Item
	it.History = nil
	for _, m := range p.Item.History {
		if m.On.After(to) {
			it.Open.Minor -= m.Amount.Minor
			if m.Given {
				it.Written.Minor += m.Amount.Minor
			}
			continue
		}
		it.History = append(it.History, m)
	}
	if it.Settled.After(to) || it.Open.Minor != 0 {
		it.Settled = date.Date{}
	}
	if it.Open.Minor > 0 {
		it.PaidOn = date.Date{}
	}
	if len(p.Notices) == 0 {
		return it
	}
	it.Level, it.LastNotice, it.LastDeadline = 0, date.Date{}, date.Date{}
	if last := p.lastNotice(to); last != nil {
		it.Level, it.LastNotice, it.LastDeadline = last.lineOf(it.ID).Level, last.Notice.Date, last.Notice.Deadline
	}
	return it
}

// lastNotice is the last notice up to a day that listed the item and asked for it, nil when none did.
func (p *Past) lastNotice(to date.Date) *Issued {
	for i := len(p.Notices) - 1; i >= 0; i-- {
		if n := &p.Notices[i]; n.Notice.Event == NoEvent && !n.Notice.Date.After(to) && n.lineOf(p.Item.ID) != nil {
			return n
		}
	}
	return nil
}

func (n *Issued) lineOf(item receivable.ItemID) *Line {
	for i := range n.Notice.Lines {
		if n.Notice.Lines[i].Item == item {
			return &n.Notice.Lines[i]
		}
	}
	return nil
}

// charges gives what was charged up to a day as it stood at its end, of the item and of the notices as a whole that listed it.
func (p *Past) charges(to date.Date) (ofItem, ofNotices []Charge) {
	listed := map[int64]bool{}
	for i := range p.Notices {
		listed[p.Notices[i].ID] = true
	}
	for _, c := range p.Charges {
		if c.On.After(to) || c.Amount.Currency != p.Item.Open.Currency {
			continue
		}
		for _, w := range p.Waivers {
			if w.Charge == c.ID && w.On.After(to) {
				c.Open.Minor += w.Amount.Minor
				c.Waived.Minor -= w.Amount.Minor
			}
		}
		switch {
		case c.Item == p.Item.ID:
			ofItem = append(ofItem, c)
		case c.Item == 0 && (listed[c.Notice] || len(p.Notices) == 0 && p.Item.Level > 0 && c.On == p.Item.LastNotice):
			ofNotices = append(ofNotices, c)
		}
	}
	return ofItem, ofNotices
}

// unchecked are the sources that notices named as checked by nobody.
func (p *Past) unchecked() map[string]bool {
	out := map[string]bool{}
	for i := range p.Notices {
		for _, e := range p.Notices[i].Notice.Effects {
			if !e.Verified {
				out[e.Source] = true
			}
		}
	}
	return out
}

// HistoryOf gives how an item's open principal moved, in order: by the source's payments where they explain it whole, else by
// what reads saw. What neither explains was so when the item was first read; it counts from the item's own date, so that
// nobody pays interest on money that may have been there.
func HistoryOf(it *Item, paid, seen []Move) []Move {
	missing := func(moves []Move) int64 {
		rest := it.Open.Minor - it.Amount.Minor
		for i := range moves {
			moves[i].Amount.Currency = it.Amount.Currency
			rest -= moves[i].Amount.Minor
		}
		return rest
	}
	if len(paid) > 0 && missing(paid) == 0 {
		return paid
	}
	if rest := missing(seen); rest != 0 {
		first := Move{On: it.Issued}
		first.Amount.Minor, first.Amount.Currency = rest, it.Amount.Currency
		return append([]Move{first}, seen...)
	}
	return seen
}
