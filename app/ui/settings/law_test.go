package settings

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/locale"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/assets"
)

// shippedLaws are the packs of the program, as a book without own rows has them.
func shippedLaws() []desk.LawPack {
	packs, err := law.Load(assets.Law, "law")
	if err != nil {
		panic(err)
	}
	var out []desk.LawPack
	for _, code := range law.Codes(packs) {
		out = append(out, desk.LawPack{Pack: packs[code]})
	}
	return out
}

func packsOf(laws []desk.LawPack) map[string]law.Pack {
	out := map[string]law.Pack{}
	for _, l := range laws {
		out[l.Pack.Code] = l.Pack
	}
	return out
}

func (o *office) law1(t *testing.T, id string) lawRow {
	t.Helper()
	rows := lawRows(o.model.lawOf(o.law.country))
	i := slices.IndexFunc(rows, func(r lawRow) bool { return r.Row.ID == id })
	if i < 0 {
		t.Fatalf("there is no row %s", id)
	}
	return rows[i]
}

// said is textOf with spaces that may break.
func said(o fyne.CanvasObject) string { return strings.ReplaceAll(textOf(o), "\u00a0", " ") }

// dialogNow is the dialog that is open.
func (o *office) dialogNow(t *testing.T) *widget.Dialog {
	t.Helper()
	top := o.stage.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("no dialog is open")
	}
	for _, x := range test.LaidOutObjects(top) {
		if d, ok := x.(*widget.Dialog); ok {
			return d
		}
	}
	t.Fatal("no dialog is open")
	return nil
}

// type1 writes into the field of a label in the dialog that is open.
func (o *office) type1(t *testing.T, label, text string) {
	t.Helper()
	for _, x := range test.LaidOutObjects(o.dialogNow(t)) {
		f, ok := x.(*widget.Field)
		if !ok || f.Label() != label {
			continue
		}
		switch c := f.Control().(type) {
		case *widget.Input:
			c.SetText(text)
		case *widget.Select:
			c.SetSelected(text)
		default:
			t.Fatalf("%s is a %T", label, c)
		}
		return
	}
	t.Fatalf("there is no field %q", label)
}

func TestTheLawOfTheCompanysCountryIsShownFirst(t *testing.T) {
	o := inWindow(t, skagerrak())
	o.Open(string(Law))
	got := said(o.law.content)
	for _, want := range []string{"Norway", "not been verified", "Highest fee", "37,50 NOK", "inkassoforskriften § 1-2", "not verified", "house rule", "Mon–Fri 08:00–21:00 · call"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in %q", want, got)
		}
	}
	if strings.Contains(got, "65 NOK") {
		t.Error("a row of 2015 is shown as in force")
	}
	if !strings.Contains(got, "Nothing is known for today: Lump sum, Late interest.") {
		t.Errorf("that the rate of this half-year is not known is not said: %q", got)
	}
	o.law.packs.SetSelected("DE")
	o.law.country = "DE"
	o.law.which = lawAll
	o.law.show()
	if got := o.law.table.Len(); got != len(o.model.lawOf("DE").Pack.Rows) {
		t.Errorf("%d rows of all are shown", got)
	}
}

func TestAnOwnRowIsAddedMarkedAndRemoved(t *testing.T) {
	o := inWindow(t, skagerrak())
	o.Open(string(Law))
	o.law.ask(o.law1(t, "NO-FEE-5").Row)
	o.type1(t, "Figure", "30")
	o.type1(t, "Statute or clause of your terms", "terms, s. 4")
	o.type1(t, "Where it was read", "our terms")
	o.dialogNow(t).Do()
	l := o.model.lawOf("NO")
	if len(l.Own) != 1 || l.Own[0].ID != "own-fee-max-1" || l.Own[0].Value.String() != "30" || l.Own[0].Unit != "NOK" || l.Own[0].From != monday {
		t.Fatalf("kept: %+v", l.Own)
	}
	got := said(o.law.content)
	for _, want := range []string{"own row", "30,00 NOK", "Instead of NO-FEE-5: 37,50"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in %q", want, got)
		}
	}
	if state := o.model.lawState(); state.Word != "1 own row" {
		t.Errorf("the side list says %q", state.Word)
	}
	o.law.askRemove(o.law1(t, "own-fee-max-1"))
	o.dialogNow(t).Do()
	if len(o.model.lawOf("NO").Own) != 0 || strings.Contains(textOf(o.law.content), "Instead of") {
		t.Error("the own row is still there")
	}
}

