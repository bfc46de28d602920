package connections

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// Teller counts what a bank has seen and a person has to place.
type Teller interface {
	BankToPlace(ctx context.Context) (int, error)
}

// bankBanner says that payments of a bank wait for a person; nil where there is nothing to say.
func (s *Screen) bankBanner(f desk.Fresh) fyne.CanvasObject {
	k, _ := s.model.Kind(f.Connection.Kind)
	if !k.ReadsBank {
		return nil
	}
	open := widget.NewButton(widget.Secondary, i18n.T("connections.see-payments"), theme.IconBanknote, func() { s.stage.OpenScreen(stage.Bank) })
	if s.model.ToPlace == 0 {
		return widget.NewBanner(widget.Checked, i18n.T("bank.empty")+".", nil, open)
	}
	return widget.NewBanner(widget.NextStep, i18n.N("connections.to-place", s.model.ToPlace), []widget.Run{{Text: i18n.T("connections.to-place-text")}}, open)
}
