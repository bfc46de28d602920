package window

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// signInPage asks who sits down.
type signInPage struct {
	window   *Window
	locked   approval.User // whose window it is; zero: anybody's
	login    *widget.Input
	password *widget.Input
	problem  *widget.Paragraph
	in       *widget.Button
	column   *fyne.Container
	content  fyne.CanvasObject
	cover    *widget.Cover
	busy     bool
}

const signInWidth float32 = 360

func (w *Window) newSignInPage(locked approval.User) *signInPage {
	p := &signInPage{window: w, locked: locked, login: widget.NewInput("").Large(), password: widget.NewSecretInput("").Large()}
	p.problem = widget.NewSentence(widget.Body.In(theme.Overdue4.Text()), "")
	p.problem.Hide()
	p.login.OnSubmitted = func(string) { p.try() }
	p.password.OnSubmitted = func(string) { p.try() }
	title, text, verb := i18n.T("signin.title"), i18n.T("signin.text"), i18n.T("signin.verb")
	if locked.ID != 0 {
		title, text, verb = i18n.T("signin.locked"), i18n.T("signin.locked-text", i18n.Args{"name": locked.Name}), i18n.T("signin.unlock")
	}
	p.in = widget.NewButton(widget.Primary, verb, theme.IconKey, p.try).Large()
	p.column = widget.Stack(12, widget.Row(theme.Gap, widget.NewIcon(theme.IconLogo, theme.Accent, 18), widget.NewText(i18n.T("app.name"), widget.BodyStrong)),
		widget.Stack(4, widget.NewText(title, widget.Title), widget.NewSentence(widget.Body.In(theme.Text2), text)))
	if locked.ID == 0 {
		p.column.Add(widget.NewField(i18n.T("signin.login"), p.login))
	}
	p.column.Add(widget.NewField(i18n.T("signin.password"), p.password))
	p.column.Add(p.problem)
	buttons := widget.Row(theme.Gap, p.in, widget.Spacer())
	if locked.ID != 0 {
		buttons.Add(widget.NewButton(widget.Quiet, i18n.T("signin.out"), "", p.window.stand).Large())
	}
	p.column.Add(buttons)
	p.content = widget.Sized(signInWidth, 0, widget.NewBox(theme.Work, widget.Inset(theme.GroupGap, theme.GroupGap, theme.GroupGap, theme.GroupGap, p.column)))
	return p
}

// try signs in away from the window, because the password is made hard to guess by making it slow to check.
func (p *signInPage) try() {
	login := strings.TrimSpace(p.login.Text())
	if p.locked.ID != 0 {
		login = p.locked.Login
	}
	password := p.password.Text()
	if p.busy || login == "" || password == "" {
		return
	}
	p.busy = true
	p.in.Disable()
	d := p.window.config.Desk
	runner.Go(p.window.config.Run, func(ctx context.Context) (approval.User, error) { return d.SignIn(ctx, login, password) }, func(u approval.User, err error) {
		p.busy = false
		p.in.Enable()
		if p.window.sitting.page != p {
			return
		}
		if err != nil {
			p.refuse(err)
			return
		}
		p.window.sit(u)
	})
}

// refuse says why nobody was signed in, and takes the password away.
func (p *signInPage) refuse(err error) {
	p.password.SetText("")
	p.problem.SetText(words.Sentence(err))
	p.problem.Show()
	p.column.Refresh()
	p.cover.Refresh()
	p.password.Focus()
}
