package desk_test

import (
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/dunningdesk/dunningdesk/app/store/sqlite"
)

// heldBefore is the setting of a book that knew one procedure alone, as it was written.
const heldBefore = `{"ID":0,"Name":"Standard","FirstContact":"level-1","GraceDays":3,"MinBalance":{"NOK":{"Minor":5000,"Currency":"NOK"}},"MinDaysBetween":7,
	"Calendar":"none","Allocation":"principal-first","Rates":null,"Levels":[
	{"Number":1,"Tone":"friendly","AfterDays":5,"Since":"due","DeadlineDays":10,"Channels":["email","letter"],"Fee":null,"Interest":null,"IfSilent":"","IfAnswered":"","Approval":false},
	{"Number":2,"Tone":"firm","AfterDays":14,"Since":"previous","DeadlineDays":14,"Channels":["letter"],"Fee":{"Fixed":"35","Percent":"0","Of":"open","Min":null,"Max":null,"Per":"notice","Tiers":null,"Accumulated":false},"Interest":{"Statutory":true,"Table":false,"Rate":"0","Basis":"","From":"due"},"IfSilent":"call","IfAnswered":"confirm","Approval":true}]}`

// A book of the version before opens, everybody goes by its one procedure, and the first change puts on record what was.
func TestABookWithOneProcedureGoesOnAsItWas(t *testing.T) {
	o := &office{t: t, clock: &clock{}}
	o.clock.to(day("2026-11-23"))
	book, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "old.book"), o.clock, sqlite.Options{})
	o.must(err)
	t.Cleanup(func() { _ = book.Close() })
	o.Desk = &desk.Desk{Book: book, Clock: o.clock, Actor: activity.Actor{Name: "kari", Kind: activity.Person}}
	o.must(book.Update(t.Context(), o.Actor, func(w store.Writer) error {
		return w.PutSetting("procedure", json.RawMessage(heldBefore))
	}))
	all, err := o.Procedures(t.Context())
	o.must(err)
	if len(all.List) != 1 || all.Assignment.Default != "Standard" || len(all.Assignment.Rules) != 0 {
		t.Fatalf("got %+v", all)
	}
	p := all.List[0]
	if p.Version != 1 || len(p.Levels) != 2 || !p.Levels[1].Approval || p.Levels[1].IfSilent != receivable.Call || !p.Levels[1].Fee.Fixed.Equal(decimal.NewFromInt(35)) {
		t.Errorf("it reads as %+v", p)
	}
	p.GraceDays = 9
	kept, err := o.KeepProcedure(t.Context(), "Standard", p)
	o.must(err)
	if kept.Version != 2 {
		t.Errorf("the change is version %d", kept.Version)
	}
	if got := o.recorded("procedure Standard"); len(got) != 2 || got[0].Version != 1 || got[0].GraceDays != 3 || got[1].Version != 2 || got[1].GraceDays != 9 {
		t.Errorf("on record are %+v", got)
	}
}

// recorded gives the procedures that the log holds under a subject, oldest first.
func (o *office) recorded(subject string) (out []dunning.Procedure) {
	o.t.Helper()
	o.must(o.Log(o.t.Context(), func(e activity.Entry) error {
		if e.Kind != activity.SettingsChanged || e.Subject != subject {
			return nil
		}
		var p dunning.Procedure
		err := json.Unmarshal([]byte(e.Data), &p)
		out = append(out, p)
		return err
	}))
	return out
}

