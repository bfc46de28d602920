package settings

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
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

// paperWords are the papers of single levels as a clerk writes them.
func paperWords() map[desk.Enclosed]string {
	return map[desk.Enclosed]string{
		desk.EncloseLetter: i18n.T("mail.paper-letter"), desk.EncloseInvoices: i18n.T("mail.paper-invoices"),
		desk.EncloseStatement: i18n.T("mail.paper-statement"), desk.EncloseNothing: i18n.T("mail.paper-none"),
	}
}

// inWords writes the papers of single levels in the language of the screens: "1: none; 3: letter statement".
func inWords(levels string) string {
	for paper, word := range paperWords() {
		levels = strings.ReplaceAll(levels, string(paper), word)
	}
	return levels
}

// fromWords reads them; what it does not know it leaves for the desk to refuse.
func fromWords(levels string) string {
	for paper, word := range paperWords() {
		levels = strings.ReplaceAll(strings.ToLower(levels), word, string(paper))
	}
	return levels
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
