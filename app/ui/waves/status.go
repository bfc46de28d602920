package waves

import (
	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// droppedReason words why a line fell out when the books were read again: a reason of the engine, or the desk's own words.
func droppedReason(why string) string { return words.Reason(dunning.Reason(why)) }

// Sign is the one banner of a wave: what stands in the way, or what has been made sure.
type Sign struct {
	Kind  widget.BannerKind
	First string
	Rest  string
	Do    Door
}

// Door is where the button of a banner leads.
type Door int

// The doors.
const (
	NoDoor Door = iota
	ToPropose
	ToConnections
	ToReview
	ToResume
	ToOutbox
	ToRecheck
	ToSend
	ToRequest
	ToPrint
)

// SignOf finds what a person must know first about a wave.
func SignOf(m *Model, w words.Words) (Sign, bool) {
	v := m.View
	switch {
	case v.Wave.State == desk.WaveProposed && v.Blocked != nil:
		return Sign{widget.Blocked, i18n.T("sign.blocked"), v.Blocked.Message + ". " + v.Blocked.Hint + ".", ToPropose}, true
	case v.Wave.State == desk.WaveProposed && len(m.Stale()) > 0:
		f := m.Stale()[0]
		return Sign{widget.Blocked, i18n.T("sign.stale", i18n.Args{"name": f.Connection.Name}), f.Message + ".", ToConnections}, true
	case v.Asked != nil:
		return askedSign(v.Asked, w), true
	case m.CanResume():
		return Sign{widget.Unverified, i18n.T("sign.paused"), i18n.T("sign.paused-text", i18n.Args{"n": m.Reminders()}), ToResume}, true
	case v.Outbox[desk.OutUncertain]+v.Outbox[desk.OutFailed] > 0:
		return Sign{widget.Blocked, i18n.N("sign.outbox", v.Outbox[desk.OutUncertain]+v.Outbox[desk.OutFailed]), i18n.T("sign.outbox-text"), ToOutbox}, true
	case v.Wave.State == desk.WaveReleased && v.LettersWait > 0: // mails that wait have been tried
		return Sign{widget.NextStep, i18n.N("sign.letters", v.LettersWait), i18n.T("sign.letters-text"), ToPrint}, true
	case v.Wave.State == desk.WaveReleased && v.Outbox[desk.OutQueued] > 0:
		return Sign{widget.Unverified, i18n.N("sign.waiting", v.Outbox[desk.OutQueued]), sentText(m), ToSend}, true
	case v.Wave.State == desk.WaveProposed && m.Undecided() != nil:
		r := m.Undecided()
		return Sign{widget.NextStep, i18n.N("sign.review", r.Hold), i18n.T("sign.review-text", i18n.Args{"days": recentDays(*r)}), ToReview}, true
	case v.Wave.State == desk.WaveProposed && v.TestTo != "":
		return Sign{widget.Unverified, i18n.T("sign.trial", i18n.Args{"address": v.TestTo}), i18n.T("sign.trial-text"), ToRecheck}, true
	case v.Wave.State == desk.WaveProposed && !v.Checked.IsZero():
		dropped := m.Count(desk.LineDropped)
		return Sign{widget.Checked, i18n.T("sign.checked", i18n.Args{"time": w.Clock(v.Checked)}), i18n.N("sign.checked-text", dropped), NoDoor}, true
	case v.Wave.State == desk.WaveProposed:
		return Sign{widget.NextStep, i18n.T("sign.data", i18n.Args{"time": w.Moment(v.Wave.DataAt)}), i18n.T("sign.data-text"), ToRecheck}, true
	case v.Wave.State == desk.WaveReleased:
		return Sign{widget.Checked, i18n.T("sign.released", i18n.Args{"time": w.Moment(v.Wave.Released)}), sentText(m), NoDoor}, true
	}
	return Sign{}, false
}

// askedSign says how a request to release the wave as it stands has fared.
func askedSign(q *approval.Request, w words.Words) Sign {
	if q.State == approval.Approved {
		said := i18n.Args{"who": q.Decided.By.Name, "date": w.Day(w.DayOf(q.Decided.At))}
		return Sign{widget.Checked, i18n.T("wave.approved"), i18n.T("wave.approved-text", said), NoDoor}
	}
	asked := i18n.Args{"who": q.By.Name, "date": w.Day(w.DayOf(q.At))}
	return Sign{widget.Unverified, i18n.T("wave.waiting"), i18n.T("wave.waiting-text", asked), ToRequest}
}

func recentDays(r desk.Review) int {
	if d := r.Connection.Review.RecentDays; d > 0 {
		return d
	}
	return desk.RecentDays
}

// sentText says what became of a released wave.
func sentText(m *Model) string {
	o := m.View.Outbox
	parts := []string{i18n.N("sent.sent", o[desk.OutSent])}
	for _, p := range []struct {
		n   int
		key string
	}{
		{o[desk.OutQueued] + o[desk.OutSending], "sent.waiting"},
		{m.Count(desk.LineDropped), "sent.dropped"},
		{m.Count(desk.LineFailed), "sent.failed"},
		{o[desk.OutCancelled], "sent.taken-back"},
	} {
		if p.n > 0 {
			parts = append(parts, i18n.N(p.key, p.n))
		}
	}
	return words.Facts(parts...)
}

// doorText is the button of a banner.
func doorText(d Door) (string, theme.IconName) {
	switch d {
	case ToPropose:
		return i18n.T("waves.propose-again"), theme.IconRefresh
	case ToConnections:
		return i18n.T("sign.open-connections"), theme.IconConnections
	case ToReview:
		return i18n.T("sign.decide"), ""
	case ToResume:
		return i18n.T("wave.resume"), theme.IconPlay
	case ToOutbox:
		return i18n.T("sign.look"), ""
	case ToRecheck:
		return i18n.T("wave.recheck"), theme.IconRefresh
	case ToSend:
		return i18n.T("wave.send-now"), theme.IconWaves
	case ToRequest:
		return i18n.T("wave.open-request"), theme.IconApprovals
	case ToPrint:
		return i18n.T("wave.print"), theme.IconLetter
	case NoDoor:
	}
	return "", ""
}

// figures is the strip of sums: what is asked for, what of it is fees and interest, and by which ways it goes.
func (m *Model) figures(w words.Words) fyne.CanvasObject {
	total, ok := m.Total(w.Own())
	if !ok {
		return widget.NewText(i18n.T("waves.nothing-in"), widget.Figure)
	}
	amount := func(minor int64) money.Amount { return money.New(minor, total.Currency) }
	customers, items := m.Notices()
	under := i18n.T("waves.from", i18n.Args{"customers": i18n.N("count.customers", customers), "items": i18n.N("count.items", items)})
	var others []string
	for _, o := range m.OtherTotals(total.Currency) {
		others = append(others, w.Code(money.New(o.Total, o.Currency)))
	}
	sum := widget.Stack(0, widget.NewText(w.Money(amount(total.Total)), widget.Figure))
	if len(others) > 0 {
		sum.Add(widget.NewText(i18n.T("waves.and", i18n.Args{"sums": words.Facts(others...)}), widget.Small.Cut()))
	}
	sum.Add(widget.NewText(under, widget.Small))
	parts := widget.Stack(0,
		figureLine(i18n.T("customers.open"), w.Figures(amount(total.Open-total.Credit+total.Charges))),
		figureLine(i18n.T("waves.fees"), w.Figures(amount(total.Fee))),
		figureLine(i18n.T("waves.interest"), w.Figures(amount(total.Interest))))
	return widget.TopRow(20, widget.Sized(216, 0, sum), widget.UprightRule(), widget.Sized(140, 0, parts), widget.UprightRule(), m.ways())
}

func figureLine(label, figure string) fyne.CanvasObject {
	return widget.Sized(0, 16, widget.Row(theme.Gap, widget.NewText(label, widget.Small), widget.Spacer(), widget.NewText(figure, widget.Style{Size: theme.SizeSmall})))
}

// ways counts the notices by channel, two columns of two.
func (m *Model) ways() fyne.CanvasObject {
	columns := []*fyne.Container{widget.Stack(0), widget.Stack(0)}
	i := 0
	for _, c := range words.Channels() {
		n := m.View.Channels[c]
		if n == 0 {
			continue
		}
		line := widget.Row(6, widget.NewIcon(words.ChannelIcon(c), theme.Text2, theme.IconChip), widget.Sized(42, 0, widget.NewText(words.Channel(c), widget.Small)),
			widget.Sized(30, 0, widget.NewText(i18n.T("count", i18n.Args{"n": n}), widget.Style{Size: theme.SizeSmall}.OnRight())))
		columns[min(1, i/3)].Add(widget.Sized(0, 16, line))
		i++
	}
	return widget.TopRow(theme.Edge, columns[0], columns[1])
}
