package dunning_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
)

// reminded is an invoice of 100.00 that has had its first notice on a day.
func reminded(due, notice int) dunning.Item {
	it := invoice(1, due, 10000)
	it.Level, it.LastNotice = 1, day(notice)
	return it
}

func TestWhenTheNextLevelOpens(t *testing.T) {
	second := func(after int, since dunning.Since) dunning.Procedure {
		return dunning.Procedure{Levels: []dunning.Level{{Number: 1, AfterDays: 5}, {Number: 2, AfterDays: after, Since: since}}}
	}
	extended := reminded(30, 8) // the due date was moved behind the notice
	deadline := reminded(0, 8)
	deadline.LastDeadline = day(18)
	for _, c := range []struct {
		name string
		p    dunning.Procedure
		item dunning.Item
		want int
	}{
		{"by age, on its day", second(20, dunning.SinceDue), reminded(0, 5), 20},
		{"by age, the first went out late", second(20, dunning.SinceDue), reminded(0, 50), 65},
		{"by age, the default", second(20, ""), reminded(0, 5), 20},
		{"ages that do not rise count from the last notice", second(5, dunning.SinceDue), reminded(0, 8), 13},
		{"from the last notice", second(10, dunning.SincePrevious), reminded(0, 8), 18},
		{"from the due date that was moved behind it", second(10, dunning.SincePrevious), extended, 40},
		{"from the printed deadline", second(3, dunning.SinceDeadline), deadline, 21},
		{"from the notice when none was printed", second(3, dunning.SinceDeadline), reminded(0, 8), 11},
		{"never on the day of a notice", second(0, dunning.SincePrevious), reminded(0, 8), 9},
		{"never before the deadline has passed", second(1, dunning.SincePrevious), deadline, 19},
	} {
		before, on := plan(c.want-1, c.p, account(c.item)), plan(c.want, c.p, account(c.item))
		if len(before.Notices) != 0 || len(on.Notices) != 1 || on.Notices[0].Level != 2 {
			t.Errorf("%s: %d notices the day before, %d on day %d", c.name, len(before.Notices), len(on.Notices), c.want)
			continue
		}
		if until := before.LeftOut[0].Until; until != day(c.want) {
			t.Errorf("%s: the clerk is told %s, want %s", c.name, until, day(c.want))
		}
	}
}