// The log alone tells by what a notice was made: every version that there ever was lies in it whole, and no name and version
// mean two things.
func TestEveryVersionCanBeReadBack(t *testing.T) {
	o := newOffice(t, twoCustomers)
	ctx := t.Context()
	p, err := o.Procedure(ctx)
	o.must(err)
	same, err := o.KeepProcedure(ctx, p.Name, p)
	o.must(err)
	if same.Version != 1 {
		t.Errorf("saving without a change made version %d", same.Version)
	}
	for days := range 3 {
		p.GraceDays = 10 + days
		p, err = o.KeepProcedure(ctx, p.Name, p)
		o.must(err)
	}
	if p.Version != 4 {
		t.Errorf("after three changes it is version %d", p.Version)
	}
	copied := p
	copied.Name, copied.Version = "Gentle", 0
	_, err = o.KeepProcedure(ctx, "", copied)
	o.must(err)
	o.must(o.DeleteProcedure(ctx, "Gentle", ""))
	copied.GraceDays = 30
	again, err := o.KeepProcedure(ctx, "", copied)
	o.must(err)
	if again.Version != 2 {
		t.Errorf("the second procedure of the name is version %d", again.Version)
	}
	seen := map[int]int{}
	for _, v := range o.recorded("procedure Standard") {
		seen[v.Version] = v.GraceDays
	}
	if diff := cmp.Diff(map[int]int{1: 3, 2: 10, 3: 11, 4: 12}, seen); diff != "" {
		t.Error(diff)
	}
	third, err := o.ProcedureVersionOf(ctx, "Standard", 3)
	o.must(err)
	if third.Procedure.GraceDays != 11 || third.By == "" || third.At.IsZero() {
		t.Errorf("version 3 is %+v", third)
	}
	_, err = o.ProcedureVersionOf(ctx, "Standard", 9)
	o.wantCode(err, fault.NotFound)
	if gentle, err := o.ProcedureHistory(ctx, "Gentle"); err != nil || len(gentle) != 2 {
		t.Errorf("of a procedure that was deleted in between %d versions are known, %v", len(gentle), err)
	}
	if s, err := o.VerifyLog(ctx, activity.Head{}); err != nil || s.Broken != 0 || s.Entries == 0 {
		t.Errorf("the log: %+v, %v", s, err)
	}
}

func TestTwoPeopleDoNotChangeOneProcedureUnseen(t *testing.T) {
	o := newOffice(t, twoCustomers)
	first, err := o.Procedure(t.Context())
	o.must(err)
	second := first
	first.GraceDays = 4
	_, err = o.KeepProcedure(t.Context(), first.Name, first)
	o.must(err)
	second.GraceDays = 5
	_, err = o.KeepProcedure(t.Context(), second.Name, second)
	o.wantCode(err, fault.Conflict)
	_, err = o.KeepProcedure(t.Context(), "Lost", second)
	o.wantCode(err, fault.NotFound)
	second.Name, second.Version = "standard", 0
	_, err = o.KeepProcedure(t.Context(), "", second)
	o.wantCode(err, fault.Invalid)
}

// withGentle adds a procedure that waits longer and costs something, and gives it to a group.
func (o *office) withGentle(rules ...dunning.Rule) dunning.Procedure {
	o.t.Helper()
	p := desk.DefaultProcedure()
	p.Name, p.GraceDays = "Gentle", 5
	p.Levels[0].Fee = &dunning.Fee{Fixed: decimal.NewFromInt(20), Of: dunning.OfOpen, Per: dunning.PerNotice}
	kept, err := o.KeepProcedure(o.t.Context(), "", p)
	o.must(err)
	if len(rules) > 0 {
		o.must(o.AssignProcedures(o.t.Context(), dunning.Assignment{Default: "Standard", Rules: rules}))
	}
	return kept
}

