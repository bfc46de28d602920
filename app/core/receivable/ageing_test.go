package receivable_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

func TestBucketsMeetWithoutAGap(t *testing.T) {
	for days, want := range map[int]receivable.AgeBucket{
		-400: receivable.NotDue, 0: receivable.NotDue, 1: receivable.Days30, 30: receivable.Days30, 31: receivable.Days60,
		60: receivable.Days60, 61: receivable.Days90, 90: receivable.Days90, 91: receivable.Over90, 4000: receivable.Over90,
	} {
		if got := receivable.BucketOf(days); got != want {
			t.Errorf("%d days overdue lie in bucket %d, want %d", days, got, want)
		}
	}
}

func TestBalanceAddsUp(t *testing.T) {
	b := receivable.Balance{Currency: "NOK", Buckets: [receivable.AgeBuckets]int64{100, 20, 3, 4, 5}, Credits: -30}
	if b.Open() != 102 || b.Overdue() != 32 {
		t.Errorf("open %d, overdue %d", b.Open(), b.Overdue())
	}
}

func TestDaysOverdueCountFromIssueWhereNoDueDateIsGiven(t *testing.T) {
	it := receivable.OpenItem{Issued: date.Must(2026, 1, 10)}
	if got := it.DaysOverdue(date.Must(2026, 1, 12)); got != 2 {
		t.Errorf("without a due date: %d days", got)
	}
	it.Due = date.Must(2026, 1, 20)
	if got := it.DaysOverdue(date.Must(2026, 1, 12)); got != -8 {
		t.Errorf("before the due date: %d days", got)
	}
}

func TestADeadChannelReachesNobody(t *testing.T) {
	d := receivable.Debtor{Email: "a@example.com", Phone: "+47 22 00 00 00", Address: receivable.Address{City: "Oslo"}}
	for _, c := range []receivable.Channel{receivable.Email, receivable.Letter, receivable.SMS, receivable.Call, receivable.Visit} {
		if !d.Reaches(c) {
			t.Errorf("%s should reach the debtor", c)
		}
		dead := d
		dead.Dead = []receivable.Channel{c}
		if dead.Reaches(c) || (receivable.Debtor{}).Reaches(c) {
			t.Errorf("%s should not reach a debtor without it", c)
		}
	}
	if d.Reaches("pigeon") {
		t.Error("an unknown channel reaches the debtor")
	}
}

func TestPaymentTerms(t *testing.T) {
	issued := date.Must(2024, 1, 20)
	if got := (receivable.PaymentTerms{NetDays: 14}).Due(issued); got != date.Must(2024, 2, 3) {
		t.Errorf("14 days net: %s", got)
	}
	if got := (receivable.PaymentTerms{NetDays: 14, EndOfMonth: true}).Due(issued); got != date.Must(2024, 2, 29) {
		t.Errorf("14 days, end of month: %s", got)
	}
}
