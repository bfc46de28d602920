package desk_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/wording"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// penman knows two texts in two languages; what holds "BAD" is an error on its third line.
type penman struct {
	shown []desk.Job
	more  []string // names that it knows besides
	meek  bool     // nothing is an error any more
}

func (p *penman) Names() []string   { return append([]string{"friendly", "firm", "call-me"}, p.more...) }
func (*penman) Languages() []string { return []string{"en", "nb"} }
func (*penman) Variables() []string { return []string{"total"} }

func (p *penman) Shipped(name, language string) (string, error) {
	if !slices.Contains(p.Names(), name) || !slices.Contains(p.Languages(), language) {
		return "", fault.New(fault.NotFound, "no %s in %s", name, language)
	}
	return "the program's " + name + " in " + language, nil
}

func (p *penman) Examine(t wording.Text) []wording.Finding {
	if strings.Contains(t.Source, "BAD") && !p.meek {
		return []wording.Finding{{Line: 3, Rule: wording.Threat, Severity: wording.Error, Args: map[string]string{"word": "BAD"}}}
	}
	return nil
}

func (p *penman) Show(_ context.Context, job desk.Job, t desk.TextDraft) desk.Shown {
	p.shown = append(p.shown, job)
	return desk.Shown{SMS: t.Source}
}

func writingDesk(t *testing.T) (*office, *penman) {
	t.Helper()
	o, p := newOffice(t, twoCustomers), &penman{}
	o.Texts, o.Wording = []string{"friendly", "firm"}, p
	o.sync()
	return o, p
}

func (o *office) saveText(name, language, source string, after int) desk.Text {
	o.t.Helper()
	kept, err := o.SaveText(o.t.Context(), desk.TextDraft{Name: name, Language: language, Source: source, After: after})
	o.must(err)
	return kept
}

func TestAnOwnTextIsKeptInVersions(t *testing.T) {
	o, _ := writingDesk(t)
	if kept := o.saveText("firm", "nb", "one", 0); kept.Version != 1 || !kept.Own || kept.By != "kari" {
		t.Errorf("%+v", kept)
	}
	if kept := o.saveText("firm", "nb", "one", 1); kept.Version != 1 {
		t.Errorf("the same again became version %d", kept.Version)
	}
	o.saveText("firm", "nb", "two\r\nlines", 1)
	if now, err := o.Text(t.Context(), "firm", "nb"); err != nil || now.Source != "two\nlines" || now.Version != 2 || now.Shipped != "the program's firm in nb" {
		t.Errorf("%+v, %v", now, err)
	}
	_, err := o.SaveText(t.Context(), desk.TextDraft{Name: "firm", Language: "nb", Source: "three", After: 1})
	if !fault.Has(err, fault.Conflict) {
		t.Errorf("written over another's change: %v", err)
	}
	o.must(o.RestoreText(t.Context(), "firm", "nb", 0))
	if now, _ := o.Text(t.Context(), "firm", "nb"); now.Own || now.Source != "the program's firm in nb" || now.Version != 3 {
		t.Errorf("%+v", now)
	}
	o.must(o.RestoreText(t.Context(), "firm", "nb", 1))
	all, err := o.TextHistory(t.Context(), "firm", "nb")
	o.must(err)
	if len(all) != 5 || all[0].Version != 0 || all[3].Source != "" || !all[4].Holds || all[4].Source != "one" {
		t.Errorf("%+v", all)
	}
	logged := 0
	o.must(o.Log(t.Context(), func(e activity.Entry) error {
		if e.Kind == activity.TextChanged {
			logged++
		}
		return nil
	}))
	if logged != 4 {
		t.Errorf("%d changes in the log", logged)
	}
}

