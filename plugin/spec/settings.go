package spec

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Redacted stands where a secret was.
const Redacted = "[secret]"

// Settings are the values of one connection. Secrets are kept apart and never
// come out by printing, logging or marshalling; only Secret gives them away.
type Settings struct {
	values  map[string]string
	secrets map[string]string
}

// NewSettings copies the values and secrets.
func NewSettings(values, secrets map[string]string) Settings {
	return Settings{values: maps.Clone(values), secrets: maps.Clone(secrets)}
}

// Get returns a value that is not a secret, or "".
func (s Settings) Get(key string) string { return s.values[key] }

// Secret returns a secret, or "". Use it where it is needed and keep it nowhere.
func (s Settings) Secret(key string) string { return s.secrets[key] }

// Has reports whether the value or secret is there and not empty.
func (s Settings) Has(key string) bool { return s.values[key] != "" || s.secrets[key] != "" }

// Bool returns true for the value "true".
func (s Settings) Bool(key string) bool { return s.values[key] == "true" }

// Number returns a whole number, or 0 where the value is empty or no number.
// The SDK has refused the latter before a connector sees it.
func (s Settings) Number(key string) int64 {
	n, err := strconv.ParseInt(s.values[key], 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// Location returns the time zone, or UTC where it is empty or unknown. The SDK
// has refused the latter before a connector sees it.
func (s Settings) Location(key string) *time.Location {
	loc, err := time.LoadLocation(s.values[key])
	if err != nil {
		return time.UTC
	}
	return loc
}

// Mapping returns a mapping's targets and columns; empty where there is none.
func (s Settings) Mapping(key string) map[string]string {
	m := map[string]string{}
	if err := json.Unmarshal([]byte(s.values[key]), &m); err != nil {
		return map[string]string{}
	}
	return m
}

// FormatMapping writes a mapping as the value of a FieldMapping setting.
func FormatMapping(m map[string]string) string {
	b, err := json.Marshal(m)
	if err != nil {
		return "{}"
	}
	return string(b)
}

// WithDefaults returns the settings with the defaults of the fields filled in
// where a value is empty.
func (s Settings) WithDefaults(fields []Field) Settings {
	out := NewSettings(s.values, s.secrets)
	if out.values == nil {
		out.values = map[string]string{}
	}
	for _, f := range fields {
		if !f.IsSecret() && f.Default != "" && out.values[f.Key] == "" {
			out.values[f.Key] = f.Default
		}
	}
	return out
}

// Values returns a copy of everything that is not a secret.
func (s Settings) Values() map[string]string { return maps.Clone(s.values) }

// RevealSecrets returns a copy of the secrets, for the keychain and the wire.
func (s Settings) RevealSecrets() map[string]string { return maps.Clone(s.secrets) }

// String lists the values in order of their keys, secrets as [secret].
func (s Settings) String() string {
	var b strings.Builder
	for _, k := range s.keys() {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		v := strconv.Quote(s.values[k])
		if _, ok := s.secrets[k]; ok {
			v = Redacted
		}
		b.WriteString(k + "=" + v)
	}
	return b.String()
}

// Format keeps secrets out of every verb of package fmt.
func (s Settings) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(s.String())) }

// LogValue keeps secrets out of logs.
func (s Settings) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalJSON writes the values, secrets as "[secret]".
func (s Settings) MarshalJSON() ([]byte, error) {
	out := maps.Clone(s.values)
	if out == nil {
		out = map[string]string{}
	}
	for k := range s.secrets {
		out[k] = Redacted
	}
	return json.Marshal(out)
}

func (s Settings) keys() []string {
	seen := maps.Clone(s.values)
	if seen == nil {
		seen = map[string]string{}
	}
	for k := range s.secrets {
		seen[k] = ""
	}
	return slices.Sorted(maps.Keys(seen))
}
