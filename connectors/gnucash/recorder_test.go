package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// recorder keeps what a read sends and fails on records that break a rule.
type recorder struct {
	t        testing.TB
	Debtors  []spec.Debtor
	Items    []spec.Item
	Payments []spec.Payment
	Control  map[string]int64
	Rejected []spec.Diagnostic
	Notes    []spec.Diagnostic
	complete bool
}

type recording struct{ *recorder }

func (r recording) Debtor(d spec.Debtor) error {
	d.Clean()
	r.check(d.Validate())
	r.Debtors = append(r.Debtors, d)
	return nil
}

func (r recording) Item(i spec.Item) error {
	i.Clean()
	r.check(i.Validate())
	r.Items = append(r.Items, i)
	return nil
}

func (r recording) Payment(p spec.Payment) error {
	p.Clean()
	r.check(p.Validate())
	r.Payments = append(r.Payments, p)
	return nil
}

func (r recording) check(err error) {
	if err != nil {
		r.t.Errorf("a record breaks a rule: %v", err)
	}
}

func (r recording) Reject(d spec.Diagnostic) error {
	r.Rejected = append(r.Rejected, d)
	return nil
}

func (r recording) Note(d spec.Diagnostic) error {
	r.Notes = append(r.Notes, d)
	return nil
}

func (r recording) Control(currency string, open int64) error {
	r.recorder.Control[currency] = open
	return nil
}

func (r recording) Complete([]byte) error {
	r.complete = true
	return nil
}

func (recording) Remove(spec.Stream, string) error     { return nil }
func (recording) Progress(spec.Progress) error         { return nil }
func (recording) Checkpoint(spec.Stream, []byte) error { return nil }

// read reads a whole book and fails the test where that is refused.
func read(t testing.TB, file, timezone string, req spec.ReadRequest) *recorder {
	t.Helper()
	r, err := tryRead(t, file, timezone, req)
	if err != nil {
		t.Fatalf("read %s: %v", filepath.Base(file), err)
	}
	if !r.complete {
		t.Fatal("the read ended without being complete")
	}
	return r
}

func tryRead(t testing.TB, file, timezone string, req spec.ReadRequest) (*recorder, error) {
	t.Helper()
	r := &recorder{t: t, Control: map[string]int64{}}
	settings := spec.NewSettings(map[string]string{"file": file, "timezone": timezone}, nil)
	err := connector{home: time.UTC}.Read(context.Background(), settings, req, recording{r})
	return r, err
}

// shared finds a file of the recorded books beside the repository.
func shared(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if parent := filepath.Dir(dir); parent != dir {
			dir = parent
			continue
		}
		t.Fatal("no go.mod above the test")
	}
	path := filepath.Join(dir, "..", "shared", "erp", "gnucash", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the recorded book %s is not beside the repository", name)
	}
	return path
}

func readJSON(t testing.TB, path string, into any) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}
