package main

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// said is what Tryton answers in place of a result: ["UserError",["text",...]],
// ["UserWarning",["name","text",...]], or [text, traceback] of a programming
// error. After any of them the call's transaction was rolled back.
type said struct {
	class string
	texts []string
}

// UnmarshalJSON takes any form; what it does not know becomes a text.
func (s *said) UnmarshalJSON(b []byte) error {
	var parts []json.RawMessage
	if !json.Valid(b) {
		return errors.New("an error that is no JSON")
	}
	if json.Unmarshal(b, &parts) != nil {
		parts = []json.RawMessage{b}
	}
	for i, part := range parts {
		var text string
		var texts []any
		switch {
		case json.Unmarshal(part, &text) == nil && i == 0:
			s.class = text
		case json.Unmarshal(part, &texts) == nil:
			for _, one := range texts {
				if text, ok := one.(string); ok && text != "" {
					s.texts = append(s.texts, text)
				}
			}
		case i == 0:
			s.class = string(part)
		}
	}
	return nil
}

// Error is what a person shall read of it.
func (s *said) Error() string {
	texts := s.texts
	if s.class == userWarning && len(texts) > 1 {
		texts = texts[1:]
	}
	text := strings.Join(texts, " ")
	if text == "" {
		text = s.class
	}
	if text == "" {
		text = "an error without a word"
	}
	return short(spec.CleanLine(text))
}

const (
	userError   = "UserError"
	userWarning = "UserWarning"
)

// refusal reports whether Tryton has judged the request, in its own words.
func (s *said) refusal() bool { return s.class == userError || s.class == userWarning }

// saidBy takes Tryton's words out of an error.
func saidBy(err error) *said {
	var s *said
	if errors.As(err, &s) {
		return s
	}
	return nil
}

func short(text string) string {
	if len(text) > 500 {
		return strings.ToValidUTF8(text[:500], "") + "..."
	}
	return text
}
