package connections

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// SignerIn is what the screen needs of the desk to have a person sign in at a source.
type SignerIn interface {
	SignInAt(ctx context.Context, id receivable.ConnectionID, open func(page string) error) (as string, err error)
}

// signIn is the dialog that waits while a person agrees in the browser.
type signIn struct {
	screen *Screen
	of     desk.Connection
	title  string // of the system
	model  SignIn
	job    *runner.Job
	left   bool // the person has closed the dialog

	text    *widget.Paragraph
	again   *widget.Button
	copy    *widget.Button
	column  *fyne.Container
	dialog  *widget.Dialog
	address *widget.Text
}

// signInText is what a button says that begins a sign-in.
func (s *Screen) signInText(c desk.Connection) string {
	return i18n.T("signinat.verb", i18n.Args{"system": s.kindTitle(c.Kind)})
}

// mendSignIn leads back in where a source refuses the sign-in: through the browser, or to the settings with the password or key.
func (s *Screen) mendSignIn(c desk.Connection) {
	if s.model.SignsIn(c) {
		s.AskSignIn(c)
		return
	}
	s.Edit()
}

// AskSignIn opens the source's page in the browser and waits for the person to agree there.
func (s *Screen) AskSignIn(c desk.Connection) {
	d := &signIn{screen: s, of: c, title: s.kindTitle(c.Kind), text: widget.NewSentence(widget.Body, ""), address: widget.NewText("", widget.Small.Cut())}
	d.again = widget.NewButton(widget.Secondary, "", theme.IconRefresh, d.repeat)
	d.copy = widget.NewButton(widget.Secondary, i18n.T("signinat.copy"), theme.IconCopy, d.copyPage)
	d.column = widget.Stack(theme.Edge, d.text, d.address, widget.Row(theme.Gap, d.again, d.copy, widget.Spacer()))
	d.draw()
	d.dialog = widget.AskOn(s.stage.Canvas(), widget.Question{
		Title: i18n.T("signinat.title", i18n.Args{"system": d.title}), Text: i18n.T("signinat.text"), Content: d.column, Cancel: i18n.T("dialog.cancel"), Width: 520, OnCancel: d.leave,
	})
	s.stage.Canvas().Focus(d.dialog) // Esc stops it, while there is no page to be opened again
	d.start()
}

// start asks the connector for its page. The work is done away from the window; so is opening the browser, which may take its time.
func (d *signIn) start() {
	d.model = SignIn{}
	d.draw()
	st, id := d.screen.stage, d.of.ID
	d.job = runner.Go(st.Run, func(ctx context.Context) (string, error) {
		return d.screen.desk.SignInAt(ctx, id, func(page string) error {
			failed := st.OpenPage(page)
			st.Run.Post(func() { d.opened(page, failed) })
			return nil // the person can open it, too
		})
	}, d.ended)
}

func (d *signIn) opened(page string, failed error) {
	if d.left {
		return
	}
	d.model.Opened(page, failed)
	d.draw()
	d.screen.stage.Canvas().Focus(d.again)
}

// ended closes the dialog when the person has signed in, and reads what they signed in for.
func (d *signIn) ended(as string, err error) {
	s := d.screen
	switch {
	case err != nil && (d.left || Stopped(err)):
		s.stage.Tell(i18n.T("signinat.stopped", i18n.Args{"system": d.title}))
	case err != nil:
		d.model.Failed(err)
		d.draw()
	default:
		if !d.left { // else it had come to its end before it could be stopped
			d.dialog.Close()
		}
		s.signedIn(d.of, d.title, as)
	}
}

// signedIn says so, and reads the connection.
func (s *Screen) signedIn(c desk.Connection, system, as string) {
	text := i18n.T("signinat.done", i18n.Args{"system": system})
	if as != "" {
		text = i18n.T("signinat.done-as", i18n.Args{"system": system, "as": as})
	}
	s.stage.Tell(text)
	s.stage.Changed()
	if s.jobs[c.ID] == nil {
		s.model.Selected = c.ID
		s.readOne(c.ID, c.Name, true)
	}
}

// leave ends the waiting. What the source has given by then is kept: the old sign-in may be worth nothing.
func (d *signIn) leave() {
	d.left = true
	if d.job != nil {
		d.job.Cancel()
	}
}

func (d *signIn) repeat() {
	if d.model.Step == SignInFailed {
		d.start()
		return
	}
	page, st := d.model.Page, d.screen.stage
	runner.Go(st.Run, func(context.Context) (struct{}, error) { return struct{}{}, st.OpenPage(page) }, func(_ struct{}, err error) { d.opened(page, err) })
}

func (d *signIn) copyPage() {
	if app := fyne.CurrentApp(); app != nil {
		app.Clipboard().SetContent(d.model.Page)
		d.screen.stage.Tell(i18n.T("signinat.copied"))
	}
}

// draw says how far it has come, with what can be done about it.
func (d *signIn) draw() {
	args := i18n.Args{"system": d.title}
	d.address.SetText(d.model.Page)
	d.again.SetText(i18n.T("signinat.open-again"))
	ink, text := theme.Text, i18n.T("signinat.opening", args)
	switch d.model.Step {
	case SignInAgreeing:
		text = i18n.T("signinat.agree", args)
		if d.model.Lost {
			text = i18n.T("signinat.no-browser", args)
		}
	case SignInFailed:
		ink, text = theme.Overdue4.Text(), words.Sentence(d.model.Err)
		if TooLate(d.model.Err) {
			text = i18n.T("signinat.too-late", args)
		}
		d.again.SetText(i18n.T("failure.retry"))
	case SignInOpening:
	}
	d.text.SetRuns(widget.Run{Text: text, Colour: ink})
	enable(d.again, d.model.Step != SignInOpening)
	enable(d.copy, d.model.Step == SignInAgreeing)
	d.column.Refresh()
	if d.dialog != nil {
		d.dialog.Relayout()
	}
}

// signInIfAsked begins the sign-in for which a person was sent here.
func (s *Screen) signInIfAsked() {
	f, ok := s.model.Current()
	if asked := s.asked; asked && ok {
		s.asked = false
		s.mendSignIn(f.Connection)
	}
}

// signedOutBanner says that the source has refused the sign-in, with the way back in.
func (s *Screen) signedOutBanner(f desk.Fresh) fyne.CanvasObject {
	c, args := f.Connection, i18n.Args{"system": s.kindTitle(f.Connection.Kind), "time": s.stage.Words.Moment(f.Connection.FreshAt)}
	rest := i18n.T("signinat.never-read")
	if !c.FreshAt.IsZero() {
		rest = i18n.T("signinat.stands-still", args)
	}
	verb := i18n.T("signinat.enter-key")
	if s.model.SignsIn(c) {
		verb = s.signInText(c)
	}
	return widget.NewBanner(widget.Blocked, i18n.T("signinat.signed-out", args), []widget.Run{{Text: rest}, {Text: " "}, {Text: i18n.T("failure.copy"), OnTapped: func() { s.copy(f) }}},
		widget.NewButton(widget.Secondary, verb, theme.IconKey, func() { s.mendSignIn(c) }))
}
