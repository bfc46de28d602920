package date

import (
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// TimeOfDay is a wall-clock time in minutes since midnight, 0 to 1440 (24:00, the end of a day).
type TimeOfDay int

// BadTime is the code for text that is no time of day.
const BadTime fault.Code = "bad-time"

// ParseTimeOfDay reads "08:30", and "24:00" for the end of the day.
func ParseTimeOfDay(text string) (TimeOfDay, error) {
	bad := fault.New(BadTime, "%q is not a time of day", text).WithHint("write it as HH:MM")
	if len(text) != 5 || text[2] != ':' {
		return 0, bad
	}
	for _, i := range []int{0, 1, 3, 4} {
		if text[i] < '0' || text[i] > '9' {
			return 0, bad
		}
	}
	hours, minutes := int(text[0]-'0')*10+int(text[1]-'0'), int(text[3]-'0')*10+int(text[4]-'0')
	if minutes > 59 || hours*60+minutes > 24*60 {
		return 0, bad
	}
	return TimeOfDay(hours*60 + minutes), nil
}

// String writes HH:MM.
func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", int(t)/60, int(t)%60) }

// Window is a span of a day: From counts, To does not. A window does not cross midnight.
type Window struct{ From, To TimeOfDay }

// Contains reports whether a time lies in the window.
func (w Window) Contains(t TimeOfDay) bool { return w.From <= t && t < w.To }
