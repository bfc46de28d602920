package desk

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// shape checks what was entered against the connector's own description.
func (d *Desk) shape(ctx context.Context, c store.Connection, n NewConnection) (store.Connection, error) {
	n.Name = strings.TrimSpace(n.Name)
	if n.Name == "" {
		return c, fault.New(fault.Invalid, "a connection needs a name").OnField("name")
	}
	k, err := d.kind(ctx, n.Kind)
	if err != nil {
		return c, err
	}
	c.Name, c.Kind, c.Settings = n.Name, n.Kind, maps.Clone(n.Settings)
	if err := knownSettings(k, n); err != nil { // first: a slip of the pen is not a setting that is missing
		return c, err
	}
	for _, f := range k.Fields {
		c.SecretKeys = secretKeys(c.SecretKeys, f, n)
		if err := f.shape(n, slices.Contains(c.SecretKeys, f.Key)); err != nil {
			return c, err
		}
	}
	if n.Approve {
		c.Checksum = k.Checksum
	}
	return c, nil
}

func knownSettings(k Kind, n NewConnection) error {
	for _, key := range slices.Sorted(maps.Keys(n.Settings)) {
		if !slices.ContainsFunc(k.Fields, func(f Field) bool { return f.Key == key }) {
			return fault.New(fault.Invalid, "%s has no setting %q", n.Kind, key).OnField(key).WithHint("see `dunningdesk connectors %s`", n.Kind)
		}
	}
	return nil
}

// shape checks what was entered for the field. What can only be told by looking, such as whether a file is there, is left to the
// connector's own check.
func (f Field) shape(n NewConnection, kept bool) error {
	value, given := n.Settings[f.Key]
	if given && f.Type == "secret" {
		return fault.New(fault.Invalid, "%s is a secret and does not belong in the book", f.Key).OnField(f.Key).WithHint("give it with --secret")
	}
	if f.Required && value == "" && f.Default == "" && !kept {
		return fault.New(fault.Invalid, "%s: %s is missing", n.Kind, f.Key).OnField(f.Key).WithHint("what it means: `dunningdesk connectors %s`", n.Kind)
	}
	if value == "" {
		return nil
	}
	switch f.Type {
	case "choice":
		if values := f.values(); len(values) > 0 && !slices.Contains(values, value) {
			return f.refuse(value, "one of "+strings.Join(values, ", "))
		}
	case "bool":
		if value != "true" && value != "false" {
			return f.refuse(value, "true or false")
		}
	case "number":
		if _, err := strconv.ParseInt(value, 10, 64); err != nil {
			return f.refuse(value, "a whole number")
		}
	case "date":
		if _, err := date.Parse(value); err != nil {
			return f.refuse(value, "a day as YYYY-MM-DD")
		}
	}
	return nil
}

func (f Field) refuse(value, wanted string) error {
	return fault.New(fault.Invalid, "%s cannot be %q", f.Key, value).OnField(f.Key).WithHint("give it %s", wanted)
}

// values are those that a choice may take.
func (f Field) values() []string {
	out := make([]string, 0, len(f.Choices))
	for _, c := range f.Choices {
		out = append(out, c.Value)
	}
	return out
}

// secretKeys adds the setting to those that the keychain has when it is given as a secret. One that may be either
// leaves them when it is given as an ordinary value.
func secretKeys(keys []string, f Field, n NewConnection) []string {
	has, may := slices.Contains(keys, f.Key), f.Type == "secret" || f.Type == "text-or-secret"
	switch {
	case may && n.Secrets[f.Key] != "" && !has:
		return append(keys, f.Key)
	case f.Type == "text-or-secret" && n.Settings[f.Key] != "" && n.Secrets[f.Key] == "" && has:
		return slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return key == f.Key })
	}
	return keys
}
