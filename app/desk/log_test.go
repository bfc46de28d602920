package desk_test

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
)

// One verb verifies the log: by itself, and against a head that was kept outside, of which it says what happened since.
func TestTheLogIsVerifiedAgainstAHead(t *testing.T) {
	o, _ := settledOffice(t)
	ctx := t.Context()
	last, found, err := o.LogHead(ctx)
	if err != nil || !found {
		t.Fatal(found, err)
	}
	for name, c := range map[string]struct {
		head activity.Head
		want string
	}{
		"none":                 {activity.Head{}, ""},
		"the newest entry":     {activity.Head{Seq: last.Seq, Hash: last.Hash}, ""},
		"an entry that was":    {activity.Head{Seq: last.Seq + 1, Hash: last.Hash}, "what followed was taken off the end"},
		"of a log that it was": {activity.Head{Seq: last.Seq, Hash: strings.Repeat("0", 64)}, "the log was written anew"},
	} {
		s, err := o.VerifyLog(ctx, c.head)
		if err != nil || s.Entries != last.Seq || (s.Why != nil) != (c.want != "") || (s.Broken != 0) != (c.want != "") {
			t.Errorf("%s: %+v, %v", name, s, err)
		}
		if s.Why != nil && !strings.Contains(s.Why.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, s.Why, c.want)
		}
	}
}
