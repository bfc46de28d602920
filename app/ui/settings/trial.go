package settings

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Subject is the customer for whom a procedure is tried.
type Subject struct {
	ID           receivable.DebtorID
	Number, Name string
}

func subjectOf(r desk.CustomerRow) Subject { return Subject{ID: r.ID, Number: r.Number, Name: r.Name} }

// liveliest is the customer whose debt is of most ages, of those that are listed: there most can be seen.
func liveliest(rows []desk.CustomerRow) (best Subject, found bool) {
	most := 0
	for _, r := range rows {
		ages := 0
		for _, b := range r.Balances {
			for _, sum := range b.Buckets[1:] {
				if sum > 0 {
					ages++
				}
			}
		}
		if ages > most || !found {
			best, most, found = subjectOf(r), ages, true
		}
	}
	return best, found
}

// stepEntries writes what is foreseen, one entry a notice, and last why nothing more comes.
func stepEntries(steps []dunning.Foreseen, w words.Words) []widget.Entry {
	entries := make([]widget.Entry, 0, len(steps))
	for i := range steps {
		if steps[i].Notice == nil {
			entries = append(entries, endEntry(&steps[i], w))
			continue
		}
		entries = append(entries, noticeEntry(&steps[i], w))
	}
	return entries
}

func noticeEntry(f *dunning.Foreseen, w words.Words) widget.Entry {
	n := f.Notice
	facts := []string{words.NoticeItems(n), w.Money(n.Total)}
	facts = append(facts, w.NoticeParts(n)...)
	for _, e := range n.Effects {
		facts = append(facts, w.ShortEffect(e))
	}
	if !n.Deadline.IsZero() {
		facts = append(facts, i18n.T("foreseen.deadline", i18n.Args{"date": w.Day(n.Deadline)}))
	}
	if n.Approval {
		facts = append(facts, i18n.T("foreseen.approval"))
	}
	detail := words.Facts(facts...)
	if waits := waitsText(f.Waits, w); waits != "" {
		detail = words.Sentenced(detail) + " " + words.Sentenced(i18n.T("foreseen.waits", i18n.Args{"reasons": waits}))
	}
	return widget.Entry{Date: w.Day(f.On), Icon: words.ChannelIcon(n.Channel), What: words.NoticeName(n), Detail: detail}
}

// waitsText says what a notice waited for, one after the other.
func waitsText(waits []dunning.LeftOut, w words.Words) string {
	parts := make([]string, 0, len(waits))
	for _, l := range waits {
		parts = append(parts, w.LeftOut(l))
	}
	return strings.Join(parts, "; ")
}

// mostReasons is how many items the end names before it counts the rest.
const mostReasons = 3

func endEntry(f *dunning.Foreseen, w words.Words) widget.Entry {
	e := widget.Entry{Date: w.Day(f.On), Icon: theme.IconStop, What: i18n.T("foreseen.nothing")}
	switch f.Stop {
	case dunning.StopHorizon:
		e.Icon, e.What = theme.IconCalendar, i18n.T("foreseen.horizon", i18n.Args{"days": dunning.ForeseeDays})
	case dunning.StopMany:
		e.Icon, e.What = theme.IconMore, i18n.T("foreseen.many")
	case dunning.StopNothing:
	}
	var lines []string
	for i, l := range f.Waits {
		if i == mostReasons {
			lines = append(lines, i18n.N("foreseen.others", len(f.Waits)-i))
			break
		}
		lines = append(lines, l.Number+": "+w.LeftOut(l))
	}
	if len(f.Waits) == 0 {
		lines = append(lines, i18n.T("foreseen.nothing-open"))
	}
	e.Detail = strings.Join(lines, "; ")
	return e
}
