package desk

import (
	"context"
	"encoding/binary"
	"strings"
	"unicode/utf16"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// MappingTemplate gives an empty list with the headings that a connector knows, in the book's language, for whoever has no export
// and keeps the list by hand. Tabs and UTF-16 are what Excel opens as columns with every regional setting.
func (d *Desk) MappingTemplate(ctx context.Context, kind string) ([]byte, error) {
	k, err := d.kind(ctx, kind)
	if err != nil {
		return nil, err
	}
	company, err := d.Company(ctx)
	if err != nil {
		return nil, err
	}
	var headings []string
	for _, f := range k.Fields {
		if f.Type != "mapping" {
			continue
		}
		for _, c := range f.Choices {
			if strings.Contains(c.Value, ".") { // of another list than the first
				continue
			}
			heading := c.Label[company.Language]
			if heading == "" {
				heading = c.Label["en"]
			}
			headings = append(headings, heading)
		}
	}
	if len(headings) == 0 {
		return nil, fault.New(fault.Refused, "the connector %s reads no lists", kind).WithHint("the connector files does")
	}
	letters := utf16.Encode([]rune("\ufeff" + strings.Join(headings, "\t") + "\r\n"))
	out := make([]byte, 0, 2*len(letters))
	for _, one := range letters {
		out = binary.LittleEndian.AppendUint16(out, one)
	}
	return out, nil
}
