package host

import (
	"maps"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// maxWords bounds each text of a diagnostic in bytes.
const maxWords = 4096

// sanitize makes a connector's words fit to be shown and logged.
func (s *Session) sanitize(d spec.Diagnostic) spec.Diagnostic {
	for _, text := range []*string{&d.Summary, &d.Detail, &d.Hint} {
		*text = s.gate.fit(*text, spec.CleanText)
	}
	for _, word := range []*string{
		&d.Code, &d.Field, &d.Record.ExternalID, &d.Record.File, &d.Record.Column, (*string)(&d.Record.Stream),
	} {
		*word = s.gate.fit(*word, spec.CleanLine)
	}
	if len(d.Choices) > maxOffered {
		d.Choices = d.Choices[:maxOffered]
	}
	for i := range d.Choices {
		d.Choices[i].Value = s.gate.fit(d.Choices[i].Value, spec.CleanLine)
		for lang, label := range d.Choices[i].Label {
			d.Choices[i].Label[lang] = s.gate.fit(label, spec.CleanLine)
		}
	}
	maps.DeleteFunc(d.Proposed, func(key, value string) bool {
		return len(key) > spec.MaxLine || len(value) > spec.MaxSetting || s.gate.clean(value) != value
	})
	return d
}

// maxOffered bounds the choices a diagnostic may offer.
const maxOffered = 1000

func cut(s string) string {
	if len(s) <= maxWords {
		return s
	}
	return strings.ToValidUTF8(s[:maxWords], "") + "..."
}
