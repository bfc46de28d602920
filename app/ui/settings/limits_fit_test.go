package settings

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// On the smallest window every limit is read whole, the last column's too, in both languages.
func TestEveryLimitIsReadWholeOnTheSmallestWindow(t *testing.T) {
	defer func() { _ = i18n.Use("en") }()
	for _, language := range []string{"en", "nb"} {
		if err := i18n.Use(language); err != nil {
			t.Fatal(err)
		}
		b := skagerrak()
		b.staffed(approval.Admin)
		p := b.kept.Users.Policy
		wide := approval.Bound{Amount: 10_000_000_00, Months: 12, Notices: 1000, Level: 3}
		p = withLimit(p, approval.Admin, approval.Release, "NOK", wide, wide)
		b.kept.Users.Policy = withLimit(p, approval.Admin, approval.Plan, "NOK", wide, wide)
		o := inWindow(t, b)
		o.Open("users")
		right := fyne.CurrentApp().Driver().AbsolutePositionForObject(o.users.limits).X + o.users.limits.Size().Width
		n := 0
		for _, x := range test.LaidOutObjects(o.users.limits) {
			text, ok := x.(*canvas.Text)
			if !ok || text.Text == "" {
				continue
			}
			n++
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(text).X
			if strings.HasSuffix(text.Text, "…") || at+text.MinSize().Width > right {
				t.Errorf("%s: %q is cut", language, text.Text)
			}
		}
		if n < 5*len(approval.Kinds()) {
			t.Errorf("%s: only %d texts are seen", language, n)
		}
	}
}
