package spec

import (
	"encoding/json"
	"fmt"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// CheckSettings holds settings against the fields, in the order of the form:
// what is missing, unknown, of the wrong form, or a secret in the wrong place.
// The desk calls it while a person fills in the form, the SDK before each check
// and read. Defaults count as values.
func CheckSettings(fields []Field, s Settings) []Diagnostic {
	var found []Diagnostic
	known := map[string]bool{}
	s = s.WithDefaults(fields)
	for _, f := range fields {
		known[f.Key] = true
		if d, bad := checkSetting(f, s); bad {
			found = append(found, d)
		}
	}
	for _, key := range s.keys() {
		if !known[key] {
			found = append(found, settingDiagnostic(CodeSettingUnknown, key,
				fmt.Sprintf("The connector has no setting %q.", key), "Remove it or check its spelling."))
		}
	}
	return found
}

func checkSetting(f Field, s Settings) (Diagnostic, bool) {
	_, hasValue := s.values[f.Key]
	_, hasSecret := s.secrets[f.Key]
	label := f.Label.In()
	switch {
	case f.IsSecret() && hasValue:
		return settingDiagnostic(CodeSettingInvalid, f.Key, label+" is a secret but was given as an ordinary value.",
			"Give it as a secret, so that it is kept in the keychain."), true
	case hasSecret && s.values[f.Key] != "":
		return settingDiagnostic(CodeSettingInvalid, f.Key, label+" was given as a secret and as an ordinary value.",
			"Leave one of them."), true
	case hasSecret && !f.MayBeSecret():
		return settingDiagnostic(CodeSettingInvalid, f.Key, label+" was given as a secret but is none.",
			"Give it as an ordinary value."), true
	case !s.Has(f.Key):
		return settingDiagnostic(CodeSettingMissing, f.Key, label+" is missing.", "Fill it in."), f.Required
	case hasSecret:
		return settingDiagnostic(CodeSettingInvalid, f.Key, label+" is too long.", "Check what was pasted."),
			len(s.secrets[f.Key]) > MaxSetting
	}
	if problem := valueProblem(f, s.values[f.Key]); problem != "" {
		return settingDiagnostic(CodeSettingInvalid, f.Key, label+" "+problem+".", "Correct it."), true
	}
	return Diagnostic{}, false
}

func settingDiagnostic(code, field, summary, hint string) Diagnostic {
	return Diagnostic{Severity: SeverityError, Code: code, Field: field, Summary: summary, Hint: hint}
}

// valueProblem completes the sentence "Label ...", or is empty.
func valueProblem(f Field, v string) string {
	if len(v) > MaxSetting {
		return "is too long"
	}
	if !isClean(v, f.Type == FieldText || f.Type == FieldMapping) {
		return "holds a control character"
	}
	if problem := formProblem(f, v); problem != "" {
		return problem
	}
	if f.Pattern != "" {
		re, err := regexp.Compile(`^(?:` + f.Pattern + `)$`)
		if err != nil || !re.MatchString(v) {
			return fmt.Sprintf("is %s, which does not have the expected form", quoteShort(v))
		}
	}
	return boundsProblem(f, v)
}

func formProblem(f Field, v string) string {
	switch f.Type {
	case FieldText, FieldSecret, FieldTextOrSecret:
		return ""
	case FieldFile, FieldFolder:
		return complain(filepath.IsAbs(v), v, "is not a full path")
	case FieldURL:
		u, err := url.Parse(v)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return "is not an address that starts with https:// or http://"
		}
		return ""
	case FieldNumber:
		_, err := strconv.ParseInt(v, 10, 64)
		return complain(err == nil, v, "is not a whole number")
	case FieldBool:
		return complain(v == "true" || v == "false", v, "is neither true nor false")
	case FieldChoice:
		return complain(f.allows(v), v, "is not one of its choices")
	case FieldDate:
		return complain(Date(v).Valid(), v, "is not a date (YYYY-MM-DD)")
	case FieldTimezone:
		_, err := time.LoadLocation(v)
		return complain(err == nil && v != "Local", v, "is not a time zone like Europe/Oslo")
	case FieldMapping:
		return mappingProblem(f, v)
	default:
		return "" // a type of a newer minor: the connector judges it
	}
}

func complain(good bool, v, problem string) string {
	if good {
		return ""
	}
	return "is " + quoteShort(v) + ", which " + problem
}

func mappingProblem(f Field, v string) string {
	var m map[string]string
	if err := json.Unmarshal([]byte(v), &m); err != nil {
		return "is not a mapping of targets to columns"
	}
	for target := range m {
		if len(f.Choices) > 0 && !f.allows(target) {
			return fmt.Sprintf("maps %s, which the connector does not know", quoteShort(target))
		}
	}
	return ""
}

func (f Field) allows(v string) bool {
	return slices.ContainsFunc(f.Choices, func(c Choice) bool { return c.Value == v })
}

func boundsProblem(f Field, v string) string {
	if f.Min != "" && less(f.Type, v, f.Min) {
		return fmt.Sprintf("is %s, which is below %s", quoteShort(v), f.Min)
	}
	if f.Max != "" && less(f.Type, f.Max, v) {
		return fmt.Sprintf("is %s, which is above %s", quoteShort(v), f.Max)
	}
	return ""
}

func less(t FieldType, a, b string) bool {
	if t != FieldNumber {
		return a < b // civil dates sort as text
	}
	x, errX := strconv.ParseInt(a, 10, 64)
	y, errY := strconv.ParseInt(b, 10, 64)
	return errX == nil && errY == nil && x < y
}
