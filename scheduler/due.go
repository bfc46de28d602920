package scheduler

import "time"

// Policy says what becomes of slots that passed while nothing could run: the machine slept, the program was closed.
type Policy string

// The policies.
const (
	RunOnce Policy = "run-once" // catch up with one run, however many slots were missed
	Skip    Policy = "skip"     // leave missed slots out and wait for the next
)

// Schedule is one thing that is to be done in a rhythm.
type Schedule struct {
	ID     string         // names it in the ledger
	Spec   Spec           // its rhythm
	Zone   *time.Location // whose wall clock the rhythm follows; nil is UTC
	Policy Policy         // what becomes of missed slots; empty is RunOnce
	From   time.Time      // when it was made, changed or resumed: slots up to then are not owed
	Last   time.Time      // the latest slot that was claimed or skipped; zero when none was
}

// BusinessDay tells whether the office works on a day of the calendar.
type BusinessDay func(year int, month time.Month, day int) bool

// MondayToFriday is the business calendar of an office that knows no holidays.
func MondayToFriday(year int, month time.Month, day int) bool {
	weekday := civil{year, month, day}.weekday()
	return weekday != time.Saturday && weekday != time.Sunday
}

// Action is what a schedule wants now.
type Action int

// The actions.
const (
	Wait    Action = iota // nothing is owed
	RunNow                // Slot is owed, and stands for those missed before it
	SkipNow               // Slot and those before it passed unseen and are to be left out
)

// Decision is what is owed at a moment, and why.
type Decision struct {
	Action Action
	Slot   time.Time // the latest slot passed, in UTC; zero for Wait
	Missed int       // how many earlier slots passed unseen, counted up to maxMissed
	// Behind is by how much the present moment lies before the last slot: the clock was set back, or had been ahead.
	// Nothing is owed until that slot has passed again, so that no slot runs a second time.
	Behind time.Duration
}

const (
	// skipGrace is how late a slot may be seen and still count as met. Waking is every half minute, and a run
	// before this one may have taken its time.
	skipGrace = 10 * time.Minute
	// maxMissed ends the count of missed slots: nobody asks whether it was one thousand or two.
	maxMissed = 1000
	// horizon is how many days back a slot is looked for: ten years, longer than any program stays closed.
	horizon = 3660
)

// Due decides what the schedule owes at the moment now. It is a pure function: same input, same answer. A slot is owed
// when it lies after both Last and From and not after now. A nil calendar is MondayToFriday.
func Due(schedule Schedule, now time.Time, open BusinessDay) Decision {
	if schedule.Last.After(now) {
		return Decision{Behind: schedule.Last.Sub(now)}
	}
	floor := schedule.From
	if schedule.Last.After(floor) {
		floor = schedule.Last
	}
	latest, passed := passedSlots(schedule, floor, now, open)
	if passed == 0 {
		return Decision{}
	}
	decision := Decision{Action: RunNow, Slot: latest.UTC(), Missed: min(passed-1, maxMissed)}
	if schedule.Policy == Skip && now.Sub(latest) > skipGrace {
		decision.Action = SkipNow
	}
	return decision
}

// passedSlots finds the latest slot in (floor, now] and counts all of them, walking back from now.
func passedSlots(schedule Schedule, floor, now time.Time, open BusinessDay) (latest time.Time, count int) {
	if schedule.Spec.kind == Every {
		return passedIntervals(time.Duration(schedule.Spec.minutes)*time.Minute, floor, now)
	}
	zone := schedule.Zone
	if zone == nil {
		zone = time.UTC
	}
	day := civilOf(now.In(zone))
	for range horizon {
		if schedule.Spec.falls(day, open) {
			slot := instant(day, schedule.Spec.at, zone)
			if !slot.After(floor) {
				break
			}
			if !slot.After(now) {
				if count == 0 {
					latest = slot
				}
				count++
			}
			if count > maxMissed {
				break
			}
		}
		day = day.previous()
	}
	return latest, count
}

// passedIntervals counts the multiples of the interval in (floor, now] since midnight UTC of the first of January 1970.
func passedIntervals(interval time.Duration, floor, now time.Time) (latest time.Time, count int) {
	seconds := int64(interval / time.Second)
	last := floorDiv(now.Unix(), seconds)
	passed := last - floorDiv(floor.Unix(), seconds)
	if passed <= 0 {
		return time.Time{}, 0
	}
	return time.Unix(last*seconds, 0), int(min(passed, maxMissed+1))
}

// floorDiv rounds towards the past also before 1970, where a zero time lies.
func floorDiv(a, b int64) int64 {
	quotient := a / b
	if a%b < 0 {
		quotient--
	}
	return quotient
}

// falls tells whether the rhythm has a slot on the day.
func (s Spec) falls(day civil, open BusinessDay) bool {
	switch s.kind {
	case Daily:
		return true
	case BusinessDays:
		if open == nil {
			open = MondayToFriday
		}
		return open(day.year, day.month, day.day)
	case Weekly:
		return s.weekdays.Has(day.weekday())
	case Monthly:
		return day.day == min(s.monthDay, day.lastOfMonth())
	case Every:
		return false // has no wall-clock slot; passedIntervals counts it
	}
	return false
}
