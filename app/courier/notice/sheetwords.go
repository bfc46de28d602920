package notice

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"sync"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/text"
	"github.com/dunningdesk/dunningdesk/assets"
)

// SheetWords are the fixed words of a paper that is no notice, in one language, by name. Braces hold places for values.
type SheetWords map[string]string

var sheetWordsRead sync.Map // file to SheetWords

// WordsOf gives the words of another paper than a notice, by the name of its file.
func WordsOf(paper, tag string) (SheetWords, error) {
	name := path.Join("notices", text.LanguageOf(tag), paper+".json")
	if w, ok := sheetWordsRead.Load(name); ok {
		return w.(SheetWords), nil
	}
	raw, err := fs.ReadFile(assets.Notices, name)
	if err != nil {
		return nil, fault.Wrap(err, text.NoTemplate, "there are no words in %s", name)
	}
	var w SheetWords
	if err := json.NewDecoder(bytes.NewReader(raw)).Decode(&w); err != nil {
		return nil, fault.Wrap(err, text.BadTemplate, "%s cannot be read", name)
	}
	sheetWordsRead.Store(name, w)
	return w, nil
}

// Say fills the places of a word. A word that is missing shows its name: odd, but never silently empty.
func (w SheetWords) Say(name string, pairs ...string) string {
	word, ok := w[name]
	if !ok {
		return name
	}
	if len(pairs) == 0 {
		return word
	}
	return Fill(word, pairs...)
}
