package i18n

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2/lang"
)

func use(t *testing.T, language string) {
	t.Helper()
	if err := Use(language); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := Use(Fallback); err != nil {
			t.Fatal(err)
		}
	})
}

func load(t *testing.T, language string) *Catalogue {
	t.Helper()
	c, err := Load(language)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestMatchFindsALanguageForATag(t *testing.T) {
	for tag, want := range map[string]string{
		"en": "en", "en-GB": "en", "nb": "nb", "nb-NO": "nb", "no": "nb", "nn_NO.UTF-8": "nb", "NB": "nb", "xx": "en", "": "en", "C.UTF-8": "en",
	} {
		if got := Match(tag); got != want {
			t.Errorf("Match(%q) = %q, want %q", tag, got, want)
		}
	}
}

func TestFillPutsValuesForNames(t *testing.T) {
	for _, c := range []struct {
		form string
		args []Args
		want string
	}{
		{"{n} customers", []Args{{"n": 3}}, "3 customers"},
		{"{a} and {b}", []Args{{"a": "x"}, {"b": "y"}}, "x and y"},
		{"{unknown} stays", []Args{{"n": 1}}, "{unknown} stays"},
		{"an open { brace", []Args{{"n": 1}}, "an open { brace"},
		{"a value is not filled again: {a}", []Args{{"a": "{b}", "b": "no"}}, "a value is not filled again: {b}"},
		{"no names", nil, "no names"},
	} {
		if got := fill(c.form, c.args); got != c.want {
			t.Errorf("fill(%q) = %q, want %q", c.form, got, c.want)
		}
	}
}

func TestPluralsFollowTheLanguage(t *testing.T) {
	c := &Catalogue{language: "en", texts: map[string]text{"k": {One: "{n} reminder", Other: "{n} reminders"}}}
	previous := current.Swap(c)
	defer current.Store(previous)
	for n, want := range map[int]string{0: "0 reminders", 1: "1 reminder", 2: "2 reminders", 21: "21 reminders"} {
		if got := N("k", n); got != want {
			t.Errorf("N(%d) = %q, want %q", n, got, want)
		}
	}
	if got := N("k", 1204, Args{"n": "1 204"}); got != "1 204 reminders" {
		t.Errorf("a number written by the caller = %q", got)
	}
	if isOne("id", 1) {
		t.Error("Indonesian has one form for every number")
	}
}

func TestAMissingKeyShowsItself(t *testing.T) {
	if got := T("no.such.key"); got != "no.such.key" {
		t.Errorf("T = %q", got)
	}
}

// The toolkit has no call to choose its language; the hook reaches into it. This fails when a new version moves it.
func TestTheToolkitSpeaksTheChosenLanguage(t *testing.T) {
	use(t, "nb")
	if got := lang.L("Cancel"); got != "Avbryt" {
		t.Errorf("the toolkit's Cancel in Norwegian = %q", got)
	}
	use(t, "en")
	if got := lang.L("Cancel"); got != "Cancel" {
		t.Errorf("the toolkit's Cancel in English = %q", got)
	}
}

func TestAutoTakesALanguageThereIs(t *testing.T) {
	use(t, Auto)
	if !slices.Contains(Languages(), Language()) {
		t.Errorf("auto gives %q", Language())
	}
	if err := Use("xx"); err != nil || Language() != Fallback {
		t.Errorf("a language that nobody has written gives %q, %v", Language(), err)
	}
}

func TestEveryLanguageHasEveryKeyWithTheSameNames(t *testing.T) {
	base := load(t, Fallback)
	for _, language := range Languages() {
		other := load(t, language)
		for key, want := range base.texts {
			got, ok := other.texts[key]
			if !ok {
				t.Errorf("%s lacks %q", language, key)
				continue
			}
			if w, g := names(want), names(got); !slices.Equal(w, g) {
				t.Errorf("%s: %q has the names %v, in %s %v", language, key, g, Fallback, w)
			}
			if got.Other == "" {
				t.Errorf("%s: %q is empty", language, key)
			}
		}
		for key := range other.texts {
			if _, ok := base.texts[key]; !ok {
				t.Errorf("%s has %q, which %s lacks", language, key, Fallback)
			}
		}
	}
}

var nameInBraces = regexp.MustCompile(`\{[a-z_A-Z0-9]+\}`)

func names(t text) []string {
	found := map[string]bool{}
	for _, n := range nameInBraces.FindAllString(t.One+t.Other, -1) {
		found[n] = true
	}
	var list []string
	for n := range found {
		list = append(list, n)
	}
	sort.Strings(list)
	return list
}

// Every key that the code names exists, and every key that exists is named by the code. A key may be named in a call or in
// a table of keys, so every string literal under app/ui counts as a use; those in calls of T and N must exist.
func TestKeysOfTheCodeAndOfTheFilesAreTheSame(t *testing.T) {
	literals, called := literalsOfScreens(t)
	base := load(t, Fallback)
	for key := range called {
		if _, ok := base.texts[key]; !ok {
			t.Errorf("the code asks for %q, which no file has", key)
		}
	}
	for key := range base.texts {
		if !literals[key] && !strings.HasPrefix(key, toolkitPrefix) && !usedWithSuffix(key, literals) {
			t.Errorf("nobody asks for %q", key)
		}
	}
}

// usedWithSuffix allows keys that are put together of a literal that ends in a dot and a code: "fault." + code.
func usedWithSuffix(key string, literals map[string]bool) bool {
	for i := len(key) - 1; i > 0; i-- {
		if key[i] == '.' && literals[key[:i+1]] {
			return true
		}
	}
	return false
}

func literalsOfScreens(t *testing.T) (literals, called map[string]bool) {
	t.Helper()
	literals, called = map[string]bool{}, map[string]bool{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if s, err := strconv.Unquote(n.Value); n.Kind == token.STRING && err == nil {
					literals[s] = true
				}
			case *ast.CallExpr:
				if key, ok := keyOfCall(n); ok {
					called[key] = true
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return literals, called
}

func keyOfCall(call *ast.CallExpr) (string, bool) {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) == 0 || (fun.Sel.Name != "T" && fun.Sel.Name != "N") {
		return "", false
	}
	if pkg, ok := fun.X.(*ast.Ident); !ok || pkg.Name != "i18n" {
		return "", false
	}
	lit, ok := call.Args[0].(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	key, err := strconv.Unquote(lit.Value)
	return key, err == nil
}
