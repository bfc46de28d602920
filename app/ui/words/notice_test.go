package words

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

func TestANoticeNamesItsInvoices(t *testing.T) {
	n := &dunning.Notice{Level: 2, Channel: receivable.Letter}
	for i, want := range []string{"F-1", "F-1, F-2", "F-1, F-2, F-3", "F-1, F-2, F-3, F-4", "F-1, F-2, F-3 and 2 others", "F-1, F-2, F-3 and 3 others"} {
		n.Lines = append(n.Lines, dunning.Line{Number: "F-" + string(rune('1'+i))})
		if got := NoticeItems(n); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := NoticeName(n); got != "Level 2 by letter" {
		t.Error(got)
	}
	n.Confirm, n.Channel = true, receivable.Email
	if got := NoticeName(n); got != "Kind confirmation by mail" {
		t.Error(got)
	}
}
