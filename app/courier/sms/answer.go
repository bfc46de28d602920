package sms

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Answer describes how a gateway says that it has taken a message.
type Answer struct {
	Statuses []int  // of HTTP; empty: every one of 200 to 299
	Path     string // where in the JSON the word stands: "messages.0.status"; empty: in the text as a whole
	Success  string // that word; empty: the status alone decides
	Later    string // words for "try again later", with commas
	IDPath   string // where in the JSON the message's number stands
}

func (a *Answer) check() error {
	for _, status := range a.Statuses {
		if status < 200 || status > 299 {
			return fault.New(BadGateway, "%d never means that a message was taken", status).OnField("statuses").WithHint("200 to 299")
		}
	}
	if status, err := strconv.Atoi(a.Success); err == nil && a.Path == "" && status >= 200 && status <= 299 {
		return fault.New(BadGateway, "success is a word in the answer, and %d is a status of HTTP", status).OnField("success").
			WithHint("leave success empty, and name the status as one that means taken: sms.statuses=[%d]; where the JSON has such a number, say where: sms.path", status)
	}
	if a.Path != "" && a.Success == "" {
		return fault.New(BadGateway, "the path to the word needs the word").OnField("success")
	}
	return nil
}

// Kind is what became of a message.
type Kind string

// Kinds of outcomes.
const (
	Taken     Kind = "taken"
	Refused   Kind = "refused"   // for good
	Later     Kind = "later"     // certainly not taken; the gateway asks for patience
	Closed    Kind = "closed"    // nothing can be sent now: it cannot be reached, or does not let us in
	Uncertain Kind = "uncertain" // it may have been taken
)

// Outcome is what a gateway said of a message. Words never hold the secret.
type Outcome struct {
	Kind   Kind
	Status int    // of HTTP, 0 when there was no answer
	ID     string // the gateway's number of the message
	Words  string // one line
}

// closing are statuses that are about the gateway's settings or its account, never about one message: each would meet every other
// message too. The words say where to look.
var closing = map[int]string{
	http.StatusUnauthorized:         "the gateway does not know user or secret",
	http.StatusPaymentRequired:      "the account with the gateway has no money left",
	http.StatusForbidden:            "the gateway does not let this account send: look at user, secret, sender and what it has been allowed",
	http.StatusNotFound:             "nothing answers at this address: look at the gateway's address in the settings",
	http.StatusMethodNotAllowed:     "the gateway takes no such request: look at method and address in the settings",
	http.StatusNotAcceptable:        "the gateway cannot answer so: look at the headers in the settings",
	http.StatusProxyAuthRequired:    "a proxy wants a sign-in",
	http.StatusGone:                 "the gateway has left this address: look at it in the settings",
	http.StatusUnsupportedMediaType: "the gateway does not read such a body: look at its kind in the settings",
	http.StatusUpgradeRequired:      "the gateway wants another protocol: look at its address in the settings",
}

// judge reads an answer that came whole.
func (a *Answer) judge(status int, body []byte) Outcome {
	o := Outcome{Status: status, Words: oneLine(body)}
	switch {
	case status >= 200 && status < 300:
		return a.judgeWords(o, body)
	case status == http.StatusTooManyRequests, status == http.StatusServiceUnavailable, status == http.StatusRequestTimeout, status == http.StatusTooEarly:
		o.Kind = Later
	case closing[status] != "":
		o.Kind, o.Words = Closed, strings.TrimSuffix(closing[status]+": "+o.Words, ": ")
	case status == http.StatusMovedPermanently, status == http.StatusFound, status == http.StatusTemporaryRedirect, status == http.StatusPermanentRedirect:
		o.Kind, o.Words = Closed, "the gateway points elsewhere; secrets are not carried there: mend the address"
	case status >= 400 && status < 500 && status != http.StatusConflict:
		o.Kind = Refused
	default:
		o.Kind = Uncertain
	}
	return o
}

// judgeWords reads the word of an answer whose status is good. A word that is not there leaves it open whether the message was taken.
func (a *Answer) judgeWords(o Outcome, body []byte) Outcome {
	o.ID, _ = lookup(body, a.IDPath)
	word, found := strings.TrimSpace(string(body)), true
	if a.Path != "" {
		word, found = lookup(body, a.Path)
	}
	later := slices.Contains(strings.Split(a.Later, ","), word) && a.Later != ""
	switch {
	case len(a.Statuses) > 0 && !slices.Contains(a.Statuses, o.Status):
		o.Kind = Uncertain
	case a.Success == "" && !later:
		o.Kind = Taken
	case !found:
		o.Kind = Uncertain
	case later:
		o.Kind = Later
	case a.Path == "" && strings.HasPrefix(word, a.Success), word == a.Success:
		o.Kind = Taken
	default:
		o.Kind = Refused
	}
	return o
}

// lookup finds a word, number or truth value in JSON by its path.
func lookup(body []byte, path string) (string, bool) {
	if path == "" {
		return "", false
	}
	var at any
	decode := json.NewDecoder(strings.NewReader(string(body)))
	decode.UseNumber()
	if decode.Decode(&at) != nil {
		return "", false
	}
	for _, step := range strings.Split(path, ".") {
		switch v := at.(type) {
		case map[string]any:
			at = v[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(v) {
				return "", false
			}
			at = v[i]
		default:
			return "", false
		}
	}
	switch v := at.(type) {
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	case bool:
		return strconv.FormatBool(v), true
	}
	return "", false
}

// oneLine is the beginning of an answer without line breaks.
func oneLine(body []byte) string {
	const most = 300
	text := strings.Join(strings.Fields(strings.ToValidUTF8(string(body), "?")), " ")
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return text
}
