package window

import (
	"context"
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
)

// guarded is a source at which a person signs in with a browser. The test agrees, or not, in the person's place.
type guarded struct {
	desk.Sources
	open    bool       // somebody is signed in
	answers chan error // nil: the person has agreed
}

// Kinds says that people sign in with a browser.
func (g *guarded) Kinds(ctx context.Context) ([]desk.Kind, error) {
	kinds, err := g.Sources.Kinds(ctx)
	for i := range kinds {
		kinds[i].CanSignIn = true
	}
	return kinds, err
}

// Kind says so of one.
func (g *guarded) Kind(ctx context.Context, name string) (desk.Kind, bool, error) {
	k, there, err := g.Sources.Kind(ctx, name)
	k.CanSignIn = true
	return k, there, err
}

// Read refuses while nobody is signed in.
func (g *guarded) Read(ctx context.Context, order desk.ReadOrder, sink desk.Sink) error {
	if !g.open {
		return fault.New(desk.NotAuthorised, "the source does not accept the sign-in any more: invalid_grant").WithHint("press Sign in at the connection")
	}
	order.Secrets, order.Current = nil, nil // the files behind it know no such setting
	return g.Sources.Read(ctx, order, sink)
}

// SignIn shows the page and waits for the person.
func (g *guarded) SignIn(ctx context.Context, order desk.ReadOrder, open func(string) error) (map[string]string, error) {
	if err := open("https://login.example.com/authorize?state=1"); err != nil {
		return nil, err
	}
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case err := <-g.answers:
		if err != nil {
			return nil, err
		}
	}
	g.open = true
	return map[string]string{desk.SignedInAs: "Skagerrak Engros AS"}, order.Renewed(map[string]string{"refresh_token": "first"})
}

// guard puts a person before the office's source, and gives what was opened in the browser.
func (o *office) guard() (*guarded, *[]string) {
	o.t.Helper()
	g, pages := &guarded{Sources: o.sources, answers: make(chan error)}, &[]string{}
	o.desk.Sources, o.desk.SignIns = g, g
	o.window.stage.OpenPage = func(page string) error {
		*pages = append(*pages, page)
		return nil
	}
	return g, pages
}

// lapsed is an office whose source has let its sign-in lapse since the last read.
func lapsed(t *testing.T) (*office, *guarded, *[]string) {
	t.Helper()
	o := newOffice(t)
	o.connectFile()
	g, pages := o.guard()
	_, err := o.desk.Sync(o.ctx(), o.connection().Connection.ID, true, nil)
	if !fault.Has(err, desk.NotAuthorised) {
		t.Fatal(err)
	}
	return o, g, pages
}

// A sign-in that has lapsed is said on Today, and a button leads through the browser back to fresh data.
func TestALapsedSignInIsMendedFromToday(t *testing.T) {
	o, g, pages := lapsed(t)
	o.window.shell.Go(stage.Today, "")
	o.until("Today says so", func() bool { return o.sees("does not accept the sign-in any more") })
	o.press("Sign in…")
	o.until("it waits for the person", func() bool { return o.sees("Waiting for you to agree in the browser") })
	if len(*pages) != 1 || (*pages)[0] != "https://login.example.com/authorize?state=1" {
		t.Errorf("opened %q", *pages)
	}
	o.press("Open the page again")
	o.until("it is opened again", func() bool { return len(*pages) == 2 })

	g.answers <- nil
	o.until("it is read again", func() bool { f := o.connection(); return f.Last.Code == "" && f.Last.Complete && f.Code == "" })
	o.until("the dialog is closed", func() bool { return o.host.Canvas().Overlays().Top() == nil && o.sees("All sums agree") })
	if got := o.desk.Secrets.(memory)["connection/1/refresh_token"]; got != "first" {
		t.Errorf("the keychain holds %q", got)
	}
}

func TestASignInSaysAsWhom(t *testing.T) {
	o, g, _ := lapsed(t)
	o.window.shell.Go(stage.Connections, "")
	o.until("the connection says so", func() bool { return o.sees("Not signed in") && o.sees("stands still since") })
	o.press("Sign in at")
	o.until("it waits for the person", func() bool { return o.sees("Waiting for you to agree") })
	told := false
	g.answers <- nil
	o.until("it is told who signed in", func() bool {
		told = told || strings.HasSuffix(o.notice(), "as Skagerrak Engros AS.")
		return told
	})
	o.until("it is read", func() bool { return o.connection().Code == "" })
}

// The person changes their mind: nothing is changed, and the sign-in waits no longer.
func TestASignInIsStoppedWithEsc(t *testing.T) {
	o, g, _ := lapsed(t)
	o.window.shell.Go(stage.Connections, "")
	o.press("Sign in at")
	o.until("it waits for the person", func() bool { return o.sees("Waiting for you to agree") })
	o.key(fyne.KeyEscape)
	o.until("it has stopped", func() bool { return strings.HasSuffix(o.notice(), "stopped. Nothing was changed.") })
	if g.open || o.host.Canvas().Overlays().Top() != nil {
		t.Error("it goes on")
	}
}

// Nobody agrees in time, the source says no, there is no browser: each is said in plain words, and can be tried again.
func TestASignInThatFailsIsSaidAndTriedAgain(t *testing.T) {
	o, g, pages := lapsed(t)
	opens := o.window.stage.OpenPage
	o.window.stage.OpenPage = func(page string) error {
		_ = opens(page)
		return errors.New("no program for https")
	}
	o.window.shell.Go(stage.Connections, "")
	o.press("Sign in at")
	o.until("there is no browser", func() bool {
		return o.sees("The browser could not be opened") && o.sees("https://login.example.com/") && o.button("Copy the address") != nil
	})
	g.answers <- fault.New("connector-hung", "the connector waited 10 min in vain for somebody to agree on its page").WithHint("nothing was changed; sign in again")
	o.until("nobody agreed", func() bool { return o.sees("Nobody agreed on the page of") && o.sees("Nothing was changed") })
	o.press("Try again")
	o.until("it waits once more", func() bool { return len(*pages) == 2 && o.sees("The browser could not be opened") })
	g.answers <- nil
	o.until("it is read", func() bool { return o.connection().Code == "" })
}

// A new connection at whose source people sign in is signed in to before it is read.
func TestANewConnectionBeginsWithItsSignIn(t *testing.T) {
	o := newOffice(t)
	g, _ := o.guard()
	o.window.shell.Go(stage.Connections, "")
	o.press("Connect your books")
	o.until("the form is open", func() bool { return o.sees("Accounting system") })
	form := o.window.connections.Form()
	form.Choose("demo")
	form.Fill(map[string]string{"customers": "20", "as_of": "2026-11-23"})
	if !o.sees("Its sign-in page opens in your browser") {
		t.Errorf("the form does not say that a page is opened:\n%s", strings.Join(o.said(), "\n"))
	}
	o.press("Connect and read")
	o.press("Approve")
	o.until("it waits for the person", func() bool { return o.sees("Waiting for you to agree") })
	g.answers <- nil
	o.until("it is read", func() bool { f := o.connection(); return f.Last.Complete && f.Code == "" })
}
