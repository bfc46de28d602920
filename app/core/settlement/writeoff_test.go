package settlement_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"pgregory.net/rapid"
)

func kroner(minor int64) money.Amount { return money.New(minor, "NOK") }

var decided = date.Must(2026, 11, 23)

func twoClaims() []settlement.OpenClaim {
	return []settlement.OpenClaim{
		{Item: 1, Number: "F-1", Open: kroner(100_00)},
		{Item: 2, Number: "F-2", Open: kroner(50_00)},
		{Item: 3, Number: "F-3", Open: money.New(20_00, "EUR")},
		{Item: 4, Number: "F-4", Open: kroner(0)},
	}
}

func writeOff(t *testing.T, parts ...settlement.ItemPart) settlement.WriteOff {
	t.Helper()
	w, err := settlement.NewWriteOff(twoClaims(), parts, settlement.Uneconomic, "small and old", decided)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestWhatCannotBeWrittenOff(t *testing.T) {
	for name, c := range map[string]struct {
		parts  []settlement.ItemPart
		reason settlement.WriteOffReason
		why    string
		code   fault.Code
	}{
		"above the open amount": {[]settlement.ItemPart{{1, kroner(100_01)}}, settlement.Goodwill, "x", fault.Invalid},
		"less than nothing":     {[]settlement.ItemPart{{1, kroner(-1)}}, settlement.Goodwill, "x", fault.Invalid},
		"nothing":               {nil, settlement.Goodwill, "x", fault.Invalid},
		"two currencies":        {[]settlement.ItemPart{{Item: 1}, {Item: 3}}, settlement.Goodwill, "x", money.CurrencyMismatch},
		"another currency":      {[]settlement.ItemPart{{1, money.New(1, "EUR")}}, settlement.Goodwill, "x", money.CurrencyMismatch},
		"one item twice":        {[]settlement.ItemPart{{Item: 1}, {Item: 1}}, settlement.Goodwill, "x", fault.Invalid},
		"what is not open":      {[]settlement.ItemPart{{Item: 4}}, settlement.Goodwill, "x", fault.Conflict},
		"what is not theirs":    {[]settlement.ItemPart{{Item: 9}}, settlement.Goodwill, "x", fault.NotFound},
		"no reason":             {[]settlement.ItemPart{{Item: 1}}, "", "x", fault.Invalid},
		"without saying why":    {[]settlement.ItemPart{{Item: 1}}, settlement.Goodwill, " ", fault.Invalid},
	} {
		if _, err := settlement.NewWriteOff(twoClaims(), c.parts, c.reason, c.why, decided); !fault.Has(err, c.code) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAWriteOffIsTakenBackOnce(t *testing.T) {
	w := writeOff(t, settlement.ItemPart{Item: 1, Amount: kroner(40_00)}, settlement.ItemPart{Item: 2})
	if w.Total() != kroner(90_00) || w.State() != settlement.Booked {
		t.Fatalf("%s, %s", w.Total(), w.State())
	}
	w.Items[1].Posted = kroner(50_00)
	part, back, err := w.Reverse([]settlement.ItemPart{{Item: 1, Amount: kroner(15_00)}})
	if err != nil || back[0].Amount != kroner(15_00) || back[0].Posted != kroner(0) || part.Standing() != kroner(75_00) {
		t.Fatalf("%+v, %v", back, err)
	}
	if _, _, err := part.Reverse([]settlement.ItemPart{{Item: 1, Amount: kroner(25_01)}}); !fault.Has(err, fault.Invalid) {
		t.Errorf("more than stands: %v", err)
	}
	all, back, err := part.Reverse(nil)
	if err != nil || all.State() != settlement.Reversed || back[1].Posted != kroner(50_00) {
		t.Fatalf("%s, %+v, %v", all.State(), back, err)
	}
	if _, _, err := all.Reverse(nil); !fault.Has(err, fault.Conflict) {
		t.Errorf("twice: %v", err)
	}
	if _, _, err := part.Reverse([]settlement.ItemPart{{Item: 7}}); !fault.Has(err, fault.NotFound) {
		t.Errorf("another item: %v", err)
	}
	if w.Items[1].Reversed != kroner(0) {
		t.Error("reversing changed the write-off that it was asked of")
	}
}

func TestWhatReadsSayOfAWriteOff(t *testing.T) {
	for name, c := range map[string]struct {
		written, open, paid                int64 // of 100.00, all open, nothing paid before
		waiting, posted, recovered, asked_ int64
	}{
		"nothing happened":                           {40, 100, 0, 40, 0, 0, 60},
		"the source booked it":                       {40, 60, 0, 0, 40, 0, 60},
		"booked whole":                               {100, 0, 0, 0, 100, 0, 0},
		"the rest was paid":                          {40, 40, 60, 40, 0, 0, 0},
		"a part of the rest was paid":                {40, 70, 30, 40, 0, 0, 30},
		"booked, and the rest paid":                  {40, 0, 60, 0, 40, 0, 0},
		"booked, and a part paid":                    {40, 30, 30, 0, 40, 0, 30},
		"all was paid after all":                     {40, 0, 100, 0, 0, 40, 0},
		"money for what was given up whole":          {100, 70, 30, 70, 0, 30, 0},
		"a credit note for something else":           {40, 90, 0, 40, 0, 0, 50},
		"a credit note larger than what is asked":    {40, 30, 0, 30, 10, 0, 0},
		"settled, and nobody says how":               {40, 0, 0, 0, 40, 0, 0},
		"given up whole, booked in two steps: first": {100, 20, 0, 20, 80, 0, 0},
	} {
		w := writeOff(t, settlement.ItemPart{Item: 1, Amount: kroner(c.written)})
		it := &w.Items[0]
		got := settlement.NotePosting([]*settlement.WrittenItem{it}, settlement.Seen{Open: 100, Amount: 100}, settlement.Seen{Open: c.open, Amount: 100, Paid: c.paid}, decided)
		if it.Waiting().Minor != c.waiting || it.Posted.Minor != c.posted || it.Recovered.Minor != c.recovered || got != c.recovered || c.open-it.Waiting().Minor != c.asked_ {
			t.Errorf("%s: waiting %d, posted %d, recovered %d, asked %d", name, it.Waiting().Minor, it.Posted.Minor, it.Recovered.Minor, c.open-it.Waiting().Minor)
		}
	}
}

// Whatever the accounting system does, in whatever order: no money is lost or counted twice, and what was given up is not asked
// for again while it stands.
func TestWriteOffsKeepEveryCent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := &world{open: 100_00, amount: 100_00}
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			w.step(t)
			w.check(t)
		}
	})
}

