package shell

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

var _ fyne.Widget = (*nav)(nil)

// nav is the left column: the program's name, an entry for each screen, and the status at the foot.
type nav struct {
	fynewidget.BaseWidget
	shell   *Shell
	folded  bool
	entries []*navEntry
}

func newNav(s *Shell, folded bool) *nav {
	n := &nav{shell: s, folded: folded}
	for _, item := range s.config.Items {
		title := item.Key
		if screen := s.screens[item.Key]; screen != nil {
			title = screen.Title()
		}
		n.entries = append(n.entries, newNavEntry(n, item, title))
	}
	n.ExtendBaseWidget(n)
	return n
}

// Fold makes the navigation narrow (icons alone) or wide.
func (s *Shell) Fold(folded bool) {
	if s.nav.folded == folded {
		return
	}
	s.nav.folded = folded
	s.nav.Refresh()
	s.content.Refresh()
	if s.config.OnFold != nil {
		s.config.OnFold(folded)
	}
}

// Folded reports whether the navigation is narrow.
func (s *Shell) Folded() bool { return s.nav.folded }

func (n *nav) setFront(key string) {
	for _, e := range n.entries {
		e.front = e.item.Key == key || slices.Contains(e.item.Beside, key)
	}
	n.Refresh()
}

// Refresh redraws the entries as well.
func (n *nav) Refresh() {
	for _, e := range n.entries {
		e.Refresh()
	}
	n.BaseWidget.Refresh()
}

func (n *nav) width() float32 {
	if n.folded {
		return theme.NavFolded
	}
	return theme.NavWidth
}

const (
	entryHeight float32 = 32
	entryStep   float32 = 34
	firstEntry  float32 = 56
	entryInset  float32 = 8
	textInset   float32 = 16
	wordX       float32 = 42
	aboutWidth  float32 = 28
)

// navRenderer draws ground, name, entries and status.
type navRenderer struct {
	nav          *nav
	ground, edge *canvas.Rectangle
	rule         *canvas.Rectangle
	logo         *widget.Icon
	name         *widget.Text
	synced       *widget.Flag
	company      *widget.Text
	user         *widget.Text
	about        *widget.Button // what can be done about the user
}

// CreateRenderer draws the column.
func (n *nav) CreateRenderer() fyne.WidgetRenderer {
	small := widget.Small.Cut()
	r := &navRenderer{
		nav: n, ground: canvas.NewRectangle(nil), edge: canvas.NewRectangle(nil), rule: canvas.NewRectangle(nil),
		logo:    widget.NewIcon(theme.IconLogo, theme.Accent, 18),
		name:    widget.NewText(i18n.T("app.name"), widget.BodyStrong.Cut()),
		synced:  widget.NewFlagIn(widget.State{}, widget.Style{Size: theme.SizeSmall}),
		company: widget.NewText("", small), user: widget.NewText("", small),
	}
	r.about = widget.NewButton(widget.Quiet, "", theme.IconMore, func() { n.shell.config.OnUser(r.about) })
	r.Refresh()
	return r
}

// Destroy frees nothing.
func (r *navRenderer) Destroy() {}

// MinSize is the column's width.
func (r *navRenderer) MinSize() fyne.Size { return fyne.NewSize(r.nav.width(), 320) }

// Objects lists what is drawn.
func (r *navRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.ground, r.edge, r.logo, r.name}
	for _, e := range r.nav.entries {
		objects = append(objects, e)
	}
	return append(objects, r.rule, r.synced, r.company, r.user, r.about)
}

// Layout stands the entries under the name and the status at the foot.
func (r *navRenderer) Layout(size fyne.Size) {
	place(r.ground, 0, 0, size.Width, size.Height)
	place(r.edge, size.Width-1, 0, 1, size.Height)
	logoX := textInset
	if r.nav.folded {
		logoX = (size.Width - 18) / 2
	}
	place(r.logo, logoX-1, 19, 20, 18)
	place(r.name, wordX, 19, size.Width-wordX-entryInset, 18)
	y := firstEntry
	for _, e := range r.nav.entries {
		if e.item.Gap {
			y += entryInset
		}
		place(e, entryInset, y, size.Width-2*entryInset-1, entryHeight)
		y += entryStep
	}
	foot := size.Height - 78
	place(r.rule, entryInset, foot, size.Width-2*entryInset-1, 1)
	width := size.Width - 2*textInset
	place(r.synced, textInset, foot+9, width, 18)
	place(r.company, textInset, foot+26, width, 16)
	place(r.user, textInset, foot+42, width-aboutWidth, 16)
	place(r.about, size.Width-entryInset-aboutWidth, foot+36, aboutWidth, aboutWidth)
}

// Refresh takes colours and status anew.
func (r *navRenderer) Refresh() {
	for _, p := range []struct {
		rect *canvas.Rectangle
		name fyne.ThemeColorName
	}{{r.ground, theme.Nav}, {r.edge, theme.Line}, {r.rule, theme.Line}} {
		p.rect.FillColor = theme.Color(p.name)
		p.rect.Refresh()
	}
	st := r.nav.shell.status
	r.synced.Set(widget.State{Status: st.State, Icon: st.Icon, Word: st.Synced})
	r.company.SetText(st.Company)
	r.user.SetText(st.User)
	for _, o := range []fyne.CanvasObject{r.name, r.synced, r.company, r.user} {
		if r.nav.folded {
			o.Hide()
		} else {
			o.Show()
		}
	}
	if r.nav.folded || !st.Signed || r.nav.shell.config.OnUser == nil {
		r.about.Hide()
	} else {
		r.about.Show()
	}
	r.logo.Refresh()
	r.Layout(r.nav.Size())
}

func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
