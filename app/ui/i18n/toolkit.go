package i18n

import (
	"encoding/json"
	"strings"
	_ "unsafe" // for go:linkname

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

// setupLang chooses the language of the toolkit's own words. The toolkit has no call for it: it takes the language of the
// operating system, which is not the one the user has chosen here. A test holds the hook, so that a new version of the
// toolkit cannot silently lose it.
//
//go:linkname setupLang fyne.io/fyne/v2/lang.setupLang
func setupLang(language string)

// toolkitPrefix marks the keys whose texts are the toolkit's words: "fyne.Cancel" is its "Cancel".
const toolkitPrefix = "fyne."

// useInToolkit gives the toolkit its words in a language: it ships English and German but neither Norwegian nor
// Indonesian.
func useInToolkit(c *Catalogue) {
	words := map[string]string{}
	for key, t := range c.texts {
		if name, ok := strings.CutPrefix(key, toolkitPrefix); ok {
			words[name] = t.Other
		}
	}
	if len(words) > 0 {
		raw, err := json.Marshal(words)
		if err == nil {
			err = lang.AddTranslations(fyne.NewStaticResource(c.language+".json", raw))
		}
		if err != nil {
			fyne.LogError("the toolkit's words in "+c.language, err)
		}
	}
	setupLang(c.language)
}