// world is an accounting system with one invoice, and the write-offs of it.
type world struct {
	open, amount, paid int64
	given              []*settlement.WriteOff
}

func (w *world) lines() (out []*settlement.WrittenItem) {
	for _, g := range w.given {
		out = append(out, &g.Items[0])
	}
	return out
}

func (w *world) waiting() (sum int64) {
	for _, l := range w.lines() {
		sum += l.Waiting().Minor
	}
	return sum
}

func (w *world) read(open, paid int64) {
	settlement.NotePosting(w.lines(), settlement.Seen{Open: w.open, Amount: w.amount, Paid: w.paid}, settlement.Seen{Open: open, Amount: w.amount, Paid: paid}, decided)
	w.open, w.paid = open, paid
}

func (w *world) step(t *rapid.T) {
	asked := w.open - w.waiting()
	switch rapid.IntRange(0, 5).Draw(t, "what") {
	case 0: // a second write-off finds only what is left
		part := rapid.Int64Range(1, 120_00).Draw(t, "written")
		g, err := settlement.NewWriteOff([]settlement.OpenClaim{{Item: 1, Number: "F-1", Open: kroner(asked)}}, []settlement.ItemPart{{1, kroner(part)}}, settlement.Goodwill, "x", decided)
		if (err == nil) != (part <= asked) {
			t.Fatalf("%d of %d: %v", part, asked, err)
		}
		if err == nil {
			w.given = append(w.given, &g)
		}
	case 1: // money, for what is asked first
		if w.open == 0 {
			return
		}
		part := rapid.Int64Range(1, w.open).Draw(t, "paid")
		w.read(w.open-part, w.paid+part)
		if left := w.open - w.waiting(); left != max(0, asked-part) {
			t.Fatalf("%d of %d was paid and %d is asked", part, asked, left)
		}
	case 2: // a booking of all that waits
		if all := w.waiting(); all > 0 {
			w.read(w.open-all, w.paid)
			if w.open-w.waiting() != asked || w.waiting() != 0 {
				t.Fatalf("the booking of %d changed what is asked from %d to %d", all, asked, w.open-w.waiting())
			}
		}
	case 3: // a credit note of any size
		if w.open > 0 {
			w.read(w.open-rapid.Int64Range(1, w.open).Draw(t, "credit"), w.paid)
			if w.open-w.waiting() > asked {
				t.Fatalf("a credit note raised what is asked from %d to %d", asked, w.open-w.waiting())
			}
		}
	case 4: // a payment bounces
		if w.paid > 0 {
			part := rapid.Int64Range(1, w.paid).Draw(t, "bounced")
			w.read(w.open+part, w.paid-part)
			if now := w.open - w.waiting(); now < asked || now > asked+part {
				t.Fatalf("%d bounced, asked went from %d to %d", part, asked, now)
			}
		}
	case 5: // a reversal of a part
		if len(w.given) > 0 {
			at := rapid.IntRange(0, len(w.given)-1).Draw(t, "which")
			if next, back, err := w.given[at].Reverse([]settlement.ItemPart{{1, kroner(rapid.Int64Range(1, 100_00).Draw(t, "back"))}}); err == nil {
				if back[0].Posted.Minor > w.given[at].Items[0].Posted.Minor {
					t.Fatal("more is booked back than was booked")
				}
				w.given[at] = &next
			}
		}
	}
}

func (w *world) check(t *rapid.T) {
	for _, l := range w.lines() {
		for _, part := range []int64{l.Waiting().Minor, l.Posted.Minor, l.Recovered.Minor, l.Reversed.Minor} {
			if part < 0 || part > l.Amount.Minor {
				t.Fatalf("%+v", l)
			}
		}
	}
	if w.waiting() > w.open {
		t.Fatalf("%d waits of %d open", w.waiting(), w.open)
	}
}
