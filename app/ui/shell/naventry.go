package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

var (
	_ fyne.Widget       = (*navEntry)(nil)
	_ fyne.Tappable     = (*navEntry)(nil)
	_ fyne.Accessible   = (*navEntry)(nil)
	_ desktop.Hoverable = (*navEntry)(nil)
)

// navEntry leads to a screen. It takes no keyboard focus: Ctrl+1 to Ctrl+8 reach it from everywhere, and Tab stays within
// the screen.
type navEntry struct {
	fynewidget.BaseWidget
	nav     *nav
	item    Item
	title   string
	front   bool
	hovered bool
}

func newNavEntry(n *nav, item Item, title string) *navEntry {
	e := &navEntry{nav: n, item: item, title: title}
	e.ExtendBaseWidget(e)
	return e
}

// Tapped shows the screen.
func (e *navEntry) Tapped(*fyne.PointEvent) { e.nav.shell.Go(e.item.Key, "") }

// MouseIn marks the entry.
func (e *navEntry) MouseIn(*desktop.MouseEvent) { e.hovered = true; e.Refresh() }

// MouseMoved does nothing.
func (e *navEntry) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (e *navEntry) MouseOut() { e.hovered = false; e.Refresh() }

// AccessibilityLabel is the screen's title.
func (e *navEntry) AccessibilityLabel() string { return e.title }

// AccessibilityRole is link.
func (e *navEntry) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleLink }

// CreateRenderer draws the entry.
func (e *navEntry) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(nil)
	ground.CornerRadius = theme.RadiusGroup
	r := &entryRenderer{
		entry: e, ground: ground, icon: widget.NewIcon(e.item.Icon, theme.Text2, theme.IconNav),
		word: widget.NewText(e.title, widget.Body.Cut()), count: widget.NewText("", widget.Body),
		sign: widget.NewIcon("", theme.Text2, theme.IconNav),
	}
	r.Refresh()
	return r
}

type entryRenderer struct {
	entry  *navEntry
	ground *canvas.Rectangle
	icon   *widget.Icon
	word   *widget.Text
	count  *widget.Text
	sign   *widget.Icon
}

// Destroy frees nothing.
func (r *entryRenderer) Destroy() {}

// MinSize is the least an entry needs.
func (r *entryRenderer) MinSize() fyne.Size { return fyne.NewSize(32, entryHeight) }

// Objects lists what is drawn.
func (r *entryRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.icon, r.word, r.count, r.sign}
}

// Layout stands icon, word and badge beside each other; folded, the icon alone.
func (r *entryRenderer) Layout(size fyne.Size) {
	place(r.ground, 0, 0, size.Width, size.Height)
	iconX := textInset - entryInset
	if r.entry.nav.folded {
		iconX = (size.Width - theme.IconNav) / 2
	}
	place(r.icon, iconX, (size.Height-theme.IconNav)/2, theme.IconNav, theme.IconNav)
	countWidth := r.count.MinSize().Width
	right := size.Width - entryInset
	place(r.count, right-countWidth, 0, countWidth, size.Height)
	place(r.sign, right-theme.IconNav+2, (size.Height-theme.IconNav)/2, theme.IconNav, theme.IconNav)
	x := wordX - entryInset
	place(r.word, x, 0, right-x-max(countWidth, signWidth(r.entry.badge())), size.Height)
}

func signWidth(b Badge) float32 {
	if b.Icon != "" {
		return theme.IconNav
	}
	return 0
}

func (e *navEntry) badge() Badge { return e.nav.shell.badges[e.item.Key] }

// Refresh takes colours and badge anew.
func (r *entryRenderer) Refresh() {
	e := r.entry
	fill, ink, strong := theme.Transparent, theme.Text2, false
	switch {
	case e.front:
		fill, ink, strong = theme.Selected, theme.Accent, true
	case e.hovered:
		fill = theme.Hair
	}
	r.ground.FillColor = theme.Color(fill)
	r.ground.Refresh()
	r.icon.Set(e.item.Icon, ink)
	r.icon.Refresh()
	style := widget.Style{Colour: ink, Strong: strong, Shrink: true}
	r.word.Set(e.title, style)
	badge := e.badge()
	r.count.Set(badge.Count, widget.Style{Size: theme.SizeSmall, Colour: ink, Strong: strong})
	r.sign.Set(badge.Icon, badge.State.Text())
	r.sign.Refresh()
	folded := e.nav.folded
	for _, o := range []fyne.CanvasObject{r.word, r.count} {
		if folded {
			o.Hide()
		} else {
			o.Show()
		}
	}
	if folded || badge.Icon == "" {
		r.sign.Hide()
	} else {
		r.sign.Show()
	}
	r.Layout(e.Size())
}