func TestEverybodyIsRemindedByTheirOwnProcedure(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.source.debtors[1].Group = "Friends"
	o.sync()
	ctx, on := t.Context(), day("2026-11-23")
	o.withGentle(dunning.Rule{Procedure: "Gentle", Group: "friends"})
	plan, err := o.Plan(ctx, on)
	o.must(err)
	by := map[receivable.DebtorID]string{}
	for _, n := range plan.Notices {
		by[n.Debtor] = n.Procedure + " " + n.Fee.String()
		if n.ProcedureVersion != 1 {
			t.Errorf("version %d is on the notice", n.ProcedureVersion)
		}
	}
	if diff := cmp.Diff(map[receivable.DebtorID]string{o.debtorID("C1"): "Standard 0.00", o.debtorID("C2"): "Gentle 20.00"}, by); diff != "" {
		t.Error(diff)
	}
	page, err := o.Customer(ctx, o.debtorID("C2"), on)
	o.must(err)
	want := desk.Applies{Procedure: "Gentle", Version: 1, Rule: 1, Why: dunning.Why{Key: "assigned-by-rule", Args: map[string]string{"rule": "1", "group": "friends"}}}
	if diff := cmp.Diff(want, page.Procedure); diff != "" {
		t.Error(diff)
	}
	of, err := o.ProcedureOf(ctx, o.debtorID("C1"))
	o.must(err)
	if of.Procedure != "Standard" || of.Rule != 0 || of.Why.Key != dunning.WhyByDefault {
		t.Errorf("the other goes by %+v", of)
	}
	o.must(o.AssignProcedures(ctx, dunning.Assignment{Default: "Standard", Rules: []dunning.Rule{{Procedure: "Gentle", Debtor: o.debtorID("C1")}}}))
	if of, err = o.ProcedureOf(ctx, o.debtorID("C1")); err != nil || of.Procedure != "Gentle" {
		t.Errorf("named himself, he goes by %+v, %v", of, err)
	}
	o.source.debtors[1].Group = "" // now the two are alike in all that rules ask, but for the name
	o.sync()
	plan, err = o.Plan(ctx, on)
	o.must(err)
	for _, n := range plan.Notices {
		if want := map[bool]string{true: "Gentle", false: "Standard"}[n.Debtor == o.debtorID("C1")]; n.Procedure != want {
			t.Errorf("customer %d goes by %s", n.Debtor, n.Procedure)
		}
	}
}

// Customers whose country nobody knows are taken to be of the company's, as their law is.
func TestWhoHasNoCountryIsAtHome(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.source.debtors[0].Country = ""
	o.sync()
	o.withGentle(dunning.Rule{Procedure: "Gentle", Country: "NO"})
	if of, err := o.ProcedureOf(t.Context(), o.debtorID("C1")); err != nil || of.Procedure != "Gentle" {
		t.Errorf("goes by %+v, %v", of, err)
	}
}

func TestARenamedProcedureKeepsItsCustomers(t *testing.T) {
	o := newOffice(t, twoCustomers)
	p := o.withGentle(dunning.Rule{Procedure: "Gentle", Country: "DE"})
	p.Name = "Abroad"
	kept, err := o.KeepProcedure(t.Context(), "Gentle", p)
	o.must(err)
	all, err := o.Procedures(t.Context())
	o.must(err)
	if _, still := all.Named("Gentle"); still || all.Assignment.Rules[0].Procedure != "Abroad" || kept.Version != 2 {
		t.Errorf("got version %d, %+v", kept.Version, all.Assignment)
	}
}

func TestAProcedureInUseIsNotDeletedWithoutOneThatFollows(t *testing.T) {
	o := newOffice(t, twoCustomers)
	ctx := t.Context()
	o.wantCode(o.DeleteProcedure(ctx, "Standard", ""), fault.Conflict) // the only one
	o.withGentle(dunning.Rule{Procedure: "Gentle", Country: "DE"})
	o.wantCode(o.DeleteProcedure(ctx, "Gentle", ""), desk.ProcedureUsed)
	o.wantCode(o.DeleteProcedure(ctx, "Gentle", "Gentle"), desk.ProcedureUsed)
	o.wantCode(o.DeleteProcedure(ctx, "Gentle", "Lost"), fault.NotFound)
	o.wantCode(o.DeleteProcedure(ctx, "Lost", ""), fault.NotFound)
	o.must(o.DeleteProcedure(ctx, "Standard", "Gentle"))
	all, err := o.Procedures(ctx)
	o.must(err)
	if len(all.List) != 1 || all.Assignment.Default != "Gentle" || all.Check() != nil {
		t.Errorf("left are %+v", all)
	}
}

func TestAProcedureWithACalendarThatNobodyKnowsIsNotKept(t *testing.T) {
	o := newOffice(t, twoCustomers)
	p := desk.DefaultProcedure()
	p.Calendar = "Atlantis"
	_, err := o.KeepProcedure(t.Context(), "Standard", p)
	o.wantCode(err, fault.Invalid)
	_, err = o.Foresee(t.Context(), 1, p, day("2026-11-23"))
	o.wantCode(err, fault.Invalid)
}

