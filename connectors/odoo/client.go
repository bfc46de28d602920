package main

import (
	"context"
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

const (
	// pageSize is how many records a page holds.
	pageSize = 500
	// tries and requestTime keep a read that is repeated within the two minutes that the desk waits for a sign of life.
	tries       = 3
	requestTime = 35 * time.Second
	// oldest and newest are the versions whose fields are known; recorded is the one that answers were recorded of.
	oldest, newest, recorded = 14, 19, 16
	// firstJSON2 is the version that began with the JSON-2 interface.
	firstJSON2 = 19
)

// odoo is one company in one database, as one user sees it.
type odoo struct {
	caller
	web     *web.Client
	version version
	company company
	has     map[string]map[string]bool // fields by model
	page    int
}

// caller calls methods of Odoo's models over one of its two interfaces.
type caller interface {
	// call decodes the answer into into, which may be nil. Its error is a *said, a *web.Problem or that of the context.
	call(ctx context.Context, c call, into any) error
}

// call is one call of a method.
type call struct {
	model, method string
	first         string // the name of the first argument; empty: all are named
	value         any
	named         map[string]any
	reads         bool // it changes nothing and may be repeated
}

type company struct {
	ID       int64 `json:"id"`
	Name     text  `json:"name"`
	Currency ref   `json:"currency_id"`
}

// version is what a server says of itself: "16.0", "saas~17.4".
type version struct {
	Serie string `json:"server_serie"`
	Full  string `json:"server_version"`
}

var serie = regexp.MustCompile(`(\d{1,3})\.\d`)

func (v version) String() string {
	if v.Serie != "" {
		return v.Serie
	}
	return v.Full
}

// major is the number before the point, 0 when it is none.
func (v version) major() int {
	found := serie.FindStringSubmatch(v.String())
	if found == nil {
		return 0
	}
	n, err := strconv.Atoi(found[1])
	if err != nil {
		return 0
	}
	return n
}

// open signs in, finds the company, and asks which of the fields this version has.
func (c connector) open(ctx context.Context, s spec.Settings) (*odoo, error) {
	o := &odoo{page: pageSize, has: map[string]map[string]bool{}, web: &web.Client{
		Base: strings.TrimRight(s.Get("url"), "/"), Plain: true, Tries: tries, Explain: explain, HTTP: &http.Client{Timeout: requestTime},
	}}
	if c.tune != nil {
		c.tune(o)
	}
	if err := o.connect(ctx, s); err != nil {
		return nil, o.word(err)
	}
	for _, m := range models {
		if err := o.ask(ctx, m); err != nil {
			return nil, o.word(err)
		}
	}
	if err := o.findCompany(ctx, s.Get("company")); err != nil {
		return nil, o.word(err)
	}
	return o, nil
}

// connect finds out which version answers and over which interface it is called.
func (o *odoo) connect(ctx context.Context, s spec.Settings) error {
	rpc := &jsonRPC{web: o.web, database: s.Get("database"), user: s.Get("user"), secret: s.Secret("password")}
	modern := &json2{web: o.web, database: s.Get("database"), key: s.Secret("password")}
	wanted := s.Get("interface")
	if wanted == "json-2" {
		o.caller = modern
		return modern.version(ctx, &o.version)
	}
	err := rpc.version(ctx, &o.version)
	if wanted != "json-rpc" && isMissing(err) {
		o.caller = modern
		return modern.version(ctx, &o.version)
	}
	if err != nil {
		return err
	}
	if n := o.version.major(); n != 0 && n < oldest {
		return trouble(spec.CodeSourceUnreadable, "url", "This is Odoo "+o.version.String()+"; the connector reads Odoo 14 to 19.", "Export the open items to a file and read that.")
	}
	if wanted != "json-rpc" && o.version.major() >= firstJSON2 {
		o.caller = modern
		return nil
	}
	o.caller = rpc
	return rpc.signIn(ctx)
}

// ask finds which fields of a model this version has; without the needed ones nothing can be read.
func (o *odoo) ask(ctx context.Context, m model) error {
	var found map[string]json.RawMessage
	c := call{model: m.name, method: "fields_get", named: map[string]any{"attributes": []string{"type"}}, reads: true}
	if err := o.call(ctx, c, &found); err != nil {
		return err
	}
	has := map[string]bool{}
	for _, name := range slices.Concat(m.needed, m.wanted) {
		_, has[name] = found[name]
	}
	for _, name := range m.needed {
		if !has[name] {
			return trouble(spec.CodeSourceUnreadable, "", "Odoo "+o.version.String()+" has no field "+name+" in "+m.name+", which the connector needs.",
				"The user may lack the rights of accounting; or this version is not one that the connector knows.")
		}
	}
	o.has[m.name] = has
	return nil
}

// fields are those of a model to ask for.
func (o *odoo) fields(m model) []string {
	out := slices.Clone(m.needed)
	for _, name := range m.wanted {
		if o.has[m.name][name] {
			out = append(out, name)
		}
	}
	return out
}

// findCompany takes the company that was set, by name or id, or the only one that the user sees.
func (o *odoo) findCompany(ctx context.Context, wanted string) error {
	var all []company
	c := call{model: "res.company", method: "search_read", first: "domain", value: list{}, reads: true, named: map[string]any{
		"fields": []string{"name", "currency_id"}, "order": "id", "limit": o.page,
	}}
	if err := o.call(ctx, c, &all); err != nil {
		return err
	}
	d := trouble(spec.CodeSourceNotFound, "company", "Odoo shows this user no company.", "Allow one in the user's settings in Odoo.")
	for _, one := range all {
		if string(one.Name) == wanted || strconv.FormatInt(one.ID, 10) == wanted || wanted == "" && len(all) == 1 {
			o.company = one
			return nil
		}
		d.Choices = append(d.Choices, spec.Choice{Value: strconv.FormatInt(one.ID, 10), Label: spec.English(spec.CleanLine(string(one.Name)))})
		d.Summary, d.Hint = "The user sees several companies in Odoo.", "Choose which one is read."
		if wanted != "" {
			d.Summary = "Odoo shows this user no company " + wanted + "."
		}
	}
	return d
}

// count asks how many records fulfil a domain.
func (o *odoo) count(ctx context.Context, model string, domain list) (n int, err error) {
	err = o.call(ctx, call{model: model, method: "search_count", first: "domain", value: domain, reads: true}, &n)
	return n, err
}
