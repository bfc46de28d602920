package remittance

import (
	"cmp"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// SameDays is how many days may lie between the bookings of one payment in two kinds of file.
const SameDays = 3

// Seen is a line with what tells whether another kind of file has told of the same money.
type Seen struct {
	Line
	Key        string    // of the line, the same in every read: orders what is equal in all else
	Value      date.Date // the day it counts from; zero when nobody says
	Account    string    // where the money lies, as the file writes it
	Format     string    // kinds of file that list it, with blanks between; two lines of one kind are two payments. Empty: never compared
	Batch      string    // equal for lines that the bank credited in one sum
	Bank       string    // the bank's archive reference
	Collective bool      // a sum of payments that its file does not tell apart
	Stands     bool      // a person or the books have spoken of it: it counts, whatever other files tell
}

// Doubles gives the lines that tell once more of what other lines tell, with these: a payment that two kinds of file list (same
// account and sum, and a likeness: reference, payer, text, or a day on which one of them tells nothing else), and a collective
// booking of one kind of file whose payments another kind lists one by one. Whoever gets the lines counts those that are not
// named. The order of the lines changes nothing, and neither does a line that is given twice.
func Doubles(lines []Seen) map[string][]string {
	d := doubles{same: map[string][]string{}, gone: map[string]bool{}}
	lines = slices.Clone(lines)
	slices.SortFunc(lines, ranked)
	lines = slices.CompactFunc(lines, func(a, b Seen) bool { return a.Key == b.Key })
	lines = slices.DeleteFunc(lines, func(l Seen) bool { return l.Format == "" })
	d.payments(lines)
	d.collectives(lines)
	return d.same
}

type doubles struct {
	same map[string][]string
	gone map[string]bool // by a kind of file and a line of another: that kind has told of it already
}

// ranked puts lines that count before those that tell of the same: what stands, then what tells the most. The rest decides
// between equals, and is the same whatever order files are read in.
func ranked(a, b Seen) int {
	return cmp.Or(cmp.Compare(weight(&a), weight(&b)), a.Booked.Compare(b.Booked), cmp.Compare(a.Format, b.Format), cmp.Compare(a.Key, b.Key))
}

func weight(l *Seen) (w int) {
	if !l.Stands {
		w += 100
	}
	if l.Collective {
		w += 50
	}
	for i, told := range []bool{l.Text != "", l.PayerAccount != "", l.PayerName != "", len(l.References) > 0} {
		if !told {
			w += 1 << i // a reference says more than the rest together
		}
	}
	return w
}

// batch is what one kind of file lists of a sum that the bank credited: a batch of it, or all of an account and day.
type batch struct {
	format  string
	account string
	booked  date.Date
	sum     money.Amount
	keys    []string
}

// collectives finds the bookings of one kind of file whose payments another kind lists.
func (d *doubles) collectives(lines []Seen) {
	batches := batchesOf(lines)
	for i := range lines {
		l := &lines[i]
		if l.Stands || l.Reversal || l.Amount.Minor <= 0 || !l.bare() {
			continue
		}
		var best *batch
		for k := range batches {
			b := &batches[k]
			fits := !oneKind(b.format, l.Format) && b.account == accountKey(l.Account) && b.sum == l.Amount && days(b.booked, l.Booked) <= SameDays && !d.taken(l.Format, b.keys)
			if fits && (best == nil || days(b.booked, l.Booked) < days(best.booked, l.Booked)) {
				best = b
			}
		}
		if best == nil {
			continue
		}
		for _, key := range best.keys {
			d.claim(l.Format, key)
		}
		d.same[l.Key] = best.keys
	}
}

// bare reports whether a line tells of no payer: it may be a sum of payments.
func (l *Seen) bare() bool {
	return l.Collective || len(l.References) == 0 && l.PayerName == "" && l.PayerAccount == ""
}

// taken reports whether one of some lines has a collective booking of a kind of file already.
func (d *doubles) taken(format string, keys []string) bool {
	return slices.ContainsFunc(keys, func(key string) bool {
		return slices.ContainsFunc(strings.Fields(format), func(kind string) bool { return d.gone[kind+" "+key] })
	})
}

// claim remembers that kinds of files have told of a line of another.
func (d *doubles) claim(format, key string) {
	for _, kind := range strings.Fields(format) {
		d.gone[kind+" "+key] = true
	}
}

// batchesOf gathers the batches, and the days as a whole where they are of several: some banks credit each batch, others the day.
func batchesOf(lines []Seen) []batch {
	type name struct {
		format, account, batch string
		booked                 date.Date
		currency               money.Currency
	}
	var order []name
	found := map[name]*batch{}
	add := func(l *Seen, of string) {
		n := name{l.Format, accountKey(l.Account), of, l.Booked, l.Amount.Currency}
		b := found[n]
		if b == nil {
			b = &batch{format: n.format, account: n.account, booked: n.booked, sum: money.Zero(n.currency)}
			found[n], order = b, append(order, n)
		}
		b.sum.Minor += l.Amount.Minor
		b.keys = append(b.keys, l.Key)
	}
	for i := range lines {
		if l := &lines[i]; l.Batch != "" && !l.Collective {
			add(l, l.Batch)
			add(l, "") // of the day
		}
	}
	slices.SortFunc(order, func(a, b name) int {
		return cmp.Or(cmp.Compare(b.batch, a.batch), a.booked.Compare(b.booked), cmp.Compare(a.format, b.format), cmp.Compare(a.account, b.account), cmp.Compare(a.currency, b.currency))
	})
	out := make([]batch, len(order))
	for i, n := range order {
		out[i] = *found[n]
		slices.Sort(out[i].keys)
	}
	return out
}

// accountDigits is how many digits at the end of an account tell it from the house's others: an IBAN and the bank's own number of
// an account end alike.
const accountDigits = 10

// accountKey is an account in the form in which accounts are compared.
func accountKey(text string) string {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
	if len(digits) < 7 {
		return strings.ToUpper(strings.Join(strings.Fields(text), ""))
	}
	return digits[max(0, len(digits)-accountDigits):]
}

func apart(a, b *Seen) int { return days(a.Booked, b.Booked) }

func days(a, b date.Date) int { return max(a.DaysSince(b), b.DaysSince(a)) }
