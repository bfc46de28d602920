package dunning

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// Bridge leads from one item to the whole of the last notice that listed it, so that nobody has to wonder why the letter asks
// for another sum: Item is the item's own part of it, and
//
//	Item + fees of the notice as a whole + OtherOpen + OtherEarlier + OtherNew - Credit = Total
//
// holds to the minor unit, Total being the sum that the letter asks for. Since is what became of the item's part up to the
// statement's day: payments, new interest, what was waived, and charges of the item that another notice asked for at the time.
// On the notice's own day it is zero unless something happened after the notice or such charges are open.
type Bridge struct {
	Number       string // of the notice
	Date         date.Date
	Level        int
	Open         money.Amount // principal of the item, as listed
	Earlier      money.Amount // charges of earlier notices for this item, open at that moment
	New          []Charge     // newly charged for this item
	Item         money.Amount // Open + Earlier + New
	OfNotice     []Charge     // newly charged for the notice as a whole: they belong to no single item
	OtherOpen    money.Amount // principal of its other items
	OtherEarlier money.Amount // charges of earlier notices for other items, or for those notices as a whole
	OtherNew     money.Amount // newly charged for other items
	Credit       money.Amount // taken off, zero or positive
	Total        money.Amount // what the notice asks for
	Since        money.Amount // the statement's Total less Item
}

// bridge builds the bridge to the last notice up to a day, nil when none listed the item.
func (p *Past) bridge(to date.Date, total money.Amount) *Bridge {
	last := p.lastNotice(to)
	if last == nil {
		return nil
	}
	n, c := &last.Notice, total.Currency
	of := func(minor int64) money.Amount { return money.New(minor, c) }
	line := last.lineOf(p.Item.ID)
	b := &Bridge{
		Number: last.Number, Date: n.Date, Level: n.Level, Open: line.Open, Earlier: of(min(p.earlier(last), n.Charges.Minor)),
		OtherOpen: of(n.Open.Minor - line.Open.Minor), Credit: of(n.Credit.Minor), Total: n.Total,
	}
	own, whole := int64(0), int64(0)
	for _, charge := range n.New {
		switch charge.Item {
		case p.Item.ID:
			b.New, own = append(b.New, charge), own+charge.Amount.Minor
		case 0:
			b.OfNotice, whole = append(b.OfNotice, charge), whole+charge.Amount.Minor
		}
	}
	b.Item = of(b.Open.Minor + b.Earlier.Minor + own)
	b.OtherEarlier = of(n.Charges.Minor - b.Earlier.Minor)
	b.OtherNew = of(n.Fee.Minor + n.Interest.Minor - own - whole)
	b.Since = of(total.Minor - b.Item.Minor)
	return b
}

// earlier is what was open of the item's own charges when a notice was made (minor units), as far as it asked for them: what another
// notice asks for whose deadline runs is asked for there.
func (p *Past) earlier(n *Issued) int64 {
	var sum int64
	for _, c := range p.Charges {
		if len(n.Notice.Asks) > 0 && !slices.Contains(n.Notice.Asks, c.ID) {
			continue
		}
		if c.Item != p.Item.ID || c.Notice >= n.ID || c.Amount.Currency != n.Notice.Currency {
			continue
		}
		sum += c.Open.Minor
		for _, w := range p.Waivers {
			if w.Charge == c.ID && w.After >= n.ID {
				sum += w.Amount.Minor
			}
		}
	}
	return sum
}
