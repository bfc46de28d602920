package main

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/conformance"
	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
)

func TestConformance(t *testing.T) {
	for name, o := range map[string]conformance.Options{
		"a folder": {Settings: map[string]string{"folder": absolute(t, "testdata/folder")}, Rejected: 1, Golden: "testdata/golden.json"},
		"a file":   {Settings: map[string]string{"file": absolute(t, "testdata/folder/2026-11-23 notification.xml")}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := conformance.Run(t, o); len(got.BankLines) == 0 {
				t.Error("no bank line came")
			}
		})
	}
}

func absolute(t *testing.T, path string) string {
	t.Helper()
	out, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// from reads with settings.
func from(t *testing.T, settings ...string) (sdk.Collected, error) {
	t.Helper()
	values := map[string]string{}
	for i := 0; i+1 < len(settings); i += 2 {
		values[settings[i]] = settings[i+1]
	}
	return sdk.Collect(t.Context(), connector{}, spec.NewSettings(values, nil), spec.ReadRequest{Mode: spec.ModeFull})
}

// folderOf makes a folder of files of testdata/folder under other names, "new=old", or of texts, "new:text".
func folderOf(t *testing.T, files ...string) string {
	t.Helper()
	folder := t.TempDir()
	for _, f := range files {
		name, text, isText := strings.Cut(f, ":")
		b := []byte(text)
		if !isText {
			var old string
			name, old, _ = strings.Cut(f, "=")
			var err error
			if b, err = os.ReadFile(filepath.Join("testdata", "folder", old)); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(folder, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func must(t *testing.T, got sdk.Collected, err error) sdk.Collected {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func idsOf(lines []spec.BankLine) []string {
	out := make([]string, 0, len(lines))
	for i := range lines {
		out = append(out, lines[i].ExternalID)
	}
	slices.Sort(out)
	return out
}

func codesOf(found []spec.Diagnostic) (out []string) {
	for _, d := range found {
		out = append(out, d.Code)
	}
	return out
}

const (
	statement    = "2026-11-23 statement.xml"
	notification = "2026-11-23 notification.xml"
	wrong        = "2026-11-24 wrong.xml"
)

// The same file under another name, and twice in a folder, brings the same lines.
func TestAFileUnderAnotherNameBringsTheSameLines(t *testing.T) {
	for _, file := range []string{statement, notification, "umsatz.sta", "OCR.D231126", "BGMAX.txt"} {
		once, err := from(t, "folder", folderOf(t, "a="+file), "outgoing", "true")
		once = must(t, once, err)
		twice, err := from(t, "folder", folderOf(t, "b="+file, "c.bak="+file), "outgoing", "true")
		twice = must(t, twice, err)
		if diff := cmp.Diff(idsOf(once.BankLines), idsOf(twice.BankLines)); diff != "" || len(once.BankLines) == 0 {
			t.Errorf("%s:\n%s", file, diff)
		}
	}
}

// A statement tells of a payment without its KID and of a collective booking without its payments; the notification has both.
func TestStatementAndNotificationOfOneMovementCountOnce(t *testing.T) {
	both := [][]string{{"1=" + statement, "2=" + notification}, {"1=" + notification, "2=" + statement}}
	var ids []string
	for _, files := range both {
		got, err := from(t, "folder", folderOf(t, files...))
		got = must(t, got, err)
		var sum int64
		refs := map[string]int64{}
		for _, l := range got.BankLines {
			sum += l.Amount
			for _, r := range l.References {
				refs[r] = l.Amount
			}
		}
		if len(got.BankLines) != 5 || sum != 1310000 || refs["0001004217"] != 1250000 || refs["0001004308"] != 30000 || refs["RF18539007547034"] != 10000 {
			t.Errorf("%d lines, %d, %v", len(got.BankLines), sum, refs)
		}
		if ids == nil {
			ids = idsOf(got.BankLines)
		}
		if diff := cmp.Diff(ids, idsOf(got.BankLines)); diff != "" {
			t.Error(diff)
		}
	}
	alone, err := from(t, "folder", folderOf(t, "1="+statement))
	alone = must(t, alone, err)
	if len(alone.BankLines) != 3 || !slices.Contains(ids, alone.BankLines[0].ExternalID) || alone.BankLines[1].Amount != 70000 {
		t.Errorf("%+v", alone.BankLines)
	}
	if codes := codesOf(alone.Diagnostics); !slices.Contains(codes, codeUnsplit) || !slices.Contains(codes, codePending) || !slices.Contains(codes, codeOutgoing) {
		t.Errorf("it says %v", codes)
	}
}

func TestPaymentsOutComeWhenTheyAreWanted(t *testing.T) {
	folder := folderOf(t, "1="+statement)
	without, err := from(t, "folder", folder)
	without = must(t, without, err)
	with, err := from(t, "folder", folder, "outgoing", "true")
	with = must(t, with, err)
	var sum int64
	for _, l := range with.BankLines {
		sum += l.Amount
	}
	if len(with.BankLines) != len(without.BankLines)+1 || sum != 1285000 {
		t.Errorf("%d lines of %d: the statement moved 12850.00", len(with.BankLines), sum)
	}
	for _, l := range without.BankLines {
		if l.Amount < 0 && !l.Reversal {
			t.Errorf("%+v", l)
		}
	}
}

// A bad file is told with its place, nothing of it is sent, and the others go on.
func TestOneBadFileDoesNotStopTheOthers(t *testing.T) {
	for name, bad := range map[string]struct{ file, code, place string }{
		"sums":         {"bad=" + wrong, spec.CodeControlDiffers, "bad, line 10, column Amt"},
		"cut":          {"bad:<Document><BkToCstmrStmt>", spec.CodeSourceTruncated, "bad, line 1, column Stmt"},
		"empty":        {"bad:", spec.CodeSourceTruncated, "bad, line 1"},
		"no bank file": {"bad:Date;Amount\n1;2\n", codeForeign, "bad, line 1"},
	} {
		got, err := from(t, "folder", folderOf(t, bad.file, "good="+notification))
		got = must(t, got, err)
		var said spec.Diagnostic
		for _, d := range got.Diagnostics {
			if d.Record.File == "bad" {
				said = d
			}
		}
		if len(got.BankLines) != 4 || said.Code != bad.code || !strings.HasPrefix(bad.place, strings.TrimSuffix(said.Record.String(), "")) {
			t.Errorf("%s: %d lines, %+v at %s", name, len(got.BankLines), said, said.Record)
		}
		rejected := got.Checkpoints[len(got.Checkpoints)-1].Rejected
		if (rejected == 1) != (bad.code != codeForeign) {
			t.Errorf("%s: %d rejected", name, rejected)
		}
		// With a setting for this one file, nothing is left to read.
		_, err = from(t, "file", filepath.Join(folderOf(t, bad.file), "bad"))
		var d spec.Diagnostic
		if !errors.As(err, &d) || d.Field != "file" || d.Code != bad.code {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSettingsThatCannotBeRead(t *testing.T) {
	file := filepath.Join(folderOf(t, "a="+statement), "a")
	for name, tc := range map[string]struct {
		settings    []string
		field, code string
	}{
		"nothing":         {nil, "folder", spec.CodeSettingMissing},
		"both":            {[]string{"folder", filepath.Dir(file), "file", file}, "file", spec.CodeSettingInvalid},
		"no such folder":  {[]string{"folder", file + "-gone"}, "folder", spec.CodeSourceNotFound},
		"no such file":    {[]string{"file", file + "-gone"}, "file", spec.CodeSourceNotFound},
		"a file":          {[]string{"folder", file}, "folder", spec.CodeSourceUnreadable},
		"a folder":        {[]string{"file", filepath.Dir(file)}, "file", codeForeign},
		"not even a file": {[]string{"file", os.DevNull}, "file", codeForeign},
	} {
		if runtime.GOOS == "windows" && name == "not even a file" {
			continue
		}
		_, err := from(t, tc.settings...)
		var d spec.Diagnostic
		if !errors.As(err, &d) || d.Field != tc.field || d.Code != tc.code || d.Hint == "" {
			t.Errorf("%s: %v", name, err)
		}
		values := map[string]string{}
		for i := 0; i+1 < len(tc.settings); i += 2 {
			values[tc.settings[i]] = tc.settings[i+1]
		}
		found := connector{}.Check(t.Context(), spec.NewSettings(values, nil))
		if len(found) != 1 || found[0].Severity != spec.SeverityError || found[0].Field != tc.field {
			t.Errorf("%s: the check says %v", name, found)
		}
	}
}

// Links out of the folder are not followed; folders in it, hidden files and unfinished downloads are passed over.
func TestOnlyTheFilesOfTheFolderAreRead(t *testing.T) {
	outside := folderOf(t, "secret="+notification)
	folder := folderOf(t, "a="+statement, ".hidden="+notification, "b.part="+notification, "~$c="+notification, "Thumbs.db:x")
	if err := os.Mkdir(filepath.Join(folder, "old"), 0o700); err != nil {
		t.Fatal(err)
	}
	for link, to := range map[string]string{"out.xml": filepath.Join(outside, "secret"), "up.xml": filepath.Join("..", filepath.Base(outside), "secret"), "in.xml": "a"} {
		if err := os.Symlink(to, filepath.Join(folder, link)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	got, err := from(t, "folder", folder)
	got = must(t, got, err)
	if len(got.BankLines) != 3 {
		t.Errorf("%d lines", len(got.BankLines))
	}
	var told []string
	for _, d := range got.Diagnostics {
		if d.Severity == spec.SeverityError {
			told = append(told, d.Record.File)
		}
	}
	if diff := cmp.Diff([]string{"out.xml", "up.xml"}, told); diff != "" {
		t.Error(diff)
	}
}

func TestAnEmptyFolderIsNoError(t *testing.T) {
	folder := t.TempDir()
	got, err := from(t, "folder", folder)
	got = must(t, got, err)
	found := connector{}.Check(t.Context(), spec.NewSettings(map[string]string{"folder": folder}, nil))
	if len(got.BankLines) != 0 || len(got.Checkpoints) != 1 || len(found) != 1 || found[0].Severity != spec.SeverityInfo {
		t.Errorf("%+v %v", got, found)
	}
}

func TestALargeFileIsRefusedBeforeItIsOpened(t *testing.T) {
	folder := folderOf(t, "good="+notification)
	f, err := os.Create(filepath.Join(folder, "large"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Truncate(maxFile+1), f.Close()); err != nil {
		t.Fatal(err)
	}
	got, err := from(t, "folder", folder)
	got = must(t, got, err)
	if len(got.BankLines) != 4 || !slices.Contains(codesOf(got.Diagnostics), spec.CodeSourceUnreadable) {
		t.Errorf("%d lines, %v", len(got.BankLines), got.Diagnostics)
	}
}

// What is written while it is read proves nothing: its sums may be of another file.
func TestAFileThatChangesBetweenThePassesEndsTheRead(t *testing.T) {
	folder := folderOf(t, "a="+notification)
	j, err := begin(t.Context(), spec.NewSettings(map[string]string{"folder": folder}, nil), func(int) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	defer j.close()
	if err := os.WriteFile(filepath.Join(folder, "a"), []byte("another"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = j.each(t.Context(), 0, func(spec.BankLine) error { t.Error("a line was given"); return nil })
	var d spec.Diagnostic
	if !errors.As(err, &d) || d.Code != spec.CodeSourceChanged || d.RetryAfter == 0 {
		t.Errorf("%v", err)
	}
}
