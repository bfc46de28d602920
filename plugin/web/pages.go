package web

import (
	"net/http"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// maxPages bounds a walk: a source whose pages never end is at fault.
const maxPages = 100_000

// EachPage fetches page after page, numbered from 0, until fetch says that there is no more. mark is what tells this page
// from others, such as its first and last id: a source that sends the same page for ever is stopped.
func EachPage(fetch func(n int) (mark string, more bool, err error)) error {
	last := ""
	for n := range maxPages {
		mark, more, err := fetch(n)
		if err != nil || !more {
			return err
		}
		if mark != "" && mark == last {
			break
		}
		last = mark
	}
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeSourceChanged, Summary: "The source sends the same page again and again.",
		Hint: "Sync again; report it when it stays.",
	}
}

// Page is one page of a list.
type Page[T any] struct {
	Rows []T
	// Count is how many rows the source says that the whole list has; negative where it does not say.
	Count int
	More  bool
}

// attempts at a list that changes while it is read.
const attempts = 3

// Steady reads a list page by page, numbered from 0. When the count of its rows changes on the way, some may have moved to a
// page that was read before, and it is read again. A row that comes twice is given once; key tells rows apart.
func Steady[T any](name string, key func(T) string, fetch func(n int) (Page[T], error)) ([]T, error) {
	for range attempts {
		all, steady, err := walk(key, fetch)
		if err != nil {
			return nil, err
		}
		if steady {
			return all, nil
		}
	}
	return nil, spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeSourceChanged, Summary: "The source's list of " + name + " changes while it is read.",
		Hint: "Sync again when less is being booked.",
	}
}

func walk[T any](key func(T) string, fetch func(n int) (Page[T], error)) (all []T, steady bool, err error) {
	seen, count := map[string]bool{}, -1
	err = EachPage(func(n int) (string, bool, error) {
		page, err := fetch(n)
		if err != nil {
			return "", false, err
		}
		steady = n == 0 || count == page.Count
		count = page.Count
		for i := range page.Rows {
			if k := key(page.Rows[i]); !seen[k] {
				seen[k] = true
				all = append(all, page.Rows[i])
			}
		}
		if !steady || len(page.Rows) == 0 {
			return "", false, nil
		}
		return key(page.Rows[0]), page.More, nil
	})
	return all, steady, err
}

// NextLink is the address behind rel="next" (RFC 8288), empty on the last page.
func NextLink(h http.Header) string {
	for _, line := range h.Values("Link") {
		for link := range strings.SplitSeq(line, ",") {
			address, params, _ := strings.Cut(link, ";")
			if !strings.Contains(strings.ReplaceAll(params, `"`, ""), "rel=next") {
				continue
			}
			return strings.Trim(strings.TrimSpace(address), "<>")
		}
	}
	return ""
}
