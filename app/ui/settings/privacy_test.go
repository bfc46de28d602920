package settings

import (
	"context"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/retention"
)

func (b *book) Anonymisable(context.Context) ([]desk.AnonymisableView, error) { return b.due, nil }

func (b *book) LegalHolds(context.Context, bool) ([]privacy.Hold, error) { return b.legal, nil }

func (b *book) PreviewAnonymise(_ context.Context, id receivable.DebtorID) (desk.ForgetPreview, error) {
	for _, v := range b.due {
		if v.Debtor == id {
			return desk.ForgetPreview{
				Verdict: v, Retention: privacy.Retention{Years: 5, Ref: "bokføringsloven § 13"},
				Goes: []desk.ForgetPart{{Name: desk.GoesContact, Count: 1}, {Name: desk.GoesDocuments, Count: 4}}, Stays: []desk.ForgetPart{{Name: desk.StaysProof, Count: 4}},
			}, nil
		}
	}
	return desk.ForgetPreview{}, fault.New(fault.NotFound, "nobody")
}

func (b *book) Anonymise(_ context.Context, o desk.AnonymiseOrder) (desk.Anonymised, error) {
	b.anonymised = append(b.anonymised, o)
	b.due = nil
	return desk.Anonymised{}, nil
}

func (b *book) HoldLegally(_ context.Context, o desk.LegalHoldOrder) (int64, error) {
	b.legal = append(b.legal, privacy.Hold{ID: 1, Debtor: o.Debtor, Reason: o.Reason, Review: o.Review, By: "kari"})
	return 1, privacy.CheckHold(b.legal[0], monday)
}

func (b *book) LiftLegalHold(_ context.Context, _ int64, why string) error {
	if why == "" {
		return fault.New(fault.Invalid, "say why the hold ends").OnField("why")
	}
	b.legal = nil
	return nil
}

// forgettable has one customer who may be forgotten and one whom the accounting system still has.
func forgettable() *book {
	b := skagerrak()
	b.due = []desk.AnonymisableView{
		{Standing: privacy.Standing{Debtor: 7, Name: "Fjordfisk AS", Number: "10042", Last: monday.AddDays(-2500)}, First: monday.AddDays(-100)},
		{
			Standing:  privacy.Standing{Debtor: 8, Name: "Nordlys Bakeri AS", Number: "10117", Last: monday.AddDays(-2500)},
			Obstacles: []privacy.Obstacle{privacy.OnLegalHold, privacy.StillInSource}, First: monday.AddDays(-100),
		},
	}
	return b
}

// An administrator sees who may be forgotten, what goes and what stays, and types the number before anything is removed.
func TestACustomerIsForgottenFromTheSettings(t *testing.T) {
	o := inWindow(t, forgettable())
	o.choose(Privacy)
	if rows := o.privacy.due.Len(); rows != 2 {
		t.Fatalf("%d customers are listed", rows)
	}
	if state := o.privacy.state(o.book.due[1]).Word; !strings.Contains(state, "legal hold") || !strings.Contains(state, "still in the accounting system") {
		t.Errorf("what stands against it: %q", state)
	}
	o.privacy.askAnonymise(o.book.due[0])
	said := o.asked()
	for _, want := range []string{"What goes", "the content of letters, mails and papers", "What stays", "SHA-256", "5 years (bokføringsloven § 13)", "Type the customer number 10042"} {
		if !strings.Contains(said, want) {
			t.Errorf("the preview does not say %q:\n%s", want, said)
		}
	}
	o.typeInto(1, "retention ended")
	o.typeInto(2, "10043")
	o.pressIn("Anonymise customer 10042")
	if len(o.book.anonymised) != 0 || !strings.Contains(o.asked(), "This is not the number 10042") {
		t.Fatalf("the wrong number does it: %v", o.book.anonymised)
	}
	o.typeInto(2, "10042")
	o.pressIn("Anonymise customer 10042")
	if len(o.book.anonymised) != 1 || o.book.anonymised[0].EvenIfInSource || o.book.anonymised[0].Why != "retention ended" {
		t.Errorf("anonymised %+v", o.book.anonymised)
	}
	if o.privacy.due.Len() != 0 || !strings.Contains(strings.Join(o.told, " "), "Customer 10042 is anonymised") {
		t.Errorf("%d are still listed; told %q", o.privacy.due.Len(), o.told)
	}
}

// What stands against it is said, and then nothing can be done.
func TestACustomerUnderALegalHoldIsNotForgotten(t *testing.T) {
	o := inWindow(t, forgettable())
	o.choose(Privacy)
	o.privacy.askAnonymise(o.book.due[1])
	said := o.asked()
	if !strings.Contains(said, "Not now: legal hold") || strings.Contains(said, "Anonymise customer") {
		t.Errorf("the dialog says\n%s", said)
	}
}

func TestEverythingIsHeldAndTheHoldLifted(t *testing.T) {
	o := inWindow(t, skagerrak())
	o.choose(Privacy)
	o.privacy.askHoldAll()
	o.typeInto(1, "tax audit")
	o.pressIn("Set the legal hold")
	if len(o.book.legal) != 1 || o.book.legal[0].Debtor != 0 || o.book.legal[0].Reason != "tax audit" {
		t.Fatalf("held %+v", o.book.legal)
	}
	retention.AskLift(o.stage, o.book, o.book.legal[0], o.privacy.did)
	o.typeInto(1, "audit closed")
	o.pressIn("Lift the legal hold")
	if len(o.book.legal) != 0 {
		t.Errorf("still held: %+v", o.book.legal)
	}
}
