package settlement_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
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
