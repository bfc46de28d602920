package widget

import (
	"fyne.io/fyne/v2"
)

// Fact is a label and its value: "Pays on average", "19 d late".
type Fact struct {
	Label  string
	Value  string
	Strong bool
}

// NewFacts stands facts beside each other, label over value, each with the same share of the width.
func NewFacts(facts ...Fact) *fyne.Container {
	cells := make([]fyne.CanvasObject, 0, len(facts))
	for _, f := range facts {
		cells = append(cells, Stack(0, NewText(f.Label, Small.Cut()), NewText(f.Value, Style{Strong: f.Strong, Shrink: true})))
	}
	return EvenRow(8, cells...)
}

// NewFactList stands facts under each other, labels in a column of labelWidth at the left, values right-aligned when right.
func NewFactList(labelWidth float32, right bool, facts ...Fact) *fyne.Container {
	rows := make([]fyne.CanvasObject, 0, len(facts))
	for _, f := range facts {
		value := Style{Strong: f.Strong, Shrink: true}
		if right {
			value.Align = Right
		}
		rows = append(rows, Row(8, Sized(labelWidth, 0, NewText(f.Label, Small.Cut())), Grow(NewText(f.Value, value))))
	}
	return Stack(0, rows...)
}

// EvenRow stands objects beside each other, gap apart, all with the same width.
func EvenRow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &evenLayout{gap}, Objects: objects}
}

type evenLayout struct{ gap float32 }

func (l *evenLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if len(objects) == 0 {
		return
	}
	n := float32(len(objects))
	step := (size.Width + l.gap) / n
	for i, o := range objects {
		x := floor(float32(i) * step)
		put(o, x, 0, floor(float32(i+1)*step)-l.gap-x, size.Height)
	}
}

func (l *evenLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, o := range objects {
		m = m.Max(o.MinSize())
	}
	n := float32(len(objects))
	return fyne.NewSize(m.Width*n+l.gap*max(0, n-1), m.Height)
}
