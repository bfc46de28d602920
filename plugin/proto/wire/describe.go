package wire

import (
	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// FromDescription writes a description for the wire.
func FromDescription(d spec.Description) *receivablev1.DescribeResponse {
	out := &receivablev1.DescribeResponse{
		Kind:            d.Kind,
		Title:           fromText(d.Title),
		Summary:         fromText(d.Summary),
		Version:         d.Version,
		Publisher:       d.Publisher,
		ProtocolVersion: d.ProtocolVersion,
		Verified:        string(d.Verified),
		Streams:         fromNames(d.Streams),
		Capabilities:    fromNames(d.Capabilities),
		Docs:            fromText(d.Docs),
	}
	for _, f := range d.Fields {
		out.Fields = append(out.Fields, &receivablev1.Field{
			Key:        f.Key,
			Label:      fromText(f.Label),
			Help:       fromText(f.Help),
			Type:       string(f.Type),
			Required:   f.Required,
			Default:    f.Default,
			Choices:    fromChoices(f.Choices),
			Advanced:   f.Advanced,
			Pattern:    f.Pattern,
			Min:        f.Min,
			Max:        f.Max,
			Extensions: f.Extensions,
		})
	}
	return out
}

// ToDescription reads a description from the wire.
func ToDescription(m *receivablev1.DescribeResponse) spec.Description {
	d := spec.Description{
		Kind:            m.GetKind(),
		Title:           toText(m.GetTitle()),
		Summary:         toText(m.GetSummary()),
		Version:         m.GetVersion(),
		Publisher:       m.GetPublisher(),
		ProtocolVersion: m.GetProtocolVersion(),
		Verified:        spec.Verification(m.GetVerified()),
		Streams:         toNames[spec.Stream](m.GetStreams()),
		Capabilities:    toNames[spec.Capability](m.GetCapabilities()),
		Docs:            toText(m.GetDocs()),
	}
	for _, f := range m.GetFields() {
		d.Fields = append(d.Fields, spec.Field{
			Key:        f.GetKey(),
			Label:      toText(f.GetLabel()),
			Help:       toText(f.GetHelp()),
			Type:       spec.FieldType(f.GetType()),
			Required:   f.GetRequired(),
			Default:    f.GetDefault(),
			Choices:    toChoices(f.GetChoices()),
			Advanced:   f.GetAdvanced(),
			Pattern:    f.GetPattern(),
			Min:        f.GetMin(),
			Max:        f.GetMax(),
			Extensions: f.GetExtensions(),
		})
	}
	return d
}

func fromText(t spec.Text) *receivablev1.Text {
	if t == nil {
		return nil
	}
	return &receivablev1.Text{Wording: t}
}

func toText(m *receivablev1.Text) spec.Text {
	if m == nil {
		return nil
	}
	return m.GetWording()
}

func fromChoices(choices []spec.Choice) []*receivablev1.Choice {
	var out []*receivablev1.Choice
	for _, c := range choices {
		out = append(out, &receivablev1.Choice{Value: c.Value, Label: fromText(c.Label)})
	}
	return out
}

func toChoices(choices []*receivablev1.Choice) []spec.Choice {
	var out []spec.Choice
	for _, c := range choices {
		out = append(out, spec.Choice{Value: c.GetValue(), Label: toText(c.GetLabel())})
	}
	return out
}

func fromNames[T ~string](names []T) []string {
	var out []string
	for _, n := range names {
		out = append(out, string(n))
	}
	return out
}

func toNames[T ~string](names []string) []T {
	var out []T
	for _, n := range names {
		out = append(out, T(n))
	}
	return out
}
