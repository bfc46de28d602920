package window

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/shopspring/decimal"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// visitLaw gives every country one rule about visits.
func (o *office) visitLaw(rule string, days int64) {
	row := law.Row{ID: "VISIT", Fact: law.VisitRule, Applies: law.Both, By: law.Both, Ref: "s. 9", Source: "test", Text: rule, Value: decimal.NewFromInt(days)}
	o.desk.Laws = map[string]law.Pack{}
	for _, country := range []string{"NO", "DE", "GB", "ID", "SE", "DK", "NL", "FR", "US", "FI"} {
		o.desk.Laws[country] = law.Pack{Code: country, Name: country, Version: "1", Rows: []law.Row{row}}
	}
}

// menuHas reports whether a menu that is open has an entry.
func (o *office) menuHas(text string) bool {
	o.press("More")
	defer o.host.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	return o.sees(text)
}

// Where the law forbids visits the window does not offer one.
func TestAForbiddenVisitIsNotOffered(t *testing.T) {
	o := newOffice(t)
	o.visitLaw(law.VisitForbidden, 0)
	o.owing()
	if o.menuHas("Plan a visit") {
		t.Errorf("a visit is offered in\n%s", strings.Join(o.said(), "\n"))
	}
	o.window.customer.Visit()
	if o.sees("Plan the visit") {
		t.Error("a visit can be planned all the same")
	}
}

// A clerk plans a visit: the dialog says which notice goes out first and by which law, a day that is too early stays in it with the
// law's words, and the notice stands in the timeline.
func TestAVisitIsPlannedWithItsNotice(t *testing.T) {
	o := newOffice(t)
	o.visitLaw(law.VisitNoticed, 3)
	o.owing()
	if !o.menuHas("Plan a visit") {
		t.Fatal("no visit is offered")
	}
	o.window.customer.Visit()
	if !o.sees("at least 3 days before") || !o.sees("s. 9; test") {
		t.Errorf("the dialog says\n%s", strings.Join(o.said(), "\n"))
	}
	o.fill("On", "24/11/2026")
	o.fill("Who comes", "Kari Nordby")
	o.press("Plan the visit")
	o.until("it says why not", func() bool { return o.sees("A visit must be announced 3 days before") })
	o.fill("On", "26/11/2026")
	o.press("Plan the visit")
	o.until("the visit is planned", func() bool { return len(o.view().Tasks) > 0 })
	v := o.view()
	var announced *desk.IssuedNotice
	for i := range v.Notices {
		if v.Notices[i].Claim.Event == dunning.EventVisit {
			announced = &v.Notices[i]
		}
	}
	if announced == nil || announced.Claim.Visit.Who != "Kari Nordby" {
		t.Fatalf("the notices are %+v", v.Notices)
	}
	if !o.sees("Notice of a visit by") || !o.sees("Visit planned") {
		t.Errorf("the timeline says\n%s", strings.Join(o.said(), "\n"))
	}
	if o.menuHas("Plan a visit") {
		t.Error("a second visit is offered")
	}
}
