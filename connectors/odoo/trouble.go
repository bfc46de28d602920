package main

import (
	"errors"
	"net/http"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

func trouble(code, field, summary, hint string) spec.Diagnostic {
	return spec.Diagnostic{Severity: spec.SeverityError, Code: code, Field: field, Summary: summary, Hint: hint}
}

// outOfOrder is an answer that Odoo never gives.
func outOfOrder(summary string) spec.Diagnostic {
	return trouble(spec.CodeSourceUnreadable, "", summary, "A proxy may stand between; report it when it stays.")
}

// isMissing reports whether there is nothing at the address.
func isMissing(err error) bool {
	var p *web.Problem
	return errors.As(err, &p) && p.Status == http.StatusNotFound
}

// isExpired reports whether a session has ended.
func isExpired(err error) bool {
	var p *web.Problem
	var s *said
	return errors.As(err, &p) && p.Status == http.StatusUnauthorized || errors.As(err, &s) && strings.HasSuffix(s.Name, "SessionExpiredException")
}

// word makes any error one for people; that of a context stays what it is.
func (o *odoo) word(err error) error {
	var d spec.Diagnostic
	var s *said
	var p *web.Problem
	switch {
	case err == nil, errors.As(err, &d):
		return err
	case errors.As(err, &s):
		return o.wordSaid(s)
	case errors.As(err, &p):
		return o.wordProblem(p)
	}
	return err
}

func (o *odoo) wordSaid(s *said) spec.Diagnostic {
	_, class, found := strings.Cut(s.Name, "exceptions.")
	if !found {
		class = s.Name
	}
	d := trouble(spec.CodeSourceUnreadable, "", "Odoo "+o.version.String()+" cannot answer: "+s.Message, "Report it when it stays.")
	switch {
	case class == "AccessDenied":
		d = trouble(spec.CodeNotAuthorised, "password", "Odoo refuses the user or the password.", "Enter them again; an API key may have ended.")
	case class == "AccessError":
		d = trouble(spec.CodeNotAuthorised, "user", "The user may not see this in Odoo.", "Give it the right Invoicing, or Bookkeeper, in Odoo's settings of users.")
		d.Detail = s.Message
	case isExpired(s):
		d = trouble(spec.CodeNotAuthorised, "password", "Odoo has ended the session.", "Try again.")
	case strings.Contains(s.Name, "OperationalError") && strings.Contains(s.Message, "does not exist"), strings.Contains(s.Message, "Database not found"):
		d = trouble(spec.CodeSourceNotFound, "database", "Odoo has no database of this name.", "Its name stands on the page where databases are chosen; at odoo.com it is the first part of the address.")
		d.Detail = s.Message
	}
	return d
}

func (o *odoo) wordProblem(p *web.Problem) spec.Diagnostic {
	d := web.Diagnose(p, "password")
	switch {
	case p.Status == http.StatusNotFound && o.version.String() == "", p.Page:
		d.Field, d.Hint = "url", "Enter the address of Odoo as the browser shows it, up to the first slash behind the name."
	case p.Status == http.StatusUnauthorized && o.isJSON2():
		d.Summary, d.Hint = "Odoo refuses the API key.", "From Odoo 19 on an API key is needed, not the password: Preferences, Account Security, New API Key."
	case p.Status == http.StatusForbidden:
		d.Field, d.Summary, d.Hint = "user", "The user may not see this in Odoo.", "Give it the right Invoicing, or Bookkeeper, in Odoo's settings of users."
	}
	return d
}

func (o *odoo) isJSON2() bool {
	_, is := o.caller.(*json2)
	return is
}

func asDiagnostic(err error) spec.Diagnostic { return web.Diagnose(err, "") }
