package law

import (
	"encoding/json"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/shopspring/decimal"
)

// MarshalJSON writes a row as it stands in a pack's file.
func (r Row) MarshalJSON() ([]byte, error) {
	out := rowFile{
		ID: r.ID, Fact: r.Fact, Text: r.Text, Remark: r.Remark, Unit: r.Unit, From: r.From, To: r.To, Dated: r.Dated,
		Applies: r.Applies, By: r.By, Force: r.Force, Off: r.Off, Ref: r.Ref, Source: r.Source, Verified: r.Verified,
		VerifiedBy: r.VerifiedBy, Tones: r.Tones, Texts: r.Texts, Channels: r.Channels, Holidays: r.Holidays, Days: r.Days,
		Starts: r.Starts, Restarts: r.Restarts, Above: figure(r.Above), Least: figure(r.Least), Most: figure(r.Most),
	}
	if r.Fact.measured() && !r.Off && len(r.Scale) == 0 || !r.Value.IsZero() {
		out.Value = r.Value.String()
	}
	for _, b := range r.Scale {
		out.Scale = append(out.Scale, bandFile{From: b.From.String(), Percent: b.Percent.String()})
	}
	for _, d := range r.Weekdays {
		out.Weekdays = append(out.Weekdays, weekdayNames[d])
	}
	if r.Hours != (date.Window{}) {
		out.Hours = r.Hours.From.String() + "-" + r.Hours.To.String()
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON wrote, as strictly as a pack's file. Errors are BadPack and name the row and its field.
func (r *Row) UnmarshalJSON(data []byte) error {
	row, err := parseRow(data)
	if err != nil {
		return err
	}
	*r = row
	return nil
}

func figure(d decimal.Decimal) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}
