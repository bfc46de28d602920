package customer

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Requester reads what about a customer waits for a second pair of eyes.
type Requester interface {
	Requests(ctx context.Context, debtor receivable.DebtorID) (open, decided []desk.RequestView, err error)
}

// loadRequests reads what waits, after the customer has been drawn: the page does not wait for it.
func (s *Screen) loadRequests() {
	id := s.id
	runner.Go(s.stage.Run, func(ctx context.Context) ([]desk.RequestView, error) {
		open, _, err := s.desk.Requests(ctx, id)
		return open, err
	}, func(open []desk.RequestView, err error) {
		if err == nil && id == s.id { // the page is whole without it
			s.showRequests(open)
		}
	})
}

// showRequests says what waits, each with the way to it.
func (s *Screen) showRequests(open []desk.RequestView) {
	s.requests.Objects = nil
	for i := range open {
		s.requests.Add(s.requestLine(&open[i]))
	}
	if len(open) == 0 {
		s.requests.Hide()
	} else {
		s.requests.Show()
	}
	s.pages.Refresh()
}

func (s *Screen) requestLine(v *desk.RequestView) fyne.CanvasObject {
	w, id := s.stage.Words, v.ID
	what := w.Wanted(v.Measure)
	if v.Undoes {
		what = i18n.T("approvals.undoes", i18n.Args{"what": w.WantedNoun(v.Measure)})
	}
	args := i18n.Args{"what": what, "who": v.By.Name, "date": w.Day(w.DayOf(v.At))}
	text, icon, ink := i18n.T("customer.request", args), theme.IconApprovals, theme.Held
	if v.State == approval.SentBack {
		text, icon, ink = i18n.T("customer.request-back", args), theme.IconArrowLeft, theme.Overdue2
	}
	return widget.Row(theme.Gap, widget.NewIcon(icon, ink.Text(), theme.IconRow), widget.NewText(text, widget.Body.In(ink.Text()).Cut()),
		widget.NewButton(widget.Link, i18n.T("approvals.open"), "", func() { s.stage.OpenRequest(id) }), widget.Spacer())
}

// requestFacts words what somebody asked for: "waiver of 35,00 kr · “our mistake”".
func requestFacts(f facts, w words.Words) string {
	return words.Facts(wanted(f, w), quoted(f.text("why")))
}

// changedFacts words a request that its requester changed or took back.
func changedFacts(f facts, w words.Words) string {
	after, _ := f["after"].(map[string]any)
	return words.Facts(words.RequestState(approval.State(f.text("state"))), wanted(after, w), quoted(facts(after).text("why")))
}

// decidedFacts words a decision: "Declined · waiver of 35,00 kr · “no”".
func decidedFacts(f facts, w words.Words) string {
	return words.Facts(words.RequestState(approval.State(f.text("decision"))), wanted(f, w), quoted(f.text("why")))
}

func wanted(f facts, w words.Words) string {
	m := approval.Measure{Kind: approval.Kind(f.text("kind"))}
	if c := money.Currency(f.text("currency")); c != "" {
		if a, err := money.Parse(f.text("amount"), c); err == nil {
			m.Amount = a
		}
	}
	return w.WantedNoun(m)
}
