package storetest

import (
	"slices"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/remittance"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// firstBooked is the day of the first line that banked puts.
var firstBooked = date.Must(2026, 11, 20)

// statement is a book that has read four lines, and how they are read again.
type statement struct {
	*One
	batch []store.BankLine
	put   func(w store.Writer) error
}

func banked(t *testing.T, engine New) statement {
	o, first := NewOne(NewBook(t, engine)), firstBooked
	line := func(id string, day int, minor int64) store.BankLine {
		return store.BankLine{
			ExternalID: id, Account: "NO9386011117947", Format: "camt", Batch: "B", BankReference: "26112300000001", Credited: "86011117947", Collective: id == "c",
			Line: remittance.Line{Booked: first.AddDays(day), Amount: money.New(minor, "NOK"), PayerName: "Ola " + id, PayerAccount: "NO12", Text: "text", References: []string{"17"}},
		}
	}
	batch := []store.BankLine{line("a", 0, 100), line("b", 1, 200), line("c", 2, 300), line("d", 3, -50)}
	put := func(w store.Writer) error {
		run, err := w.BeginSync(o.Connection, false)
		if err != nil {
			return err
		}
		return w.PutBankLines(&run, batch)
	}
	o.Write(put)
	return statement{o, batch, put}
}

func (s statement) lines(q store.BankQuery) []store.BankLine {
	return read(s.Book, func(r store.Reader) ([]store.BankLine, error) { return r.BankLines(q) })
}

// bankLines holds what is kept of statements: how they are narrowed and counted, and lines that tell of the same money.
func bankLines(t *testing.T, engine New) {
	o, first := banked(t, engine), firstBooked
	lines := o.lines
	all := lines(store.BankQuery{})
	if len(all) != 4 || all[3].Format != "camt" || all[3].Batch != "B" || all[3].BankReference != "26112300000001" || all[3].Credited != "86011117947" || all[3].Collective || !all[1].Collective {
		t.Fatalf("%+v", all)
	}
	for name, c := range map[string]struct {
		q    store.BankQuery
		want string
	}{
		"from a day":    {store.BankQuery{From: first.AddDays(2)}, "dc"},
		"to a day":      {store.BankQuery{To: first.AddDays(1)}, "ba"},
		"received":      {store.BankQuery{Received: true}, "cba"},
		"in a state":    {store.BankQuery{States: []store.BankState{store.BankUnknown}}, ""},
		"and the first": {store.BankQuery{Received: true, Limit: 1}, "c"},
	} {
		got := ""
		for _, l := range lines(c.q) {
			got += l.ExternalID
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		c.q.Limit = 0
		if n := read(o.Book, func(r store.Reader) (int, error) { return r.CountBankLines(c.q) }); c.want != "c" && n != len(c.want) {
			t.Errorf("%s: counted %d, want %d", name, n, len(c.want))
		}
	}

	a, b, sum := all[3], all[2], all[1]
	o.Write(func(w store.Writer) error { return w.SetDouble(sum, []int64{a.ID, b.ID}) })
	if got := lines(store.BankQuery{States: []store.BankState{store.BankDouble}}); len(got) != 1 || !slices.Equal(got[0].Same, []int64{a.ID, b.ID}) {
		t.Fatalf("%+v", got)
	}
	sum = lines(store.BankQuery{States: []store.BankState{store.BankDouble}})[0]
	o.Write(func(w store.Writer) error {
		if err := w.SetBankLine(sum, store.BankSuggested, "", 0, nil, "it is another"); err != nil {
			return err
		}
		return w.CompareNever(sum.ID)
	})
	if got := lines(store.BankQuery{States: []store.BankState{store.BankSuggested}}); len(got) != 1 || len(got[0].Same) != 0 || got[0].Format != "" {
		t.Errorf("%+v", got)
	}
	for i := range o.batch {
		o.batch[i].Format = "camt mt940"
	}
	o.Write(o.put) // another kind of file lists them, too
	if got := lines(store.BankQuery{}); got[3].Format != "camt mt940" || got[1].Format != "" {
		t.Errorf("%+v", got)
	}
}

// forgottenPayers holds that who paid what is nobody's goes with its day, for good.
func forgottenPayers(t *testing.T, engine New) {
	o, first := banked(t, engine), firstBooked
	lines := o.lines
	o.Write(func(w store.Writer) error {
		n, err := w.ForgetPayers(first.AddDays(2))
		if err == nil && n != 2 {
			t.Errorf("%d are forgotten", n)
		}
		if err == nil {
			n, err = w.ForgetPayers(first.AddDays(2))
		}
		if n != 0 {
			t.Errorf("%d are forgotten twice", n)
		}
		return err
	})
	o.Write(o.put) // the file is read again
	for _, l := range lines(store.BankQuery{To: first.AddDays(1)}) {
		if l.PayerName+l.PayerAccount+l.Text+l.BankReference != "" || len(l.References) != 0 || l.State != store.BankForgotten || l.Amount.Minor == 0 {
			t.Errorf("left: %+v", l)
		}
	}
	if got := lines(store.BankQuery{From: first.AddDays(2)}); got[0].PayerName == "" || got[1].PayerName == "" {
		t.Errorf("forgotten too early: %+v", got)
	}
}
