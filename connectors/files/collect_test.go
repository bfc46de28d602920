package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// set makes settings of pairs of key and value.
func set(pairs ...string) spec.Settings {
	values := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values[pairs[i]] = pairs[i+1]
	}
	return spec.NewSettings(values, nil)
}

// fileWith puts a file where it may be changed.
func fileWith(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// data returns the full path of a file in testdata.
func data(t testing.TB, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// collect reads in full and fails the test where that is refused.
func collect(t testing.TB, settings spec.Settings) sdk.Collected {
	t.Helper()
	got, err := sdk.Collect(t.Context(), connector{}, settings, spec.ReadRequest{Mode: spec.ModeFull})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// refused reads and returns why that does not go.
func refused(t testing.TB, settings spec.Settings) spec.Diagnostic {
	t.Helper()
	got, err := sdk.Collect(t.Context(), connector{}, settings, spec.ReadRequest{Mode: spec.ModeFull})
	if err == nil {
		t.Fatalf("the read completed with %d items", len(got.Items))
	}
	for _, c := range got.Checkpoints {
		if c.Complete {
			t.Error("the read is refused and complete")
		}
	}
	return asDiagnostic(err)
}

// rejected returns the diagnostics about rows that were left out.
func rejected(got sdk.Collected) []spec.Diagnostic {
	var out []spec.Diagnostic
	for _, d := range got.Diagnostics {
		if d.Severity == spec.SeverityError {
			out = append(out, d)
		}
	}
	return out
}

// itemLines writes items as lines that people can compare.
func itemLines(got sdk.Collected) string {
	number := map[string]string{}
	for _, d := range got.Debtors {
		number[d.ExternalID] = d.Number
	}
	var b strings.Builder
	for _, i := range got.Items {
		fmt.Fprintf(&b, "%s | %s | %s | %s | %s | %s | %s | %s\n", number[i.DebtorID], i.Kind, i.Number, i.Issued, i.Due,
			spec.FormatAmount(i.Amount, i.Currency), spec.FormatAmount(i.Open, i.Currency), i.Currency)
	}
	return b.String()
}

// has reports whether a diagnostic of this code is there, and returns it.
func has(found []spec.Diagnostic, code string) (spec.Diagnostic, bool) {
	for _, d := range found {
		if d.Code == code {
			return d, true
		}
	}
	return spec.Diagnostic{}, false
}
