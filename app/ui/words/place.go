package words

import (
	"regexp"

	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// placeForm is how intake writes where a record stands: "items.csv, line 107, column Open".
var placeForm = regexp.MustCompile(`^(?:(.*), )?line (\d+)(?:, column (.+))?$`)

// Place says where in a file a record stands, in the language of the screens. A key of the source stays as it is.
func Place(text string) string {
	m := placeForm.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	out := i18n.T("place.line-only", i18n.Args{"n": m[2]})
	if m[1] != "" {
		out = i18n.T("place.line", i18n.Args{"file": m[1], "n": m[2]})
	}
	if m[3] != "" {
		out = i18n.T("place.column", i18n.Args{"place": out, "column": m[3]})
	}
	return out
}
