package text

import (
	"io/fs"
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/locale"
	"github.com/dunningdesk/dunningdesk/assets"
)

// Tones of the shipped texts, from kind to last. The names are those of the procedure's levels.
const (
	Friendly = "friendly"
	Reminder = "reminder"
	Firm     = "firm"
	Final    = "final"
)

// Events that have a text of their own beside the tones. The names are those of dunning.Event.
const (
	BeforeDue     = "before-due"
	ThankYou      = "thank-you"
	Visit         = "visit-notice"
	Agreement     = "agreement"
	Promised      = "promise-confirmation"
	BrokenPromise = "broken-promise"
	CallMe        = "call-me"
)

// Events lists the events that every language has a text for.
func Events() []string {
	return []string{BeforeDue, ThankYou, Promised, BrokenPromise, Agreement, CallMe, Visit}
}

// Tones lists the tones that every language has a text for.
func Tones() []string { return []string{Friendly, Reminder, Firm, Final} }

// Fallback is the language used where there is no text in the debtor's own.
const Fallback = "en"

// Render fills in the shipped text of a language ("nb", "de-AT") and tone.
func Render(language, tone string, v Vars) (Rendered, error) {
	t, err := Shipped(language, tone)
	if err != nil {
		return Rendered{}, err
	}
	return t.Render(v)
}

// LanguageOf is the language in which a debtor of that language will read: its own if there are texts in it, else
// English.
func LanguageOf(tag string) string {
	language := locale.For(tag).Language()
	if _, err := fs.Stat(assets.Notices, path.Join("notices", language)); err != nil {
		return Fallback
	}
	return language
}

// Shipped gives the text that comes with the program, compiled once.
func Shipped(language, tone string) (*Template, error) {
	name, err := fileOf(language, tone)
	if err != nil {
		return nil, err
	}
	if t, ok := compiled.Load(name); ok {
		return t.(*Template), nil
	}
	source, err := shippedSource(name)
	if err != nil {
		return nil, err
	}
	t, err := Compile(name, source)
	if err != nil {
		return nil, err
	}
	compiled.Store(name, t)
	return t, nil
}

var compiled sync.Map // name to *Template

// mostOwn bounds how many compiled texts of the house are kept; an office has some dozens.
const mostOwn = 200

var (
	own     = map[string]*Template{} // by name and source
	ownLock sync.Mutex
)

// Own gives a text of the house, compiled once. name is what errors call it.
func Own(name, source string) (*Template, error) {
	key := name + "\x00" + source
	ownLock.Lock()
	defer ownLock.Unlock()
	if t, ok := own[key]; ok {
		return t, nil
	}
	t, err := Compile(name, source)
	if err != nil {
		return nil, err
	}
	if len(own) >= mostOwn {
		clear(own)
	}
	own[key] = t
	return t, nil
}

// Languages lists those that have texts.
func Languages() []string {
	folders, err := fs.ReadDir(assets.Notices, "notices")
	if err != nil {
		return nil
	}
	var out []string
	for _, f := range folders {
		out = append(out, f.Name())
	}
	return out
}

// IsName reports whether a text can be called so: small letters, digits and dashes.
func IsName(name string) bool { return plainWord.MatchString(name) }

// Source is the shipped source, where an editor begins.
func Source(language, tone string) (string, error) {
	name, err := fileOf(language, tone)
	if err != nil {
		return "", err
	}
	return shippedSource(name)
}

var plainWord = regexp.MustCompile(`^[a-z][a-z0-9-]{0,31}$`)

func fileOf(language, tone string) (string, error) {
	if !plainWord.MatchString(tone) {
		return "", fault.New(NoTemplate, "%q is not a tone", tone).OnField("tone").WithHint("tones are %s", strings.Join(Tones(), ", "))
	}
	return path.Join("notices", LanguageOf(language), tone+".md"), nil
}

func shippedSource(name string) (string, error) {
	source, err := fs.ReadFile(assets.Notices, name)
	if err != nil {
		return "", fault.Wrap(err, NoTemplate, "there is no text %s", name).WithHint("tones are %s", strings.Join(Tones(), ", "))
	}
	return string(source), nil
}
