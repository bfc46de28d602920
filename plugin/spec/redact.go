package spec

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
)

// Redact replaces each secret that occurs in text, plain or escaped for a URL
// or JSON, so that words from outside can be logged and shown. Secrets shorter
// than four bytes are left alone: replacing them would garble every text and
// protect nothing.
func (s Settings) Redact(text string) string { return s.Redactor()(text) }

// Redactor returns Redact with the work of preparing it done once.
func (s Settings) Redactor() func(string) string {
	var forms []string
	for _, secret := range s.secrets {
		if len(secret) < 4 {
			continue
		}
		quoted, err := json.Marshal(secret)
		if err != nil {
			quoted = []byte(`""`)
		}
		forms = append(forms, secret, url.QueryEscape(secret), url.PathEscape(secret), strings.Trim(string(quoted), `"`))
	}
	if len(forms) == 0 {
		return func(text string) string { return text }
	}
	// The longest first: a secret may be part of another.
	slices.SortFunc(forms, func(a, b string) int { return len(b) - len(a) })
	var pairs []string
	for _, form := range slices.Compact(forms) {
		if form != "" {
			pairs = append(pairs, form, Redacted)
		}
	}
	return strings.NewReplacer(pairs...).Replace
}
