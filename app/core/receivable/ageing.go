package receivable

import "github.com/dunningdesk/dunningdesk/app/core/money"

// AgeBucket is a span of days overdue, in the fixed order in which every ageing bar shows them.
type AgeBucket int

// The five buckets: not due (up to the due date itself), 1-30, 31-60, 61-90 and over 90 days.
const (
	NotDue AgeBucket = iota
	Days30
	Days60
	Days90
	Over90
	AgeBuckets = 5
)

// BucketOf gives the bucket of a number of days overdue.
func BucketOf(daysOverdue int) AgeBucket {
	switch {
	case daysOverdue <= 0:
		return NotDue
	case daysOverdue <= 30:
		return Days30
	case daysOverdue <= 60:
		return Days60
	case daysOverdue <= 90:
		return Days90
	}
	return Over90
}

// Balance is what a debtor owes in one currency on one day.
type Balance struct {
	Currency  money.Currency
	Buckets   [AgeBuckets]int64 // open claims by age, minor units
	Credits   int64             // open credits and payments on account, minor units, zero or negative
	Charges   int64             // open fees and interest that the desk has claimed, minor units
	Written   int64             // given up, and still open at the source, minor units; in none of the others
	OldestDue int               // days overdue of the oldest open claim, negative when nothing is overdue
}

// Open is all that is open in claims and credits, without charges (minor units).
func (b Balance) Open() int64 {
	sum := b.Credits
	for _, v := range b.Buckets {
		sum += v
	}
	return sum
}

// Overdue is the open claims past their due date, before credits (minor units).
func (b Balance) Overdue() int64 {
	return b.Buckets[Days30] + b.Buckets[Days60] + b.Buckets[Days90] + b.Buckets[Over90]
}
