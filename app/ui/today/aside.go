package today

import (
	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// asideBanner leads to what was read and set aside; nil when there is nothing.
func (s *Screen) asideBanner() fyne.CanvasObject {
	n, of := s.model.View.SetAside()
	if n == 0 {
		return nil
	}
	return widget.NewBanner(widget.Unverified, i18n.N("today.aside", int(n)), []widget.Run{{Text: i18n.T("today.aside-text")}},
		widget.NewButton(widget.Secondary, i18n.T("aside.show"), "", func() { s.stage.OpenConnection(of) }))
}
