package window

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/shell"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// sitting is who sits at the window, while the book has several users.
type sitting struct {
	user    approval.User // zero: nobody has signed in, or nobody needs to
	page    *signInPage   // covers the window; nil while somebody works
	touched time.Time     // the last key or move of the pointer
	idle    time.Duration // without use, until the window locks
	seen    []approval.RequestID
	told    map[approval.RequestID]bool
	looked  bool // requests were looked at since somebody sat down
	looks   int  // how often it was looked, and which look was the last that counted
	taken   int
}

// User is who has signed in; the zero User while nobody needs to, or has.
func (w *Window) User() approval.User { return w.sitting.user }

// Locked reports whether the window is covered.
func (w *Window) Locked() bool { return w.sitting.page != nil }

// Touch says that somebody uses the window.
func (w *Window) Touch() {
	if w.config.Clock != nil {
		w.sitting.touched = w.config.Clock.Now()
	}
}

// CheckIdle locks a window that nobody has used for a while. Call it now and then.
func (w *Window) CheckIdle() {
	s := &w.sitting
	if w.config.Clock == nil || s.user.ID == 0 || s.page != nil || s.idle <= 0 {
		return
	}
	if w.config.Clock.Now().Sub(s.touched) >= s.idle {
		w.Lock()
	}
}

// Lock covers the window until the password of who sits there is given, or he signs out.
func (w *Window) Lock() {
	if w.sitting.user.ID != 0 && w.sitting.page == nil {
		w.cover(w.sitting.user)
	}
}

// SignOut covers the window until somebody signs in. Something typed and not saved is asked about before.
func (w *Window) SignOut() {
	w.shell.Leave(w.stand)
}

// stand leaves the desk: what the next one must not see is taken away.
func (w *Window) stand() {
	w.uncover()
	overlays := w.config.Host.Canvas().Overlays()
	for _, o := range overlays.List() {
		overlays.Remove(o)
	}
	w.sitting.user, w.sitting.looked, w.sitting.seen, w.sitting.told = approval.User{}, false, nil, nil
	w.config.Desk = w.config.Sit("")
	w.cover(approval.User{})
}

// mustSit covers the window when the book has several users and none has signed in here.
func (w *Window) mustSit(needs bool) {
	switch {
	case w.config.Sit == nil:
	case needs && w.sitting.user.ID == 0 && w.sitting.page == nil:
		w.config.Desk = w.config.Sit("") // whoever the machine says it is, has given no password
		w.cover(approval.User{})
	case !needs && w.sitting.user.ID == 0:
		w.uncover()
	}
}

func (w *Window) cover(of approval.User) {
	w.sitting.page = w.newSignInPage(of)
	w.config.Host.SetTitle(i18n.T("app.name")) // a title may name a customer
	w.sitting.page.cover = widget.CoverOn(w.config.Host.Canvas(), w.sitting.page.content)
}

func (w *Window) uncover() {
	if w.sitting.page != nil {
		w.sitting.page.cover.Close()
		w.sitting.page = nil
	}
}

// sit begins the work of a user who has signed in; the one who locked the window finds everything as it was.
func (w *Window) sit(u approval.User) {
	again := w.sitting.user.ID == u.ID
	w.uncover()
	w.sitting.user = u
	w.Touch()
	if !again {
		w.config.Desk, w.stage.User, w.settings = w.config.Sit(u.Login), u.Name, nil
		w.shell.Rebuild()
		w.shell.Go(stage.Today, "")
	}
	w.shell.Retitle()
	w.Refresh()
}

// userMenu offers what can be done about who sits here.
func (w *Window) userMenu(near fyne.CanvasObject) {
	choices := []widget.Choice{
		{ID: "lock", Text: i18n.T("signin.lock"), Icon: theme.IconLock},
		{ID: "out", Text: i18n.T("signin.out"), Icon: theme.IconPerson},
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(near).AddXY(0, -float32(len(choices))*theme.RowDense-theme.Edge)
	widget.ShowMenu(near, at, choices, func(c widget.Choice) {
		if c.ID == "lock" {
			w.Lock()
			return
		}
		w.SignOut()
	})
}

// LookAround looks whether a request waits for whoever sits here, and tells the machine's desktop of a new one: without a word
// of the book, because everybody may read a desktop. Call it now and then.
func (w *Window) LookAround() {
	by := w.sitting.user.ID
	w.sitting.looks++
	look := w.sitting.looks
	runner.Go(w.config.Run, func(ctx context.Context) ([]approval.RequestID, error) { return w.config.Desk.ToDecide(ctx) }, func(ids []approval.RequestID, err error) {
		// A book that cannot be read now says so when somebody does something. Of two looks the later one counts, whichever ends first.
		if err == nil && by == w.sitting.user.ID && look > w.sitting.taken {
			w.sitting.taken = look
			w.tookRequests(ids)
		}
	})
}

func (w *Window) tookRequests(ids []approval.RequestID) {
	s := &w.sitting
	// A look that began later may have read earlier: what was told once is not told again, though it was gone in between.
	fresh := slices.ContainsFunc(ids, func(id approval.RequestID) bool { return !s.told[id] })
	for _, id := range ids {
		if s.told == nil {
			s.told = map[approval.RequestID]bool{}
		}
		s.told[id] = true
	}
	changed, first := !slices.Equal(ids, s.seen), !s.looked
	s.seen, s.looked = ids, true
	w.shell.SetBadge(stage.Approvals, shell.Badge{Count: countOf(len(ids))})
	if first {
		return
	}
	if fresh && w.config.Notify != nil {
		w.config.Notify(i18n.T("app.name"), i18n.T("notify.request"))
	}
	if changed && w.shell.Front().Key() == stage.Approvals {
		w.approvals.Show()
	}
}
