package settings

import (
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// levelRow is a level in one line, as it is typed.
type levelRow struct {
	Number                     int
	After, Ways, Fee, Interest string
}

func levelRows(m *Model) []levelRow {
	rows := make([]levelRow, 0, m.Levels())
	for n := 1; n <= m.Levels(); n++ {
		get := func(field string) string { return strings.TrimSpace(m.Get(Reminders, levelKey(n, field))) }
		row := levelRow{
			Number: n, After: i18n.T(sinceKey(get("since")), i18n.Args{"days": get("after_days")}),
			Ways: waysWord(get), Fee: feeWord(get), Interest: interestWord(get),
		}
		rows = append(rows, row)
	}
	return rows
}

func sinceKey(since string) string {
	switch dunning.Since(since) {
	case dunning.SincePrevious:
		return "settings.after-previous"
	case dunning.SinceDeadline:
		return "settings.after-deadline"
	case dunning.SinceDue:
	}
	return "settings.after-due"
}

func waysWord(get func(string) string) string {
	var ways []string
	for i := range channelSlots {
		if c := receivable.Channel(get(channelField(i))); c != "" {
			ways = append(ways, words.Channel(c))
		}
	}
	return strings.Join(ways, ", ")
}

func feeWord(get func(string) string) string {
	fixed, percent := get("fee.fixed"), get("fee.percent")
	switch {
	case get("fee") == noFee:
		return words.Dash
	case get("fee") == bandFee:
		return i18n.T("settings.in-bands")
	case fixed != "" && percent != "":
		return fixed + " + " + percent + "\u00a0%"
	case fixed != "":
		return fixed
	case percent != "":
		return percent + "\u00a0%"
	}
	return words.Dash
}

func interestWord(get func(string) string) string {
	switch get("interest") {
	case noInterest:
		return words.Dash
	case statutoryInterest:
		return i18n.T("settings.by-law")
	case tableInterest:
		return i18n.T("settings.table-short")
	}
	return get("interest.rate") + "\u00a0%"
}

func (p *remindersPage) newTable() *widget.Table[levelRow] {
	right := func(levelRow) widget.Style { return widget.Body.OnRight() }
	return widget.NewTable(widget.TableConfig[levelRow]{
		Key: func(r levelRow) string { return strconv.Itoa(r.Number) },
		Columns: []widget.Column[levelRow]{
			{
				ID: "level", Title: i18n.T("settings.level"), Width: 34, Text: func(r levelRow) string { return strconv.Itoa(r.Number) },
				Cell: widget.BadgeCell(func(r levelRow) (from, to int) { return r.Number, r.Number }),
			},
			{ID: "after", Title: i18n.T("settings.comes"), Width: 166, Flex: 2, Text: func(r levelRow) string { return r.After }},
			{ID: "ways", Title: i18n.T("settings.ways"), Width: 78, Flex: 1, Text: func(r levelRow) string { return r.Ways }},
			{ID: "fee", Title: i18n.T("procedure.fee"), Width: 50, Align: widget.Right, Text: func(r levelRow) string { return r.Fee }, Style: right},
			{ID: "interest", Title: i18n.T("settings.interest"), Width: 64, Align: widget.Right, Text: func(r levelRow) string { return r.Interest }, Style: right},
		},
		OnSelect: func(r levelRow) {
			if r.Number != p.screen.model.Level {
				p.screen.model.Level = r.Number
				p.form.sheet.clearErrors()
				p.show()
			}
		},
	})
}
