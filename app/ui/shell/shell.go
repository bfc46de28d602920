// Package shell is the window around the screens: navigation, the screen in front, keys, notices, look and language. It
// knows screens only by their interface and holds nothing of the business.
package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// Host is the window the shell fills: a fyne.Window, or the canvas of a screenshot.
type Host interface {
	Canvas() fyne.Canvas
	SetContent(fyne.CanvasObject)
	SetTitle(string)
}

// Config says what the shell shows.
type Config struct {
	Host  Host
	Items []Item
	// Build makes all screens, in the language of the screens now. It is called at the start and when the language changes.
	Build func() []Screen
	// Start is the key of the first screen; "" is the first item's.
	Start string
	// OnSync runs on Ctrl+R, OnRefresh on F5.
	OnSync    func()
	OnRefresh func()
	// OnMode and OnFold are told of the user's choices, so that they can be kept.
	OnMode func(theme.Mode)
	OnFold func(folded bool)
	// OnMoved hears that the pointer moves over the window.
	OnMoved func()
	// OnLock covers the window; OnUser opens what can be done about who sits there, near the object.
	OnLock func()
	OnUser func(near fyne.CanvasObject)
	// Post runs a function on the window's goroutine after a while; it takes notices away. Without it they stay until the
	// next one, or until they are closed.
	After func(seconds int, do func())
}

// Shell is the content of the program's window.
type Shell struct {
	config  Config
	screens map[string]Screen
	front   Screen
	id      string // the record that the screen in front shows
	history []route
	mode    theme.Mode
	looks   *theme.Looks

	nav     *nav
	stage   *fyne.Container // holds the content of the screen in front
	notice  *notice
	bound   []Shortcut // shortcuts with a modifier that the canvas knows now
	badges  map[string]Badge
	status  Status
	content *fyne.Container
}

type route struct{ key, id string }

// New fills the host's window and shows the first screen.
func New(c Config) *Shell {
	s := &Shell{config: c, badges: map[string]Badge{}, mode: theme.Auto}
	s.Rebuild()
	start := c.Start
	if start == "" && len(c.Items) > 0 {
		start = c.Items[0].Key
	}
	s.Go(start, "")
	return s
}

// Rebuild makes all screens anew, for instance after the language has changed, and shows the one that was in front.
func (s *Shell) Rebuild() {
	key, id := "", s.id
	if s.front != nil {
		key = s.front.Key()
		s.front.Hide()
		s.front = nil
	}
	s.screens = map[string]Screen{}
	s.looks = theme.NewLooks()
	for _, screen := range s.config.Build() {
		s.screens[screen.Key()] = screen
	}
	folded := s.nav != nil && s.nav.folded
	s.nav = newNav(s, folded)
	s.notice = newNotice(s)
	s.stage = &fyne.Container{Layout: &stageLayout{}}
	s.content = widget.TopRow(0, s.nav, widget.Grow(widget.NewSurface(theme.Work, widget.NoEdge,
		&fyne.Container{Layout: &stageLayout{}, Objects: []fyne.CanvasObject{s.stage, s.notice}})))
	s.config.Host.SetContent(s.watched())
	s.bindKeys()
	if key != "" {
		s.show(key, id)
	}
}

// SetLanguage changes the language of the screens and rebuilds them.
func (s *Shell) SetLanguage(language string) error {
	if err := i18n.Use(language); err != nil {
		return err
	}
	s.Rebuild()
	return nil
}

// SetMode changes the look.
func (s *Shell) SetMode(mode theme.Mode) {
	s.mode = mode
	if app := fyne.CurrentApp(); app != nil {
		app.Settings().SetTheme(theme.New(mode))
	}
	s.content.Refresh()
	if s.config.OnMode != nil {
		s.config.OnMode(mode)
	}
}

// Mode is the look now.
func (s *Shell) Mode() theme.Mode { return s.mode }

