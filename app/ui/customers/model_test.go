package customers

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

func nok(days int, overdue, notDue int64) receivable.Balance {
	b := receivable.Balance{Currency: "NOK", OldestDue: days}
	b.Buckets[receivable.BucketOf(days)] += overdue
	b.Buckets[receivable.NotDue] += notDue
	return b
}

func customer(id int, name string, balances ...receivable.Balance) desk.CustomerRow {
	return desk.CustomerRow{
		ID: receivable.DebtorID(id), Number: fmt.Sprint(10000 + id), Name: name, Search: strings.ToLower(name) + fmt.Sprint(" ", 10000+id),
		Balances: balances,
	}
}

// office is a small book: one customer of each kind that the list tells apart.
func office() *Model {
	held := customer(3, "Havgløtt Kafé AS", nok(33, 820000, 0))
	held.Hold, held.Owner = true, "Kari N."
	broken := customer(4, "Fjordfisk AS", nok(56, 3421000, 1709000))
	broken.Promise = dunning.PromiseBroken
	disputed := customer(5, "Brødrene Vik AS", nok(12, 986000, 0))
	disputed.Disputed = 1
	euro := nok(112, 158500, 0)
	euro.Currency = "EUR"
	m := NewModel("NOK")
	m.SetRows([]desk.CustomerRow{
		customer(1, "Lofoten Sjømat AS", nok(9, 8801250, 15210550)),
		customer(2, "Müller Kältetechnik GmbH", euro),
		held, broken, disputed,
		customer(6, "Nothing Due Ltd", nok(-5, 0, 100)),
		customer(7, "Paid Up AS"),
	}, true)
	return m
}

func shown(m *Model) []*Row {
	var rows []*Row
	for _, r := range m.Rows() {
		if m.Keep(r) {
			rows = append(rows, r)
		}
	}
	return rows
}

func names(rows []*Row) []string {
	var out []string
	for _, r := range rows {
		out = append(out, r.Name)
	}
	return out
}

func TestTabsChoose(t *testing.T) {
	for tab, want := range map[Tab]int{
		TabOverdue: 5, TabAll: 7, TabOver90: 1, TabBroken: 1, TabHeld: 1, TabDisputed: 1, TabBounced: 0,
	} {
		m := office()
		m.SetTab(tab)
		if got := len(shown(m)); got != want {
			t.Errorf("%s shows %d, want %d", tab, got, want)
		}
	}
}

func TestOwnerNarrowsTheTab(t *testing.T) {
	m := office()
	m.SetOwner("Kari N.")
	if diff := cmp.Diff([]string{"Havgløtt Kafé AS"}, names(shown(m))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Kari N."}, m.Owners()); diff != "" {
		t.Error(diff)
	}
}

func TestSumsKeepCurrenciesApart(t *testing.T) {
	sums := SumUp(slices.Values(office().Rows()), "NOK")
	if len(sums) != 2 || sums[0].Currency != "NOK" || sums[1].Currency != "EUR" {
		t.Fatalf("sums are %v", sums)
	}
	if got, want := sums[0].Overdue(), int64(8801250+3421000+986000+820000); got != want {
		t.Errorf("overdue NOK %d, want %d", got, want)
	}
	if got := sums[1].Overdue(); got != 158500 {
		t.Errorf("overdue EUR %d", got)
	}
}

func TestSumsOfDifferentCurrenciesAreOrderedCurrencyByCurrency(t *testing.T) {
	rows := slices.Clone(office().Rows())
	slices.SortStableFunc(rows, func(a, b *Row) int { return compare(ColumnOverdue, "NOK", b, a) })
	want := []string{
		"Lofoten Sjømat AS", "Fjordfisk AS", "Brødrene Vik AS", "Havgløtt Kafé AS", "Nothing Due Ltd", "Paid Up AS",
		"Müller Kältetechnik GmbH",
	}
	if diff := cmp.Diff(want, names(rows)); diff != "" {
		t.Error(diff)
	}
}

func TestNumbersAreOrderedAsNumbers(t *testing.T) {
	a, b := Row{CustomerRow: desk.CustomerRow{Number: "999"}}, Row{CustomerRow: desk.CustomerRow{Number: "1000"}}
	if compare(ColumnNumber, "NOK", &a, &b) >= 0 {
		t.Error("customer 1000 stands before customer 999")
	}
}

func TestTheOldestCurrencyLeadsTheRow(t *testing.T) {
	euro := nok(40, 100, 0)
	euro.Currency = "EUR"
	r := rowOf(customer(1, "Both", nok(9, 900000, 0), euro), "NOK")
	if r.Lead.Currency != "EUR" || r.More != 1 {
		t.Errorf("lead %s and %d more, want EUR and 1", r.Lead.Currency, r.More)
	}
	if r.OldestDays() != 40 || !r.IsOverdue() {
		t.Errorf("oldest %d", r.OldestDays())
	}
}

func TestEachStateIsSaidOnceGravestFirst(t *testing.T) {
	all := desk.CustomerRow{Hold: true, Disputed: 2, Promise: dunning.PromiseBroken, DeadMail: true}
	if s := StateOf(Row{CustomerRow: all}); s != Broken {
		t.Errorf("state %v, want broken", s)
	}
	if s := StateOf(rowOf(customer(1, "Credit", receivable.Balance{Currency: "NOK", Credits: -64000}), "NOK")); s != InCredit {
		t.Errorf("state %v, want in credit", s)
	}
}

func TestExportDisarmsFormulas(t *testing.T) {
	m := NewModel("NOK")
	m.SetRows([]desk.CustomerRow{customer(1, `=HYPERLINK("http://x")`, nok(3, 12345, 0)), customer(2, "Plain, Ltd", nok(-1, 0, 100))}, true)
	var out strings.Builder
	if err := WriteCSV(&out, []string{"No.", "Customer"}, slices.Values(m.Rows())); err != nil {
		t.Fatal(err)
	}
	want := "\ufeffNo.,Customer\r\n" +
		"10001,\"'=HYPERLINK(\"\"http://x\"\")\",,,0,NOK,123.45,123.45,3\r\n" +
		"10002,\"Plain, Ltd\",,,0,NOK,1.00,0.00,0\r\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}
