package law

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/shopspring/decimal"
)

// BadPack is the code for a file that is no law pack.
const BadPack fault.Code = "bad-law-pack"

// rowFile is a row as it stands in a pack's file.
type rowFile struct {
	ID         string    `json:"id"`
	Fact       Fact      `json:"fact"`
	Value      string    `json:"value"`
	Text       string    `json:"text"`
	Unit       string    `json:"unit"`
	From       date.Date `json:"from"`
	To         date.Date `json:"to"`
	Dated      Dated     `json:"dated"`
	Applies    string    `json:"applies"`
	By         string    `json:"by"`
	Ref        string    `json:"ref"`
	Source     string    `json:"source"`
	Verified   date.Date `json:"verified"`
	VerifiedBy string    `json:"verified_by"`
}

// Parse reads a pack from JSON. Errors are BadPack, start with file:line and name the row and its field. Values are
// strings, so that no decimal passes through a binary fraction. Parse looks at form only; Check looks at meaning.
func Parse(file string, data []byte) (Pack, error) {
	var in struct {
		Code    string            `json:"code"`
		Name    string            `json:"name"`
		Version string            `json:"version"`
		Rows    []json.RawMessage `json:"rows"`
	}
	if err := strict(data, &in); err != nil {
		return Pack{}, badPack(file, data, offsetOf(err, 0), err)
	}
	p := Pack{Code: in.Code, Name: in.Name, Version: in.Version, Rows: make([]Row, 0, len(in.Rows))}
	at := 0
	for _, raw := range in.Rows {
		at += max(bytes.Index(data[at:], raw), 0)
		row, err := parseRow(raw)
		if err != nil {
			return Pack{}, badPack(file, data, at+offsetOf(err, 0), err)
		}
		p.Rows = append(p.Rows, row)
		at += len(raw)
	}
	return p, nil
}

func parseRow(raw []byte) (Row, error) {
	var in rowFile
	if err := strict(raw, &in); err != nil {
		return Row{}, err
	}
	row := Row{
		ID: in.ID, Fact: in.Fact, Text: in.Text, Unit: in.Unit, From: in.From, To: in.To, Dated: in.Dated, Applies: in.Applies,
		By: in.By, Ref: in.Ref, Source: in.Source, Verified: in.Verified, VerifiedBy: in.VerifiedBy,
	}
	if in.Value == "" {
		return row, nil
	}
	value, err := decimal.NewFromString(in.Value)
	if err != nil || len(in.Value) > 30 || strings.ContainsAny(in.Value, "eE") {
		return Row{}, fault.New(BadPack, "row %s: value %q is not a plain decimal", in.ID, in.Value).OnField("value")
	}
	row.Value = value
	return row, nil
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

// Load reads the packs of a folder by country code: every <code>.json of it. A file whose name is not its pack's code is
// an error, and so is a pack that Check finds wrong.
func Load(files embed.FS, dir string) (map[string]Pack, error) {
	entries, err := files.ReadDir(dir)
	if err != nil {
		return nil, fault.Wrap(err, BadPack, "the law packs cannot be read")
	}
	packs := map[string]Pack{}
	for _, entry := range entries {
		code, isPack := strings.CutSuffix(entry.Name(), ".json")
		if !isPack || entry.IsDir() {
			continue
		}
		data, err := files.ReadFile(path.Join(dir, entry.Name()))
		if err != nil {
			return nil, fault.Wrap(err, BadPack, "%s cannot be read", entry.Name())
		}
		pack, err := Parse(entry.Name(), data)
		if err != nil {
			return nil, err
		}
		if pack.Code != code {
			return nil, fault.New(BadPack, "%s holds the pack of %q", entry.Name(), pack.Code)
		}
		if found := Check(pack); len(found) > 0 {
			return nil, fault.New(BadPack, "%s: %s", entry.Name(), found[0])
		}
		packs[code] = pack
	}
	return packs, nil
}

// LoadCalendars reads the business calendars of a folder by country code: every <code>.json of it.
func LoadCalendars(files embed.FS, dir string) (map[string]date.Calendar, error) {
	entries, err := files.ReadDir(dir)
	if err != nil {
		return nil, fault.Wrap(err, BadPack, "the business calendars cannot be read")
	}
	out := map[string]date.Calendar{}
	for _, entry := range entries {
		data, err := files.ReadFile(path.Join(dir, entry.Name()))
		if err != nil {
			return nil, fault.Wrap(err, BadPack, "%s cannot be read", entry.Name())
		}
		cal, err := date.ParseCalendar(data)
		if err != nil {
			return nil, err
		}
		out[cal.Name] = cal
	}
	return out, nil
}

// Codes lists the country codes of packs in alphabetical order.
func Codes(packs map[string]Pack) []string {
	codes := make([]string, 0, len(packs))
	for code := range packs {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}
