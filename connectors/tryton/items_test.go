package main

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
	"pgregory.net/rapid"
)

// euros makes a line of so many cents; a payment of the invoice when pays is
// set.
func euros(id, cents int64, pays ...int64) line {
	l := line{ID: id, Party: 2, Move: move{ID: 100 + id, Number: fmt.Sprint(id), State: "posted"}, Day: "2026-10-01", PaymentsOf: pays}
	if cents >= 0 {
		l.Debit.Decimal = web.Decimal(spec.FormatAmount(cents, "EUR"))
	} else {
		l.Credit.Decimal = web.Decimal(spec.FormatAmount(-cents, "EUR"))
	}
	return l
}

// instalment makes a line an instalment of invoice 7, whose entry is 70.
func instalment(l line, due day) line {
	l.Origin, l.Move.ID, l.Due = "account.invoice,7", 70, due
	return l
}

func dollars(l line, cents int64) line {
	l.Foreign.Decimal, l.ForeignIn.Code = web.Decimal(spec.FormatAmount(cents, "USD")), "USD"
	return l
}

func bookOf(toPay string, lines ...line) *book {
	b := &book{lines: map[int64]line{}, invoices: map[int64]invoice{7: {ID: 7, Number: "F-7", Move: 70, ToPay: amount{web.Decimal(toPay)}}}}
	for _, l := range lines {
		b.lines[l.ID] = l
	}
	return b
}

func TestWhatIsOpenOfAnInvoice(t *testing.T) {
	first, second := instalment(euros(1, 100_00), "2026-10-01"), instalment(euros(2, 100_00), "2026-11-01")
	for name, tc := range map[string]struct {
		book *book
		want string
	}{
		"nothing paid":                {bookOf("", first, second), "1 invoice 100.00/100.00 EUR, 2 invoice 100.00/100.00 EUR"},
		"the earliest first":          {bookOf("", second, first, euros(3, -130_00, 7)), "1 invoice 0.00/100.00 EUR, 2 invoice 70.00/100.00 EUR"},
		"more than there was":         {bookOf("", first, euros(3, -130_00, 7)), "1 invoice 0.00/100.00 EUR, 3 payment -30.00/-130.00 EUR"},
		"of an invoice that is gone":  {bookOf("", euros(3, -130_00, 8)), "3 payment -130.00/-130.00 EUR"},
		"on account":                  {bookOf("", first, euros(3, -50_00)), "1 invoice 100.00/100.00 EUR, 3 payment -50.00/-50.00 EUR"},
		"a credit note paid out":      {bookOf("", instalment(euros(1, -80_00), ""), euros(3, 30_00, 7)), "1 credit -50.00/-80.00 EUR"},
		"dollars paid in dollars":     {bookOf("", dollars(first, 125_00), dollars(euros(3, -10_00, 7), -25_00)), "1 invoice 100.00/125.00 USD"},
		"dollars paid in euros":       {bookOf("99.995", dollars(first, 125_00), euros(3, -23_00, 7)), "1 invoice 100.00/125.00 USD"},
		"dollars paid by too many":    {bookOf("-3.00", dollars(first, 125_00), euros(3, -120_00, 7)), "1 invoice 0.00/125.00 USD, 3 payment -3.00/-3.00 USD"},
		"taken over from elsewhere":   {bookOf("", line{ID: 5, Debit: amount{"12.30"}, Due: "2026-01-01"}), "5 invoice 12.30/12.30 EUR"},
		"a debit without a due date":  {bookOf("", euros(5, 12_30)), "5 other 12.30/12.30 EUR"},
		"nothing at all":              {bookOf("", euros(5, 0)), ""},
		"an amount in Python's style": {bookOf("", line{ID: 5, Debit: amount{"1.2E+3"}}), "5 other 1200.00/1200.00 EUR"},
	} {
		got := ""
		for _, c := range tc.book.claims("EUR") {
			if i := c.item(); c.bad == nil && c.isItem() {
				got += fmt.Sprintf(", %s %s %s/%s %s", i.ExternalID, i.Kind, spec.FormatAmount(i.Open, i.Currency), spec.FormatAmount(i.Amount, i.Currency), i.Currency)
			}
		}
		if got != "" {
			got = got[2:]
		}
		if got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
	}
}

// Of a booking that cannot be read nothing is guessed: neither it nor what it
// pays is sent.
func TestWhatCannotBeReadSpoilsItsInvoice(t *testing.T) {
	broken := euros(3, -130_00, 7)
	broken.Credit.Decimal = "1.005"
	for name, b := range map[string]*book{
		"a broken payment":    bookOf("", instalment(euros(1, 100_00), ""), broken),
		"no word from Tryton": bookOf("", dollars(instalment(euros(1, 100_00), ""), 125_00), euros(3, -23_00, 7)),
	} {
		for _, c := range b.claims("EUR") {
			if c.line.ID == 1 && c.bad == nil {
				t.Errorf("%s: the invoice is sent with %d open", name, c.open)
			}
		}
	}
}

// Whatever is paid on whatever instalments: not a cent comes or goes, nothing
// is less than nothing, and no payment settles more than it was.
func TestNettingKeepsEveryCent(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var lines []line
		var total int64
		for id := int64(1); id <= rapid.Int64Range(1, 6).Draw(r, "instalments"); id++ {
			cents := rapid.Int64Range(1, 100_000).Draw(r, "cents")
			total += cents
			lines = append(lines, instalment(euros(id, cents), day(fmt.Sprintf("2026-%02d-01", 1+id%12))))
		}
		for id := int64(11); id <= 10+rapid.Int64Range(0, 5).Draw(r, "payments"); id++ {
			cents := rapid.Int64Range(1, 100_000).Draw(r, "paid")
			total -= cents
			lines = append(lines, euros(id, -cents, 7))
		}
		var open int64
		for _, c := range bookOf("", lines...).claims("EUR") {
			if (c.amount > 0) == (c.open < 0) && c.open != 0 || spec.Abs(c.open) > spec.Abs(c.amount) {
				r.Fatalf("of %d %d is open", c.amount, c.open)
			}
			if c.isItem() {
				open += c.open
			}
			if p, is := c.payment(); is {
				left := p.Amount - p.Unapplied
				for _, a := range p.Allocations {
					left -= a.Amount
				}
				if left != 0 {
					r.Fatalf("%+v does not add up", p)
				}
			}
		}
		if open != total {
			r.Fatalf("the items make %d, the lines %d", open, total)
		}
	})
}

func FuzzValues(f *testing.F) {
	for _, text := range []string{
		`{"__class__":"Decimal","decimal":"1190.00"}`, `{"__class__":"date","year":2026,"month":7,"day":31}`, `null`, `1`, `"x"`, `{}`, `[]`, `true`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var row struct {
			Amount amount `json:"a"`
			Day    day    `json:"d"`
			Flag   yesNo  `json:"f"`
			Error  said   `json:"e"`
		}
		for _, field := range []string{"a", "d", "f", "e"} {
			_ = json.Unmarshal(fmt.Appendf(nil, `{%q:%s}`, field, b), &row) // anything but a panic
		}
		if minor, err := row.Amount.minor("EUR"); err == nil && spec.Abs(minor) > spec.MaxAmount {
			t.Errorf("%s is %d", b, minor)
		}
		_ = row.Error.Error()
	})
}
