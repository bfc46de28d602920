package settings

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/desk"
)

// byPassword is the choice of signing in with a password; markBoth that of marking both addresses of a mail. A choice has a name,
// where the setting is empty.
const (
	byPassword = "password"
	markBoth   = "both"
)

// enclosable are the papers that a reminder by mail may carry.
var enclosable = []desk.Enclosed{desk.EncloseLetter, desk.EncloseInvoices, desk.EncloseStatement}

func detailChoice(d desk.ReplyDetail) string {
	if d == desk.DetailBoth {
		return markBoth
	}
	return string(d)
}

func detailOf(choice string) desk.ReplyDetail {
	if choice == markBoth {
		return desk.DetailBoth
	}
	return desk.ReplyDetail(choice)
}

func signInOf(choice string) desk.MailSignIn {
	if choice == byPassword {
		return desk.SignInPassword
	}
	return desk.MailSignIn(choice)
}

func readSignIn(v Values, m *desk.MailSettings) {
	m.SignIn, m.ClientID, m.Tenant = signInOf(v["sign-in"]), v.text("client-id"), v.text("tenant")
	m.AuthorizeURL, m.TokenURL, m.Scopes = v.text("authorize-url"), v.text("token-url"), v.text("scopes")
}

// readAttach writes the papers that are ticked, and leaves the setting as it was where they are those that it meant.
func readAttach(v Values, m *desk.MailSettings) {
	var ticked []string
	same := true
	for _, paper := range enclosable {
		on := v["attach-"+string(paper)] != ""
		same = same && on == m.Encloses(paper)
		if on {
			ticked = append(ticked, string(paper))
		}
	}
	switch {
	case same:
	case len(ticked) == 0:
		m.Attach = string(desk.EncloseNothing)
	default:
		m.Attach = strings.Join(ticked, " ")
	}
}

// setSignIn changes how the program signs in, and with it what the provider's servers want.
func setSignIn(v Values, choice string) {
	v["sign-in"] = choice
	way := signInOf(choice)
	if !slices.Contains([]desk.MailSignIn{desk.SignInMicrosoft, desk.SignInGoogle}, way) {
		return
	}
	m := desk.MailSettings{}.Preset(way)
	v["host"], v["port"], v["security"], v["detail"], v["per-minute"] = m.Host, strconv.Itoa(m.Port), m.Security, detailChoice(m.Detail), ""
	if m.PerMinute > 0 {
		v["per-minute"] = strconv.Itoa(m.PerMinute)
	}
	if v.text("user") == "" {
		v["user"] = v.text("from")
	}
}
