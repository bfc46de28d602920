package law

import (
	"fmt"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Finding is something wrong with a pack.
type Finding struct {
	Pack    string // code, where several packs were looked at
	Row     string // id of the row, empty for the pack itself
	Field   string
	Message string
}

// String gives the finding in one line.
func (f Finding) String() string {
	text := fmt.Sprintf("%s: %s", f.Field, f.Message)
	if f.Row != "" {
		text = f.Row + ", " + text
	}
	if f.Pack != "" {
		text = f.Pack + ": " + text
	}
	return text
}

// Check looks for what would make a pack bind wrongly: rows without source or reference, rows of one fact that overlap or
// leave a gap, values without sense. An empty answer means the pack may be used; it does not mean that it is right, for
// which see Row.Verified.
func Check(p Pack) []Finding {
	var out []Finding
	say := func(row, field, message string, args ...any) {
		out = append(out, Finding{Row: row, Field: field, Message: fmt.Sprintf(message, args...)})
	}
	if p.Code == "" || p.Name == "" || p.Version == "" {
		say("", "pack", "code, name and version must be given")
	}
	seen := map[string]bool{}
	for i := range p.Rows {
		r := &p.Rows[i]
		if r.ID == "" || seen[r.ID] {
			say(r.ID, "id", "row %d needs an id of its own", i+1)
		}
		seen[r.ID] = true
		if r.Off {
			say(r.ID, "off", "only an office's own row switches a row off")
		}
		checkRow(r, say)
	}
	checkSpans(p, true, say)
	return out
}

type sayer func(row, field, message string, args ...any)

// longestText bounds a text of a row; the longest of the shipped ones are a third of it.
const longestText = 1000

func checkRow(r *Row, say sayer) {
	for _, must := range []struct{ field, value string }{{"fact", string(r.Fact)}, {"ref", r.Ref}, {"source", r.Source}} {
		if must.value == "" {
			say(r.ID, must.field, "must be given")
		}
	}
	for _, t := range []struct{ field, value string }{
		{"id", r.ID}, {"fact", string(r.Fact)}, {"text", r.Text}, {"remark", r.Remark}, {"ref", r.Ref}, {"source", r.Source}, {"verified_by", r.VerifiedBy},
	} {
		if len(t.value) > longestText {
			say(r.ID, t.field, "is longer than %d bytes", longestText)
		}
	}
	if r.Applies != Both && r.Applies != string(receivable.Business) && r.Applies != string(receivable.Consumer) {
		say(r.ID, "applies", "%q is not business, consumer or both", r.Applies)
	}
	if r.By != Own && r.By != Agency && r.By != Both {
		say(r.ID, "by", "%q is not own, agency or both", r.By)
	}
	if r.Force != "" && r.Force != Statute && r.Force != House {
		say(r.ID, "force", "%q is not statute or house", r.Force)
	}
	checkDays(r, say)
	if r.Off {
		return
	}
	checkFact(r, say)
	checkLists(r, say)
	checkStrays(r, say)
}

// No law pack speaks of days outside these; one that does holds a slip of the pen.
var (
	earliestDay = date.Must(1970, 1, 1)
	latestDay   = date.Must(2100, 12, 31)
)

func checkDays(r *Row, say sayer) {
	for _, d := range []struct {
		field string
		day   date.Date
	}{{"from", r.From}, {"to", r.To}, {"verified", r.Verified}} {
		if !d.day.IsZero() && (d.day.Before(earliestDay) || d.day.After(latestDay)) {
			say(r.ID, d.field, "%s lies outside the years 1970 to 2100", d.day)
		}
	}
	if r.Dated != ByNotice && r.Dated != ByDue {
		say(r.ID, "dated", "%q is not due", r.Dated)
	}
	if !r.From.IsZero() && !r.To.IsZero() && r.To.Before(r.From) {
		say(r.ID, "to", "%s is before %s", r.To, r.From)
	}
	if r.Verified.IsZero() != (r.VerifiedBy == "") {
		say(r.ID, "verified_by", "a day and a name belong together: verified and verified-by")
	}
}

// checkLists looks at the lists that a row may have: what stands in them is known and stands there once.
func checkLists(r *Row, say sayer) {
	unknown(r, "tones", r.Tones, Tones(), say)
	unknown(r, "channels", r.Channels, []receivable.Channel{receivable.Email, receivable.Letter, receivable.SMS, receivable.Call, receivable.Visit}, say)
	unknown(r, "restarts", r.Restarts, []string{PartPayment, Promise, WrittenAcknowledgement, Demand}, say)
	for i, day := range r.Weekdays {
		if slices.Contains(r.Weekdays[:i], day) {
			say(r.ID, "weekdays", "%s stands there twice", weekdayNames[day])
		}
	}
	for language, text := range r.Texts {
		if len(language) != 2 || language[0] < 'a' || language[0] > 'z' || language[1] < 'a' || language[1] > 'z' {
			say(r.ID, "texts", "%q is not a language of two letters", language)
		}
		if text == "" || len(text) > longestText {
			say(r.ID, "texts", "the %s sentence is empty or longer than %d bytes", language, longestText)
		}
	}
}

func unknown[T ~string](r *Row, field string, list, known []T, say sayer) {
	for i, v := range list {
		if !slices.Contains(known, v) {
			say(r.ID, field, "%q is not one of %v", string(v), known)
		}
		if slices.Contains(list[:i], v) {
			say(r.ID, field, "%s stands there twice", string(v))
		}
	}
}