// An own row that the law does not allow is refused at the field that is too loose; what was typed stays.
func TestALooserRowIsRefusedAtItsField(t *testing.T) {
	o := inWindow(t, skagerrak())
	o.Open(string(Law))
	o.law.ask(o.law1(t, "NO-FEE-5").Row)
	o.dialogNow(t).Do()
	if got := textOf(o.dialogNow(t)); !strings.Contains(got, "This is needed.") {
		t.Errorf("a form without a reference: %q", got)
	}
	o.type1(t, "Figure", "38")
	o.type1(t, "Statute or clause of your terms", "terms")
	o.type1(t, "Where it was read", "terms")
	o.dialogNow(t).Do()
	if got := textOf(o.dialogNow(t)); !strings.Contains(got, "looser than the law") {
		t.Errorf("the form says %q", got)
	}
	if len(o.model.lawOf("NO").Own) != 0 {
		t.Error("it was kept all the same")
	}
}

func TestAHouseRuleIsSwitchedOffWithAReason(t *testing.T) {
	o := inWindow(t, skagerrak())
	o.Open(string(Law))
	o.law.askOff(o.law1(t, "NO-CALLS-3-OWN"))
	o.dialogNow(t).Do()
	if got := textOf(o.dialogNow(t)); !strings.Contains(got, "This is needed.") {
		t.Errorf("without a reason: %q", got)
	}
	o.type1(t, "Why", "we call by agreement")
	o.dialogNow(t).Do()
	l := o.model.lawOf("NO")
	if len(l.Own) != 1 || !l.Own[0].Off || len(l.Differences) != 1 || l.Differences[0].Pack.ID != "NO-CALLS-3-OWN" {
		t.Fatalf("own %+v", l.Own)
	}
	o.law.which = lawOwn
	o.law.show()
	if got := said(o.law.content); !strings.Contains(got, "switched off") {
		t.Errorf("the list says nothing of it: %q", got)
	}
}

// When the law has become stricter than an own row, the list says so in red and still lets a person take the row away.
func TestAnOwnRowThatDoesNotFitStandsOut(t *testing.T) {
	b := skagerrak()
	i := slices.IndexFunc(b.kept.Laws, func(l desk.LawPack) bool { return l.Pack.Code == "NO" })
	row := law.Row{ID: "own-1", Fact: law.FeeCount, Applies: law.Both, By: law.Own}
	b.kept.Laws[i].Own = []law.Row{row}
	b.kept.Laws[i].Trouble = fault.New(law.LoosensLaw, "own row own-1 is looser")
	o := inWindow(t, b)
	o.Open(string(Law))
	if got := said(o.law.content); !strings.Contains(got, "no longer fits the law") || !strings.Contains(got, "does not fit") {
		t.Errorf("the page says %q", got)
	}
	if o.model.lawState().Word != "does not fit" {
		t.Error("the side list says nothing")
	}
	o.law.askRemove(o.law1(t, "own-1"))
	o.dialogNow(t).Do()
	if l := o.model.lawOf("NO"); len(l.Own) != 0 || l.Trouble != nil {
		t.Errorf("%+v", l.Trouble)
	}
}

// Every fact has a form from which a row can be read back that the law checks find sound.
func TestEveryFactHasAForm(t *testing.T) {
	l := locale.For("nb-NO")
	for _, fact := range law.BindingFacts() {
		v := ownValues(law.Row{Fact: fact, Unit: "NOK"}, monday, l)
		v["value"], v["ref"], v["source"], v["days"], v["hours"], v["texts"] = "3", "terms", "terms", "7", "08:00-16:00", "Husk KID."
		v["starts"] = law.FromDue
		if texts := fact.Texts(); len(texts) > 0 {
			v["text"] = texts[0]
			v["value"] = ""
		}
		asked := Values{}
		for _, field := range ownFields(fact) {
			asked[field] = v[field]
		}
		r, err := ownRow(fact, asked, l)
		if err != nil {
			t.Errorf("%s: %v", fact, err)
			continue
		}
		r.ID, r.Verified, r.VerifiedBy = ownID(nil, fact), monday, "Kari"
		if _, _, err := law.Overlay(law.Pack{Code: "XX"}, []law.Row{r}); err != nil {
			t.Errorf("%s: %v", fact, err)
		}
	}
	for _, bad := range []Values{{"ref": "x", "source": "x", "from": "yesterday", "value": "1"}, {"ref": "x", "source": "x", "value": "a lot"}, {"source": "x"}} {
		if _, err := ownRow(law.FeeCount, bad, l); fault.CodeOf(err) != fault.Invalid {
			t.Errorf("%v is read as %v", bad, err)
		}
	}
}
