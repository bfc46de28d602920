package desk

import (
	"context"
	"maps"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// MappingChange is a setting by which a source is read, before and after. Empty is none.
type MappingChange struct {
	Key, Before, After string
}

// saysHow reports whether a setting says how a source is read and not where it is or who reads it: such a setting may be
// carried to another desk.
func saysHow(f Field) bool {
	switch f.Type {
	case "mapping", "choice", "bool", "number":
		return true
	case "text":
		return !f.Required
	}
	return false
}

// mappable gives a connection with its connector, which must have a mapping.
func (d *Desk) mappable(ctx context.Context, id receivable.ConnectionID) (c store.Connection, k Kind, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		c, err = r.Connection(id)
		return err
	})
	if err != nil {
		return c, k, err
	}
	if k, err = d.kind(ctx, c.Kind); err != nil {
		return c, k, err
	}
	if !k.HasMapping() {
		return c, k, fault.New(fault.Refused, "%s is read without a mapping", c.Name).WithHint("only lists whose columns people name have one")
	}
	return c, k, nil
}

// HasMapping reports whether people say which column holds what.
func (k Kind) HasMapping() bool {
	return slices.ContainsFunc(k.Fields, func(f Field) bool { return f.Type == "mapping" })
}

// RecognisedMapping says what confirming how a source is recognised now would change. It writes nothing.
func (d *Desk) RecognisedMapping(ctx context.Context, id receivable.ConnectionID) ([]MappingChange, error) {
	c, k, after, err := d.recognise(ctx, id)
	if err != nil {
		return nil, err
	}
	return mappingChanges(c, k, after), nil
}

// ConfirmMapping takes over how a source was recognised by a check, so that its next export is read in the same way or refused.
// What a person has settled before stays.
func (d *Desk) ConfirmMapping(ctx context.Context, id receivable.ConnectionID) ([]MappingChange, error) {
	c, k, after, err := d.recognise(ctx, id)
	if err != nil {
		return nil, err
	}
	return d.remap(ctx, c, k, after)
}

// recognise checks a source, and gives the settings that a connection would have with what was recognised.
func (d *Desk) recognise(ctx context.Context, id receivable.ConnectionID) (c store.Connection, k Kind, after map[string]string, err error) {
	if c, k, err = d.mappable(ctx, id); err != nil {
		return c, k, nil, err
	}
	notes, err := d.CheckConnection(ctx, id)
	if err != nil {
		return c, k, nil, err
	}
	after = maps.Clone(c.Settings)
	for _, n := range notes {
		if n.Severity == "error" {
			return c, k, nil, fault.New(fault.Refused, "%s cannot be read: %s", c.Name, n.Summary).WithHint("%s", n.Hint)
		}
		for _, f := range k.Fields {
			if value := n.Proposed[f.Key]; value != "" && saysHow(f) {
				after[f.Key] = value
			}
		}
	}
	return c, k, after, nil
}

// remap changes how a connection is read.
func (d *Desk) remap(ctx context.Context, c store.Connection, k Kind, after map[string]string) ([]MappingChange, error) {
	changes := mappingChanges(c, k, after)
	if len(changes) == 0 {
		return nil, nil
	}
	return changes, d.ChangeConnection(ctx, c.ID, NewConnection{Name: c.Name, Kind: c.Kind, Settings: after})
}

func mappingChanges(c store.Connection, k Kind, after map[string]string) []MappingChange {
	var out []MappingChange
	for _, f := range k.Fields {
		if was := c.Settings[f.Key]; saysHow(f) && was != after[f.Key] {
			out = append(out, MappingChange{Key: f.Key, Before: was, After: after[f.Key]})
		}
	}
	return out
}
