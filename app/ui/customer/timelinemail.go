package customer

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// receivedFacts are what the history tells of a mail: its words, and of an answer what it may mean.
func receivedFacts(f facts, _ words.Words) string {
	guess := ""
	if says := f.text("says"); says != "" && says != string(incoming.Unclear) {
		guess = i18n.T("timeline.may-mean", i18n.Args{"means": words.MailMeans(incoming.Says(says))})
	}
	text := f.text("text")
	if text == "" {
		text = f.text("subject")
	}
	return words.Facts(quoted(strings.Join(strings.Fields(text), " ")), guess)
}

func settledMailFacts(f facts, _ words.Words) string {
	return words.Facts(words.MailMeans(incoming.Says(f.text("verdict"))), quoted(f.text("note")))
}

func bouncedFacts(f facts, _ words.Words) string {
	return words.Facts(f.text("number"), f.text("to"), strings.TrimSpace(f.text("status")+" "+f.text("detail")))
}
