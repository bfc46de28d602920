package law

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/shopspring/decimal"
)

// BadPack is the code for a file that is no law pack.
const BadPack fault.Code = "bad-law-pack"

// rowFile is a row as it stands in a pack's file.
type rowFile struct {
	ID         string               `json:"id"`
	Fact       Fact                 `json:"fact"`
	Value      string               `json:"value,omitempty"`
	Text       string               `json:"text,omitempty"`
	Remark     string               `json:"remark,omitempty"`
	Unit       string               `json:"unit,omitempty"`
	From       date.Date            `json:"from,omitzero"`
	To         date.Date            `json:"to,omitzero"`
	Dated      Dated                `json:"dated,omitempty"`
	Applies    string               `json:"applies"`
	By         string               `json:"by"`
	Force      Force                `json:"force,omitempty"`
	Off        bool                 `json:"off,omitempty"`
	Above      string               `json:"above,omitempty"`
	Scale      []bandFile           `json:"scale,omitempty"`
	Least      string               `json:"least,omitempty"`
	Most       string               `json:"most,omitempty"`
	Tones      []string             `json:"tones,omitempty"`
	Texts      map[string]string    `json:"texts,omitempty"`
	Channels   []receivable.Channel `json:"channels,omitempty"`
	Weekdays   []string             `json:"weekdays,omitempty"`
	Hours      string               `json:"hours,omitempty"`
	Holidays   bool                 `json:"holidays,omitempty"`
	Days       int                  `json:"days,omitempty"`
	Starts     string               `json:"starts,omitempty"`
	Restarts   []string             `json:"restarts,omitempty"`
	Ref        string               `json:"ref"`
	Source     string               `json:"source"`
	Verified   date.Date            `json:"verified,omitzero"`
	VerifiedBy string               `json:"verified_by,omitempty"`
}

type bandFile struct {
	From    string `json:"from"`
	Percent string `json:"percent"`
}

// Parse reads a pack from JSON. Errors are BadPack, start with file:line and name the row and its field. Values are
// strings, so that no decimal passes through a binary fraction. Parse looks at form only; Check looks at meaning.
func Parse(file string, data []byte) (Pack, error) {
	var in struct {
		Code    string            `json:"code"`
		Name    string            `json:"name"`
		Version string            `json:"version"`
		Zone    string            `json:"zone"`
		Rows    []json.RawMessage `json:"rows"`
	}
	if err := strict(data, &in); err != nil {
		return Pack{}, badPack(file, data, offsetOf(err, 0), err)
	}
	rows, err := parseRows(file, data, in.Rows)
	if err != nil {
		return Pack{}, err
	}
	return Pack{Code: in.Code, Name: in.Name, Version: in.Version, Zone: in.Zone, Rows: rows}.withIndex(), nil
}

// ParseRows reads the office's own rows: a JSON list of rows as they stand in a pack. Errors are as with Parse.
func ParseRows(file string, data []byte) ([]Row, error) {
	var raws []json.RawMessage
	if err := strict(data, &raws); err != nil {
		return nil, badPack(file, data, offsetOf(err, 0), err)
	}
	return parseRows(file, data, raws)
}

func parseRows(file string, data []byte, raws []json.RawMessage) ([]Row, error) {
	rows := make([]Row, 0, len(raws))
	at := 0
	for _, raw := range raws {
		at += max(bytes.Index(data[at:], raw), 0)
		row, err := parseRow(raw)
		if err != nil {
			return nil, badPack(file, data, at+offsetOf(err, 0), err)
		}
		rows = append(rows, row)
		at += len(raw)
	}
	return rows, nil
}

