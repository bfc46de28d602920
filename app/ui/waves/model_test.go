package waves

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

var today = words.For("en", "NO", "NOK", time.UTC, date.Must(2026, time.November, 23))

func line(id int64, name string, state desk.LineState, effects ...dunning.Effect) desk.WaveLine {
	return desk.WaveLine{ID: id, Name: name, State: state, Notice: dunning.Notice{Effects: effects, Total: money.New(100, "NOK")}}
}

func proposal() *Model {
	capped := dunning.Effect{Rule: "NO-FEE-1", What: dunning.Why{Key: dunning.EffectFeeCapped, Args: map[string]string{"from": "70.00", "to": "35.00"}}}
	return NewModel(desk.WaveView{
		Wave:  desk.Wave{ID: 5, State: desk.WaveProposed, Date: date.Must(2026, time.November, 23)},
		Lines: []desk.WaveLine{line(1, "Fjordfisk", desk.LineIn, capped), line(2, "Müller", desk.LineExcluded), line(3, "Nordlys", desk.LineIn), line(4, "Østby", desk.LineDropped)},
		Totals: []desk.WaveTotal{
			{Currency: "EUR", Notices: 1, Items: 1, Total: 158500}, {Currency: "NOK", Notices: 2, Items: 3, Total: 5000000},
		},
		LeftOut: map[dunning.Reason]int{dunning.ReasonNotDue: 41, dunning.ReasonTooSoon: 18, dunning.ReasonHold: 18},
	}, []desk.LeftOutRow{{LeftOut: dunning.LeftOut{Reason: dunning.ReasonHold}}, {LeftOut: dunning.LeftOut{Reason: dunning.ReasonNotDue}}})
}

func TestOnlyWhatIsInIsReleased(t *testing.T) {
	m := proposal()
	if m.Reminders() != 2 || m.ChangedByLaw() != 1 || m.LeftOutCount() != 77 {
		t.Errorf("%d reminders, %d changed by law, %d left out", m.Reminders(), m.ChangedByLaw(), m.LeftOutCount())
	}
	if !m.CanRelease() || m.CanResume() || !m.CanChange() {
		t.Errorf("a proposal: release %v, resume %v, change %v", m.CanRelease(), m.CanResume(), m.CanChange())
	}
}

func TestTheHeadlineIsInTheBooksOwnCurrency(t *testing.T) {
	m := proposal()
	total, ok := m.Total("NOK")
	if !ok || total.Currency != "NOK" || len(m.OtherTotals("NOK")) != 1 {
		t.Errorf("headline in %s, %d others", total.Currency, len(m.OtherTotals("NOK")))
	}
	if customers, items := m.Notices(); customers != 3 || items != 4 {
		t.Errorf("%d customers and %d items", customers, items)
	}
	if _, ok := NewModel(desk.WaveView{}, nil).Total("NOK"); ok {
		t.Error("a wave with nobody in has a sum")
	}
}

func TestReasonsStandMostFirst(t *testing.T) {
	want := []ReasonCount{{dunning.ReasonNotDue, 41}, {dunning.ReasonHold, 18}, {dunning.ReasonTooSoon, 18}}
	if diff := cmp.Diff(want, proposal().Reasons()); diff != "" {
		t.Error(diff)
	}
}

func TestTabsNarrow(t *testing.T) {
	m := proposal()
	m.Tab = TabLaw
	if lines := m.Lines(); len(lines) != 1 || lines[0].Name != "Fjordfisk" {
		t.Errorf("changed by law: %v", lines)
	}
	m.Reason = dunning.ReasonHold
	if rows := m.LeftOutRows(); len(rows) != 1 {
		t.Errorf("held: %d rows", len(rows))
	}
}

func TestTheNextLetterIsTheOneBelow(t *testing.T) {
	lines := proposal().Lines()
	if n := Neighbour(lines, 2, 1); n == nil || n.ID != 3 {
		t.Errorf("after 2 comes %v", n)
	}
	if Neighbour(lines, 1, -1) != nil || Neighbour(lines, 4, 1) != nil || Neighbour(lines, 99, 1) != nil {
		t.Error("there is something beyond the ends")
	}
}

