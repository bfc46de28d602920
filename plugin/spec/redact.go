package spec

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// shortestSecret is the fewest bytes that are looked for: replacing fewer would
// garble every text and protect nothing.
const shortestSecret = 4

// Redact replaces each secret that occurs in text, so that words from outside
// can be logged and shown: plain, escaped for a URL, for JSON or for HTML, in
// hexadecimal or in base64, by itself or with a user name before it. Of a secret
// of several lines each long line is one, and so is the password inside an
// address or a list of key=value. Secrets shorter than four bytes are left alone.
func (s Settings) Redact(text string) string { return s.Redactor()(text) }

// Redactor returns Redact with the work of preparing it done once.
func (s Settings) Redactor() func(string) string {
	var forms []string
	for _, secret := range s.secrets {
		for _, part := range partsOf(secret) {
			if len(part) >= shortestSecret {
				forms = append(forms, formsOf(part)...)
			}
		}
	}
	if len(forms) == 0 {
		return func(text string) string { return text }
	}
	// The longest first: a secret may be part of another.
	slices.SortFunc(forms, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	var pairs []string
	for _, form := range slices.Compact(forms) {
		if len(form) >= shortestSecret {
			pairs = append(pairs, form, Redacted)
		}
	}
	return strings.NewReplacer(pairs...).Replace
}

// longLine is how long a line of a key must be to count as a secret by itself:
// "-----END KEY-----" and the like are none.
const longLine = 24

// passwordIn finds the password in a list of key=value, as databases take it.
var passwordIn = regexp.MustCompile(`(?i)\b(?:password|pwd|secret|token)\s*=\s*('[^']*'|"[^"]*"|[^\s;&]+)`)

// partsOf gives a secret and what of it is one by itself.
func partsOf(secret string) []string {
	parts := []string{secret, strings.TrimSpace(secret)}
	if strings.Contains(secret, "\n") {
		for line := range strings.Lines(secret) {
			if line = strings.TrimSpace(line); len(line) >= longLine && !strings.HasPrefix(line, "-----") {
				parts = append(parts, line)
			}
		}
	}
	if address, err := url.Parse(secret); err == nil && address.User != nil {
		if password, ok := address.User.Password(); ok {
			parts = append(parts, password)
		}
	}
	for _, found := range passwordIn.FindAllStringSubmatch(secret, -1) {
		parts = append(parts, strings.Trim(found[1], `'"`))
	}
	return parts
}

// formsOf are the ways in which programs write a text.
func formsOf(secret string) []string {
	quoted, err := json.Marshal(secret)
	if err != nil {
		quoted = []byte(`""`)
	}
	path, query := url.PathEscape(secret), url.QueryEscape(secret)
	forms := []string{
		secret, query, path, lowerEscapes(query), lowerEscapes(path), strings.Trim(string(quoted), `"`), strings.Trim(strconv.Quote(secret), `"`),
		html.EscapeString(secret), hex.EncodeToString([]byte(secret)), strings.ToUpper(hex.EncodeToString([]byte(secret))),
	}
	return append(forms, base64Forms(secret)...)
}

var escapes = regexp.MustCompile(`%[0-9A-F]{2}`)

// lowerEscapes writes %2f for %2F: both are in use.
func lowerEscapes(s string) string { return escapes.ReplaceAllStringFunc(s, strings.ToLower) }

// base64Forms finds the secret wherever it stands in what was encoded, such as
// behind "user:". Three bytes become four letters, so that there are three ways;
// the letters at both ends, which hold bits of the neighbours too, are left out.
func base64Forms(secret string) (out []string) {
	for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		for before := range 3 {
			whole := encoding.EncodeToString(append(make([]byte, before), secret...))
			first := (before*8 + 5) / 6 // the first letter that holds none of what comes before
			last := (before + len(secret)) * 8 / 6
			if form := whole[first:last]; len(form) >= 2*shortestSecret {
				out = append(out, form)
			}
		}
	}
	return out
}
