package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

const (
	// pageSize is how many records a page holds.
	pageSize = 200
	// tries and requestTime keep a read that is repeated within the two minutes that the desk waits for a sign of life.
	tries       = 3
	requestTime = 35 * time.Second
	// recorded is the version that answers were recorded of.
	recorded = "22."
	// api is the path of the interface.
	api = "/api/index.php"
)

// dolibarr is one Dolibarr as one user sees it.
type dolibarr struct {
	*web.Client
	home    string // the currency of the books
	zone    *time.Location
	version string
	page    int
}

// open asks who is there and in which time zone its days begin.
func (c connector) open(ctx context.Context, s spec.Settings) (*dolibarr, error) {
	base := strings.TrimRight(s.Get("url"), "/")
	if !strings.HasSuffix(base, api) {
		base += api
	}
	d := &dolibarr{home: s.Get("currency"), page: pageSize, Client: &web.Client{
		Base: base, Plain: true, Auth: web.Key("DOLAPIKEY", s.Secret("key")), Tries: tries, Explain: explain, HTTP: &http.Client{Timeout: requestTime},
	}}
	if c.tune != nil {
		c.tune(d)
	}
	if _, known := spec.Exponent(d.home); !known {
		return nil, trouble(spec.CodeSettingInvalid, "currency", d.home+" is not a currency.", "Enter its code, such as EUR.")
	}
	var status struct {
		Success struct {
			Version string `json:"dolibarr_version"`
			Locked  loose  `json:"access_locked"`
			Zone    string `json:"timestamp_php_tz"`
		} `json:"success"`
	}
	if _, err := d.Get(ctx, "/status", nil, &status); err != nil {
		return nil, word(err)
	}
	d.version = spec.CleanLine(status.Success.Version)
	if d.version == "" {
		return nil, trouble(spec.CodeSourceUnreadable, "url", "What answers at this address is no Dolibarr.", "Enter the address of Dolibarr as the browser shows it, without what stands behind its folder.")
	}
	name := s.Get("timezone")
	if name == "" {
		name = status.Success.Zone
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" {
		return nil, trouble(spec.CodeSettingMissing, "timezone", "Dolibarr "+d.version+" does not say in which time zone it runs.", "Choose the time zone of the server that Dolibarr runs on.")
	}
	d.zone = zone
	return d, nil
}

// invoice is a customer invoice or credit note.
type invoice struct {
	ID        loose       `json:"id"`
	Ref       string      `json:"ref"`
	RefClient loose       `json:"ref_client"`
	Type      loose       `json:"type"`
	Customer  loose       `json:"socid"`
	Status    loose       `json:"status"`
	Paid      loose       `json:"paye"`
	Date      loose       `json:"date"`
	Due       loose       `json:"date_lim_reglement"`
	Total     web.Decimal `json:"total_ttc"`
	Open      web.Decimal `json:"remaintopay"`
	Received  loose       `json:"totalpaid"`
	Currency  loose       `json:"multicurrency_code"`
	Rate      loose       `json:"multicurrency_tx"`
	InForeign web.Decimal `json:"multicurrency_total_ttc"`
	Source    loose       `json:"fk_facture_source"`
	CloseNote loose       `json:"close_note"`
}

func (i invoice) key() loose { return i.ID }

// invoiceFields shrink an answer from 4,000 bytes a row to 400.
const invoiceFields = "id,ref,ref_client,type,socid,status,paye,date,date_lim_reglement,total_ttc,remaintopay,totalpaid,multicurrency_code,multicurrency_tx," +
	"multicurrency_total_ttc,fk_facture_source,close_note"

// customer is a third party.
type customer struct {
	ID       loose       `json:"id"`
	Name     string      `json:"name"`
	Code     loose       `json:"code_client"`
	Email    loose       `json:"email"`
	Phone    loose       `json:"phone"`
	Mobile   loose       `json:"phone_mobile"`
	Language loose       `json:"default_lang"`
	Country  loose       `json:"country_code"`
	Street   loose       `json:"address"`
	Zip      loose       `json:"zip"`
	Town     loose       `json:"town"`
	VAT      loose       `json:"tva_intra"`
	Kind     loose       `json:"typent_code"`
	Status   loose       `json:"status"`
	Limit    web.Decimal `json:"outstanding_limit"`
}

func (c customer) key() loose { return c.ID }

// person is a contact of a third party.
type person struct {
	ID       loose `json:"id"`
	Customer loose `json:"socid"`
	First    loose `json:"firstname"`
	Last     loose `json:"lastname"`
	Role     loose `json:"poste"`
	Email    loose `json:"email"`
	Phone    loose `json:"phone_pro"`
	Mobile   loose `json:"phone_mobile"`
	Language loose `json:"default_lang"`
	Active   loose `json:"statut"`
}

func (p person) key() loose { return p.ID }

// payment is what was booked on an invoice.
type payment struct {
	Ref    string      `json:"ref"`
	Kind   string      `json:"typeline"`
	Date   string      `json:"date"`
	Amount web.Decimal `json:"amount"`
	Number loose       `json:"num"`
}

// keyed is a record with its number.
type keyed interface{ key() loose }

