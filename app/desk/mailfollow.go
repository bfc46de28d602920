package desk

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Reasons of pauses that follow from a mail. They are kept as they stand here; screens have words for them.
const (
	HoldForAnswer = "an answer waits to be read"
	HoldForTime   = "the customer asked for time"
	HoldForMoney  = "the customer says it is paid"
)

// answerReview is after how many days somebody is reminded of such a pause, should the answer still lie there.
const answerReview = 7

// mostQuoted is how much of a mail the history shows, in characters; the rest is read in the mail.
const mostQuoted = 500

// answered is what follows from a person's answer: it counts as one, and dunning pauses until somebody has read it.
func (d *Desk) answered(w store.Writer, m *store.Incoming, who receivable.Debtor) error {
	if err := w.PutAnswer(who.ID, dunning.Answered, quote(m.Mail.Text)); err != nil {
		return err
	}
	facts := mailFacts(m)
	facts["says"], facts["words"] = m.Guess.Says, m.Guess.Words
	if err := w.Append(activity.AnswerReceived, int64(who.ID), 0, who.Name, facts); err != nil {
		return err
	}
	return d.pause(w, m, who)
}

// pause holds the customer's reminders for a mail. Several mails share one pause.
func (d *Desk) pause(w store.Writer, m *store.Incoming, who receivable.Debtor) error {
	open, err := w.Incoming(store.IncomingQuery{Debtor: who.ID, States: []store.IncomingState{store.MailOpen}})
	if err != nil {
		return err
	}
	held, err := w.Holds(who.ID)
	if err != nil {
		return err
	}
	for i := range open {
		if slices.ContainsFunc(held, func(h store.Hold) bool { return h.ID == open[i].Hold && !h.Lifted }) {
			m.Hold = open[i].Hold
			return w.SetIncoming(m.State, *m)
		}
	}
	on, err := d.todayOf(w)
	if err != nil {
		return err
	}
	reviewer := who.Owner
	if reviewer == "" {
		reviewer = w.Actor().Name
	}
	h := dunning.Hold{Reason: HoldForAnswer, Reviewer: reviewer, ReviewOn: on.AddDays(answerReview), By: w.Actor().Name}
	if m.Hold, err = w.PutHold(store.Hold{Hold: h, Debtor: who.ID}); err != nil {
		return err
	}
	if err := w.SetIncoming(m.State, *m); err != nil {
		return err
	}
	return w.Append(activity.HoldSet, int64(who.ID), 0, who.Name, map[string]string{
		"until": "", "reason": HoldForAnswer, "reviewer": reviewer, "review_on": h.ReviewOn.String(),
	})
}

// mailFacts are what the history keeps of a mail.
func mailFacts(m *store.Incoming) map[string]any {
	facts := map[string]any{"mail": m.ID, "kind": m.Mail.Kind, "from": m.Mail.From, "subject": m.Mail.Subject, "text": quote(m.Mail.Text), "how": m.How}
	if m.Number != "" {
		facts["number"] = m.Number
	}
	return facts
}

// reportFacts are what it keeps of a report.
func reportFacts(m *store.Incoming) map[string]any {
	facts := map[string]any{"mail": m.ID, "to": m.Report.Address(), "status": m.Report.Status, "detail": m.Report.Detail, "how": m.How}
	if m.Number != "" {
		facts["number"], facts["notice"] = m.Number, m.Notice
	}
	return facts
}

// quote is the beginning of a text.
func quote(text string) string {
	runes := []rune(text)
	if len(runes) <= mostQuoted {
		return text
	}
	return string(runes[:mostQuoted]) + "…"
}
