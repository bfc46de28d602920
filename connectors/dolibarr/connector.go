package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// connector reads a Dolibarr and writes to it. tune lets tests go without waiting.
type connector struct {
	tune func(*dolibarr)
}

var _ sdk.Poster = connector{}

// Describe implements sdk.Connector.
func (connector) Describe() spec.Description {
	return spec.Description{
		Kind:  "dolibarr",
		Title: spec.English("Dolibarr"),
		Summary: spec.Text{
			"en": "Customers, open invoices, credit notes and payments from Dolibarr; notes, letters, fees and write-offs go back.",
			"nb": "Kunder, åpne fakturaer, kreditnotaer og betalinger fra Dolibarr; notater, brev, gebyrer og tap går tilbake.",
		},
		Version: "1.0.0", Publisher: "Dunning Desk", Verified: spec.VerifiedRecorded, Docs: docs, Fields: fields,
		Streams: []spec.Stream{spec.StreamDebtors, spec.StreamItems, spec.StreamPayments},
		Capabilities: spec.Capabilities{
			spec.CanReadDebtors, spec.CanFind, spec.CanWriteNote, spec.CanWriteAttachment, spec.CanWriteFee, spec.CanWriteWriteOff,
		},
	}
}

// Check implements sdk.Connector. It reads one page as a read would.
func (c connector) Check(ctx context.Context, settings spec.Settings) []spec.Diagnostic {
	d, err := c.open(ctx, settings)
	if err != nil {
		return []spec.Diagnostic{web.Diagnose(err, "")}
	}
	if _, err := d.Get(ctx, "/thirdparties", url.Values{"mode": {"1"}, "sortfield": {"t.rowid"}, "sortorder": {"ASC"}, "limit": {"1"}}, nil); err != nil && !isNone(err) {
		return []spec.Diagnostic{web.Diagnose(word(err), "")}
	}
	q := unpaid(nil)
	q.Set("sortfield", "t.rowid")
	q.Set("limit", strconv.Itoa(d.page))
	var rows []invoice
	if _, err := d.Get(ctx, "/invoices", q, &rows); err != nil && !isNone(err) {
		return []spec.Diagnostic{web.Diagnose(word(err), "")}
	}
	m := d.mapping()
	for _, i := range rows {
		if err := m.invoice(i); err != nil {
			return []spec.Diagnostic{web.Diagnose(err, "")}
		}
	}
	n, err := d.total(ctx, "/invoices", url.Values{"status": {"unpaid"}})
	if err != nil {
		return []spec.Diagnostic{web.Diagnose(word(err), "")}
	}
	found := []spec.Diagnostic{{Severity: spec.SeverityInfo, Code: spec.CodeRecognised, Summary: fmt.Sprintf("Dolibarr %s in %s with %d open invoices and credit notes.", d.version, d.home, max(n, len(rows)))}}
	for _, bad := range m.Rejected {
		bad.Severity = spec.SeverityWarning
		found = append(found, bad)
	}
	return append(found, d.warnings(settings)...)
}

func (d *dolibarr) warnings(settings spec.Settings) (out []spec.Diagnostic) {
	if !strings.HasPrefix(d.version, recorded) {
		out = append(out, spec.Diagnostic{
			Severity: spec.SeverityWarning, Code: "version-not-tested", Summary: "The connector was tested with answers of Dolibarr 22.0, and this is Dolibarr " + d.version + ".",
			Hint: "Compare what is read with Dolibarr's own list of unpaid invoices before reminders leave.",
		})
	}
	if web.IsPlain(settings.Get("url")) {
		out = append(out, spec.Diagnostic{
			Severity: spec.SeverityWarning, Code: web.CodeNotEncrypted, Field: "url", Summary: "The key travels unencrypted to this address.",
			Hint: "Have Dolibarr served over https, or use it within the machine only.",
		})
	}
	return out
}

func (d *dolibarr) mapping() *mapping {
	return &mapping{home: d.home, zone: d.zone, byID: map[int64]int{}}
}

// Read implements sdk.Connector. Everything is fetched before anything is sent.
func (c connector) Read(ctx context.Context, settings spec.Settings, req spec.ReadRequest, emit sdk.Emitter) error {
	if err := emit.Progress(spec.Progress{Phase: "opening"}); err != nil {
		return err
	}
	d, err := c.open(ctx, settings)
	if err != nil {
		return err
	}
	m, err := d.gather(ctx, req, emit)
	if err != nil {
		return word(err)
	}
	return m.Send(req, emit, nil)
}

