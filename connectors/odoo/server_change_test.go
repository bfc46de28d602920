package main

import (
	"encoding/json"
	"fmt"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

func (s *server) made(model string) json.Number {
	n := s.next[model]
	s.next[model]++
	return number64(n)
}

// change does what writes.
func (s *server) change(model, method string, args []any, named record) (any, *fault) {
	switch method {
	case "message_post":
		id := s.made("mail.message")
		s.put("mail.message", record{"id": id, "model": model, "res_id": args[0].([]any)[0], "body": named["body"], "write_date": stampNow})
		return id, nil
	case "create":
		return s.create(model, args[0].(record))
	case "action_post":
		s.each(args[0], func(m record) { s.post(m) })
		return false, nil
	case "button_draft", "button_cancel":
		state := map[string]string{"button_draft": "draft", "button_cancel": "cancel"}[method]
		var f *fault
		s.each(args[0], func(m record) {
			if method == "button_cancel" && m["state"] == "posted" {
				f = &fault{"odoo.exceptions.UserError", "Only draft journal entries can be cancelled."}
				return
			}
			s.setState(m, state)
		})
		return nil, f
	case "js_assign_outstanding_line":
		s.assign(num(args[0].([]any)[0]), num(named["line_id"]))
		return nil, nil
	}
	return nil, &fault{"builtins.AttributeError", fmt.Sprintf("The method %q does not exist on the model %q", method, model)}
}

const stampNow = "2026-11-21 23:00:00"

func (s *server) each(ids any, do func(record)) {
	for _, r := range s.chosen("account.move", ids) {
		do(r)
	}
}

func (s *server) create(model string, values record) (any, *fault) {
	id := s.made(model)
	r := record{"id": id, "write_date": stampNow}
	fill(r, values)
	if model != "account.move" {
		s.put(model, r)
		return id, nil
	}
	if partner, there := values["partner_id"]; there && s.find("res.partner", num(partner)) == nil {
		return nil, &fault{"odoo.exceptions.ValidationError", "The operation cannot be completed: another model requires the record being deleted."}
	}
	fill(r, record{
		"name": "/", "state": "draft", "company_id": link(1, "Truth GmbH"), "currency_id": link(1, "EUR"), "payment_state": "not_paid",
		"payment_reference": false, "reversed_entry_id": false, "amount_total": json.Number("0.0"),
	})
	delete(r, "line_ids")
	delete(r, "invoice_line_ids")
	s.put(model, r)
	if lines, there := values["invoice_line_ids"].([]any); there {
		price := lines[0].([]any)[2].(record)["price_unit"].(json.Number)
		r["amount_total"], r["amount_residual"] = price, price
		s.addLine(r, record{"partner_id": link(num(values["partner_id"]), "customer"), "amount_currency": price, "date_maturity": values["invoice_date_due"], "account_id": link(6, "Receivable")})
	}
	if lines, there := values["line_ids"].([]any); there {
		for _, l := range lines {
			v := l.([]any)[2].(record)
			if num(v["account_id"]) != 6 {
				continue // not a receivable account
			}
			s.addLine(r, record{"partner_id": link(num(v["partner_id"]), "customer"), "amount_currency": json.Number("-" + v["credit"].(json.Number).String()), "name": v["name"], "account_id": link(6, "Receivable")})
		}
	}
	return id, nil
}

// addLine gives an entry a line on the receivable account.
func (s *server) addLine(m, more record) {
	l := record{
		"id": s.made("account.move.line"), "move_id": []any{m["id"], "Draft"}, "move_name": m["name"], "ref": m["ref"], "move_type": m["move_type"], "date": m["date"],
		"currency_id": link(1, "EUR"), "reconciled": false, "matched_credit_ids": []any{}, "parent_state": "draft", "account_type": "asset_receivable",
		"company_id": link(1, "Truth GmbH"), "write_date": stampNow, "payment_id": false, "blocked": false,
	}
	if l["date"] == nil {
		l["date"] = m["invoice_date"]
	}
	fill(l, more)
	l["amount_residual_currency"], l["amount_residual"] = l["amount_currency"], l["amount_currency"]
	s.put("account.move.line", l)
}

func (s *server) linesOf(move any) (out []record) {
	for _, l := range s.tables["account.move.line"] {
		if num(linked(l["move_id"])) == num(move) {
			out = append(out, l)
		}
	}
	return out
}

func (s *server) post(m record) {
	m["name"] = "MISC/2026/00001"
	if m["move_type"] == "out_invoice" {
		m["name"] = "INV/2026/00009"
	}
	for _, l := range s.linesOf(m["id"]) {
		l["move_name"], l["move_id"] = m["name"], []any{m["id"], m["name"]}
	}
	s.setState(m, "posted")
}

func (s *server) setState(m record, state string) {
	m["state"], m["write_date"] = state, stampNow
	for _, l := range s.linesOf(m["id"]) {
		l["parent_state"], l["write_date"] = state, stampNow
	}
}

func cents(v any) int64 {
	minor, err := spec.ParseAmount(v.(json.Number).String(), "EUR")
	if err != nil {
		panic(err)
	}
	return minor
}

func (s *server) setOpen(l record, minor int64) {
	l["amount_residual_currency"] = json.Number(spec.FormatAmount(minor, "EUR"))
	l["amount_residual"], l["reconciled"], l["write_date"] = l["amount_residual_currency"], minor == 0, stampNow
}

// assign sets a credit against the open lines of an invoice, the earliest first.
func (s *server) assign(move, credit int64) {
	c := s.find("account.move.line", credit)
	left := -cents(c["amount_residual_currency"])
	for _, l := range s.linesOf(number64(move)) {
		part := min(left, cents(l["amount_residual_currency"]))
		s.setOpen(l, cents(l["amount_residual_currency"])-part)
		left -= part
	}
	s.setOpen(c, -left)
}

// pay has a customer pay a line in full, as seen by the next call.
func (s *server) pay(line int64) { s.setOpen(s.find("account.move.line", line), 0) }
