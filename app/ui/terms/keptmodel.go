package terms

import (
	"slices"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// KeptLine is an agreement in the list of those that were made.
type KeptLine struct {
	ID                                       int64
	What, Made, Total, State, Next, Signed   string
	Runs, CanSend, CanAcknowledge, CanCancel bool
	Status                                   theme.Status
}

// stateKeys are the words for how an agreement stands.
var stateKeys = map[settlement.State]string{
	settlement.Proposed: "terms.state-proposed", settlement.Agreed: "terms.state-agreed", settlement.Kept: "terms.state-kept",
	settlement.Broken: "terms.state-broken", settlement.Cancelled: "terms.state-cancelled",
}

var stateColours = map[settlement.State]theme.Status{
	settlement.Agreed: theme.Promised, settlement.Kept: theme.Promised, settlement.Broken: theme.Overdue4,
}

// KeptLines are a customer's agreements, the newest first.
func KeptLines(all []desk.TermsView, w words.Words) []KeptLine {
	out := make([]KeptLine, 0, len(all))
	for i := range all {
		out = append(out, keptLine(&all[i], w))
	}
	slices.Reverse(out)
	return out
}

func keptLine(v *desk.TermsView, w words.Words) KeptLine {
	p := &v.Plan
	l := KeptLine{
		ID: p.ID, What: w.Agreement(p.Kind), Made: w.Date(p.AgreedOn), Total: w.Money(p.Schedule.Total), State: i18n.T(stateKeys[p.State]), Status: stateColours[p.State],
		Runs: p.State == settlement.Agreed, Signed: signedWords(v, w),
	}
	l.CanSend, l.CanCancel, l.CanAcknowledge = l.Runs, !p.PaymentPlan.Ended(), p.State != settlement.Cancelled
	if next := v.Judgement.Next; l.Runs && next != nil {
		l.Next = i18n.T("terms.next-payment", i18n.Args{"amount": w.Figures(next.Open()), "date": w.Day(next.Row.On)})
	}
	return l
}

// signedWords say how far the customer's word in writing has come.
func signedWords(v *desk.TermsView, w words.Words) string {
	if n := len(v.Papers); n > 0 {
		return i18n.T("terms.signed-on", i18n.Args{"date": w.Day(v.Papers[n-1].On)})
	}
	for i := range v.Sent {
		n := &v.Sent[i]
		switch {
		case n.Cancelled:
		case n.State == desk.OutSent:
			return i18n.T("terms.sent-on", i18n.Args{"date": w.Day(n.Claim.Date)})
		case n.State == desk.OutFailed:
			return i18n.T("terms.send-failed")
		default:
			return i18n.T("terms.send-waits")
		}
	}
	return i18n.T("terms.not-sent")
}

// wasSent reports whether the agreement has left already.
func wasSent(v *desk.TermsView) bool {
	return slices.ContainsFunc(v.Sent, func(n desk.IssuedNotice) bool { return !n.Cancelled && n.State == desk.OutSent })
}

// KeptRows are the payments of an agreement with what came of them.
func KeptRows(v *desk.TermsView, w words.Words) []Line {
	rows := v.Plan.Schedule.Rows
	out := make([]Line, 0, len(rows))
	for i := range rows {
		l := Line{No: strconv.Itoa(rows[i].No), On: dayOf(rows[i].On, w), Payment: w.Figures(rows[i].Payment)}
		if rows[i].No == 0 {
			l.No = i18n.T("terms.deposit-no")
		}
		if i < len(v.Judgement.Rows) {
			l.Note = paidWords(&v.Judgement.Rows[i], w)
		}
		out = append(out, l)
	}
	return out
}

func paidWords(s *settlement.Standing, w words.Words) string {
	switch {
	case !s.On.IsZero():
		return i18n.T("terms.paid-on", i18n.Args{"date": w.Day(s.On)})
	case s.Late:
		return i18n.T("terms.missing", i18n.Args{"amount": w.Figures(s.Open())})
	case s.Paid.Minor > 0:
		return i18n.T("terms.lacks", i18n.Args{"amount": w.Figures(s.Open())})
	}
	return ""
}

// SigningWords say what an acknowledgement in writing does to limitation, claim by claim; one sentence where the law says nothing.
func SigningWords(effects []desk.LimitationEffect, w words.Words) []string {
	if len(effects) == 0 {
		return []string{i18n.T("terms.signing-unknown")}
	}
	var out []string
	for i := range effects {
		e := &effects[i]
		args := i18n.Args{"number": e.Number, "before": w.Date(e.Before.Last), "after": w.Date(e.After.Last), "rule": e.After.Rule}
		key := "terms.signing-stays"
		if e.Restarts() {
			key = "terms.signing-restarts"
		}
		out = append(out, i18n.T(key, args))
	}
	return out
}

// EvidenceWords say what was known when an agreement was made; nothing of an older book.
func EvidenceWords(e *settlement.Evidence, w words.Words) string {
	if !e.Known() {
		return ""
	}
	return i18n.T("terms.evidence", i18n.Args{"cost": w.Money(e.Cost), "rate": w.Percent(e.Funding.String()), "chance": percent(e.Chance, w)})
}