// gather reads customers, then what is open, then what belongs to it.
func (d *dolibarr) gather(ctx context.Context, req spec.ReadRequest, emit sdk.Emitter) (*mapping, error) {
	m := d.mapping()
	ids, err := d.customers(ctx, m, req)
	if err != nil || len(req.Debtors) > 0 && len(ids) == 0 {
		return m, err
	}
	if err := emit.Progress(spec.Progress{Phase: "items"}); err != nil {
		return nil, err
	}
	var rows []invoice
	if len(req.Debtors) == 0 {
		rows, err = d.invoices(ctx, nil)
	}
	for few := range slices.Chunk(ids, some) {
		if len(req.Debtors) == 0 || err != nil {
			break
		}
		var more []invoice
		more, err = d.invoices(ctx, few)
		rows = append(rows, more...)
	}
	if err != nil {
		return nil, err
	}
	if err := d.details(ctx, m, rows, emit); err != nil {
		return nil, err
	}
	known := make([]int64, 0, len(m.Debtors))
	for n := range m.byID {
		known = append(known, n)
	}
	slices.Sort(known)
	return m, d.people(ctx, known, m.person)
}

// customers reads those that were asked for, or all.
func (d *dolibarr) customers(ctx context.Context, m *mapping, req spec.ReadRequest) (ids []int64, err error) {
	if len(req.Debtors) == 0 {
		_, err := each(ctx, d, "/thirdparties", url.Values{"mode": {"1"}}, m.customer)
		return nil, err
	}
	for _, text := range req.Debtors {
		n := loose(text).id()
		if n == 0 {
			continue
		}
		c, err := d.customer(ctx, n)
		if isNone(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		m.customer(c)
		ids = append(ids, n)
	}
	return ids, nil
}

// attempts is how often a list that changes while it is read is read anew.
const attempts = 3

// invoices reads what is open. The number of rows must be Dolibarr's.
func (d *dolibarr) invoices(ctx context.Context, customers []int64) ([]invoice, error) {
	for range attempts {
		var rows []invoice
		n, err := each(ctx, d, "/invoices", unpaid(customers), func(i invoice) { rows = append(rows, i) })
		if err != nil {
			return nil, err
		}
		q := unpaid(customers)
		q.Set("properties", "id")
		total, err := d.total(ctx, "/invoices", q)
		if err != nil {
			return nil, err
		}
		if total == n || total < 0 {
			return rows, nil
		}
	}
	return nil, trouble(spec.CodeSourceChanged, "", "Dolibarr is being worked in so much that its open invoices cannot be read as they were at one moment.", "Sync again in a moment.")
}

// details maps the invoices, with customers that the list of customers lacks and with the payments of those paid in part.
func (d *dolibarr) details(ctx context.Context, m *mapping, rows []invoice, emit sdk.Emitter) error {
	sources := map[string]string{}
	for n, i := range rows {
		if !i.isOpen() {
			continue
		}
		if _, known := m.byID[i.Customer.id()]; !known {
			c, err := d.customer(ctx, i.Customer.id())
			if isNone(err) {
				m.Reject(spec.StreamItems, string(i.ID), "Invoice "+i.Ref, errors.New("its customer is not in Dolibarr"))
				continue
			}
			if err != nil {
				return err
			}
			m.customer(c)
		}
		before := len(m.Items)
		if err := m.invoice(i); err != nil {
			return err
		}
		if len(m.Items) == before {
			continue
		}
		sources[string(i.ID)] = string(i.Source)
		if strings.Trim(string(i.Received), "0.") == "" {
			continue
		}
		var paid []payment
		if _, err := d.Get(ctx, "/invoices/"+url.PathEscape(string(i.ID))+"/payments", nil, &paid); err != nil && !isNone(err) {
			return err
		}
		m.payments(m.Items[before], paid)
		if err := emit.Progress(spec.Progress{Phase: "payments", Done: int64(n), Total: int64(len(rows))}); err != nil {
			return err
		}
	}
	m.applies(sources)
	return nil
}
