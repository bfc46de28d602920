package web_test

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

func TestPagesEnd(t *testing.T) {
	seen := 0
	if err := web.EachPage(func(n int) (string, bool, error) { seen++; return strconv.Itoa(n), n < 3, nil }); err != nil || seen != 4 {
		t.Errorf("%d pages, %v", seen, err)
	}
	err := web.EachPage(func(int) (string, bool, error) { return "same", true, nil })
	if web.Diagnose(err, "").Code != spec.CodeSourceChanged {
		t.Errorf("a page without end: %v", err)
	}
}

func TestTheNextLinkIsFound(t *testing.T) {
	for line, next := range map[string]string{
		`<https://x/a?page=2>; rel="next", <https://x/a?page=9>; rel="last"`: "https://x/a?page=2",
		`<https://x/a?page=9>; rel="last"`:                                   "",
		`</a?page=2>;rel=next`:                                               "/a?page=2",
		``:                                                                   "",
	} {
		if got := web.NextLink(http.Header{"Link": {line}}); got != next {
			t.Errorf("%q leads to %q", line, got)
		}
	}
}

func TestACursorOverlaps(t *testing.T) {
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	c, err := web.OpenCursor(nil)
	if err != nil || !c.Since("invoices", time.Minute).IsZero() {
		t.Fatalf("%v", err)
	}
	c.Saw("invoices", at)
	c.Saw("invoices", at.Add(-time.Hour)) // older ones do not move it back
	back, err := web.OpenCursor(c.Bytes())
	if err != nil || !back.Since("invoices", 5*time.Minute).Equal(at.Add(-5*time.Minute)) {
		t.Errorf("%+v, %v", back, err)
	}
	for _, broken := range []string{"{", `{"v":9,"marks":{}}`, "[]"} {
		if _, err := web.OpenCursor([]byte(broken)); web.Diagnose(err, "").Code != spec.CodeCursorInvalid {
			t.Errorf("%s: %v", broken, err)
		}
	}
}

func TestAReadBeginsAtItsCursorAndEndsWithTheNext(t *testing.T) {
	began := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	whole, err := web.CursorOf(spec.ReadRequest{Mode: spec.ModeFull, Cursor: []byte("of another time")})
	if err != nil || !whole.Since("changed", time.Minute).IsZero() || whole.Next("changed", time.Time{}) != nil {
		t.Errorf("a read of everything: %+v, %v", whole, err)
	}
	later, err := web.CursorOf(spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: whole.Next("changed", began)})
	if err != nil || !later.Since("changed", time.Minute).Equal(began.Add(-time.Minute)) {
		t.Errorf("a read of what changed: %+v, %v", later, err)
	}
	if _, err := web.CursorOf(spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: []byte("?")}); codeOf(err) != spec.CodeCursorInvalid {
		t.Errorf("a broken one: %v", err)
	}
}
