package shell

import (
	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// global gives the keys that work on every screen.
func (s *Shell) global() []Shortcut {
	keys := []Shortcut{
		{Key: fyne.KeyR, Modifier: fyne.KeyModifierShortcutDefault, Name: i18n.T("keys.sync"), Do: s.config.OnSync},
		{Key: fyne.KeyF5, Name: i18n.T("keys.refresh"), Do: s.config.OnRefresh},
		{Key: fyne.KeyF1, Name: i18n.T("keys.why"), Do: s.why},
		{Key: fyne.KeySlash, Name: i18n.T("keys.search"), Do: s.search},
		{Key: fyne.KeyEscape, Do: s.escape},
		{Key: fyne.KeyB, Modifier: fyne.KeyModifierShortcutDefault, Name: i18n.T("keys.fold"), Do: func() { s.Fold(!s.nav.folded) }},
		{Key: fyne.KeyL, Modifier: fyne.KeyModifierShortcutDefault, Name: i18n.T("signin.lock"), Do: s.config.OnLock},
		{Key: fyne.KeyLeft, Modifier: fyne.KeyModifierAlt, Name: i18n.T("keys.back"), Do: func() { s.Back() }},
	}
	digits := []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8}
	for i, item := range s.config.Items {
		if i == len(digits) {
			break
		}
		name := ""
		if screen := s.screens[item.Key]; screen != nil {
			name = screen.Title()
		}
		keys = append(keys, Shortcut{Key: digits[i], Modifier: fyne.KeyModifierShortcutDefault, Name: name, Do: func() { s.Go(item.Key, "") }})
	}
	return keys
}

// Keys lists every key that works now, for a page of help: those of the window and those of the screen in front.
func (s *Shell) Keys() []Shortcut {
	var named []Shortcut
	for _, k := range s.all() {
		if k.Name != "" && k.Do != nil {
			named = append(named, k)
		}
	}
	return named
}

// open reports whether a dialog or menu lies over the window: then the window's keys rest.
func (s *Shell) open() bool { return s.config.Host.Canvas().Overlays().Top() != nil }

func (s *Shell) run(do func()) {
	if do != nil && !s.open() {
		do()
	}
}

// TypedShortcut runs a shortcut with a modifier: the screen's before the window's, and none while a dialog is open. The
// canvas calls it; menus and tests may.
func (s *Shell) TypedShortcut(sc fyne.Shortcut) {
	for _, k := range s.all() {
		if k.Modifier != 0 && k.custom().ShortcutName() == sc.ShortcutName() {
			s.run(k.Do)
			return
		}
	}
}

// all gives every key that works now, those of the screen in front first.
func (s *Shell) all() []Shortcut {
	if s.front == nil {
		return s.global()
	}
	return append(s.front.Shortcuts(), s.global()...)
}

// bindKeys tells the canvas which keys there are; it is done anew with each screen.
func (s *Shell) bindKeys() {
	c := s.config.Host.Canvas()
	for _, old := range s.bound {
		c.RemoveShortcut(old.custom())
	}
	s.bound = nil
	for _, k := range s.all() {
		if k.Modifier != 0 {
			c.AddShortcut(k.custom(), s.TypedShortcut)
			s.bound = append(s.bound, k)
		}
	}
	c.SetOnTypedKey(s.typedKey)
	c.SetOnTypedRune(s.typedRune)
}

// typedKey serves keys without a modifier that no focused widget has used. The screen comes before the window.
func (s *Shell) typedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeySlash {
		return // typedRune serves it
	}
	for _, k := range s.all() {
		if k.matches(ev.Name) {
			widget.LedBy(ev.Name)
			s.run(k.Do)
			return
		}
	}
}

// typedRune serves "/", which is a letter on many keyboards and no key of its own.
func (s *Shell) typedRune(r rune) {
	if r == '/' {
		s.run(s.search)
	}
}

func (s *Shell) search() {
	if f, ok := s.front.(Searcher); ok {
		f.FocusSearch()
	}
}

func (s *Shell) why() {
	if a, ok := s.front.(Asker); ok {
		a.Why()
	}
}

// escape closes what is open on the screen, else takes a notice away, else leaves the focused field.
func (s *Shell) escape() {
	if e, ok := s.front.(Escaper); ok && e.Escape() {
		return
	}
	if s.notice.Visible() {
		s.notice.Hide()
		return
	}
	s.config.Host.Canvas().Unfocus()
}
