package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// read reads everything and fails the test where that is refused.
func read(t testing.TB, values, secrets map[string]string, req spec.ReadRequest) sdk.Collected {
	t.Helper()
	got, err := tryRead(t, values, secrets, req)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func tryRead(t testing.TB, values, secrets map[string]string, req spec.ReadRequest) (sdk.Collected, error) {
	t.Helper()
	if req.Mode == "" {
		req.Mode = spec.ModeFull
	}
	return sdk.Collect(t.Context(), connector{}, spec.NewSettings(values, secrets).WithDefaults(fields), req)
}

func check(t testing.TB, values, secrets map[string]string) []spec.Diagnostic {
	t.Helper()
	return connector{}.Check(t.Context(), spec.NewSettings(values, secrets).WithDefaults(fields))
}

// but gives settings with some of them changed; an empty value takes one away.
func but(values map[string]string, pairs ...string) map[string]string {
	out := map[string]string{}
	for k, v := range values {
		out[k] = v
	}
	for i := 0; i < len(pairs); i += 2 {
		out[pairs[i]] = pairs[i+1]
	}
	return out
}

// example is the path of queries that the README shows.
func example(t testing.TB, driver string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("testdata", "examples", driver+".sql"))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// queries writes a file with queries.
func queries(t testing.TB, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "queries.sql")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// shownAs writes what was read as a table that can be checked by hand.
func shownAs(got sdk.Collected) string {
	var b strings.Builder
	for _, d := range got.Debtors {
		limit := ""
		if d.CreditLimit != nil {
			limit = spec.FormatAmount(*d.CreditLimit, d.Currency)
		}
		fmt.Fprintf(&b, "customer %s\n", joined(d.ExternalID, d.Number, d.Name, string(d.Kind), d.Country, d.Language, d.Currency, d.Email, d.Phone,
			strings.Join(d.Address.Lines, " / "), d.Address.PostalCode, d.Address.City, d.Address.Region, d.OrgNumber, d.Group, d.Owner, limit, fmt.Sprint(d.Inactive), d.Note, extras(d.Extra)))
		for _, c := range d.Contacts {
			fmt.Fprintf(&b, "  contact %s\n", joined(c.Name, c.Role, c.Email, c.Phone))
		}
	}
	for _, i := range got.Items {
		fmt.Fprintf(&b, "item %s\n", joined(i.ExternalID, i.DebtorID, i.Number, string(i.Kind), string(i.Issued), string(i.Due),
			spec.FormatAmount(i.Amount, i.Currency), spec.FormatAmount(i.Open, i.Currency), i.Currency, i.Reference, i.OrderRef, i.Description, extras(i.Extra)))
	}
	for _, p := range got.Payments {
		var to []string
		for _, a := range p.Allocations {
			to = append(to, a.ItemID+" "+spec.FormatAmount(a.Amount, p.Currency))
		}
		fmt.Fprintf(&b, "payment %s\n", joined(p.ExternalID, p.DebtorID, string(p.Date), spec.FormatAmount(p.Amount, p.Currency),
			spec.FormatAmount(p.Unapplied, p.Currency), p.Currency, p.Reference, p.Text, strings.Join(to, ", ")))
	}
	for _, d := range got.Diagnostics {
		fmt.Fprintf(&b, "said %s\n", joined(d.Code, d.Summary))
	}
	last := got.Checkpoints[len(got.Checkpoints)-1]
	for _, currency := range []string{"EUR", "GBP", "NOK", "USD"} {
		sum, there := last.Sums[currency]
		if control, told := last.Control[currency]; there || told {
			fmt.Fprintf(&b, "sum %s %s, the books say %s\n", currency, spec.FormatAmount(sum, currency), spec.FormatAmount(control, currency))
		}
	}
	return b.String()
}

func joined(parts ...string) string {
	for i, p := range parts {
		if p == "" {
			parts[i] = "-"
		}
	}
	return strings.Join(parts, " | ")
}

func extras(m map[string]string) string {
	if len(m) == 0 {
		return ""
	}
	return fmt.Sprint(m)
}

// same holds what was read against a table of testdata.
func same(t testing.TB, got sdk.Collected, truth string) {
	t.Helper()
	path := filepath.Join("testdata", truth)
	text := shownAs(got)
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), text); diff != "" {
		t.Errorf("what was read is not %s:\n%s", path, diff)
	}
}
