package courier

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/courier/letter"
	"github.com/dunningdesk/dunningdesk/app/courier/notice"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

func civilNoon(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 12, 0, 0, 0, time.UTC) }

// runList is the list in front of a print run: how many letters and sheets, what to frank, which letters it is not able to hold, and
// each letter with its place.
func runList(p *paper, job *desk.PrintJob, title string) ([]byte, error) {
	r := p.report(job.Company, job.Company.Country, job.Made)
	r.Title, r.Number = title, title
	letters, pages, sheets := 0, 0, 0
	for _, l := range job.Letters {
		if l.Left == nil {
			letters, pages, sheets = letters+1, pages+l.Pages, sheets+l.Sheets(job.TwoSided)
		}
	}
	sides := "one_sided"
	if job.TwoSided {
		sides = "two_sided"
	}
	r.Facts = []letter.Fact{
		{Label: p.w.Say("letters"), Value: strconv.Itoa(letters)},
		{Label: p.w.Say("sheets"), Value: strconv.Itoa(sheets)},
		{Label: p.w.Say("pages"), Value: strconv.Itoa(pages)},
		{Label: p.w.Say("print"), Value: p.w.Say(sides)},
		{Label: p.w.Say("order"), Value: p.w.Say("by_" + job.Sorted)},
	}
	if job.Again {
		r.Facts = append(r.Facts, letter.Fact{Label: p.w.Say("again"), Value: p.w.Say("again_note")})
	}
	r.Sections = []letter.Section{p.franking(job)}
	if left := p.leftOut(job); len(left.Rows) > 0 {
		r.Sections = append(r.Sections, left)
	}
	r.Sections = append(r.Sections, p.inOrder(job))
	return letter.RenderReport(r)
}

// class is letters of one postage: where they go, how thick they are, and whether the post registers them.
type class struct {
	country    string
	sheets     int
	registered bool
}

// franking counts letters by country, sheets and weight.
func (p *paper) franking(job *desk.PrintJob) letter.Section {
	out := letter.Section{Title: p.w.Say("franking"), Note: p.w.Say("weight_note"), Columns: []letter.ReportColumn{
		{Title: p.w.Say("country"), Wide: 55},
		{Title: p.w.Say("sheets"), Wide: 25, Number: true},
		{Title: p.w.Say("grams"), Wide: 25, Number: true},
		{Title: p.w.Say("up_to"), Wide: 30, Number: true},
		{Title: p.w.Say("letters"), Wide: 30, Number: true},
	}}
	count, total := map[class]int{}, 0
	for _, l := range job.Letters {
		if l.Left == nil {
			count[class{p.where(l.Country, job), l.Sheets(job.TwoSided), l.Registered}]++
			total++
		}
	}
	classes := make([]class, 0, len(count))
	for c := range count {
		classes = append(classes, c)
	}
	home := p.w.Say("home")
	slices.SortFunc(classes, func(a, b class) int {
		if a.registered != b.registered {
			if b.registered {
				return -1
			}
			return 1
		}
		if (a.country == home) != (b.country == home) {
			if a.country == home {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.country, b.country), cmp.Compare(a.sheets, b.sheets))
	})
	for _, c := range classes {
		grams, to := weightOf(c.sheets), c.country
		if c.registered {
			to += " · " + p.registered()
		}
		out.Rows = append(out.Rows, letter.ReportRow{Cells: []string{to, strconv.Itoa(c.sheets), strconv.Itoa(grams), strconv.Itoa(stepOf(grams)), strconv.Itoa(count[c])}})
	}
	out.Rows = append(out.Rows, letter.ReportRow{Strong: true, Cells: []string{p.w.Say("sum"), "", "", "", strconv.Itoa(total)}})
	return out
}

func (p *paper) where(country string, job *desk.PrintJob) string {
	switch {
	case country == "" || country == job.Company.Country:
		return p.w.Say("home")
	case countryNames[country] != "":
		return countryNames[country]
	}
	return country
}

// registered is the post's mark in the list's language.
func (p *paper) registered() string {
	words, err := notice.WordsFor(p.language)
	if err != nil {
		return "R"
	}
	return words.Registered
}

// leftOut are the letters that are not in the file, with the reason.
func (p *paper) leftOut(job *desk.PrintJob) letter.Section {
	out := letter.Section{Title: p.w.Say("left_out"), Note: p.w.Say("left_out_note"), Columns: []letter.ReportColumn{
		{Title: p.w.Say("number"), Wide: 35},
		{Title: p.w.Say("customer"), Wide: 130},
	}}
	for _, l := range job.Letters {
		if l.Left != nil {
			out.Rows = append(out.Rows, letter.ReportRow{Marked: true, Cells: []string{l.Number, l.Name}, Under: l.Left.Message})
		}
	}
	return out
}

func (p *paper) inOrder(job *desk.PrintJob) letter.Section {
	out := letter.Section{Title: p.w.Say("in_order"), Columns: []letter.ReportColumn{
		{Title: p.w.Say("place"), Wide: 14, Number: true},
		{Title: "", Wide: 4},
		{Title: p.w.Say("number"), Wide: 30},
		{Title: p.w.Say("customer"), Wide: 60},
		{Title: p.w.Say("town"), Wide: 43},
		{Title: p.w.Say("pages"), Wide: 14, Number: true},
	}}
	place := 0
	for _, l := range job.Letters {
		if l.Left != nil {
			continue
		}
		place++
		town := strings.TrimSpace(l.PostalCode + " " + l.Town)
		if where := p.where(l.Country, job); where != p.w.Say("home") {
			town += ", " + l.Country
		}
		number := l.Number
		if l.Registered {
			number = "R " + number // as on the post's label (UPU S10)
		}
		out.Rows = append(out.Rows, letter.ReportRow{Cells: []string{strconv.Itoa(place), "", number, l.Name, town, strconv.Itoa(l.Pages)}})
	}
	return out
}
