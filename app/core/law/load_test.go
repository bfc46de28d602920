package law_test

import (
	"embed"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

//go:embed testdata
var folders embed.FS

func TestLoadReadsAFolderOfPacks(t *testing.T) {
	packs, err := law.Load(folders, "testdata/sound")
	if err != nil || !slices.Equal(law.Codes(packs), []string{"XX"}) {
		t.Fatalf("%v, %v", law.Codes(packs), err)
	}
	calendars, err := law.LoadCalendars(folders, "testdata/sound/calendar")
	if cal := calendars["XX"]; err != nil || cal.IsBusinessDay(date.Must(2024, 3, 1)) || !cal.IsBusinessDay(date.Must(2024, 3, 2)) {
		t.Errorf("%v, %v", calendars, err)
	}
}

func TestLoadRefusesAFolderWithAWrongPack(t *testing.T) {
	for folder, want := range map[string]string{"misnamed": `YY.json holds the pack of "XX"`, "unsound": "XX.json: X-1, source", "broken": "XX.json:", "absent": "cannot be read"} {
		if _, err := law.Load(folders, "testdata/"+folder); fault.CodeOf(err) != law.BadPack || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", folder, err, want)
		}
	}
	if _, err := law.LoadCalendars(folders, "testdata/sound"); err == nil {
		t.Error("a law pack is taken for a calendar")
	}
}

func TestRowsBindWhomTheySay(t *testing.T) {
	packs, err := law.Load(folders, "testdata/sound")
	if err != nil {
		t.Fatal(err)
	}
	pack := packs["XX"]
	pack.Rows = append([]law.Row{}, pack.Rows...)
	find := func(kind receivable.Kind, on date.Date) bool {
		return pack.On(law.FeeMax, kind, on, date.Date{}) != nil
	}
	on := date.Must(2024, 1, 1)
	pack.Rows[0].Applies = string(receivable.Consumer)
	if find(receivable.Business, on) || !find(receivable.Consumer, on) || !find("", on) {
		t.Error("a consumer row protects consumers, and debtors of whom nobody knows")
	}
	pack.Rows[0].Applies, pack.Rows[0].By = law.Both, law.Agency
	if find(receivable.Consumer, on) {
		t.Error("a row for agencies binds the creditor")
	}
	pack.Rows[0].By = law.Both
	if !find(receivable.Business, on) || find(receivable.Business, date.Must(2019, 12, 31)) {
		t.Error("a row binds outside its days")
	}
	if pack.Has(law.FeeCount) || !pack.Has(law.FeeMax) {
		t.Error("Has does not tell what a pack says")
	}
}
