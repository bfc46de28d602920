package widget

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// FieldType is the kind of a form's value. The words are those of a connector's description.
type FieldType string

// The types. A type that is not one of them gets a plain text input.
const (
	FieldText     FieldType = "text"
	FieldSecret   FieldType = "secret"
	FieldFile     FieldType = "file"
	FieldFolder   FieldType = "folder"
	FieldURL      FieldType = "url"
	FieldNumber   FieldType = "number"
	FieldBool     FieldType = "bool" // "true" or "false"
	FieldChoice   FieldType = "choice"
	FieldDate     FieldType = "date"     // YYYY-MM-DD
	FieldTimezone FieldType = "timezone" // IANA name
	FieldMapping  FieldType = "mapping"  // a JSON object from each choice's ID to a name of the source
)

// FormField describes one value of a form, as data: what is asked, and when the answer is good.
type FormField struct {
	Key        string
	Label      string
	Help       string
	Type       FieldType
	Required   bool
	Default    string
	Choices    []Choice // of a choice, or the targets of a mapping
	Advanced   bool     // folded away at first
	Pattern    string   // RE2; the whole value must match
	Min, Max   string   // of a number or a date, inclusive; "" is no bound
	Extensions []string // of a file (".csv")
}

// Check says why a value is not good, in the language of the screens; "" when it is.
func (f FormField) Check(value string) string {
	if strings.TrimSpace(value) == "" {
		if f.Required && f.Default == "" && f.Type != FieldBool {
			return i18n.T("form.required")
		}
		return ""
	}
	if problem := f.checkType(value); problem != "" {
		return problem
	}
	if f.Pattern != "" {
		if re, err := regexp.Compile("^(?:" + f.Pattern + ")$"); err == nil && !re.MatchString(value) {
			return i18n.T("form.pattern")
		}
	}
	return ""
}

func (f FormField) checkType(value string) string {
	switch f.Type {
	case FieldURL:
		u, err := url.Parse(value)
		if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
			return i18n.T("form.url")
		}
	case FieldNumber:
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil {
			return i18n.T("form.number")
		}
		return f.checkNumber(n)
	case FieldDate:
		d, err := date.Parse(value)
		if err != nil {
			return i18n.T("form.date")
		}
		return f.checkDate(d)
	case FieldTimezone:
		if _, err := time.LoadLocation(value); err != nil {
			return i18n.T("form.timezone")
		}
	case FieldChoice:
		for _, c := range f.Choices {
			if c.ID == value {
				return ""
			}
		}
		return i18n.T("form.choice")
	case FieldText, FieldSecret, FieldFile, FieldFolder, FieldBool, FieldMapping:
	}
	return ""
}

func (f FormField) checkNumber(n int64) string {
	if low, err := strconv.ParseInt(f.Min, 10, 64); err == nil && n < low {
		return i18n.T("form.min", i18n.Args{"min": f.Min})
	}
	if high, err := strconv.ParseInt(f.Max, 10, 64); err == nil && n > high {
		return i18n.T("form.max", i18n.Args{"max": f.Max})
	}
	return ""
}

func (f FormField) checkDate(d date.Date) string {
	if low, err := date.Parse(f.Min); err == nil && d.Before(low) {
		return i18n.T("form.min", i18n.Args{"min": f.Min})
	}
	if high, err := date.Parse(f.Max); err == nil && d.After(high) {
		return i18n.T("form.max", i18n.Args{"max": f.Max})
	}
	return ""
}
