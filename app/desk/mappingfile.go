package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// A mapping file carries to another desk how a source is read: which column holds what, decimal sign, order of dates. Paths,
// secrets and records are not in it.
const (
	mappingFormat  = "dunningdesk-mapping"
	mappingVersion = 1
)

// Limits of a mapping file, in bytes, and of a value in it.
const (
	LargestMapping = 256 << 10
	largestValue   = 1024
)

// MappingInvalid is the code of a mapping file that cannot be taken.
const MappingInvalid fault.Code = "mapping-invalid"

// mappingFile is the file. A setting is a text, and a mapping an object of what to column.
type mappingFile struct {
	Format    string                     `json:"format"`
	Version   int                        `json:"version"`
	Connector string                     `json:"connector"`
	Settings  map[string]json.RawMessage `json:"settings"`
}

// ExportMapping writes how a connection is read, for ImportMapping at another desk.
func (d *Desk) ExportMapping(ctx context.Context, id receivable.ConnectionID) ([]byte, error) {
	c, k, err := d.mappable(ctx, id)
	if err != nil {
		return nil, err
	}
	file := mappingFile{Format: mappingFormat, Version: mappingVersion, Connector: c.Kind, Settings: map[string]json.RawMessage{}}
	isMapped := false
	for _, f := range k.Fields {
		value := c.Settings[f.Key]
		if value == "" || !saysHow(f) {
			continue
		}
		raw := json.RawMessage(value)
		if f.Type != "mapping" {
			if raw, err = json.Marshal(value); err != nil {
				return nil, err
			}
		}
		isMapped = isMapped || f.Type == "mapping"
		file.Settings[f.Key] = raw
	}
	if !isMapped {
		return nil, fault.New(fault.Refused, "nobody has confirmed yet how %s is read", c.Name).WithHint("confirm the mapping first (`mapping confirm`)")
	}
	return plainJSON(file, "  ")
}

// plainJSON writes headings as they are: people read the file.
func plainJSON(value any, indent string) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	err := enc.Encode(value)
	return out.Bytes(), err
}

// PreviewMapping checks a mapping file against a connection and says what it would change. It writes nothing.
func (d *Desk) PreviewMapping(ctx context.Context, id receivable.ConnectionID, content []byte) ([]MappingChange, error) {
	c, k, after, err := d.readMapping(ctx, id, content)
	if err != nil {
		return nil, err
	}
	return mappingChanges(c, k, after), nil
}

// ImportMapping has a connection be read as a mapping file says, and says what was changed. Settings that the file does not
// name are recognised again.
func (d *Desk) ImportMapping(ctx context.Context, id receivable.ConnectionID, content []byte) ([]MappingChange, error) {
	c, k, after, err := d.readMapping(ctx, id, content)
	if err != nil {
		return nil, err
	}
	return d.remap(ctx, c, k, after)
}

// readMapping gives the settings that a connection would have.
func (d *Desk) readMapping(ctx context.Context, id receivable.ConnectionID, content []byte) (c store.Connection, k Kind, after map[string]string, err error) {
	if c, k, err = d.mappable(ctx, id); err != nil {
		return c, k, nil, err
	}
	file, err := parseMapping(content)
	if err != nil {
		return c, k, nil, err
	}
	if file.Connector != c.Kind {
		return c, k, nil, noMapping("it is for the connector %q, and %s is read by %q", short(file.Connector), c.Name, c.Kind)
	}
	after = maps.Clone(c.Settings)
	for _, f := range k.Fields {
		if saysHow(f) {
			delete(after, f.Key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(file.Settings)) {
		i := slices.IndexFunc(k.Fields, func(f Field) bool { return f.Key == key && saysHow(f) })
		if i < 0 {
			return c, k, nil, noMapping("the setting %q is none of how %s is read", short(key), c.Kind)
		}
		if after[key], err = mappingValue(k.Fields[i], file.Settings[key]); err != nil {
			return c, k, nil, err
		}
	}
	return c, k, after, nil
}

func parseMapping(content []byte) (mappingFile, error) {
	var file mappingFile
	if len(content) > LargestMapping {
		return file, noMapping("it holds more than %d KiB", LargestMapping>>10)
	}
	in := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))))
	in.DisallowUnknownFields()
	if err := in.Decode(&file); err != nil {
		return file, noMapping("%s", strings.TrimPrefix(err.Error(), "json: "))
	}
	if in.More() {
		return file, noMapping("something stands behind its end")
	}
	switch {
	case file.Format != mappingFormat:
		return file, noMapping("it does not say %q", mappingFormat)
	case file.Version > mappingVersion:
		return file, noMapping("it was written by a newer program (version %d, this one knows %d)", file.Version, mappingVersion)
	case file.Version != mappingVersion:
		return file, noMapping("there is no version %d", file.Version)
	}
	return file, nil
}

// mappingValue reads one setting and holds it against the connector's description.
func mappingValue(f Field, raw json.RawMessage) (string, error) {
	if f.Type == "mapping" {
		return columnsOf(f, raw)
	}
	var value string
	if err := json.Unmarshal(raw, &value); err != nil {
		return "", noMapping("the setting %q is no text", f.Key)
	}
	if err := fits(f.Key, value); err != nil {
		return "", err
	}
	switch {
	case value == "":
	case f.Type == "choice" && !hasChoice(f, value):
		return "", noMapping("the setting %q cannot be %q", f.Key, short(value))
	case f.Type == "bool" && value != "true" && value != "false":
		return "", noMapping("the setting %q is true or false, not %q", f.Key, short(value))
	case f.Type == "number":
		if _, err := strconv.ParseInt(value, 10, 64); err != nil {
			return "", noMapping("the setting %q is no number: %q", f.Key, short(value))
		}
	case f.Pattern != "":
		if ok, err := regexp.MatchString("^(?:"+f.Pattern+")$", value); err != nil || !ok {
			return "", noMapping("the setting %q cannot be %q", f.Key, short(value))
		}
	}
	return value, nil
}

func columnsOf(f Field, raw json.RawMessage) (string, error) {
	columns := map[string]string{}
	if err := json.Unmarshal(raw, &columns); err != nil {
		return "", noMapping("the setting %q is no object of texts", f.Key)
	}
	for _, key := range slices.Sorted(maps.Keys(columns)) {
		if !hasChoice(f, key) {
			return "", noMapping("the mapping has no %q", short(key))
		}
		if err := fits(key, columns[key]); err != nil {
			return "", err
		}
	}
	if len(columns) == 0 {
		return "", nil
	}
	out, err := plainJSON(columns, "")
	return strings.TrimSuffix(string(out), "\n"), err
}

func hasChoice(f Field, value string) bool {
	return slices.ContainsFunc(f.Choices, func(c Choice) bool { return c.Value == value })
}

// fits refuses what no heading and no setting holds.
func fits(key, value string) error {
	if len(value) > largestValue {
		return noMapping("%q holds more than %d bytes", key, largestValue)
	}
	for _, r := range value {
		if r < ' ' || r == 0x7f || r == '\ufffd' {
			return noMapping("%q holds a character that no heading has", key)
		}
	}
	return nil
}

func noMapping(format string, args ...any) error {
	return fault.New(MappingInvalid, "this is no mapping file that can be taken: %s", fmt.Sprintf(format, args...)).OnField("file").
		WithHint("export the mapping again at the desk where it was made; nothing was changed")
}

// short keeps a quote of a file short.
func short(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "..."
	}
	return s
}
