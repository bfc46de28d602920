package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// An office without a window keeps two procedures, says who goes by which, looks ahead for a customer, and finds in the log
// what each version was.
func TestProceduresInTheTerminal(t *testing.T) {
	o := newOffice(t)
	o.owes(
		customer{Number: "10001", Name: "Fjordfisk AS", Email: "a@lab.test"},
		customer{Number: "10002", Name: "Bakeren AS", Email: "b@lab.test"},
	)
	o.connects()
	shown := o.must("procedure", "show", "Standard")
	if !strings.HasPrefix(shown, "# Standard, version 1\nprocedure:\n") {
		t.Fatalf("got %s", shown)
	}

	file := filepath.Join(o.dir, "gentle.yaml")
	text := strings.NewReplacer("grace_days: 3", "grace_days: 30", "deadline_days: 10", "deadline_days: 21").Replace(shown)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := o.must("procedure", "import", file, "--name", "Gentle"); !strings.Contains(got, "kept Gentle, version 1") {
		t.Fatalf("got %s", got)
	}
	if got := o.must("procedure", "import", file, "--name", "Gentle"); !strings.Contains(got, "version 1") {
		t.Errorf("keeping the same again: %s", got)
	}
	o.must("procedure", "assign", "Gentle", "--customer", "10002")
	o.refused("invalid", "procedure", "assign", "Gentle", "--customer", "10002", "--country", "NO")
	o.refused("procedure-in-use", "procedure", "delete", "Gentle")
	if got := o.must("procedure", "assign", "Gentle", "--group", "Nobody"); !strings.Contains(got, `warning: no customer is in the group "Nobody"`) {
		t.Errorf("a group that nobody has is taken without a word: %s", got)
	}
	o.must("procedure", "assign", "--remove", "2")

	var page struct {
		Procedure struct {
			Name string `json:"name"`
			Rule int    `json:"rule"`
		} `json:"procedure"`
	}
	o.ask(&page, "show", "10002")
	if page.Procedure.Name != "Gentle" || page.Procedure.Rule != 1 {
		t.Errorf("the customer goes by %+v", page.Procedure)
	}

	// A case file takes what is shown.
	casefile := filepath.Join(o.dir, "case.yaml")
	if err := os.WriteFile(casefile, []byte("case: pasted\n"+shown+"debtor: {id: D1}\nitems: []\nsteps: []\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	o.must("case", casefile)

	var seen struct {
		Procedure string `json:"procedure"`
		Stop      string `json:"stop"`
		Steps     []struct {
			Notice struct {
				Level    int    `json:"level"`
				Deadline string `json:"deadline"`
			} `json:"notice"`
		} `json:"steps"`
	}
	o.ask(&seen, "procedure", "try", "10002", "--as-of", "2026-03-30")
	if seen.Procedure != "Gentle" || len(seen.Steps) != 3 || seen.Steps[0].Notice.Deadline != "2026-04-20" || seen.Stop != "nothing-more" {
		t.Errorf("by its own procedure: %+v", seen)
	}
	// Ten days to pay become the fourteen that the law of the customer gives.
	o.ask(&seen, "procedure", "try", "10002", "--name", "Standard", "--as-of", "2026-03-30")
	if seen.Procedure != "Standard" || seen.Steps[0].Notice.Deadline != "2026-04-13" {
		t.Errorf("by the other: %+v", seen)
	}

	o.must("procedure", "rename", "Gentle", "Patient")
	o.must("procedure", "delete", "Patient", "--follows", "Standard")
	got := o.must("procedure", "list")
	if strings.Contains(got, "Patient") || !strings.Contains(got, "everybody else") {
		t.Errorf("got %s", got)
	}
	subjects := []string{}
	for _, e := range o.log("settings-changed") {
		if strings.HasPrefix(e.Subject, "procedure ") {
			subjects = append(subjects, e.Subject)
		}
		if e.Subject == "procedure Gentle" && !strings.Contains(e.Data, `"GraceDays":30`) {
			t.Errorf("the log holds %s", e.Data)
		}
	}
	if got := strings.Join(subjects, ", "); got != "procedure Standard, procedure Gentle, procedure Patient, procedure Patient deleted" {
		t.Errorf("on record: %s", got)
	}
	o.whole()
}

// A file that cannot be used is refused with its place, and keeps nothing.
func TestAProcedureFileThatIsWrongChangesNothing(t *testing.T) {
	o := newOffice(t)
	file := filepath.Join(o.dir, "wrong.yaml")
	for text, want := range map[string]string{
		"procedure: {levels: [{level: 1, after_days: 20}, {level: 2, after_days: 5}]}": "levels[2].after_days",
		"procedure: {calendar: Atlantis, levels: [{level: 1}]}":                        "calendar",
		"procedure: {levels: [{level: 1, fee: {fixed: \"9\", max: \"5\"}}]}":           "fee.max",
		"procedure: {before_due: {days: 99}, levels: [{level: 1}]}":                    "before_due.days",
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		got := o.run("procedure", "import", file, "--name", "Wrong")
		if got.status != 1 || got.code() != "bad-case-file" || !strings.Contains(got.err, "wrong.yaml:1") || !strings.Contains(got.err, want) {
			t.Errorf("%s: %s", text, got)
		}
	}
	o.refused("unavailable", "procedure", "import", filepath.Join(o.dir, "none.yaml"), "--name", "None")
	o.refused("not-found", "procedure", "show", "Wrong")
}
