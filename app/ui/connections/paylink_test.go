package connections

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/desk"
)

func TestThePayLinkDialogReadsWhatIsTyped(t *testing.T) {
	for _, c := range []struct {
		source, template, days, key string
		want                        desk.PayLinkSettings
		ok                          bool
	}{
		{ownFirst, " https://pay.example/{{token}} ", "30", "", desk.PayLinkSettings{Template: "https://pay.example/{{token}}", Days: 30}, true},
		{"made", "https://pay.example/{{invoice}}", "", "a2V5", desk.PayLinkSettings{Source: desk.PayLinkTemplate, Template: "https://pay.example/{{invoice}}"}, true},
		{"off", "", "", "", desk.PayLinkSettings{Source: desk.PayLinkOff}, true},
		{ownFirst, "", "", "", desk.PayLinkSettings{}, true},
		{"made", "", "", "", desk.PayLinkSettings{}, false},
		{ownFirst, "http://pay.example/{{token}}", "", "", desk.PayLinkSettings{}, false},
		{ownFirst, "", "soon", "", desk.PayLinkSettings{}, false},
		{ownFirst, "", "-1", "", desk.PayLinkSettings{}, false},
	} {
		got, key, err := payLinkFrom(c.source, c.template, c.days, c.key)
		if (err == nil) != c.ok || c.ok && (got != c.want || (key != nil) != (c.key != "")) {
			t.Errorf("%+v: %v, %+v", c, err, got)
		}
	}
}
