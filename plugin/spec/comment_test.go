package spec_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

func TestACommentBeginsWithTheKeyAndIsCutBetweenLetters(t *testing.T) {
	for want, p := range map[string]spec.Posting{
		"DD-1 the estate": {Key: "DD-1", Text: "the\nestate is closed"},
		"DD-2":            {Key: "DD-2"},
		"DD-3 ærlig talt": {Key: "DD-3", Text: "ærlig talt, nei"},
	} {
		if got := p.Comment(15); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
