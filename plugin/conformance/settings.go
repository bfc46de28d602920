package conformance

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/host"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
)

func (l *lab) describe(t *testing.T) {
	again, err := l.start(t).Describe(t.Context())
	if err != nil {
		t.Fatal(explain(err))
	}
	if diff := cmp.Diff(l.description, again); diff != "" {
		t.Errorf("it describes itself differently the second time:\n%s", diff)
	}
	for _, f := range l.description.Fields {
		if f.Help["en"] == "" && f.Required {
			t.Errorf("the setting %q is required but has no help: say where to find its value", f.Key)
		}
	}
	if l.description.Docs["en"] == "" {
		t.Error("it has no docs: say what is read, what is not, and where the settings are found")
	}
}

// missingSettings takes each required setting away in turn.
func (l *lab) missingSettings(t *testing.T) {
	s := l.start(t)
	for _, f := range l.description.Fields {
		if !f.Required || f.Default != "" {
			continue
		}
		found, err := s.Check(t.Context(), l.without(f.Key))
		if err != nil {
			t.Fatal(explain(err))
		}
		if !names(found, f.Key, spec.CodeSettingMissing) {
			t.Errorf("without %q the check says %v, nothing about the field", f.Key, found)
		}
	}
}

func (l *lab) unknownSetting(t *testing.T) {
	found, err := l.start(t).Check(t.Context(), l.with("no-such-setting", "x"))
	if err != nil {
		t.Fatal(explain(err))
	}
	if !names(found, "no-such-setting", spec.CodeSettingUnknown) {
		t.Errorf("an unknown setting is not reported: %v", found)
	}
}

// brokenFiles points each file setting at nothing, at a folder, at an empty
// file and at garbage. The first two must be reported on the field; none may
// bring the connector down.
func (l *lab) brokenFiles(t *testing.T) {
	folder := t.TempDir()
	for _, f := range l.description.Fields {
		if f.Type != spec.FieldFile || l.options.Settings[f.Key] == "" {
			continue
		}
		extension := filepath.Ext(l.options.Settings[f.Key])
		empty, garbage := filepath.Join(folder, "empty"+extension), filepath.Join(folder, "garbage"+extension)
		write(t, empty, nil)
		write(t, garbage, bytes.Repeat([]byte{0xff, 0, 0x80, '\n', ';', '"', '<'}, 10_000))
		for path, mustName := range map[string]bool{
			filepath.Join(folder, "no-such-file"+extension): true, folder: true, empty: false, garbage: false,
		} {
			l.brokenFile(t, f.Key, path, mustName)
		}
	}
}

// brokenFolders points each folder setting at nothing, at a file, and at a
// folder that holds nothing but garbage. The first two must be reported on the
// field; one bad file must not bring the connector down.
func (l *lab) brokenFolders(t *testing.T) {
	for _, f := range l.description.Fields {
		if f.Type != spec.FieldFolder || l.options.Settings[f.Key] == "" {
			continue
		}
		folder := t.TempDir()
		garbage := filepath.Join(folder, "garbage")
		write(t, garbage, bytes.Repeat([]byte{0xff, 0, 0x80, '\n', ';', '"', '<'}, 10_000))
		for path, mustName := range map[string]bool{
			filepath.Join(folder, "no-such-folder"): true, garbage: true, folder: false,
		} {
			l.brokenFile(t, f.Key, path, mustName)
		}
	}
}

func (l *lab) brokenFile(t *testing.T, key, path string, mustName bool) {
	t.Helper()
	s := l.start(t)
	found, err := s.Check(t.Context(), l.with(key, path))
	if err != nil {
		t.Errorf("checking with %s=%s: %s", key, path, explain(err))
		return
	}
	if mustName && !names(found, key, "") {
		t.Errorf("with %s=%s the check says %v, no error about the field", key, path, found)
	}
	_, err = s.Read(t.Context(), l.with(key, path), l.options.Request, &Records{})
	if code := host.CodeOf(err); err != nil && code != host.ReadFailed {
		t.Errorf("reading with %s=%s: %s", key, path, explain(err))
	}
	if err == nil && len(errorsIn(found)) > 0 {
		t.Errorf("with %s=%s the check finds an error but a read completes", key, path)
	}
}

func (l *lab) check(t *testing.T) {
	found, err := l.start(t).Check(t.Context(), l.settings())
	if err != nil {
		t.Fatal(explain(err))
	}
	l.said = append(l.said, found...)
	if bad := errorsIn(found); len(bad) > 0 {
		t.Errorf("the check of good settings finds errors: %v", bad)
	}
	l.fixtures.same(t)
}

// names reports whether an error is about the field, with the code if given.
func names(found []spec.Diagnostic, field, code string) bool {
	for _, d := range errorsIn(found) {
		if d.Field == field && (code == "" || d.Code == code) {
			return true
		}
	}
	return false
}

func write(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