func TestAWaveHasOneSignTheGravestOne(t *testing.T) {
	change := func(how func(*desk.WaveView)) *Model {
		m := proposal()
		how(&m.View)
		return m
	}
	stale := desk.Fresh{Code: desk.StaleData, Message: "never read", Connection: desk.Connection{Name: "Tryton"}}
	for _, c := range []struct {
		what string
		m    *Model
		kind widget.BannerKind
		door Door
	}{
		{"a fresh proposal", proposal(), widget.NextStep, ToRecheck},
		{"of yesterday", change(func(v *desk.WaveView) {
			v.Blocked = fault.New("wave-of-another-day", "planned for yesterday")
			v.Fresh = []desk.Fresh{stale}
		}), widget.Blocked, ToPropose},
		{"stale data", change(func(v *desk.WaveView) { v.Fresh = []desk.Fresh{stale} }), widget.Blocked, ToConnections},
		{"first wave", change(func(v *desk.WaveView) { v.FirstRun = []desk.Review{{Hold: 3}} }), widget.NextStep, ToReview},
		{"first wave, decided", change(func(v *desk.WaveView) {
			decided := desk.Review{Hold: 3}
			decided.Connection.Review.Decided = true
			v.FirstRun = []desk.Review{decided}
		}), widget.NextStep, ToRecheck},
		{"read again", change(func(v *desk.WaveView) { v.Checked = time.Date(2026, 11, 23, 9, 12, 0, 0, time.UTC) }), widget.Checked, NoDoor},
		{"on trial", change(func(v *desk.WaveView) {
			v.TestTo, v.Checked = "kari@skagerrak.example", time.Date(2026, 11, 23, 9, 12, 0, 0, time.UTC)
		}), widget.Unverified, ToRecheck},
		{"paused", change(func(v *desk.WaveView) { v.Wave.State = desk.WavePaused }), widget.Unverified, ToResume},
		{"uncertain messages", change(func(v *desk.WaveView) {
			v.Wave.State = desk.WaveReleased
			v.Outbox = map[desk.OutboxState]int{desk.OutUncertain: 1, desk.OutSent: 9}
		}), widget.Blocked, ToOutbox},
		{"sent", change(func(v *desk.WaveView) { v.Wave.State = desk.WaveReleased }), widget.Checked, NoDoor},
	} {
		sign, ok := SignOf(c.m, today)
		if !ok || sign.Kind != c.kind || sign.Do != c.door || sign.First == "" {
			t.Errorf("%s: %+v", c.what, sign)
		}
	}
	if _, ok := SignOf(change(func(v *desk.WaveView) { v.Wave.State = desk.WaveCancelled }), today); ok {
		t.Error("a cancelled wave has nothing to say")
	}
}

func TestALineSaysWhyItDoesNotLeave(t *testing.T) {
	l := line(1, "Müller", desk.LineExcluded)
	l.By, l.Why = "Kari", "talks ongoing"
	if got := lineDetail(&l, today).Text; got != "out by Kari: “talks ongoing”" {
		t.Error(got)
	}
	l.State, l.Why = desk.LineDropped, string(dunning.ReasonPaid)
	if got := lineDetail(&l, today).Text; got != "dropped out: paid" {
		t.Error(got)
	}
}

func TestTheWaveThatWaitsIsShownFirst(t *testing.T) {
	waves := []desk.Wave{{ID: 9, State: desk.WaveReleased}, {ID: 8, State: desk.WavePaused}, {ID: 7, State: desk.WaveProposed}}
	if got := waiting(waves); got != 8 {
		t.Errorf("wave %d", got)
	}
	if got := waiting(waves[:1]); got != 0 {
		t.Errorf("wave %d", got)
	}
}
