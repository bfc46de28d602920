package intake

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// kindFrom puts a connector's description into the desk's words.
func kindFrom(d spec.Description) desk.Kind {
	k := desk.Kind{
		Kind: d.Kind, Title: d.Title, Summary: d.Summary, Version: d.Version, Verified: string(d.Verified),
		CanReadDebtors: d.Capabilities.Has(spec.CanReadDebtors), CanIncremental: d.Capabilities.Has(spec.CanReadIncremental),
		ReadsBank: slices.Contains(d.Streams, spec.StreamBankLines), CanSignIn: d.Capabilities.Has(spec.CanAuthorize), CanFind: d.Capabilities.Has(spec.CanFind),
	}
	for _, kind := range writeback.Kinds() {
		if d.Capabilities.Has(spec.PostingKind(kind).Capability()) {
			k.Writes = append(k.Writes, kind)
		}
	}
	for _, f := range d.Fields {
		field := desk.Field{
			Key: f.Key, Label: f.Label, Help: f.Help, Type: string(f.Type), Required: f.Required, Default: f.Default, Advanced: f.Advanced,
			Pattern: f.Pattern, Min: f.Min, Max: f.Max, Extensions: f.Extensions,
		}
		for _, c := range f.Choices {
			field.Choices = append(field.Choices, desk.Choice{Value: c.Value, Label: c.Label})
		}
		k.Fields = append(k.Fields, field)
	}
	return k
}

func noteFrom(d spec.Diagnostic) desk.SyncNote {
	summary := d.Summary
	if d.Detail != "" {
		summary += " " + d.Detail
	}
	return desk.SyncNote{Severity: string(d.Severity), Code: d.Code, Summary: summary, Record: d.Record.String(), Hint: d.Hint}
}
