package words

import "github.com/dunningdesk/dunningdesk/app/ui/i18n"

// Said says a connector's sentence in the language of the screens, where its form is known (keys "said."). The book keeps
// it in English, as the connector wrote it: two people may read the same note in two languages.
func Said(sentence string) string { return i18n.Restate("said.", sentence) }
