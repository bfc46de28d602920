package cli

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
)

// mostFact is how much of one fact a line of the history shows, in characters.
const mostFact = 120

// happened says the facts of an entry as a person reads them: "amount 500.00, by 2026-11-27". What is empty says nothing, and of a long
// text its beginning is enough: the whole of it stands in the JSON.
func happened(e *activity.Entry) string {
	if e.Redacted() {
		return "(removed for privacy)"
	}
	decoder := json.NewDecoder(strings.NewReader(e.Data))
	decoder.UseNumber() // money stays as it was written
	var facts map[string]any
	if err := decoder.Decode(&facts); err != nil {
		return e.Data
	}
	return factsOf(facts)
}

func factsOf(facts map[string]any) string {
	var out []string
	for _, key := range sortedKeys(facts) {
		if value := factOf(facts[key]); value != "" {
			out = append(out, strings.NewReplacer("_", " ", "-", " ").Replace(key)+" "+value)
		}
	}
	return strings.Join(out, ", ")
}

// factOf writes one value in a line; empty: there is nothing to say.
func factOf(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case bool:
		return map[bool]string{true: "yes", false: ""}[v]
	case string:
		return shownFact(v)
	case []any:
		var parts []string
		for _, part := range v {
			if text := factOf(part); text != "" {
				parts = append(parts, text)
			}
		}
		return strings.Join(parts, " + ")
	case map[string]any:
		if inner := factsOf(v); inner != "" {
			return "(" + inner + ")"
		}
		return ""
	}
	if text := fmt.Sprint(value); text != "0" {
		return text
	}
	return ""
}

func shownFact(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	runes := []rune(text)
	if len(runes) > mostFact {
		text = string(runes[:mostFact]) + "…"
	}
	if strings.Contains(text, ", ") {
		return "“" + text + "”"
	}
	return text
}
