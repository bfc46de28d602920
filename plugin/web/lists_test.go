package web_test

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// letters are a list of rows, three a page.
func letters(text string) []string {
	out := []string{}
	for _, r := range text {
		out = append(out, string(r))
	}
	return out
}

func from(all string, at int) string { return all[min(at, len(all)):min(at+3, len(all))] }

func itself(s string) string { return s }

func TestAListIsReadOnceAsAWhole(t *testing.T) {
	read := func(each func(n int) (rows string, count int)) (string, error) {
		got, err := web.Steady("letters", itself, func(n int) (web.Page[string], error) {
			rows, count := each(n)
			return web.Page[string]{Rows: letters(rows), Count: count, More: len(rows) == 3}, nil
		})
		return strings.Join(got, ""), err
	}
	pages := 0
	for name, tc := range map[string]struct {
		want string
		each func(n int) (string, int)
	}{
		"as told":          {"abcdefg", func(n int) (string, int) { return from("abcdefg", 3*n), 7 }},
		"a full last page": {"abcxyz", func(n int) (string, int) { return from("abcxyz", 3*n), -1 }},
		"the first goes meanwhile": {"bcdefg", func(n int) (string, int) {
			pages++
			all := "abcdefg"[min(1, pages/2):]
			return from(all, 3*n), len(all)
		}},
		"one comes twice": {"abcd", func(n int) (string, int) { pages++; return from([]string{"abccd", "abcd"}[min(1, pages/10)], 3*n), -1 }},
	} {
		pages = 0
		if name == "one comes twice" {
			pages = 7
		}
		if got, err := read(tc.each); err != nil || got != tc.want {
			t.Errorf("%s: %s, %v", name, got, err)
		}
	}
	for name, each := range map[string]func(n int) (string, int){
		"never at rest":        func(n int) (string, int) { pages++; return from("abcdefg", 3*n), pages },
		"fewer than were told": func(n int) (string, int) { return from("abcd", 3*n), 5 },
	} {
		if _, err := read(each); web.Diagnose(err, "").Code != spec.CodeSourceChanged {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPagesThatOverlapLoseNothing(t *testing.T) {
	asked := 0
	read := func(all func() string) (string, error) {
		got, err := web.Overlapping("letters", itself, func(at int) ([]string, bool, error) {
			asked++
			rows := from(all(), at)
			return letters(rows), len(rows) == 3, nil
		})
		return strings.Join(got, ""), err
	}
	if got, err := read(func() string { return "abcdefg" }); err != nil || got != "abcdefg" {
		t.Errorf("%s, %v", got, err)
	}
	if got, err := read(func() string { return "" }); err != nil || got != "" {
		t.Errorf("nothing: %s, %v", got, err)
	}
	asked = 0
	if got, err := read(func() string { return "abcdefg"[min(1, asked/2):] }); err != nil || got != "bcdefg" {
		t.Errorf("the first goes meanwhile: %s, %v", got, err)
	}
	if _, err := read(func() string { return "abcdefg"[asked%2:] }); web.Diagnose(err, "").Code != spec.CodeSourceChanged {
		t.Errorf("never at rest: %v", err)
	}
}
