package stage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// AsHighAs stands a list over what belongs right under it: the list is as high as its rows, and scrolls when there is no
// room for all of them.
func AsHighAs(rows func() float32, list, below fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &asHighAs{rows}, Objects: []fyne.CanvasObject{list, below}}
}

type asHighAs struct{ rows func() float32 }

func (l *asHighAs) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	under := objects[1].MinSize().Height
	height := max(0, min(l.rows(), size.Height-under))
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(size.Width, height))
	objects[1].Move(fyne.NewPos(0, height))
	objects[1].Resize(fyne.NewSize(size.Width, size.Height-height))
}

func (l *asHighAs) MinSize(objects []fyne.CanvasObject) fyne.Size {
	list, below := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(max(list.Width, below.Width), list.Height+below.Height)
}

// Columns shares the width in equal parts.
func Columns(objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: layout.NewGridLayoutWithColumns(max(1, len(objects))), Objects: objects}
}

// Fact is a small label over what is known.
func Fact(label, value string) fyne.CanvasObject {
	return widget.Stack(0, widget.NewText(label, widget.Small), widget.NewText(value, widget.BodyStrong.Cut()))
}

// AgeNames are the five ages of open claims, in their fixed order.
func AgeNames() [receivable.AgeBuckets]string {
	return [receivable.AgeBuckets]string{i18n.T("age.not-due"), i18n.T("age.30"), i18n.T("age.60"), i18n.T("age.90"), i18n.T("age.over")}
}

// Ageing is the bar of a header: five parts, each with its label and sum beneath, empty parts too. Where only sizes matter
// sums are written without decimals.
func Ageing(b receivable.Balance, w words.Words, height float32, whole bool) fyne.CanvasObject {
	fills := [receivable.AgeBuckets]fyne.ThemeColorName{
		theme.NotDue, theme.Overdue1.Fill(), theme.Overdue2.Fill(), theme.Overdue3.Fill(), theme.Overdue4.Fill(),
	}
	write := w.Figures
	if whole {
		write = w.Whole
	}
	labels := make([]fyne.CanvasObject, 0, receivable.AgeBuckets)
	for i, name := range AgeNames() {
		mark := widget.Sized(8, 8, widget.NewSurface(fills[i], widget.NoEdge, &fyne.Container{}))
		labels = append(labels, widget.Stack(0,
			widget.Row(6, mark, widget.Grow(widget.NewText(name, widget.Small.Cut()))),
			widget.NewText(write(money.New(b.Buckets[i], b.Currency)), widget.Body.Cut())))
	}
	return widget.Stack(theme.Gap, widget.Sized(0, height, widget.NewAgeingBar(widget.Ageing(b.Buckets), height)), Columns(labels...))
}

// AsManyAsFit stands the first object at the left and as many of the others as there is room for at the right, in order.
func AsManyAsFit(gap float32, first fyne.CanvasObject, others ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &asManyAsFit{gap}, Objects: append([]fyne.CanvasObject{first}, others...)}
}

type asManyAsFit struct{ gap float32 }

func (l *asManyAsFit) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	put := func(o fyne.CanvasObject, x float32) {
		m := o.MinSize()
		o.Move(fyne.NewPos(x, float32(int((size.Height-m.Height)/2))))
		o.Resize(m)
	}
	put(objects[0], 0)
	room, n := size.Width-objects[0].MinSize().Width-l.gap, 1
	for ; n < len(objects) && room >= objects[n].MinSize().Width+l.gap; n++ {
		room -= objects[n].MinSize().Width + l.gap
	}
	x := size.Width
	for i := len(objects) - 1; i > 0; i-- {
		if i >= n {
			objects[i].Hide()
			continue
		}
		objects[i].Show()
		x -= objects[i].MinSize().Width
		put(objects[i], x)
		x -= l.gap
	}
}

func (l *asManyAsFit) MinSize(objects []fyne.CanvasObject) fyne.Size {
	m := objects[0].MinSize()
	for _, o := range objects[1:] {
		m.Height = max(m.Height, o.MinSize().Height)
	}
	return m
}

// AsManyAsFitLeft stands objects beside each other from the left, as many as there is room for; the last one always stands.
func AsManyAsFitLeft(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &fitLeft{gap}, Objects: objects}
}

type fitLeft struct{ gap float32 }

func (l *fitLeft) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	last := objects[len(objects)-1].MinSize().Width
	x := float32(0)
	for i, o := range objects {
		m := o.MinSize()
		if i < len(objects)-1 && x+m.Width+l.gap+last > size.Width {
			o.Hide()
			continue
		}
		o.Show()
		o.Move(fyne.NewPos(x, float32(int((size.Height-m.Height)/2))))
		o.Resize(m)
		x += m.Width + l.gap
	}
}

func (l *fitLeft) MinSize(objects []fyne.CanvasObject) fyne.Size {
	m := objects[len(objects)-1].MinSize()
	for _, o := range objects {
		m.Height = max(m.Height, o.MinSize().Height)
	}
	return m
}

// Beside stands a pane at the right of the work: a share of the width in percent, but never narrower or wider than given.
func Beside(work, pane fyne.CanvasObject, least, most float32, percent int) *fyne.Container {
	return &fyne.Container{Layout: &beside{least, most, float32(percent) / 100}, Objects: []fyne.CanvasObject{work, pane}}
}

type beside struct{ least, most, share float32 }

func (l *beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := max(l.least, min(l.most, float32(int(size.Width*l.share))))
	left := max(0, size.Width-width)
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(left, size.Height))
	objects[1].Move(fyne.NewPos(left, 0))
	objects[1].Resize(fyne.NewSize(width, size.Height))
}

func (l *beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	work, pane := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(work.Width+l.least, max(work.Height, pane.Height))
}
