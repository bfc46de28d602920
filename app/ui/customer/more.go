package customer

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// showMore opens what is done less often.
func (s *Screen) showMore() {
	if s.model == nil {
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.more).AddXY(0, theme.ControlHeight+4)
	widget.ShowMenu(s.more, at, s.moreChoices(), s.chooseMore)
}

// moreChoices are what can be done now, in the order in which the menu has them.
func (s *Screen) moreChoices() []widget.Choice {
	choices := []widget.Choice{{ID: "note", Text: i18n.T("note.menu"), Icon: theme.IconEdit}, {ID: "statement", Text: i18n.T("statement.menu"), Icon: theme.IconLetter}}
	choices = append(choices, s.noteChoices()...)
	choices = append(choices, s.writeChoices()...)
	choices = append(choices, s.visitChoices()...)
	for i, d := range s.model.OpenDisputes() {
		choices = append(choices, widget.Choice{ID: resolving + strconv.Itoa(i), Text: i18n.T("resolve.menu", i18n.Args{"number": d.Number}), Icon: theme.IconTicked})
	}
	if len(s.model.waivable(s.stage.Words)) > 0 {
		choices = append(choices, widget.Choice{ID: "waive", Text: i18n.T("waive.menu"), Icon: theme.IconUndo})
	}
	if len(s.model.takeable(s.stage.Words)) > 0 {
		choices = append(choices, widget.Choice{ID: "take-back", Text: i18n.T("takeback.menu"), Icon: theme.IconUndo})
	}
	if i := s.one(); i != nil {
		choices = append(choices, widget.Choice{ID: "acknowledge", Text: i18n.T("acknowledge.menu", i18n.Args{"number": i.Row.Number}), Icon: theme.IconEdit})
	}
	if len(s.model.View.Agreements) > 0 {
		choices = append(choices, widget.Choice{ID: "agreements", Text: i18n.T("terms.agreements-menu"), Icon: theme.IconLetter})
	}
	choices = append(choices, s.wayOutChoices()...)
	choices = append(choices, s.handOverChoices()...)
	if s.model.InReview() {
		choices = append(choices, widget.Choice{ID: "review", Text: i18n.T("review.release"), Icon: theme.IconPlay, Rule: true})
	}
	if len(s.model.trackable()) > 0 {
		choices = append(choices, widget.Choice{ID: "tracking", Text: i18n.T("tracking.menu"), Icon: theme.IconLetter})
	}
	choices = append(choices, widget.Choice{ID: "channels", Text: i18n.T("channels.menu"), Icon: theme.IconMail, Rule: true})
	choices = append(choices, widget.Choice{ID: "consent", Text: i18n.T("consent.menu"), Icon: theme.IconShield})
	choices = append(choices, s.privacyChoices()...)
	return append(choices, widget.Choice{ID: "export-all", Text: i18n.T("person-export.menu"), Icon: theme.IconDownload})
}

// resolving begins the choices that resolve a dispute; the place of the dispute follows.
const resolving = "resolve"

// chooseMore does what was chosen.
func (s *Screen) chooseMore(c widget.Choice) {
	do := map[string]func(){
		"note": s.askNote, "statement": s.Statement, "note-finding": s.NoteFinding, "write": s.askWrite, "visit": s.askVisit, "call-off": s.askCallOff, "visited": func() { s.askCall(receivable.Visit, desk.CallReached) },
		"waive": s.askWaive, "take-back": s.askTakeBack, "acknowledge": s.askAcknowledge, "agreements": s.openAgreements,
		"write-off": s.askWriteOff, "hand-over": s.HandOver, "ways-out": s.WaysOut, "review": s.releaseReviewed,
		"consent": s.askConsent, "channels": s.Channels, "tracking": s.askTracking, "export-all": s.exportAll,
	}
	switch place, dispute := strings.CutPrefix(c.ID, resolving); {
	case do[c.ID] != nil:
		do[c.ID]()
	case dispute:
		disputes := s.model.OpenDisputes()
		if i, err := strconv.Atoi(place); err == nil && i < len(disputes) {
			s.askResolve(disputes[i])
		}
	case strings.HasPrefix(c.ID, stage.HandOver+"/"):
		s.stage.OpenScreen(c.ID)
	default:
		s.askPrivacy(c.ID)
	}
}

func (s *Screen) openAgreements() {
	s.stage.OpenScreen(stage.Terms + "/" + strconv.FormatInt(int64(s.id), 10) + " agreements")
}

func (s *Screen) releaseReviewed() {
	id := s.id
	s.do(func(ctx context.Context) error { return s.desk.ReleaseReviewed(ctx, id) }, i18n.T("review.released", i18n.Args{"name": s.name()}))
}