// Go shows a screen; id is the record for a screen that is an Opener. Where the user was is remembered for Back.
func (s *Shell) Go(key, id string) {
	if _, ok := s.screens[key]; !ok {
		return
	}
	if s.front != nil && s.front.Key() != key && !s.mayLeave(func() { s.Go(key, id) }) {
		return
	}
	if s.front != nil && (s.front.Key() != key || s.id != id) {
		s.remember(route{s.front.Key(), s.id})
	}
	s.show(key, id)
}

// Leave calls goOn when nothing unsaved is lost by it, at once or after the person has agreed: before the window closes.
func (s *Shell) Leave(goOn func()) {
	if s.mayLeave(goOn) {
		goOn()
	}
}

func (s *Shell) mayLeave(goOn func()) bool {
	l, ok := s.front.(Leaver)
	return !ok || l.Leave(goOn)
}

const historyLength = 50

func (s *Shell) remember(r route) {
	s.history = append(s.history, r)
	if len(s.history) > historyLength {
		s.history = s.history[1:]
	}
}

// Back shows where the user was before; false when that was nowhere.
func (s *Shell) Back() bool {
	if len(s.history) == 0 {
		return false
	}
	last := s.history[len(s.history)-1]
	if s.front.Key() != last.key && !s.mayLeave(func() { s.Back() }) {
		return true
	}
	s.history = s.history[:len(s.history)-1]
	s.show(last.key, last.id)
	return true
}

func (s *Shell) show(key, id string) {
	screen := s.screens[key]
	if screen == nil {
		return
	}
	if s.front != nil {
		s.front.Hide()
	}
	s.front, s.id = screen, id
	if o, ok := screen.(Opener); ok {
		o.Open(id)
	}
	s.config.Host.Canvas().Unfocus()
	s.stage.Objects = []fyne.CanvasObject{screen.Content()}
	s.stage.Refresh()
	s.looks.Showing(key)
	s.nav.setFront(key)
	s.bindKeys()
	s.Retitle()
	screen.Show()
	if l, ok := screen.(Lister); ok {
		s.config.Host.Canvas().Focus(l.List()) // by the window: what was never drawn does not know its canvas yet
	}
}

// Retitle names the screen in front in the window's title, unless the window is covered.
func (s *Shell) Retitle() {
	if _, covered := s.config.Host.Canvas().Overlays().Top().(*widget.Cover); !covered {
		s.config.Host.SetTitle(s.front.Title() + " – " + i18n.T("app.name"))
	}
}

// watched is the content under something that hears of the pointer.
func (s *Shell) watched() fyne.CanvasObject {
	if s.config.OnMoved == nil {
		return s.content
	}
	return container.NewStack(s.content, widget.NewWatch(s.config.OnMoved))
}

// Front is the screen in front.
func (s *Shell) Front() Screen { return s.front }

// Screen finds a screen by its key; nil when there is none.
func (s *Shell) Screen(key string) Screen { return s.screens[key] }

// SetBadge changes what stands beside a navigation entry; the zero Badge removes it.
func (s *Shell) SetBadge(key string, b Badge) {
	s.badges[key] = b
	s.nav.Refresh()
}

// SetStatus changes the block at the foot of the navigation.
func (s *Shell) SetStatus(status Status) {
	s.status = status
	s.nav.Refresh()
}

// stageLayout gives the first object the whole place and floats the others at the bottom.
type stageLayout struct{}

func (l *stageLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for i, o := range objects {
		if i == 0 {
			o.Move(fyne.NewPos(0, 0))
			o.Resize(size)
			continue
		}
		m := o.MinSize()
		w := min(m.Width, size.Width-2*theme.Edge)
		o.Resize(fyne.NewSize(w, m.Height))
		o.Move(fyne.NewPos(float32(int((size.Width-w)/2)), size.Height-m.Height-theme.FooterHeight-theme.Gap))
	}
}

func (l *stageLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if len(objects) == 0 {
		return fyne.Size{}
	}
	return objects[0].MinSize()
}
