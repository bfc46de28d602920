package stage

import (
	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Pages is a place in which one of several objects is seen: the list, the failure that kept it from being read, a form.
type Pages struct {
	*fyne.Container
	page  fyne.CanvasObject
	looks *theme.Looks
}

// NewPages shows the first object.
func NewPages(first fyne.CanvasObject) *Pages {
	return &Pages{Container: &fyne.Container{Layout: filling{}, Objects: []fyne.CanvasObject{first}}, page: first, looks: theme.NewLooks()}
}

// Turn shows another object in the place.
func (p *Pages) Turn(to fyne.CanvasObject) {
	if p.page == to {
		return
	}
	p.page = to
	p.Objects = []fyne.CanvasObject{to}
	p.Refresh()
	p.looks.Showing(to)
}

// Page is the object shown.
func (p *Pages) Page() fyne.CanvasObject { return p.page }

// TurnToFailure shows what went wrong, with a button that tries again.
func (p *Pages) TurnToFailure(err error, retry func()) {
	p.Turn(widget.NewErrorState(words.Failure(err), words.ErrorWords(), retry))
}

// filling gives its object the whole place, whatever its least size: a list scrolls, it does not push the window.
type filling struct{}

func (filling) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

func (filling) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, o := range objects {
		m = m.Max(o.MinSize())
	}
	return m
}
