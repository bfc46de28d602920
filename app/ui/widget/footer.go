package widget

import (
	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var _ fyne.Widget = (*Footer)(nil)

// Footer closes every list: how many and how much at the left, keys or how it is sorted at the right. 32 high.
type Footer struct {
	fynewidget.BaseWidget
	left    *fyne.Container
	row     *fyne.Container
	surface *Surface
}

// NewFooter makes a footer; right are KeyHints or small texts.
func NewFooter(right ...fyne.CanvasObject) *Footer {
	f := &Footer{left: Row(theme.Edge)}
	objects := append([]fyne.CanvasObject{f.left, Spacer()}, right...)
	f.row = Row(theme.Edge, objects...)
	f.surface = NewSurface(theme.Work, TopEdge, Inset(1, theme.Edge, 0, theme.Edge, f.row))
	f.ExtendBaseWidget(f)
	return f
}

// Count is a number of a footer with the words after it: {"1 318", "of 100 412 customers"}.
type Count struct {
	Number string // semi-bold; "" leaves the words alone
	Words  string
}

// Set shows counts beside each other.
func (f *Footer) Set(counts ...Count) {
	f.left.Objects = f.left.Objects[:0]
	for _, fig := range counts {
		parts := []fyne.CanvasObject{}
		if fig.Number != "" {
			parts = append(parts, NewText(fig.Number, Style{Size: theme.SizeSmall, Strong: true}))
		}
		if fig.Words != "" {
			parts = append(parts, NewText(fig.Words, Small.In(theme.Text2)))
		}
		f.left.Objects = append(f.left.Objects, Row(3, parts...))
	}
	f.row.Refresh()
	f.Refresh()
}

// CreateRenderer draws the footer.
func (f *Footer) CreateRenderer() fyne.WidgetRenderer {
	return wrap(f.surface, func() fyne.Size { return fyne.NewSize(f.row.MinSize().Width+2*theme.Edge, theme.FooterHeight) })
}