func parseRow(raw []byte) (Row, error) {
	var in rowFile
	if err := strict(raw, &in); err != nil {
		return Row{}, err
	}
	row := Row{
		ID: in.ID, Fact: in.Fact, Text: in.Text, Remark: in.Remark, Unit: in.Unit, From: in.From, To: in.To, Dated: in.Dated,
		Applies: in.Applies, By: in.By, Force: in.Force, Off: in.Off, Ref: in.Ref, Source: in.Source, Verified: in.Verified,
		VerifiedBy: in.VerifiedBy, Tones: in.Tones, Texts: in.Texts, Channels: in.Channels, Holidays: in.Holidays, Days: in.Days,
		Starts: in.Starts, Restarts: in.Restarts,
	}
	if in.Value == "" && !in.Off && in.Fact.measured() && len(in.Scale) == 0 {
		return Row{}, wrong(in.ID, "value", "a %s row needs a value", in.Fact)
	}
	if err := row.setFigures(&in); err != nil {
		return Row{}, err
	}
	return row, row.setHours(&in)
}

func (r *Row) setFigures(in *rowFile) error {
	for _, f := range []struct {
		field, text string
		into        *decimal.Decimal
	}{{"value", in.Value, &r.Value}, {"above", in.Above, &r.Above}, {"least", in.Least, &r.Least}, {"most", in.Most, &r.Most}} {
		if err := setFigure(in.ID, f.field, f.text, f.into); err != nil {
			return err
		}
	}
	for _, b := range in.Scale {
		var band Band
		if b.From == "" || b.Percent == "" {
			return wrong(in.ID, "scale", "a band needs from and percent")
		}
		if err := setFigure(in.ID, "scale", b.From, &band.From); err != nil {
			return err
		}
		if err := setFigure(in.ID, "scale", b.Percent, &band.Percent); err != nil {
			return err
		}
		r.Scale = append(r.Scale, band)
	}
	return nil
}

// longestFigure bounds what a decimal may take; no figure of a law comes near it.
const longestFigure = 30

func setFigure(id, field, text string, into *decimal.Decimal) error {
	if text == "" {
		return nil
	}
	value, err := decimal.NewFromString(text)
	if err != nil || len(text) > longestFigure || strings.ContainsAny(text, "eE") {
		return wrong(id, field, "%q is not a plain decimal", text)
	}
	*into = value
	return nil
}

// weekdayNames are the days as they stand in a file, from Sunday as time.Weekday counts.
var weekdayNames = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

func (r *Row) setHours(in *rowFile) error {
	for _, name := range in.Weekdays {
		day := slices.Index(weekdayNames[:], name)
		if day < 0 {
			return wrong(in.ID, "weekdays", "%q is not one of mon tue wed thu fri sat sun", name)
		}
		r.Weekdays = append(r.Weekdays, time.Weekday(day))
	}
	if in.Hours == "" {
		return nil
	}
	window, err := ParseHours(in.Hours)
	if err != nil {
		return fault.Wrap(err, BadPack, "row %s", in.ID).OnField("hours")
	}
	r.Hours = window
	return nil
}

// ParseHours reads "08:00-21:00": from the first minute on, up to and without the last. Errors are date.BadTime.
func ParseHours(text string) (date.Window, error) {
	from, to, _ := strings.Cut(text, "-")
	start, err := date.ParseTimeOfDay(from)
	if err != nil {
		return date.Window{}, err
	}
	end, err := date.ParseTimeOfDay(to)
	if err != nil {
		return date.Window{}, err
	}
	if end <= start {
		return date.Window{}, fault.New(date.BadTime, "%s ends before it begins", text)
	}
	return date.Window{From: start, To: end}, nil
}

func wrong(id, field, format string, args ...any) error {
	return fault.New(BadPack, "row %s: %s: "+format, append([]any{id, field}, args...)...).OnField(field)
}

// strict decodes one JSON value with nothing unknown in it and nothing after it.
func strict(data []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return err
	}
	if dec.More() {
		return fault.New(BadPack, "something follows after the end")
	}
	return nil
}

// offsetOf is where a JSON error lies, or the fallback when it does not say.
func offsetOf(err error, fallback int) int {
	var syntax *json.SyntaxError
	var mismatch *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return int(syntax.Offset)
	case errors.As(err, &mismatch):
		return int(mismatch.Offset)
	}
	return fallback
}

func badPack(file string, data []byte, offset int, cause error) error {
	line := 1 + bytes.Count(data[:min(max(offset, 0), len(data))], []byte("\n"))
	return fault.Wrap(cause, BadPack, "%s:%d: the law pack cannot be read", file, line)
}
