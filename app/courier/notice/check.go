package notice

import (
	"math/bits"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Codes of documents that must not leave.
const (
	SumsDiffer fault.Code = "sums-differ" // the total is not the sum of what is listed
	Incomplete fault.Code = "incomplete"  // a part no demand can do without is missing
)

// Check refuses a document that could not be defended: whose total does not follow from its lines, or that does not say
// who asks whom.
func (d Document) Check() error {
	for _, part := range []struct{ field, value string }{
		{"sender.name", d.Sender.Name},
		{"recipient.name", d.Recipient.Name},
		{"text.heading", d.Text.Heading},
		{"currency", d.Currency},
	} {
		if part.value == "" {
			return fault.New(Incomplete, "notice %s has no %s", d.Number, part.field).OnField(part.field)
		}
	}
	if len(d.Items) == 0 && len(d.Lines) == 0 && !d.Settled {
		return fault.New(Incomplete, "notice %s asks for nothing", d.Number).OnField("items")
	}
	if d.Issued.IsZero() {
		return fault.New(Incomplete, "notice %s has no date", d.Number).OnField("issued")
	}
	if d.Exponent < 0 || d.Exponent > 4 {
		return fault.New(Incomplete, "notice %s: no currency has %d decimals", d.Number, d.Exponent).OnField("exponent")
	}
	sum, ok := d.sum()
	if !ok || sum != d.Total {
		return fault.New(SumsDiffer, "notice %s asks for %d but its lines add up to %d minor units of %s",
			d.Number, d.Total, sum, d.Currency).OnField("total")
	}
	return nil
}

// Open is the sum of the items alone, in minor units.
func (d Document) Open() int64 {
	var sum int64
	for _, item := range d.Items {
		sum += item.Open
	}
	return sum
}

// Sum is the sum of the lines of one kind, in minor units.
func (d Document) Sum(kind LineKind) int64 {
	var sum int64
	for _, line := range d.Lines {
		if line.Kind == kind {
			sum += line.Amount
		}
	}
	return sum
}

// sum reports false when the figures do not fit: then the document is wrong whatever its total says.
func (d Document) sum() (int64, bool) {
	var sum int64
	add := func(amount int64) bool {
		total, _ := bits.Add64(uint64(sum), uint64(amount), 0)
		if (sum < 0) == (amount < 0) && (int64(total) < 0) != (sum < 0) {
			return false
		}
		sum = int64(total)
		return true
	}
	for _, item := range d.Items {
		if !add(item.Open) {
			return sum, false
		}
	}
	for _, line := range d.Lines {
		if !add(line.Amount) {
			return sum, false
		}
	}
	return sum, true
}
