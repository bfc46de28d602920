package customer

import (
	"strconv"
	"unicode/utf8"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Widths of the first columns of the list; what stands under the list keeps to them.
const (
	numberWidth  float32 = 84
	dueWidth     float32 = 56
	overdueWidth float32 = 54
	openWidth    float32 = 88
)

// columns are the open items as data. One currency is named once, in the header.
func (m *Model) columns(w words.Words) []widget.Column[*Item] {
	title := i18n.T("items.open-in", i18n.Args{"currency": string(m.Currency())})
	mixed := !m.OneCurrency()
	if mixed {
		title = i18n.T("customers.open")
	}
	return []widget.Column[*Item]{
		{
			ID: "number", Title: i18n.T("items.invoice"), Width: numberWidth, Text: func(i *Item) string { return i.Row.Number },
			Less: func(a, b *Item) bool { return a.Row.Number < b.Row.Number }, Lead: true,
		},
		{
			ID: "due", Title: i18n.T("items.due"), Width: dueWidth, Text: func(i *Item) string { return w.Day(i.Row.DueOn()) },
			Style: func(*Item) widget.Style { return widget.Body.In(theme.Text2) },
			Less:  func(a, b *Item) bool { return a.Row.DueOn().Before(b.Row.DueOn()) },
		},
		{
			ID: "overdue", Title: i18n.T("customers.overdue"), Width: overdueWidth, Align: widget.Right, Text: itemDays,
			Style: func(i *Item) widget.Style { return widget.Body.In(theme.AgeStatus(i.Days()).Text()).OnRight() },
			Less:  func(a, b *Item) bool { return a.Days() < b.Days() },
		},
		{
			ID: "open", Title: title, Width: openWidth, Align: widget.Right, Text: func(i *Item) string { return w.Figures(i.Row.Open) },
			Cell: widget.MoneyCell(func(i *Item) widget.Sum { return w.Sum(i.Row.Open, mixed) }),
			Less: func(a, b *Item) bool { return a.Row.Open.Minor < b.Row.Open.Minor },
		},
		{
			ID: "level", Title: i18n.T("customers.level"), Width: 38, Text: func(i *Item) string { return strconv.Itoa(i.Row.Level) },
			Cell: widget.BadgeCell(itemLevel), Less: func(a, b *Item) bool { return a.Row.Level < b.Row.Level }, Rank: 2,
		},
		{
			ID: "sent", Title: i18n.T("items.last-sent"), Width: 70, Text: func(i *Item) string { return lastSent(w, i).Word },
			Cell: widget.FlagCell(func(i *Item) widget.State { return lastSent(w, i) }), Rank: 1,
		},
		{
			ID: "state", Title: i18n.T("customers.state"), Width: 90, Flex: 1, Text: func(i *Item) string { return itemState(w, i).Word },
			Cell: widget.FlagCell(func(i *Item) widget.State { return itemState(w, i) }),
		},
	}
}

func itemDays(i *Item) string {
	if i.IsCredit() || i.Days() <= 0 {
		return ""
	}
	return words.Days(i.Days())
}

// itemLevel shows no badge where no level can be: on a credit, and before the due date.
func itemLevel(i *Item) (from, to int) {
	if i.IsCredit() || i.Days() <= 0 && i.Row.Level == 0 {
		return -1, -1
	}
	return i.Row.Level, i.Row.Level
}

func lastSent(w words.Words, i *Item) widget.State {
	n := i.LastNotice()
	if n == nil {
		if i.Row.LastNotice.IsZero() {
			return widget.State{}
		}
		return widget.State{Icon: theme.IconLetter, Word: w.Day(i.Row.LastNotice)}
	}
	return widget.State{Icon: words.ChannelIcon(n.Claim.Channel), Word: w.Day(n.Claim.Date)}
}

func itemState(w words.Words, i *Item) widget.State {
	switch i.State() {
	case ItemEscalated:
		return widget.State{Status: theme.Overdue4, Icon: theme.IconAgency, Word: i18n.T("items.escalated")}
	case ItemBanked:
		return widget.State{Status: theme.Promised, Icon: theme.IconBanknote, Word: i18n.T("items.banked")}
	case ItemAside:
		return widget.State{Status: theme.Overdue4, Icon: theme.IconPause, Word: i18n.T("items.aside")}
	case ItemChanged:
		return widget.State{Status: theme.Overdue2, Icon: theme.IconTriangle, Word: i18n.T("items.changed")}
	case ItemWrittenOff:
		return widget.State{Status: theme.Neutral, Icon: theme.IconMinus, Word: i18n.T("items.given-up")}
	case ItemBarring, ItemBarSoon:
		state := barredState(w, i)
		if left, _ := i.DaysToLimit(); left >= 0 {
			state.Word = i18n.T("items.lapses", i18n.Args{"date": w.Day(i.view.Limitation[i.Row.ID].Last)})
		}
		return state
	case ItemDisputed:
		return widget.State{Status: theme.Disputed, Word: disputedWord(i)}
	case ItemBroken:
		return widget.State{Status: theme.Overdue4, Word: i18n.T("state.promise-broken")}
	case ItemHeld:
		return heldState(w, i.HeldUntil(), "items.held", "items.held-review")
	case ItemPromised:
		return widget.State{Status: theme.Promised, Word: i18n.T("state.promised", i18n.Args{"date": w.Day(i.Promise().By)})}
	case ItemInPlan:
		return widget.State{Status: theme.Promised, Icon: theme.IconCalendar, Word: i18n.T("items.in-plan")}
	case ItemInReview:
		return widget.State{Status: theme.Held, Icon: theme.IconEye, Word: i18n.T("items.review")}
	case ItemStale:
		return widget.State{Status: theme.Overdue2, Word: i18n.T("items.stale")}
	case ItemCredit:
		return widget.State{Status: theme.Credit, Word: i18n.T("items.credit")}
	case ItemPlain:
	}
	if i.Days() <= 0 {
		return widget.State{Status: theme.Neutral, Icon: theme.IconCalendar, Word: words.Overdue(i.Days())}
	}
	return widget.State{}
}

// stateRoom is for how many letters the column of states has room in the smallest window; what is longer stands in full under the list,
// see marks.
const stateRoom = 22

// disputedWord names the objection as far as there is room, and whether it is about a part alone.
func disputedWord(i *Item) string {
	d := i.Row.Dispute
	if d.Of(i.Row.Open.Minor) < i.Row.Open.Minor {
		return i18n.T("items.disputed-part")
	}
	if d.Code != "" && d.Code != dunning.DisputeOther {
		if text := i18n.T("items.disputed", i18n.Args{"reason": words.DisputeCode(d.Code)}); utf8.RuneCountInString(text) <= stateRoom {
			return text
		}
	}
	return i18n.T("items.disputed-plain")
}

// barredState warns of an item that is, or soon will be, statute-barred.
func barredState(w words.Words, i *Item) widget.State {
	date := i18n.Args{"date": w.Day(i.view.Limitation[i.Row.ID].Last)}
	switch left, _ := i.DaysToLimit(); {
	case left < 0:
		return widget.State{Status: theme.Overdue4, Icon: theme.IconClock, Word: i18n.T("items.barred", date)}
	case left <= 30:
		return widget.State{Status: theme.Overdue4, Icon: theme.IconClock, Word: i18n.T("items.barred-soon", date)}
	}
	return widget.State{Status: theme.Overdue2, Icon: theme.IconClock, Word: i18n.T("items.barred-soon", date)}
}

// sumOf adds what is open of items in one currency.
func sumOf(items []*Item, currency money.Currency) money.Amount {
	sum := money.Zero(currency)
	for _, i := range items {
		if i.Row.Open.Currency == currency {
			sum.Minor += i.Row.Open.Minor
		}
	}
	return sum
}
