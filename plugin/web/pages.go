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
	return endless()
}

func endless() error {
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeSourceChanged, Summary: "The source sends the same page again and again.",
		Hint: "Sync again; report it when it stays.",
	}
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
