package sms

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// BadGateway is the code of a gateway's description by which nothing could be sent.
const BadGateway fault.Code = "bad-gateway"

// Names of the fields that a description may have, as {{to}}.
const (
	fieldTo        = "to"        // +4791234567
	fieldDigits    = "to_digits" // 4791234567
	fieldFrom      = "from"
	fieldText      = "text"
	fieldReference = "reference" // the desk's own, the same whenever the message is tried again
	fieldType      = "type"      // text, or unicode where the text needs it
	fieldUser      = "user"
	fieldAccount   = "account"
	fieldSecret    = "secret" // in the body alone: addresses stand in logs
)

// FieldNames lists the fields of a description, for whoever writes one.
func FieldNames() []string {
	return []string{fieldTo, fieldDigits, fieldFrom, fieldText, fieldReference, fieldType, fieldUser, fieldAccount, fieldSecret}
}

// fill puts values into a text with {{fields}}, each escaped for its place.
func fill(where, text string, values map[string]string, escape func(string) string) (string, error) {
	var b strings.Builder
	for rest := text; ; {
		before, after, found := strings.Cut(rest, "{{")
		b.WriteString(before)
		if !found {
			return b.String(), nil
		}
		name, after, closed := strings.Cut(after, "}}")
		name = strings.TrimSpace(name)
		value, known := values[name]
		switch {
		case !closed:
			return "", fault.New(BadGateway, "a field of the %s is not closed", where).OnField(where).WithHint("write {{to}}")
		case !known && slices.Contains(FieldNames(), name):
			return "", fault.New(BadGateway, "{{%s}} may not stand in the %s", name, where).OnField(where).WithHint("the secret goes into the body, or into the sign-in")
		case !known:
			return "", fault.New(BadGateway, "there is no field {{%s}}", name).OnField(where).WithHint("fields are %s", strings.Join(FieldNames(), ", "))
		}
		b.WriteString(escape(value))
		rest = after
	}
}

// without leaves a field out.
func without(values map[string]string, name string) map[string]string {
	out := make(map[string]string, len(values))
	for key, value := range values {
		if key != name {
			out[key] = value
		}
	}
	return out
}

// inJSON escapes a value for between two quotes of JSON.
func inJSON(value string) string {
	var b strings.Builder
	encode := json.NewEncoder(&b)
	encode.SetEscapeHTML(false)
	if err := encode.Encode(value); err != nil {
		return ""
	}
	quoted := strings.TrimSuffix(b.String(), "\n")
	return quoted[1 : len(quoted)-1]
}

// inAddress escapes each field for its part of an address: those behind the question mark as of a query, those before as of a path.
func inAddress(where, text string, values map[string]string) (string, error) {
	path, query, asked := strings.Cut(text, "?")
	path, err := fill(where, path, values, url.PathEscape)
	if err != nil || !asked {
		return path, err
	}
	query, err = fill(where, query, values, url.QueryEscape)
	return path + "?" + query, err
}

// inHeader takes line breaks and control characters out, which would begin another header.
func inHeader(value string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f {
			return -1
		}
		return r
	}, value)
}
