package stage

import (
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// SayAsked says what came of something that may need a second pair of eyes: what was done, or that a request waits.
func SayAsked(a desk.Asked, done string) string {
	if a.Done {
		return done
	}
	key := "asked.waits"
	if !a.Before.IsZero() {
		key = "asked.waits-sum"
	}
	return i18n.T(key, i18n.Args{"id": strconv.FormatInt(int64(a.Request), 10)})
}
