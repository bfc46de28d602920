package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// failed is a call that brought no result.
type failed struct {
	method, user string
	err          error
}

// Error says what happened.
func (f *failed) Error() string { return f.method + ": " + f.err.Error() }

// Unwrap returns the cause.
func (f *failed) Unwrap() error { return f.err }

func trouble(code, field, summary, hint string) spec.Diagnostic {
	return spec.Diagnostic{Severity: spec.SeverityError, Code: code, Field: field, Summary: summary, Hint: hint}
}

// asDiagnostic words any error for people.
func asDiagnostic(err error) spec.Diagnostic {
	var d spec.Diagnostic
	if errors.As(err, &d) {
		return d
	}
	var call *failed
	if !errors.As(err, &call) {
		return web.Diagnose(err, "password")
	}
	if s := saidBy(err); s != nil {
		d = trouble(spec.CodeSourceUnreadable, "", "Tryton cannot answer: "+s.Error()+".", "Look whether it is Tryton 6.0 with the module account_invoice.")
		d.Detail = call.method
		return d
	}
	var p *web.Problem
	if errors.As(err, &p) && p.Status == http.StatusForbidden {
		what := strings.TrimPrefix(call.method, "model.")
		if at := strings.LastIndexByte(what, '.'); at > 0 {
			what = what[:at]
		}
		return trouble(spec.CodeNotAuthorised, "user", fmt.Sprintf("The user %s may not see %s in Tryton.", call.user, what),
			"Give the user the group Accounting in Tryton.")
	}
	d = web.Diagnose(call.err, "url")
	if p == nil {
		d.Code, d.Hint = spec.CodeSourceUnreadable, "Look at the address: this does not answer like Tryton."
	}
	if d.Field == "" {
		d.Field = "url"
	}
	return d
}

// notLoggedIn says why nobody got in. Tryton answers for a database it does not
// have with an error of the database beneath it.
func (t *tryton) notLoggedIn(ctx context.Context, err error) error {
	var p *web.Problem
	if errors.As(err, &p) && p.Status == http.StatusUnauthorized {
		return trouble(spec.CodeNotAuthorised, "password", "Tryton refuses the user name or the password.", "Enter them again.")
	}
	s := saidBy(err)
	switch {
	case s == nil && (p == nil || p.Status != http.StatusNotFound):
		return asDiagnostic(err)
	case s != nil && s.class == "LoginException":
		return trouble(spec.CodeNotAuthorised, "user", "Tryton asks this user for more than a password.",
			"Use a user of its own for Dunning Desk that signs in with a password alone.")
	}
	d := trouble(spec.CodeSourceNotFound, "database", fmt.Sprintf("Tryton cannot open the database %s.", t.database), "Look at its name: it is shown when you sign in to Tryton.")
	server := &tryton{web: t.web, user: t.user, now: t.now} // t is the door itself
	var names []string
	if server.read(ctx, &names, "common.db.list") == nil {
		for _, name := range names {
			d.Choices = append(d.Choices, spec.Choice{Value: name})
		}
	}
	return d
}

// refusal is a posting that Tryton, or the connector for it, does not take.
type refusal struct{ error }

// Unwrap returns what the SDK knows.
func (r refusal) Unwrap() error { return r.error }

func refuse(summary, hint string) error {
	return refusal{sdk.Refuse(spec.CodePostingRefused, summary, hint)}
}

func isRefusal(err error) bool {
	var r refusal
	return errors.As(err, &r)
}

func problemOf(err error) *web.Problem {
	var p *web.Problem
	if errors.As(err, &p) {
		return p
	}
	return nil
}