// What a person saw is what goes: a procedure changed behind a proposal changes no figure of it. A line that would still be
// the same leaves as it was proposed; one that would not drops out, also when it would ask for less.
func TestAChangedProcedureChangesNoProposal(t *testing.T) {
	for name, c := range map[string]struct {
		change func(p *dunning.Procedure)
		paid   bool
		issued int
	}{
		"nothing that shows":     {func(p *dunning.Procedure) { p.Levels[2].AfterDays = 30 }, false, 2},
		"a fee more":             {func(p *dunning.Procedure) { p.Levels[0].Fee = &dunning.Fee{Fixed: decimal.NewFromInt(5)} }, false, 0},
		"less is open now":       {func(p *dunning.Procedure) { p.Levels[2].AfterDays = 30 }, true, 1},
		"less, nothing changed":  {func(*dunning.Procedure) {}, true, 2},
		"nobody is due any more": {func(p *dunning.Procedure) { p.GraceDays = 3000 }, false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, twoCustomers)
			o.sync()
			ctx := t.Context()
			id, err := o.Propose(ctx, day("2026-11-23"))
			o.must(err)
			p, err := o.Procedure(ctx)
			o.must(err)
			c.change(&p)
			_, err = o.KeepProcedure(ctx, p.Name, p)
			o.must(err)
			if c.paid {
				o.source.open("1", 6_000)
			}
			res, err := o.Release(ctx, id, nil)
			o.must(err)
			if res.Issued != c.issued || res.Dropped != 2-c.issued {
				t.Errorf("issued %d, dropped %d; want %d issued", res.Issued, res.Dropped, c.issued)
			}
			for _, job := range o.courier.made {
				if job.Notice.ProcedureVersion != 1 {
					t.Errorf("version %d left, version 1 was seen", job.Notice.ProcedureVersion)
				}
			}
			v, err := o.Wave(ctx, id)
			o.must(err)
			for _, l := range v.Lines {
				if name == "a fee more" && !strings.Contains(l.Why, "procedure was changed") {
					t.Errorf("it dropped out because it %s", l.Why)
				}
			}
		})
	}
}

func TestALevelSpeaksWithATextThatIsThere(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.Texts = []string{"friendly", "firm"}
	o.sync()
	p, err := o.Procedure(t.Context())
	o.must(err)
	p.Levels[0].Text = "angry"
	_, err = o.KeepProcedure(t.Context(), p.Name, p)
	var refused *fault.Error
	if !errors.As(err, &refused) || refused.Field != "levels[1].text" {
		t.Fatalf("a text that nobody wrote: %v", err)
	}
	p.Levels[0].Text = "firm"
	_, err = o.KeepProcedure(t.Context(), p.Name, p)
	o.must(err)
	plan, err := o.Plan(t.Context(), day("2026-11-23"))
	o.must(err)
	if plan.Notices[0].Text != "firm" || plan.Notices[0].Tone != dunning.Friendly {
		t.Fatalf("text %q in a %s tone", plan.Notices[0].Text, plan.Notices[0].Tone)
	}
}

func TestARuleFollowsACustomerWhoWasMerged(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	old := o.debtorID("C1")
	gentle := o.withGentle(dunning.Rule{Procedure: "Gentle", Debtor: old})
	o.source.debtors[0].ExternalID, o.source.debtors[0].Number = "C9", "C9"
	for i := range o.source.items {
		if o.source.items[i].DebtorExternal == "C1" {
			o.source.items[i].DebtorExternal = "C9"
		}
	}
	o.sync()
	now := o.debtorID("C9")
	if now == old {
		t.Fatal("the source gave no new key")
	}
	applies, err := o.ProcedureOf(t.Context(), now)
	o.must(err)
	if applies.Procedure != gentle.Name || applies.Rule != 1 {
		t.Fatalf("the new customer goes by %+v", applies)
	}
}
