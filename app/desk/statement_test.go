package desk_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// A statement says what the customer's page says on its day; and one that is made later for a past day says what the page said then.
func TestAStatementSaysWhatThePageSaidOnItsDay(t *testing.T) {
	o := newOffice(t, func(s *source) {
		s.debtor("C1", "c1@example.com")
		s.invoice("1", "C1", "2026-08-01", 10_000)
		s.invoice("2", "C1", "2026-10-20", 25_050)
		s.invoice("3", "C1", "2026-12-05", 7_777)
	})
	o.charging()
	o.sync()
	id := o.debtorID("C1")
	page := func(on date.Date) receivable.Balance {
		v, err := o.Customer(t.Context(), id, on)
		o.must(err)
		if len(v.Balances) != 1 {
			t.Fatalf("%d balances", len(v.Balances))
		}
		return v.Balances[0]
	}
	said := map[string]receivable.Balance{}
	days := []string{"2026-11-23", "2026-11-24", "2026-11-30", "2026-12-08"}
	for i, on := range days {
		o.clock.to(day(on))
		switch i {
		case 0:
			o.remind(on)
		case 1:
			o.source.open("1", 4_000)
			o.sync()
		case 2:
			o.source.remove("2")
			o.sync()
		}
		said[on] = page(day(on))
	}
	for _, on := range days {
		job, err := o.Statement(t.Context(), desk.StatementOrder{Debtor: id, On: day(on), From: day("2026-11-20"), Interest: true})
		o.must(err)
		if len(job.Statement.Parts) != 1 {
			t.Fatalf("%s: %d parts", on, len(job.Statement.Parts))
		}
		part := job.Statement.Parts[0]
		want := said[on]
		want.Currency = part.Balance.Currency
		if part.Balance != want || part.Closing != want.Open() {
			t.Errorf("%s: the statement says %+v, the page said %+v", on, part.Balance, want)
		}
		var fresh int64
		for _, it := range part.Open {
			sheet, err := o.Sheet(t.Context(), it.ID, day(on))
			o.must(err)
			fresh += sheet.Fresh.Minor
		}
		if part.Fresh != fresh {
			t.Errorf("%s: interest not claimed yet is %d, by the items' own sheets %d", on, part.Fresh, fresh)
		}
	}
}

func TestAStatementNeedsDaysInOrder(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	job, err := o.Statement(t.Context(), desk.StatementOrder{Debtor: o.debtorID("C1")}) // no day: today
	if err != nil || job.Statement.To != day("2026-11-23") {
		t.Errorf("as at %s, %v", job.Statement.To, err)
	}
	_, err = o.Statement(t.Context(), desk.StatementOrder{Debtor: o.debtorID("C1"), On: day("2026-11-23"), From: day("2026-11-24")})
	o.wantField(err, fault.Invalid, "from")
	_, err = o.StatementPDF(t.Context(), desk.StatementOrder{Debtor: o.debtorID("C1"), On: day("2026-11-23")})
	o.wantCode(err, fault.Unavailable)
}

// A role that is not shown how customers are reached does not learn it from a statement.
func TestAStatementShowsNoMoreThanThePage(t *testing.T) {
	o := newOffice(t, func(s *source) {
		s.debtor("C1", "c1@example.com")
		s.debtors[0].Address.Lines = []string{"Storgata 14"}
		s.invoice("1", "C1", "2026-08-01", 10_000)
	})
	o.sync()
	o.staffed()
	for login, hidden := range map[string]bool{"rev": true, "ola": false} {
		job, err := o.as(login).Statement(t.Context(), desk.StatementOrder{Debtor: o.debtorID("C1")})
		o.must(err)
		if got := fmt.Sprint(job.Debtor); (strings.Contains(got, "c1@example.com") || strings.Contains(got, "Storgata")) == hidden {
			t.Errorf("%s: %s", login, got)
		}
	}
}
