package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// jsonRPC is the interface of Odoo 14 to 18, which 19 still has: every call is posted to /jsonrpc with the password.
type jsonRPC struct {
	web                    *web.Client
	database, user, secret string
	uid                    int64
	number                 int // of the last request
}

type rpcRequest struct {
	Version string    `json:"jsonrpc"`
	Method  string    `json:"method"`
	ID      int       `json:"id"`
	Params  rpcParams `json:"params"`
}

type rpcParams struct {
	Service string `json:"service"`
	Method  string `json:"method"`
	Args    list   `json:"args"`
}

// rpcAnswer has no result where a method returns nothing.
type rpcAnswer struct {
	ID     *int `json:"id"`
	Result any  `json:"result"`
	Error  *struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
		Data    said   `json:"data"`
	} `json:"error"`
}

func (r *jsonRPC) version(ctx context.Context, v *version) error {
	return r.post(ctx, rpcParams{Service: "common", Method: "version", Args: list{}}, true, v)
}

// signIn asks for the user's id, which goes with every call.
func (r *jsonRPC) signIn(ctx context.Context) error {
	var answer json.RawMessage
	p := rpcParams{Service: "common", Method: "authenticate", Args: list{r.database, r.user, r.secret, struct{}{}}}
	if err := r.post(ctx, p, true, &answer); err != nil {
		return err
	}
	if isFalse(answer) || json.Unmarshal(answer, &r.uid) != nil || r.uid <= 0 {
		return trouble(spec.CodeNotAuthorised, "password", "Odoo refuses the user or the password.", "Enter them again. With two-factor sign-in Odoo takes an API key alone.")
	}
	return nil
}

// call implements caller. A session that a proxy has ended is opened again, once, for what only reads.
func (r *jsonRPC) call(ctx context.Context, c call, into any) error {
	err := r.execute(ctx, c, into)
	if !c.reads || !isExpired(err) {
		return err
	}
	if err := r.signIn(ctx); err != nil {
		return err
	}
	return r.execute(ctx, c, into)
}

func (r *jsonRPC) execute(ctx context.Context, c call, into any) error {
	positional, named := list{}, c.named
	if c.first != "" {
		positional = list{c.value}
	}
	if named == nil {
		named = map[string]any{}
	}
	args := list{r.database, r.uid, r.secret, c.model, c.method, positional, named}
	return r.post(ctx, rpcParams{Service: "object", Method: "execute_kw", Args: args}, c.reads, into)
}

func (r *jsonRPC) post(ctx context.Context, p rpcParams, reads bool, into any) error {
	r.number++
	out := rpcAnswer{Result: into}
	request := rpcRequest{Version: "2.0", Method: "call", ID: r.number, Params: p}
	_, err := r.web.Do(ctx, web.Request{Method: http.MethodPost, Path: "/jsonrpc", Again: reads, JSON: request}, &out)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return err
	case out.Error != nil:
		out.Error.Data.fill(out.Error.Message)
		return &out.Error.Data
	case out.ID == nil || *out.ID != r.number:
		return outOfOrder("Odoo answers another question than was asked.")
	}
	return nil
}

// json2 is the interface of Odoo 19 and later: /json/2/MODEL/METHOD with an API key.
type json2 struct {
	web           *web.Client
	database, key string
}

// version asks where no sign-in is needed.
func (j *json2) version(ctx context.Context, v *version) error {
	var answer struct {
		Version string `json:"version"`
	}
	if _, err := j.web.Get(ctx, "/web/version", nil, &answer); err != nil {
		return err
	}
	*v = version{Serie: answer.Version}
	return nil
}

// call implements caller: all arguments are named.
func (j *json2) call(ctx context.Context, c call, into any) error {
	body := map[string]any{}
	for name, value := range c.named {
		body[name] = value
	}
	if c.first != "" {
		body[c.first] = c.value
	}
	var created []int64
	creates := c.method == "create" // takes and gives several
	if creates {
		delete(body, c.first)
		body["vals_list"] = list{c.value}
	}
	r := web.Request{Method: http.MethodPost, Path: "/json/2/" + url.PathEscape(c.model) + "/" + url.PathEscape(c.method), Again: c.reads, JSON: body}
	r.Header = http.Header{"Authorization": {"bearer " + j.key}, "X-Odoo-Database": {j.database}}
	target := into
	if creates {
		target = &created
	}
	_, err := j.web.Do(ctx, r, target)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil || !creates {
		return err
	}
	id, ok := into.(*int64)
	if !ok || len(created) != 1 {
		return outOfOrder("Odoo does not say what it has created.")
	}
	*id = created[0]
	return nil
}

// said is an error in Odoo's own words.
type said struct {
	Name    string `json:"name"` // its class: odoo.exceptions.AccessDenied
	Message string `json:"message"`
}

// Error is Odoo's message.
func (s *said) Error() string { return s.Message }

func (s *said) fill(message string) {
	if s.Message == "" {
		s.Message = message
	}
	s.Message = spec.CleanLine(strings.ReplaceAll(s.Message, "\n", " "))
}

// explain finds Odoo's words in the answer of its newer interface.
func explain(_ int, body []byte) string {
	var s said
	if json.Unmarshal(body, &s) != nil {
		return ""
	}
	s.fill("")
	return s.Message
}
