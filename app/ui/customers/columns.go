package customers

import (
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// columns are the list as data: what is drawn, sorted, copied and exported.
func columns(w words.Words) []widget.Column[*Row] {
	own := w.Own()
	less := func(c Column) func(a, b *Row) bool {
		return func(a, b *Row) bool { return compare(c, own, a, b) < 0 }
	}
	return []widget.Column[*Row]{
		{
			ID: string(ColumnNumber), Title: i18n.T("customers.number"), Width: 50, Text: func(r *Row) string { return r.Number },
			Style: quiet, Less: less(ColumnNumber),
		},
		{
			ID: string(ColumnName), Title: i18n.T("customers.name"), Width: 160, Flex: 1, Text: func(r *Row) string { return r.Name },
			Less: less(ColumnName), Lead: true,
		},
		{
			ID: string(ColumnCountry), Title: "", Width: 24, Text: func(r *Row) string { return r.Country }, Style: quiet,
			Less: less(ColumnCountry), Rank: 3,
		},
		{
			ID: string(ColumnOwner), Title: i18n.T("customers.owner"), Width: 74, Text: func(r *Row) string { return r.Owner }, Style: quiet,
			Less: less(ColumnOwner), Rank: 2,
		},
		{
			ID: string(ColumnLevel), Title: i18n.T("customers.level"), Width: 40, Text: func(r *Row) string { return strconv.Itoa(r.Level) },
			Cell: widget.BadgeCell(func(r *Row) (int, int) { return r.Level, r.Level }), Less: less(ColumnLevel),
		},
		{
			ID: string(ColumnState), Title: i18n.T("customers.state"), Width: 150, Text: func(r *Row) string { return state(w, r).Word },
			Cell: widget.FlagCell(func(r *Row) widget.State { return state(w, r) }), Less: less(ColumnState),
		},
		{
			ID: string(ColumnAge), Title: i18n.T("customers.age"), Width: 96, Text: func(*Row) string { return "" },
			Cell: widget.AgeingCell(func(r *Row) widget.Ageing { return widget.Ageing(r.Lead.Buckets) }), Less: less(ColumnAge), Rank: 1,
		},
		{
			ID: string(ColumnOpen), Title: i18n.T("customers.open"), Width: 108, Align: widget.Right,
			Text: func(r *Row) string { return w.Figures(r.Open()) },
			Cell: widget.MoneyCell(func(r *Row) widget.Sum { return w.SumOrDash(r.Open(), false) }), Less: less(ColumnOpen),
		},
		{
			ID: string(ColumnOverdue), Title: i18n.T("customers.overdue"), Width: 132, Align: widget.Right,
			Text: func(r *Row) string { return w.Figures(r.Overdue()) + " " + string(r.Lead.Currency) },
			Cell: widget.MoneyCell(func(r *Row) widget.Sum { return overdueSum(w, r) }), Less: less(ColumnOverdue),
		},
		{
			ID: string(ColumnOldest), Title: i18n.T("customers.oldest"), Width: 48, Align: widget.Right, Text: oldest,
			Style: func(r *Row) widget.Style {
				return widget.Body.In(theme.AgeStatus(r.OldestDays()).Text()).OnRight()
			}, Less: less(ColumnOldest),
		},
	}
}

func quiet(*Row) widget.Style { return widget.Body.In(theme.Text2) }

// overdueSum names the currency; a plus behind it says that the customer owes in others too.
func overdueSum(w words.Words, r *Row) widget.Sum {
	s := w.SumOrDash(r.Overdue(), true)
	if r.More > 0 {
		s.Code += "+"
	}
	return s
}

func oldest(r *Row) string {
	if d := r.OldestDays(); d > 0 {
		return words.Days(d)
	}
	return ""
}

// state words the one thing that the list says in colour.
func state(w words.Words, r *Row) widget.State {
	switch StateOf(*r) {
	case Broken:
		return widget.State{Status: theme.Overdue4, Word: i18n.T("state.promise-broken")}
	case Held:
		return widget.State{Status: theme.Held, Word: i18n.T("state.held")}
	case Disputed:
		return widget.State{Status: theme.Disputed, Word: i18n.N("state.disputed", r.Disputed)}
	case Promised:
		return widget.State{Status: theme.Promised, Word: i18n.T("state.promised", i18n.Args{"date": w.Day(r.PromiseBy)})}
	case Bounced:
		return widget.State{Status: theme.Overdue3, Icon: theme.IconMail, Word: i18n.T("state.mail-bounced")}
	case InCredit:
		credit := money.New(-r.Lead.Credits, r.Lead.Currency)
		return widget.State{Status: theme.Credit, Word: i18n.T("state.credit", i18n.Args{"amount": w.Figures(credit)})}
	case Quiet:
	}
	return widget.State{}
}

// csvHeader follows the order of csvLines.
func csvHeader() []string {
	return []string{
		i18n.T("customers.number"), i18n.T("customers.name"), i18n.T("customers.country"), i18n.T("customers.owner"),
		i18n.T("customers.level"), i18n.T("customers.currency"), i18n.T("customers.open"), i18n.T("customers.overdue"),
		i18n.T("customers.oldest-days"),
	}
}

// search is what the filter looks in: the book's own folded text. An apostrophe is not in it.
func search(r *Row) string { return r.Search }

func searchQuery(text string) string { return strings.NewReplacer("'", "", "’", "").Replace(text) }