func TestATextThatIsNotKept(t *testing.T) {
	o, _ := writingDesk(t)
	for name, c := range map[string]struct {
		draft desk.TextDraft
		code  fault.Code
		says  string
	}{
		"a threat":          {desk.TextDraft{Name: "firm", Language: "nb", Source: "BAD"}, desk.TextRefused, "line 3: threat (BAD)"},
		"another language":  {desk.TextDraft{Name: "firm", Language: "sv", Source: "x"}, fault.Invalid, `no letters in "sv"`},
		"a name in letters": {desk.TextDraft{Name: "Hotel Guests", Language: "nb", Source: "x"}, fault.Invalid, "is no name"},
		"a path":            {desk.TextDraft{Name: "../firm", Language: "nb", Source: "x"}, fault.Invalid, "is no name"},
		"no name":           {desk.TextDraft{Language: "nb", Source: "x"}, fault.Invalid, "is no name"},
	} {
		if _, err := o.SaveText(t.Context(), c.draft); !fault.Has(err, c.code) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := o.RestoreText(t.Context(), "firm", "nb", 4); !fault.Has(err, fault.NotFound) {
		t.Errorf("a version that never was: %v", err)
	}
	if _, err := o.Text(t.Context(), "nobody", "nb"); !fault.Has(err, fault.NotFound) {
		t.Errorf("a text that nobody wrote: %v", err)
	}
}

func TestALevelSpeaksWithATextOfTheHouse(t *testing.T) {
	o, _ := writingDesk(t)
	p, err := o.Procedure(t.Context())
	o.must(err)
	p.Levels[0].Text = "hotel-guests"
	_, err = o.KeepProcedure(t.Context(), p.Name, p)
	var refused *fault.Error
	if !errors.As(err, &refused) || refused.Field != "levels[1].text" {
		t.Fatalf("a text that nobody wrote: %v", err)
	}
	o.saveText("hotel-guests", "nb", "own", 0)
	p, err = o.KeepProcedure(t.Context(), p.Name, p)
	o.must(err)
	if names, _ := o.LevelTexts(t.Context()); !slices.Equal(names, []string{"friendly", "firm", "hotel-guests"}) {
		t.Errorf("%v", names)
	}
	if err := o.RestoreText(t.Context(), "hotel-guests", "nb", 0); !fault.Has(err, desk.TextUsedBy) {
		t.Errorf("a level speaks with it: %v", err)
	}
	rows, err := o.TextList(t.Context())
	o.must(err)
	if last := rows[len(rows)-1]; len(rows) != 7 || last.Group != desk.TextOfHouse || !last.Own {
		t.Errorf("%+v", rows)
	}
	o.remind("2026-11-23")
	job := o.courier.made[len(o.courier.made)-1]
	if job.Notice.Text != "hotel-guests" || job.Texts[desk.TextKey{Name: "hotel-guests", Language: "nb"}].Version != 1 {
		t.Errorf("the courier got %+v", job.Texts)
	}
	p.Levels[0].Text = ""
	_, err = o.KeepProcedure(t.Context(), p.Name, p)
	o.must(err)
	o.must(o.RestoreText(t.Context(), "hotel-guests", "nb", 0))
	if rows, _ := o.TextList(t.Context()); len(rows) != 6 {
		t.Errorf("it is still there: %+v", rows)
	}
}

func TestATextIsShownOnACustomer(t *testing.T) {
	o, p := writingDesk(t)
	id := o.debtorID("C1")
	for name, want := range map[string]func(n *dunning.Notice) bool{
		"firm": func(n *dunning.Notice) bool {
			return n.Tone == dunning.Firm && n.Event == dunning.NoEvent && n.Text == ""
		},
		"hotel-guests": func(n *dunning.Notice) bool { return n.Text == "hotel-guests" },
		"call-me":      func(n *dunning.Notice) bool { return n.Event == dunning.EventCallMe && n.Fee.Minor == 0 },
	} {
		shown, err := o.PreviewText(t.Context(), desk.TextDraft{Name: name, Language: "nb", Source: "draft"}, id)
		o.must(err)
		job := p.shown[len(p.shown)-1]
		if shown.SMS != "draft" || job.Number != "2026-000001" || len(job.Notice.Lines) == 0 || !want(&job.Notice) {
			t.Errorf("%s: %+v", name, job.Notice)
		}
	}
	if len(o.customer("C1", "2026-11-23").Notices) != 0 {
		t.Error("a preview issued a notice")
	}
	if _, err := o.PreviewText(t.Context(), desk.TextDraft{Name: "firm", Language: "nb", Source: "x"}, 4711); !fault.Has(err, fault.NotFound) {
		t.Errorf("nobody has that number: %v", err)
	}
}

// A text is shown as it would leave now: with what earlier notices charged, where it can be paid, and the number it would get.
func TestATextIsShownWithAllThatIsAsked(t *testing.T) {
	o, p := writingDesk(t)
	conns, err := o.Connections(t.Context())
	o.must(err)
	o.must(o.SetPayLink(t.Context(), conns[0].Connection.ID, desk.PayLinkSettings{Template: "https://pay.example/{{token}}"}, nil))
	o.charging()
	o.remind("2026-11-23")
	o.must(o.HoldCustomer(t.Context(), desk.HoldOrder{Debtor: o.debtorID("C1"), Until: day("2026-12-31"), Reason: "away"})) // so that nothing is planned
	o.clock.to(day("2026-12-21"))
	o.sync()
	charged := int64(0)
	for _, c := range o.customer("C1", "2026-12-21").Charges {
		charged += c.Open.Minor
	}
	_, err = o.PreviewText(t.Context(), desk.TextDraft{Name: "firm", Language: "nb", Source: "draft"}, o.debtorID("C1"))
	o.must(err)
	job := p.shown[len(p.shown)-1]
	if n := job.Notice; charged == 0 || n.Charges.Minor != charged || n.Total.Minor != n.Open.Minor+charged {
		t.Errorf("asks for %d of which %d were charged, want %d", n.Total.Minor, n.Charges.Minor, charged)
	}
	if !strings.HasPrefix(job.PayLink, "https://pay.example/") || job.Number != "2026-000003" {
		t.Errorf("pay at %q as %q", job.PayLink, job.Number)
	}
}

// The text of an agreement is shown with the paper to be signed: the customer's own, else one as it could be.
func TestAnAgreementIsShownWithItsPaper(t *testing.T) {
	o, p := writingDesk(t)
	p.more = []string{"agreement"}
	show := func() desk.Job {
		t.Helper()
		_, err := o.PreviewText(t.Context(), desk.TextDraft{Name: "agreement", Language: "nb", Source: "draft"}, o.debtorID("C1"))
		o.must(err)
		return p.shown[len(p.shown)-1]
	}
	if job := show(); job.Agreement == nil || job.Agreement.Plan.ID != 0 || len(job.Agreement.Plan.Schedule.Rows) != 3 || job.Notice.Event != dunning.EventAgreement {
		t.Errorf("%+v", job.Agreement)
	}
	id := o.agree(o.inThree())
	if job := show(); job.Agreement == nil || job.Agreement.Plan.ID != id || job.Agreement.Company.Name == "" || job.Notice.Agreement != id {
		t.Errorf("%+v", job.Agreement)
	}
}

// A version is let hold again only where it could be saved today.
func TestAnEarlierVersionIsReadBeforeItHoldsAgain(t *testing.T) {
	o, p := writingDesk(t)
	p.meek = true
	o.saveText("firm", "nb", "BAD", 0)
	o.saveText("firm", "nb", "good", 1)
	p.meek = false
	if err := o.RestoreText(t.Context(), "firm", "nb", 1); !fault.Has(err, desk.TextRefused) || !strings.Contains(err.Error(), "line 3: threat (BAD)") {
		t.Errorf("%v", err)
	}
	if now, _ := o.Text(t.Context(), "firm", "nb"); now.Source != "good" {
		t.Errorf("%+v", now)
	}
	o.must(o.RestoreText(t.Context(), "firm", "nb", 0))
}
