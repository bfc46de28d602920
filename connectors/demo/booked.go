package main

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// booked is what a journal says on a day, as the ledger shows it.
type booked struct {
	lost map[string]int64 // written off and not put back, by item
	fees map[string][]fee // by customer
}

// fee is an invoice for what a reminder charged.
type fee struct {
	id     string
	date   spec.Date
	amount int64
	open   int64 // nothing once it is taken back
	title  string
	item   string // that the reminder was about
}

// on adds up the entries that are booked by the end of a day.
func (j *journal) on(day spec.Date) *booked {
	b := &booked{lost: map[string]int64{}, fees: map[string][]fee{}}
	for i := range j.entries {
		e := &j.entries[i]
		if e.Date > day {
			continue
		}
		sign := int64(1)
		if e.Undoes != "" {
			sign = -1
		}
		switch e.Kind {
		case spec.PostWriteOff:
			for _, p := range e.Parts {
				b.lost[p.ItemID] += sign * p.Amount
			}
		case spec.PostFee:
			b.charge(e, voucher(i))
		case spec.PostNote, spec.PostAttachment, spec.PostHold:
		}
	}
	return b
}

func (b *booked) charge(e *entry, id string) {
	if e.Undoes == "" {
		f := fee{id: id, date: e.Date, amount: e.Amount, open: e.Amount, title: e.Title}
		if len(e.Parts) > 0 {
			f.item = e.Parts[0].ItemID
		}
		b.fees[e.Debtor] = append(b.fees[e.Debtor], f)
		return
	}
	for i := range b.fees[e.Debtor] {
		if b.fees[e.Debtor][i].id == e.Undoes {
			b.fees[e.Debtor][i].open = 0
		}
	}
}

// less takes what is written off from a sale's standing. Money that comes after
// all is taken first: a claim never stands below nothing.
func (b *booked) less(v *invoice, kind itemKind, now standing) standing {
	if len(b.lost) > 0 && now.open > 0 {
		now.open -= b.taken(v.id(kind), now.open)
	}
	return now
}

func (b *booked) taken(id string, open int64) int64 { return max(0, min(b.lost[id], open)) }

// charged gives a customer's fees as they stand.
func (b *booked) charged(debtor string) []fee {
	out := slices.Clone(b.fees[debtor])
	for i := range out {
		out[i].open -= b.taken(out[i].id, out[i].open)
	}
	return out
}

// record makes the record of a fee.
func (f *fee) record(debtor, currency string) spec.Item {
	return spec.Item{
		ExternalID: f.id, DebtorID: debtor, Number: f.id, Kind: spec.ItemFee, Issued: f.date, Due: f.date, Currency: currency,
		Amount: f.amount, Open: f.open, Description: f.title, AppliesTo: f.item,
	}
}
