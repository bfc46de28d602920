package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var _ fyne.Widget = (*Icon)(nil)

// Icon is one of the program's icons in a colour of the theme. It never stands for a status without a word beside it.
type Icon struct {
	fynewidget.BaseWidget
	name   theme.IconName
	colour fyne.ThemeColorName
	size   float32
}

// NewIcon makes an icon of a size: theme.IconChip, IconRow, IconNav or IconEmpty.
func NewIcon(name theme.IconName, colour fyne.ThemeColorName, size float32) *Icon {
	i := &Icon{name: name, colour: colour, size: size}
	i.ExtendBaseWidget(i)
	return i
}

// Set changes picture and colour.
func (i *Icon) Set(name theme.IconName, colour fyne.ThemeColorName) {
	if i.name != name || i.colour != colour {
		i.name, i.colour = name, colour
		i.Refresh()
	}
}

// CreateRenderer draws the icon.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer {
	img := newPicture()
	setPicture(img, i.name, i.colour, i.size)
	return &renderer{
		objects: fixed(img),
		place: func(size fyne.Size) {
			put(img, centred(size.Width, i.size), centred(size.Height, i.size), i.size, i.size)
		},
		min:     func() fyne.Size { return fyne.NewSquareSize(i.size) },
		refresh: func() { setPicture(img, i.name, i.colour, i.size) },
	}
}

func newPicture() *canvas.Image {
	img := &canvas.Image{}
	img.FillMode = canvas.ImageFillContain
	img.ScaleMode = canvas.ImageScaleSmooth
	return img
}

// setPicture changes a drawn icon, and repaints only when it is another one than before.
func setPicture(img *canvas.Image, name theme.IconName, colour fyne.ThemeColorName, size float32) {
	if name == "" {
		img.Hide()
		return
	}
	res := theme.Icon(name, colour, size)
	if img.Resource == nil || img.Resource.Name() != res.Name() {
		img.Resource = res
		img.Refresh()
	}
	if !img.Visible() {
		img.Show()
	}
}
