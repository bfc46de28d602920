package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// PaidAfter counts reminded items by what came of them. What the source booked off as given up was not paid.
func (r *reader) PaidAfter(level int, age receivable.AgeBucket, until date.Date) (cases, paid int, err error) {
	err = r.each(func(row scanner) error {
		var on, due int64
		var settled, given bool
		if err := row.Scan(&on, &due, &settled, &given); err != nil {
			return err
		}
		if receivable.BucketOf(undayed(on).DaysSince(undayed(due))) != age || !settled && undayed(on).After(until) {
			return nil // of another age, or nobody knows yet
		}
		cases++
		if settled && !given {
			paid++
		}
		return nil
	}, `SELECT n.day, CASE WHEN i.due = 0 THEN i.issued ELSE i.due END, CASE WHEN i.open = 0 THEN 1 ELSE 0 END,
		CASE WHEN EXISTS (SELECT 1 FROM write_off_item l WHERE l.item = i.id AND l.posted > 0) THEN 1 ELSE 0 END
		FROM notice_item x JOIN notice n ON n.id = x.notice AND n.cancelled = 0 AND n.event = '' JOIN item i ON i.id = x.item
		WHERE x.level = ? AND x.old_level < ?`, level, level)
	return cases, paid, err
}
