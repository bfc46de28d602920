package law

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Figure gives what a row says in few words that belong to no language: "35 NOK", "mon-sat 08:00-20:00", "prior-notice".
func (r *Row) Figure() string {
	switch {
	case r.Off:
		return "off"
	case len(r.Scale) > 0:
		return r.scaleFigure()
	case r.Fact == ContactHours:
		days := make([]string, 0, len(r.Weekdays))
		for _, d := range r.Weekdays {
			days = append(days, weekdayNames[d])
		}
		return strings.Join(days, " ") + " " + r.Hours.From.String() + "-" + r.Hours.To.String()
	case r.Fact == ContactMax:
		return r.Value.String() + " in " + strconv.Itoa(r.Days) + " days"
	case r.Fact == NoticeText:
		return strings.Join(slices.Sorted(maps.Keys(r.Texts)), " ")
	case r.Unit == "" || r.Fact == VisitRule && r.Value.IsZero():
		return r.Text
	case r.Text != "" && len(r.Fact.Texts()) > 0:
		return r.Text + ", " + r.Value.String() + " " + r.Unit
	}
	return r.Value.String() + " " + r.Unit
}

func (r *Row) scaleFigure() string {
	var b strings.Builder
	for i, band := range r.Scale {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(band.Percent.String() + " % from " + band.From.String())
	}
	if r.Least.IsPositive() {
		b.WriteString(", least " + r.Least.String())
	}
	if r.Most.IsPositive() {
		b.WriteString(", most " + r.Most.String())
	}
	return b.String() + " " + r.Unit
}
