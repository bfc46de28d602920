package waves

import (
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// lineColumns are the proposed notices: each with its reason beneath the name and the law's effect beneath the total.
func lineColumns(w words.Words) []widget.Column[*desk.WaveLine] {
	sum := func(of func(*desk.WaveLine) money.Amount) func() widget.Cell[*desk.WaveLine] {
		return widget.MoneyCell(func(l *desk.WaveLine) widget.Sum { return w.SumOrDash(of(l), false) })
	}
	fee := func(l *desk.WaveLine) money.Amount { return l.Notice.Fee }
	interest := func(l *desk.WaveLine) money.Amount { return l.Notice.Interest }
	return []widget.Column[*desk.WaveLine]{
		{
			ID: "name", Title: i18n.T("waves.customer"), Width: 150, Flex: 1, Text: func(l *desk.WaveLine) string { return l.Name },
			Detail: func(l *desk.WaveLine) widget.Detail { return lineDetail(l, w) }, Lead: true,
			Less: func(a, b *desk.WaveLine) bool { return a.Name < b.Name },
		},
		{
			ID: "level", Title: i18n.T("customers.level"), Width: 52, Text: levelText,
			Cell: widget.BadgeCell(levelsOf),
			Less: func(a, b *desk.WaveLine) bool { return a.Notice.Level < b.Notice.Level },
		},
		{
			ID: "by", Title: i18n.T("waves.by"), Width: 66, Text: func(l *desk.WaveLine) string { return words.Way(&l.Notice) },
			Cell: widget.FlagCell(func(l *desk.WaveLine) widget.State {
				return widget.State{Icon: words.ChannelIcon(l.Notice.Channel), Word: words.Way(&l.Notice)}
			}),
			Less: func(a, b *desk.WaveLine) bool { return a.Notice.Channel < b.Notice.Channel },
		},
		{
			ID: "fee", Title: i18n.T("waves.fee"), Width: 56, Align: widget.Right, Text: func(l *desk.WaveLine) string { return w.Figures(fee(l)) }, Cell: sum(fee),
			Less: func(a, b *desk.WaveLine) bool { return fee(a).Minor < fee(b).Minor }, Rank: 1,
		},
		{
			ID: "interest", Title: i18n.T("waves.interest"), Width: 64, Align: widget.Right, Text: func(l *desk.WaveLine) string { return w.Figures(interest(l)) }, Cell: sum(interest),
			Less: func(a, b *desk.WaveLine) bool { return interest(a).Minor < interest(b).Minor }, Rank: 1,
		},
		{
			ID: "total", Title: i18n.T("waves.total"), Width: 130, Align: widget.Right, Text: func(l *desk.WaveLine) string { return w.Code(l.Notice.Total) },
			Cell: widget.MoneyCell(func(l *desk.WaveLine) widget.Sum {
				s := w.Sum(l.Notice.Total, true)
				s.Strong = l.State == desk.LineIn || l.State == desk.LineIssued
				return s
			}),
			Detail: func(l *desk.WaveLine) widget.Detail { return lawDetail(l, w) },
			Less:   func(a, b *desk.WaveLine) bool { return lessSum(a.Notice.Total, b.Notice.Total, w.Own()) },
		},
	}
}

// levelsOf are the levels that a line goes from and to. A note before the due date and a word of thanks move none.
func levelsOf(l *desk.WaveLine) (from, to int) {
	if l.Notice.Event != dunning.NoEvent {
		return -1, -1
	}
	return l.Notice.Previous, l.Notice.Level
}

func levelText(l *desk.WaveLine) string {
	if _, to := levelsOf(l); to < 0 {
		return "–"
	}
	return strconv.Itoa(l.Notice.Level)
}

// lessSum orders sums of one currency by size; the book's own currency is larger than every other.
func lessSum(a, b money.Amount, own money.Currency) bool {
	if a.Currency == b.Currency {
		return a.Minor < b.Minor
	}
	if a.Currency == own || b.Currency == own {
		return b.Currency == own
	}
	return a.Currency < b.Currency
}

// lineDetail is the reason of a line: why it is proposed, or why it does not leave.
func lineDetail(l *desk.WaveLine, w words.Words) widget.Detail {
	args := i18n.Args{"who": l.By, "why": l.Why}
	switch l.State {
	case desk.LineExcluded:
		return widget.Detail{Text: i18n.T("line.excluded", args)}
	case desk.LineDropped:
		return widget.Detail{Text: i18n.T("line.dropped", i18n.Args{"why": droppedReason(l.Why)}), Status: theme.Promised, Icon: theme.IconMinus}
	case desk.LineFailed:
		return widget.Detail{Text: i18n.T("line.failed", args), Status: theme.Overdue4, Icon: theme.IconCrossed}
	case desk.LineIn, desk.LineIssued:
	}
	text := w.Why(l.Notice.Why)
	if l.Notice.Approval {
		return widget.Detail{Text: i18n.T("line.approval", i18n.Args{"why": text}), Status: theme.Overdue2, Icon: theme.IconApprovals}
	}
	if l.Segments > 0 {
		text = words.Facts(text, i18n.N("line.segments", l.Segments))
	}
	return widget.Detail{Text: text}
}

func lawDetail(l *desk.WaveLine, w words.Words) widget.Detail {
	if len(l.Notice.Effects) == 0 {
		return widget.Detail{}
	}
	return widget.Detail{Text: w.ShortEffect(l.Notice.Effects[0]), Status: theme.Overdue2, Icon: theme.IconScales}
}

// leftOutColumns are the items that get no notice, and why.
func leftOutColumns(w words.Words) []widget.Column[desk.LeftOutRow] {
	return []widget.Column[desk.LeftOutRow]{
		{
			ID: "name", Title: i18n.T("customers.name"), Width: 150, Flex: 1, Text: func(r desk.LeftOutRow) string { return r.Name }, Lead: true,
			Less: func(a, b desk.LeftOutRow) bool { return a.Name < b.Name },
		},
		{
			ID: "item", Title: i18n.T("items.invoice"), Width: 84, Text: func(r desk.LeftOutRow) string { return r.Number },
			Less: func(a, b desk.LeftOutRow) bool { return a.Number < b.Number },
		},
		{
			ID: "days", Title: i18n.T("customers.overdue"), Width: 58, Align: widget.Right, Text: func(r desk.LeftOutRow) string { return leftOutDays(r) },
			Style: func(r desk.LeftOutRow) widget.Style {
				return widget.Body.In(theme.AgeStatus(r.DaysOverdue).Text()).OnRight()
			},
			Less: func(a, b desk.LeftOutRow) bool { return a.DaysOverdue < b.DaysOverdue },
		},
		{
			ID: "open", Title: i18n.T("customers.open"), Width: 124, Align: widget.Right, Text: func(r desk.LeftOutRow) string { return w.Code(r.Open) },
			Cell: widget.MoneyCell(func(r desk.LeftOutRow) widget.Sum { return w.Sum(r.Open, true) }),
			Less: func(a, b desk.LeftOutRow) bool { return lessSum(a.Open, b.Open, w.Own()) },
		},
		{
			ID: "reason", Title: i18n.T("waves.reason"), Width: 176, Flex: 2, Text: func(r desk.LeftOutRow) string { return w.LeftOut(r.LeftOut) },
			Style: func(desk.LeftOutRow) widget.Style { return widget.Body.In(theme.Text2) },
			Less:  func(a, b desk.LeftOutRow) bool { return a.Reason < b.Reason },
		},
	}
}

func leftOutDays(r desk.LeftOutRow) string {
	if r.DaysOverdue <= 0 {
		return ""
	}
	return words.Days(r.DaysOverdue)
}

// waveColumns are the waves there have been.
func waveColumns(w words.Words) []widget.Column[desk.Wave] {
	return []widget.Column[desk.Wave]{
		{
			ID: "date", Title: i18n.T("waves.wave"), Width: 150, Text: func(v desk.Wave) string { return w.Date(v.Date) }, Lead: true,
			Less: func(a, b desk.Wave) bool { return a.ID < b.ID },
		},
		{ID: "state", Title: i18n.T("customers.state"), Width: 190, Text: func(v desk.Wave) string { return waveState(v).Word }, Cell: widget.FlagCell(waveState)},
		{ID: "by", Title: i18n.T("waves.by-whom"), Width: 130, Text: func(v desk.Wave) string { return v.By }},
		{ID: "data", Title: i18n.T("waves.data-of"), Width: 110, Text: func(v desk.Wave) string { return w.Moment(v.DataAt) }},
		{
			ID: "why", Title: i18n.T("waves.note"), Width: 160, Flex: 1, Text: func(v desk.Wave) string { return v.Why },
			Style: func(desk.Wave) widget.Style { return widget.Body.In(theme.Text2) },
		},
	}
}

func waveState(v desk.Wave) widget.State {
	switch v.State {
	case desk.WaveProposed:
		return widget.State{Status: theme.Held, Icon: theme.IconInfo, Word: i18n.T("wave.proposed")}
	case desk.WaveReleasing:
		return widget.State{Status: theme.Overdue2, Icon: theme.IconWaves, Word: i18n.T("wave.releasing")}
	case desk.WavePaused:
		return widget.State{Status: theme.Overdue2, Icon: theme.IconPause, Word: i18n.T("wave.paused")}
	case desk.WaveReleased:
		return widget.State{Status: theme.Promised, Icon: theme.IconTick, Word: i18n.T("wave.released")}
	case desk.WaveCancelled:
	}
	return widget.State{Status: theme.Neutral, Icon: theme.IconClose, Word: i18n.T("wave.cancelled")}
}

// outboxColumns are the messages of a wave that are not sent.
func outboxColumns() []widget.Column[desk.OutMessage] {
	return []widget.Column[desk.OutMessage]{
		{ID: "number", Title: i18n.T("outbox.number"), Width: 96, Text: func(m desk.OutMessage) string { return m.Number }, Lead: true},
		{ID: "name", Title: i18n.T("customers.name"), Width: 130, Flex: 1, Text: func(m desk.OutMessage) string { return m.Name }},
		{
			ID: "to", Title: i18n.T("outbox.to"), Width: 120, Flex: 1, Text: outTo,
			Style: func(desk.OutMessage) widget.Style { return widget.Body.In(theme.Text2) },
		},
		{ID: "state", Title: i18n.T("customers.state"), Width: 130, Text: func(m desk.OutMessage) string { return outState(m).Word }, Cell: widget.FlagCell(outState)},
		{
			ID: "detail", Title: i18n.T("outbox.detail"), Width: 120, Flex: 1, Text: func(m desk.OutMessage) string { return m.Detail },
			Style: func(desk.OutMessage) widget.Style { return widget.Body.In(theme.Text2) }, Rank: 1,
		},
	}
}

// outTo is where a message goes, and what it takes as a text message.
func outTo(m desk.OutMessage) string {
	if m.Segments == 0 {
		return m.To
	}
	return words.Facts(m.To, i18n.N("line.segments", m.Segments))
}

func outState(m desk.OutMessage) widget.State {
	switch m.State {
	case desk.OutQueued:
		return widget.State{Icon: theme.IconClock, Word: i18n.T("out.queued")}
	case desk.OutSending:
		return widget.State{Icon: theme.IconWaves, Word: i18n.T("out.sending")}
	case desk.OutSent:
		return widget.State{Status: theme.Promised, Icon: theme.IconTick, Word: i18n.T("out.sent")}
	case desk.OutFailed:
		return widget.State{Status: theme.Overdue4, Word: i18n.T("out.failed")}
	case desk.OutUncertain:
		return widget.State{Status: theme.Overdue2, Icon: theme.IconQuestion, Word: i18n.T("out.uncertain")}
	case desk.OutCancelled:
	}
	return widget.State{Icon: theme.IconClose, Word: i18n.T("out.cancelled")}
}
