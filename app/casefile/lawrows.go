package casefile

import (
	"encoding/json"

	"github.com/dunningdesk/dunningdesk/app/core/law"
)

// decodeLawRows lays rows of the case's own over its pack, as an office does with its terms: {id, fact, value, unit, ...} as
// they stand in a pack's file.
func decodeLawRows(f *fields, c *Case) {
	v := f.get("law_rows")
	if v == nil || f.err != nil {
		return
	}
	data, err := json.Marshal(v.plain())
	if err != nil {
		f.fail(v.wrong("the rows cannot be read: %s", err))
		return
	}
	own, err := law.ParseRows("law_rows", data)
	if err != nil {
		f.fail(v.wrong("%s", err))
		return
	}
	pack, _, err := law.Overlay(c.Law, own)
	if err != nil {
		f.fail(v.wrong("%s", err))
		return
	}
	c.Law = pack
}

// plain gives a value as it would stand in JSON. Figures in quotes stay texts.
func (v *value) plain() any {
	switch v.shape {
	case table:
		out := make(map[string]any, len(v.entries))
		for _, e := range v.entries {
			out[e.key] = e.value.plain()
		}
		return out
	case list:
		out := make([]any, 0, len(v.list))
		for _, each := range v.list {
			out = append(out, each.plain())
		}
		return out
	case number:
		return json.Number(v.text)
	case truth:
		return v.text == "true"
	case empty:
		return nil
	case text:
	}
	return v.text
}
