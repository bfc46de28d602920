package words

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// Who reads Norwegian is told in Norwegian what happened, and can still copy the exact words for whoever helps.
func TestAFailureSpeaksTheLanguageOfTheWindow(t *testing.T) {
	before := i18n.Language()
	t.Cleanup(func() { _ = i18n.Use(before) })
	errs := []*fault.Error{
		fault.New("text-refused", "the text firm (nb) is not kept: line 3: threat (politi)").OnField("source").WithHint("1 to mend; see `texts check`"),
		fault.New(fault.Unavailable, "the mail server imap.example.org does not let kari in").OnField("user").WithHint("check user name and password under Settings, Mail"),
		fault.New(fault.Conflict, "Fjordfisk AS owes nothing").OnField("customer"),
	}
	if err := i18n.Use("nb"); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"Teksten ble ikke lagret", "E-postserveren slipper deg ikke inn", "Kunden skylder ingenting"} {
		f := Failure(errs[i])
		if !strings.HasPrefix(f.What, want) || strings.Contains(f.What+f.Todo, errs[i].Message) || !strings.Contains(f.Details, errs[i].Message) {
			t.Errorf("%+v", f)
		}
	}
	if f := Failure(fault.New(fault.Internal, "the wheel is broken")); f.What != "The wheel is broken." {
		t.Errorf("one that has no sentence of its own: %+v", f)
	}
	if err := i18n.Use("en"); err != nil {
		t.Fatal(err)
	}
	if f := Failure(errs[0]); !strings.Contains(f.What, "line 3: threat") || f.Todo == "" {
		t.Errorf("in English the error itself is more exact: %+v", f)
	}
}
