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
			widget.Row(6, mark, widget.NewText(name, widget.Small.Cut()), widget.Spacer()),
			widget.NewText(write(money.New(b.Buckets[i], b.Currency)), widget.Body.Cut())))
	}
	return widget.Stack(theme.Gap, widget.Sized(0, height, widget.NewAgeingBar(widget.Ageing(b.Buckets), height)), Columns(labels...))
}
