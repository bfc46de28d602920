package words_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
	"github.com/google/go-cmp/cmp"
)

func TestAConnectorIsHeardInTheLanguageOfTheScreens(t *testing.T) {
	for english, want := range map[string]string{
		`Line 4 was left out: "31.02.2026": there is no day 31 in month 02 of 2026.`:                                         `Linje 4 ble utelatt: "31.02.2026": det finnes ingen dag 31 i måned 02 i 2026.`,
		`ledger.se cannot be taken: in line 12, the voucher A 3 of line 9 does not balance: its lines make 1.00.`:            `ledger.se kan ikke tas inn: i linje 12, bilaget A 3 i linje 9 går ikke i null: linjene blir 1.00.`,
		`Line 7 was left out: "F-1" stands in line 3 already, for the same customer and with the same due date.`:             `Linje 7 ble utelatt: "F-1" står allerede i linje 3, for samme kunde og med samme forfall.`,
		`The connector files could not read: There is no file list.csv at this place.`:                                       `Koblingen files kunne ikke lese: Det finnes ingen fil list.csv her.`,
		`3 customers, 2 items, open: 1645.00 EUR. 1 row cannot be read.`:                                                     `Kunder: 3. Poster: 2. Åpent: 1645.00 EUR. 1 rad kan ikke leses.`,
		`The column "Rest" has amounts with a decimal comma (line 2) and with a decimal point (line 9).`:                     `Kolonnen "Rest" har beløp med desimalkomma (linje 2) og med desimalpunktum (linje 9).`,
		`a.csv: CSV with semicolons, utf-8, decimal comma; headings in line 1, 3 rows. Columns: invoice number = Nr; x = y.`: `a.csv: CSV med semikolon, utf-8, desimalkomma; overskrifter i linje 1, 3 rader. Kolonner: fakturanummer = Nr; x = y.`,
		`A sentence of somebody else's connector.`:                                                                           `A sentence of somebody else's connector.`,
		``: ``,
	} {
		if got := words.Said(english); got != english {
			t.Errorf("an English window says %q", got)
		}
		norwegian(t)
		if diff := cmp.Diff(want, words.Said(english)); diff != "" {
			t.Error(diff)
		}
		if err := i18n.Use("en"); err != nil {
			t.Fatal(err)
		}
	}
}

func norwegian(t *testing.T) {
	t.Helper()
	if err := i18n.Use("nb"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = i18n.Use("en") }) // it is there
}

// A form that no connector writes any more would leave its sentence in English without anybody noticing.
func TestEveryFormIsASentenceOfAConnector(t *testing.T) {
	written := map[string]bool{}
	for _, folder := range []string{"../../../connectors", "../../../plugin"} {
		sentencesIn(t, folder, written)
	}
	raw, err := os.ReadFile("../../../assets/i18n/en.json")
	if err != nil {
		t.Fatal(err)
	}
	var texts map[string]any
	if err := json.Unmarshal(raw, &texts); err != nil {
		t.Fatal(err)
	}
	for key, english := range texts {
		if strings.HasPrefix(key, "said.") && !isWritten(english.(string), written) {
			t.Errorf("%s: no connector writes %q", key, english)
		}
	}
}

// isWritten: each fixed part of a form is made of parts of sentences that somebody writes.
func isWritten(form string, written map[string]bool) bool {
	for part := range strings.SplitSeq(braces.ReplaceAllString(form, hole), hole) {
		if part = trimmed(part); part != "" && !madeOf(part, written) {
			return false
		}
	}
	return true
}

func madeOf(part string, written map[string]bool) bool {
	if written[part] {
		return true
	}
	for i := range part {
		if part[i] == ' ' && written[trimmed(part[:i])] && madeOf(trimmed(part[i:]), written) {
			return true
		}
	}
	return false
}

func trimmed(part string) string { return strings.Trim(part, ` .,:;="`) }

const hole = "\x00"

var (
	braces = regexp.MustCompile(`\{[a-z]+\}`)
	verbs  = regexp.MustCompile(`%[0-9]*[a-z]`)
)

func sentencesIn(t *testing.T, folder string, into map[string]bool) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if n, ok := n.(*ast.BasicLit); ok && n.Kind == token.STRING {
				if s, err := strconv.Unquote(n.Value); err == nil {
					for part := range strings.SplitSeq(verbs.ReplaceAllString(s, hole), hole) {
						into[trimmed(part)] = true
						into[strings.ToLower(trimmed(part))] = true
					}
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
