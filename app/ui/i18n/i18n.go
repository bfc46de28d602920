// Package i18n holds the words of the screens. A text is asked for by its key, "customers.title", in the language that the
// user has chosen; what customers receive is written elsewhere, in theirs.
package i18n

import (
	"encoding/json"
	"fmt"
	"path"
	"sort"
	"strconv"
	"strings"
	"sync/atomic"

	"fyne.io/fyne/v2/lang"

	"github.com/dunningdesk/dunningdesk/assets"
)

// Args are the values for the names in braces of a text: "{count} customers".
type Args map[string]any

// Fallback is the language that has every key.
const Fallback = "en"

// Auto stands for the language of the operating system.
const Auto = "auto"

// text is one entry of a language file: one form, or a form for each plural of the language.
type text struct {
	One   string `json:"one"`
	Other string `json:"other"`
}

// UnmarshalJSON reads "words" or {"one": "…", "other": "…"}.
func (t *text) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		return json.Unmarshal(raw, &t.Other)
	}
	type forms text
	return json.Unmarshal(raw, (*forms)(t))
}

// Catalogue is the texts of one language.
type Catalogue struct {
	language string
	texts    map[string]text
	below    *Catalogue // asked for keys that are missing here
}

var current atomic.Pointer[Catalogue]

func init() {
	if err := Use(Fallback); err != nil {
		panic("i18n: the program was built without readable texts: " + err.Error())
	}
}

// Languages lists the languages there are texts for.
func Languages() []string {
	files, err := assets.Texts.ReadDir("i18n")
	if err != nil {
		return []string{Fallback}
	}
	names := make([]string, 0, len(files))
	for _, f := range files {
		names = append(names, strings.TrimSuffix(f.Name(), path.Ext(f.Name())))
	}
	sort.Strings(names)
	return names
}

// Load reads the texts of one language.
func Load(language string) (*Catalogue, error) {
	raw, err := assets.Texts.ReadFile("i18n/" + language + ".json")
	if err != nil {
		return nil, fmt.Errorf("no texts for the language %q", language)
	}
	c := &Catalogue{language: language}
	if err := json.Unmarshal(raw, &c.texts); err != nil {
		return nil, fmt.Errorf("texts of the language %q: %w", language, err)
	}
	return c, nil
}

// Use makes a language the one of the screens, and gives the toolkit's own words (file dialog, menus) in it. "no", "nn" and
// regional forms such as "nb-NO" find their language. What is drawn already stays: the shell rebuilds the window.
//
// Only Auto looks at the operating system: what the user has chosen stays chosen on every machine.
func Use(language string) error {
	if language == Auto {
		language = lang.SystemLocale().LanguageString()
	}
	c, err := Load(Match(language))
	if err != nil {
		return err
	}
	if c.language != Fallback {
		if c.below, err = Load(Fallback); err != nil {
			return err
		}
	}
	current.Store(c)
	useInToolkit(c)
	return nil
}

// Match finds the language file for a tag such as "nb-NO", "no_NO.UTF-8" or "de"; what nobody has written is Fallback.
func Match(tag string) string {
	tag = strings.ToLower(tag)
	if i := strings.IndexAny(tag, "-_.@"); i >= 0 {
		tag = tag[:i]
	}
	if tag == "no" || tag == "nn" {
		tag = "nb"
	}
	for _, l := range Languages() {
		if l == tag {
			return l
		}
	}
	return Fallback
}

// Language is the language of the screens now.
func Language() string { return current.Load().language }

// Has reports whether a key exists.
func Has(key string) bool {
	_, ok := current.Load().find(key)
	return ok
}

// T gives the text of a key, with the values for its names in braces. A key that does not exist gives itself, which is seen
// and breaks nothing.
func T(key string, args ...Args) string {
	t, ok := current.Load().find(key)
	if !ok {
		return key
	}
	return fill(t.Other, args)
}

// N gives the text of a key in the plural for n; {n} in it is n, unless args name an "n" of their own, such as one with
// thousands marks.
func N(key string, n int, args ...Args) string {
	c := current.Load()
	t, ok := c.find(key)
	if !ok {
		return key
	}
	form := t.Other
	if t.One != "" && isOne(c.language, n) {
		form = t.One
	}
	for _, a := range args {
		if _, given := a["n"]; given {
			return fill(form, args)
		}
	}
	return fill(form, append([]Args{{"n": n}}, args...))
}

func (c *Catalogue) find(key string) (text, bool) {
	for ; c != nil; c = c.below {
		if t, ok := c.texts[key]; ok {
			return t, true
		}
	}
	return text{}, false
}

// isOne is the plural rule of CLDR for whole numbers: Indonesian has one form, the others here have "one" for 1.
func isOne(language string, n int) bool {
	return language != "id" && (n == 1 || n == -1)
}

// fill puts values for names in braces. A name without a value stays as it is, which a test finds.
func fill(form string, args []Args) string {
	if len(args) == 0 || !strings.Contains(form, "{") {
		return form
	}
	var b strings.Builder
	for {
		open := strings.IndexByte(form, '{')
		if open < 0 {
			break
		}
		end := strings.IndexByte(form[open:], '}')
		if end < 0 {
			break
		}
		name := form[open+1 : open+end]
		b.WriteString(form[:open])
		if v, ok := lookUp(name, args); ok {
			b.WriteString(v)
		} else {
			b.WriteString(form[open : open+end+1])
		}
		form = form[open+end+1:]
	}
	b.WriteString(form)
	return b.String()
}

func lookUp(name string, args []Args) (string, bool) {
	for _, a := range args {
		if v, ok := a[name]; ok {
			switch v := v.(type) {
			case string:
				return v, true
			case int:
				return strconv.Itoa(v), true
			}
			return fmt.Sprint(v), true
		}
	}
	return "", false
}
