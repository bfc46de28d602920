package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

const (
	// pageSize is the number of records a page holds. Tryton gives 500 lines a
	// page nearly three times as fast as 5,000.
	pageSize = 500
	// tries and requestTime keep a read that is repeated within the two minutes
	// that the desk waits for a sign of life.
	tries       = 3
	requestTime = 35 * time.Second
	// goodbye is how long ending a session may take.
	goodbye = time.Second
)

// tryton is one session with one database of a Tryton server.
type tryton struct {
	web      *web.Client
	door     *tryton // the same server without a session
	database string
	user     string
	uid      int64
	page     int
	days     int64 // of settled payments that are read
	number   int   // of the last request
	// served is the server's time of the last answer, read or not.
	served  time.Time
	now     func() time.Time
	company company
}

// company is the company that is read.
type company struct {
	id       int64
	name     string
	currency string
}

type request struct {
	ID     int    `json:"id"`
	Method string `json:"method"`
	Params []any  `json:"params"`
}

type answer struct {
	ID     *int  `json:"id"`
	Result any   `json:"result"`
	Error  *said `json:"error"`
}

// open signs in and finds the company. Close what it returns.
func (c connector) open(ctx context.Context, settings spec.Settings) (*tryton, error) {
	carrier, err := c.carrier(settings)
	if err != nil {
		return nil, err
	}
	t := &tryton{database: settings.Get("database"), user: settings.Get("user"), page: c.page, days: settings.Number("settled_days"), now: c.now}
	client := func(auth web.Auth) *web.Client {
		return &web.Client{
			Base: strings.TrimRight(settings.Get("url"), "/"), Plain: true, Auth: auth, Tries: tries, HTTP: carrier,
			Wait: c.wait, Header: http.Header{"Content-Type": {"application/json"}},
		}
	}
	t.door = &tryton{web: client(nil), database: t.database, user: t.user, now: c.now}
	t.web = client(&web.Session{Open: func(ctx context.Context) (func(*http.Request), error) {
		session, err := t.door.login(ctx, settings.Secret("password"))
		t.uid = t.door.uid
		return session, err
	}})
	if err := t.findCompany(ctx, settings.Get("company")); err != nil {
		t.close(ctx)
		return nil, err
	}
	return t, nil
}

// login opens a session and returns what puts it on a request.
func (t *tryton) login(ctx context.Context, password string) (func(*http.Request), error) {
	var got []json.RawMessage
	err := t.read(ctx, &got, "common.db.login", t.user, map[string]string{"password": password}, "en")
	if err != nil {
		return nil, t.notLoggedIn(ctx, err)
	}
	var session string
	if len(got) != 2 || json.Unmarshal(got[0], &t.uid) != nil || json.Unmarshal(got[1], &session) != nil {
		return nil, trouble(spec.CodeNotAuthorised, "password", "Tryton refuses the user name or the password.", "Enter them again.")
	}
	token := base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "%s:%d:%s", t.user, t.uid, session))
	return func(r *http.Request) { r.Header.Set("Authorization", "Session "+token) }, nil
}

// close ends the session. One that stays open ends by itself after some minutes.
func (t *tryton) close(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), goodbye)
	defer cancel()
	if t.uid != 0 {
		_ = t.write(ctx, nil, "common.db.logout")
	}
}

// server asks the server itself and not a database.
func (t *tryton) server(ctx context.Context, into any, method string) error {
	s := &tryton{web: t.door.web, user: t.user, now: t.now}
	return s.read(ctx, into, method)
}

// context goes with every call: Tryton answers for one company at a time.
func (t *tryton) context() map[string]any {
	return map[string]any{"company": t.company.id, "language": "en"}
}

// everything is the context of a search that leaves out nothing: without it
// Tryton hides what was put to rest, also from those who ask what has changed.
func (t *tryton) everything() map[string]any {
	return map[string]any{"company": t.company.id, "language": "en", "active_test": false}
}

// read calls a method that changes nothing and may be repeated.
func (t *tryton) read(ctx context.Context, into any, method string, params ...any) error {
	return t.call(ctx, into, true, method, params)
}

// write calls a method once.
func (t *tryton) write(ctx context.Context, into any, method string, params ...any) error {
	return t.call(ctx, into, false, method, params)
}

// call makes a call and decodes its result into into, which may be nil. Its
// error is a *failed, or that of the context.
func (t *tryton) call(ctx context.Context, into any, reads bool, method string, params []any) error {
	t.number++
	path := "/"
	if t.database != "" {
		path += url.PathEscape(t.database) + "/"
	}
	if params == nil {
		params = []any{}
	}
	out := answer{Result: into}
	res, err := t.web.Do(ctx, web.Request{
		Method: http.MethodPost, Path: path, Again: reads, JSON: request{ID: t.number, Method: method, Params: params},
	}, &out)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err == nil && out.Error != nil {
		err = out.Error
	}
	if err == nil && (out.ID == nil || *out.ID != t.number) {
		err = errors.New("it answers another question than was asked")
	}
	if err != nil {
		return &failed{method: method, user: t.user, err: err}
	}
	t.served = t.now()
	if at, err := http.ParseTime(res.Header.Get("Date")); err == nil {
		t.served = at
	}
	return nil
}

// findCompany takes the company that was set, or that of the user.
func (t *tryton) findCompany(ctx context.Context, wanted string) error {
	var prefs struct {
		Company int64 `json:"company"`
	}
	if err := t.read(ctx, &prefs, "model.res.user.get_preferences", true, map[string]any{}); err != nil {
		return err
	}
	all, err := t.companies(ctx)
	if err != nil {
		return err
	}
	var choices []spec.Choice
	for _, c := range all {
		if c.name == wanted || wanted == "" && c.id == prefs.Company {
			t.company = c
			return nil
		}
		choices = append(choices, spec.Choice{Value: c.name})
	}
	d := trouble(spec.CodeSourceNotFound, "company", "The user belongs to no company in Tryton.", "Set one in the user's preferences in Tryton.")
	if wanted != "" {
		d.Summary, d.Hint, d.Choices = "Tryton shows this user no company named "+wanted+".", "Choose one of those it shows.", choices
	}
	return d
}

func (t *tryton) companies(ctx context.Context) ([]company, error) {
	var rows []struct {
		ID    int64 `json:"id"`
		Party struct {
			Name string `json:"name"`
		} `json:"party."`
		Currency struct {
			Code string `json:"code"`
		} `json:"currency."`
	}
	err := t.read(ctx, &rows, "model.company.company.search_read", []any{}, 0, pageSize, order("id"),
		[]string{"party.name", "currency.code"}, map[string]any{})
	all := make([]company, len(rows))
	for i, r := range rows {
		all[i] = company{r.ID, spec.CleanLine(r.Party.Name), r.Currency.Code}
	}
	return all, err
}