// each walks all records of a list in pages by their numbers: what comes or goes meanwhile moves nothing to another page.
func each[T keyed](ctx context.Context, d *dolibarr, path string, q url.Values, take func(T)) (n int, err error) {
	last := int64(0)
	for {
		query := url.Values{"sortfield": {"t.rowid"}, "sortorder": {"ASC"}, "limit": {strconv.Itoa(d.page)}}
		for key, values := range q {
			query[key] = values
		}
		if last > 0 {
			query.Set("sqlfilters", after(q.Get("sqlfilters"), last))
		}
		var rows []T
		_, err := d.Get(ctx, path, query, &rows)
		if isNone(err) {
			return n, nil // how older versions say that a list is empty
		}
		if err != nil {
			return n, err
		}
		for _, row := range rows {
			id := row.key().id()
			if id <= last {
				return n, trouble(spec.CodeSourceChanged, "", "Dolibarr sends the same records again.", "Sync again; report it when it stays.")
			}
			last = id
			take(row)
		}
		if n += len(rows); len(rows) < d.page {
			return n, nil
		}
	}
}

// after adds a condition on the number to those that are there.
func after(filter string, last int64) string {
	more := "(t.rowid:>:" + strconv.FormatInt(last, 10) + ")"
	if filter == "" {
		return more
	}
	return filter + " and " + more
}

// total asks how many records a list has; -1 where a version does not say.
func (d *dolibarr) total(ctx context.Context, path string, q url.Values) (int, error) {
	query := url.Values{"limit": {"1"}, "page": {"0"}, "pagination_data": {"true"}, "properties": {"id"}, "sortfield": {"t.rowid"}, "sortorder": {"ASC"}}
	for key, values := range q {
		query[key] = values
	}
	var raw json.RawMessage
	if _, err := d.Get(ctx, path, query, &raw); err != nil {
		if isNone(err) {
			return 0, nil
		}
		return 0, err
	}
	var answer struct {
		Pagination *struct {
			Total int `json:"total"`
		} `json:"pagination"`
	}
	if bytes.HasPrefix(bytes.TrimSpace(raw), []byte("[")) {
		return -1, nil
	}
	if err := json.Unmarshal(raw, &answer); err != nil || answer.Pagination == nil {
		return 0, trouble(spec.CodeSourceUnreadable, "", "Dolibarr does not say how many records there are.", "Report it when it stays.")
	}
	return answer.Pagination.Total, nil
}

// unpaid is the filter of what is open, of some customers or of all.
func unpaid(customers []int64) url.Values {
	q := url.Values{"status": {"unpaid"}, "properties": {invoiceFields}}
	if len(customers) > 0 {
		q.Set("thirdparty_ids", joined(customers))
	}
	return q
}

func joined(ids []int64) string {
	var out []string
	for _, n := range ids {
		out = append(out, strconv.FormatInt(n, 10))
	}
	return strings.Join(out, ",")
}

// invoice gives one as it is now.
func (d *dolibarr) invoice(ctx context.Context, id int64) (i invoice, err error) {
	_, err = d.Get(ctx, "/invoices/"+strconv.FormatInt(id, 10), url.Values{"contact_list": {"-1"}}, &i)
	return i, err
}

// customer gives one third party.
func (d *dolibarr) customer(ctx context.Context, id int64) (c customer, err error) {
	_, err = d.Get(ctx, "/thirdparties/"+strconv.FormatInt(id, 10), nil, &c)
	return c, err
}

// some is how many customers are asked for at once: their numbers stand in the address.
const some = 100

// people reads the contacts of customers.
func (d *dolibarr) people(ctx context.Context, customers []int64, take func(person)) error {
	for few := range slices.Chunk(customers, some) {
		if _, err := each(ctx, d, "/contacts", url.Values{"thirdparty_ids": {joined(few)}}, take); err != nil {
			return err
		}
	}
	return nil
}

func trouble(code, field, summary, hint string) spec.Diagnostic {
	return spec.Diagnostic{Severity: spec.SeverityError, Code: code, Field: field, Summary: summary, Hint: hint}
}

// explain finds Dolibarr's words in an error.
func explain(_ int, body []byte) string {
	var said struct {
		Error struct {
			Message string `json:"message"`
		} `json:"error"`
	}
	if json.Unmarshal(body, &said) != nil {
		return ""
	}
	return spec.CleanLine(said.Error.Message)
}

// isNone reports whether a record, or any of a list, is not there. Where nothing answers at all, no words come with it.
func isNone(err error) bool {
	var p *web.Problem
	return errors.As(err, &p) && p.Status == http.StatusNotFound && strings.Contains(p.Said, ":")
}

// word makes any error one for people; that of a context stays what it is.
func word(err error) error {
	var p *web.Problem
	if !errors.As(err, &p) {
		return err
	}
	d := web.Diagnose(p, "key")
	switch {
	case p.Status == http.StatusNotFound, p.Page && p.Status < http.StatusInternalServerError:
		d.Field, d.Hint = "url", "Enter the address of Dolibarr as the browser shows it, without what stands behind its folder; and switch on the module API/Web services (REST server)."
	case p.Status == http.StatusForbidden:
		d.Summary, d.Hint = "The user of the key may not see this in Dolibarr.", "Give it the rights to read invoices and all third parties."
	case p.Status == http.StatusUnauthorized:
		d.Summary, d.Hint = "Dolibarr refuses the key.", "Make a key in Dolibarr, in the card of the user, and enter it here."
	}
	return d
}
