package main

import (
	"context"
	"fmt"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// named is a record that a setting names.
type named struct {
	ID   int64  `json:"id"`
	Code string `json:"code"`
	Name string `json:"name"`
	// Of a write-off method.
	Journal int64 `json:"journal"`
	Account int64 `json:"debit_account"`
}

func (n named) key() int64 { return n.ID }

func (n named) label() string {
	if n.Code != "" {
		return n.Code
	}
	return n.Name
}

func (t *tryton) revenueAccounts(ctx context.Context) (out []named, err error) {
	mine := []any{is("type.revenue", "=", true), is("closed", "!=", true), is("company", "=", t.company.id)}
	err = list(ctx, t, "account.account", mine, []string{"code", "name"}, func(rows []named) error {
		out = append(out, rows...)
		return nil
	})
	return out, err
}

func (t *tryton) writeOffMethods(ctx context.Context) (out []named, err error) {
	err = list(ctx, t, "account.move.reconcile.write_off", []any{is("company", "=", t.company.id), is("active", "=", true)}, []string{"name", "journal", "debit_account"}, func(rows []named) error {
		out = append(out, rows...)
		return nil
	})
	return out, err
}

// offers tells the form what the settings for writing may be. Who may not see it
// can still read.
func (t *tryton) offers(ctx context.Context, settings spec.Settings) []spec.Diagnostic {
	var out []spec.Diagnostic
	if all, err := t.companies(ctx); err == nil && len(all) > 1 {
		var names []named
		for _, c := range all {
			names = append(names, named{Name: c.name})
		}
		out = append(out, offer("company", "The user may see several companies.", names))
	}
	for _, one := range []struct {
		field, words string
		find         func(context.Context) ([]named, error)
	}{
		{"fee_account", "These are the revenue accounts that fees can be booked on.", t.revenueAccounts},
		{"write_off", "These are Tryton's write-off methods.", t.writeOffMethods},
	} {
		all, err := one.find(ctx)
		if err != nil {
			continue
		}
		if wanted := settings.Get(one.field); wanted != "" && len(matching(all, wanted)) != 1 {
			d := offer(one.field, fmt.Sprintf("Tryton has no single one named %s.", wanted), all)
			d.Severity, d.Code, d.Hint = spec.SeverityWarning, spec.CodeSettingInvalid, "Choose one of those it has."
			out = append(out, d)
		} else if len(all) > 0 {
			out = append(out, offer(one.field, one.words, all))
		}
	}
	return out
}

func offer(field, words string, all []named) spec.Diagnostic {
	d := spec.Diagnostic{Severity: spec.SeverityInfo, Code: spec.CodeRecognised, Field: field, Summary: words}
	for _, n := range all {
		choice := spec.Choice{Value: spec.CleanLine(n.label())}
		if n.Code != "" {
			choice.Label = spec.English(spec.CleanLine(n.Name))
		}
		d.Choices = append(d.Choices, choice)
	}
	return d
}

// matching are those with this code or name.
func matching(all []named, wanted string) (out []named) {
	for _, n := range all {
		if n.Code == wanted || n.Name == wanted {
			out = append(out, n)
		}
	}
	return out
}

// feeAccount is the account that was set for fees.
func (w *writing) feeAccount(ctx context.Context) (int64, error) {
	wanted := w.settings.Get("fee_account")
	if wanted == "" {
		return 0, refuse("No account for fees is set.", "Set it at the connection.")
	}
	all, err := w.revenueAccounts(ctx)
	if err != nil {
		return 0, err
	}
	if fit := matching(all, wanted); len(fit) == 1 {
		return fit[0].ID, nil
	}
	return 0, refuse("Tryton has no single revenue account named "+wanted+".", "Set the account for fees at the connection.")
}

// writeOffMethod is the method that was set, or the only one.
func (w *writing) writeOffMethod(ctx context.Context) (named, error) {
	all, err := w.writeOffMethods(ctx)
	if err != nil {
		return named{}, err
	}
	if wanted := w.settings.Get("write_off"); wanted != "" {
		all = matching(all, wanted)
	}
	if len(all) != 1 {
		return named{}, refuse("Which of Tryton's write-off methods to take is not set.", "Set it at the connection; make one in Tryton when there is none.")
	}
	return all[0], nil
}
