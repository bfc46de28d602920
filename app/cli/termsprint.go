package cli

import (
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

type termsJSON struct {
	ID       int64                 `json:"id"` // 0: a preview
	Debtor   string                `json:"debtor"`
	Kind     string                `json:"kind"`
	State    string                `json:"state"`
	Agreed   string                `json:"agreed"`
	Ended    string                `json:"ended"`
	Missed   string                `json:"missed"` // day of the payment that broke it
	Why      string                `json:"why"`
	Currency string                `json:"currency"`
	Debt     string                `json:"debt"`
	LetGo    string                `json:"let_go"`
	Interest string                `json:"interest"`
	Total    string                `json:"total"`
	Grace    int                   `json:"grace_days"`
	Items    []string              `json:"items"`
	Rows     []termsRowJSON        `json:"rows"`
	Received string                `json:"received"`
	Over     string                `json:"over"` // came beyond the schedule
	Papers   []paperJSON           `json:"acknowledged"`
	Sent     []sentNoticeJSON      `json:"sent"`               // messages that carried it for signature, newest first
	Signed   []limitationAfterJSON `json:"if_acknowledged"`    // what a written acknowledgement of today does to its claims
	Evidence *evidenceJSON         `json:"evidence,omitempty"` // what was known when it was made; none in older books
	Draft    *termsDraftJSON       `json:"draft,omitempty"`
}

// evidenceJSON is what waiting costs and how likely it is kept, with and without the agreement.
type evidenceJSON struct {
	Funding       string     `json:"funding_rate"` // percent a year
	Cost          string     `json:"cost"`
	CostWithout   string     `json:"cost_without"`
	Chance        chanceJSON `json:"chance"`
	ChanceWithout chanceJSON `json:"chance_without"`
}

type chanceJSON struct {
	Percent string `json:"percent"`
	From    string `json:"from"` // customer, house or guess
	Kept    int    `json:"kept"`
	Ended   int    `json:"ended"`
}

// text writes a chance with what it rests on: "75 % (house: 15 of 20)", "40 % (guess)".
func (c chanceJSON) text() string {
	if c.Ended == 0 {
		return c.Percent + " % (" + c.From + ")"
	}
	return fmt.Sprintf("%s %% (%s: %d of %d)", c.Percent, c.From, c.Kept, c.Ended)
}

func evidenceOf(e *settlement.Evidence) *evidenceJSON {
	if !e.Known() {
		return nil
	}
	chance := func(c settlement.Chance) chanceJSON {
		return chanceJSON{c.Percent.String(), string(c.From), c.Kept, c.Ended}
	}
	return &evidenceJSON{e.Funding.String(), e.Cost.String(), e.CostWithout.String(), chance(e.Chance), chance(e.ChanceWithout)}
}

type sentNoticeJSON struct {
	Number string `json:"number"`
	On     string `json:"on"`
	By     string `json:"by"`
	To     string `json:"to"`
	State  string `json:"state"`
}

type termsRowJSON struct {
	No       int    `json:"no"` // 0: the deposit
	On       string `json:"on"`
	Meant    string `json:"moved_from"`
	Why      string `json:"moved_why"`
	Interest string `json:"interest"`
	OffDebt  string `json:"off_debt"`
	Payment  string `json:"payment"`
	Left     string `json:"left"`
	Paid     string `json:"paid"`
	PaidOn   string `json:"paid_on"`
	Late     bool   `json:"late"`
}

type paperJSON struct {
	By   string `json:"by"`
	On   string `json:"on"`
	Note string `json:"note"`
	File string `json:"file"`
}

type termsDraftJSON struct {
	Outside    []string              `json:"outside"` // open claims that stay outside
	Forgone    string                `json:"forgone"` // statutory interest that is given up; empty: no rate is known
	OverLimit  bool                  `json:"over_limit"`
	Limitation []limitationAfterJSON `json:"limitation"`
}

type limitationAfterJSON struct {
	Item     string `json:"item"`
	Last     string `json:"last_day"`
	IfSigned string `json:"last_day_if_signed"`
	Rule     string `json:"rule"`
}

func termsOf(p *desk.PlanRow) termsJSON {
	out := termsJSON{
		ID: p.ID, Debtor: p.Name, Kind: string(p.Kind), State: string(p.State), Agreed: p.AgreedOn.String(), Ended: p.Ended.String(), Missed: p.Missed.String(), Why: p.Why,
		Currency: string(p.Debt.Currency), Debt: p.Debt.String(), LetGo: p.LetGo.String(), Interest: p.Schedule.Interest.String(), Total: p.Schedule.Total.String(),
		Grace: p.GraceDays, Items: []string{}, Rows: []termsRowJSON{}, Papers: []paperJSON{}, Sent: []sentNoticeJSON{}, Signed: []limitationAfterJSON{}, Evidence: evidenceOf(&p.Evidence),
	}
	for _, r := range p.Schedule.Rows {
		out.Rows = append(out.Rows, termsRowJSON{
			No: r.No, On: r.On.String(), Meant: r.Meant.String(), Why: r.Why, Interest: r.Interest.String(), OffDebt: r.OffDebt.String(),
			Payment: r.Payment.String(), Left: r.Left.String(),
		})
	}
	return out
}

// printTerms shows an agreement that is kept.
func (s *session) printTerms(v desk.TermsView) error {
	out := termsOf(&v.Plan)
	out.Received, out.Over = v.Judgement.Received.String(), v.Judgement.Over.String()
	for i := range v.Judgement.Rows {
		st := &v.Judgement.Rows[i]
		out.Rows[i].Paid, out.Rows[i].PaidOn, out.Rows[i].Late = st.Paid.String(), st.On.String(), st.Late
	}
	for i := range v.Items {
		out.Items = append(out.Items, v.Items[i].Number)
	}
	for _, p := range v.Papers {
		out.Papers = append(out.Papers, paperJSON{string(p.Kind), p.On.String(), p.Note, p.Name})
	}
	for i := range v.Sent {
		n := &v.Sent[i]
		state := string(n.State)
		if n.Cancelled {
			state = "cancelled"
		}
		out.Sent = append(out.Sent, sentNoticeJSON{n.Number, n.Claim.Date.String(), string(n.Claim.Channel), n.To, state})
	}
	out.Signed = limitationsAfter(v.Limitation)
	return s.printTermsJSON(out)
}

func limitationsAfter(all []desk.LimitationEffect) []limitationAfterJSON {
	out := make([]limitationAfterJSON, 0, len(all))
	for _, e := range all {
		out = append(out, limitationAfterJSON{e.Number, e.Before.Last.String(), e.After.Last.String(), e.After.Rule})
	}
	return out
}

// printDraft shows an agreement as it would be.
func (s *session) printDraft(t desk.TermsDraft) error {
	out := termsOf(&desk.PlanRow{PaymentPlan: t.Plan, Name: t.Debtor.Name, Evidence: t.Evidence})
	draft := &termsDraftJSON{Outside: []string{}, OverLimit: t.OverLimit, Limitation: limitationsAfter(t.Limitation)}
	if t.Forgone.Currency != "" {
		draft.Forgone = t.Forgone.String()
	}
	for i := range t.Items {
		out.Items = append(out.Items, t.Items[i].Number)
	}
	for i := range t.Outside {
		draft.Outside = append(draft.Outside, t.Outside[i].Number)
	}
	out.Draft = draft
	return s.printTermsJSON(out)
}

func (s *session) printTermsJSON(t termsJSON) error {
	if s.json {
		return s.printJSON(t)
	}
	what := fmt.Sprintf("agreement %d, %s", t.ID, t.State)
	if t.Draft != nil {
		what = "preview"
	}
	s.say("%s: %s with %s about %s %s", what, t.Kind, t.Debtor, t.Debt, t.Currency)
	rows := [][]string{}
	for _, r := range t.Rows {
		no := fmt.Sprint(r.No)
		if r.No == 0 {
			no = "D"
		}
		note := ""
		if r.Meant != "" {
			note = "moved from " + r.Meant + ": " + r.Why
		}
		rows = append(rows, []string{no, r.On, r.Interest, r.OffDebt, r.Payment, r.Left, r.Paid, r.PaidOn, note})
	}
	s.table([]string{"NO", "PAY ON", "INTEREST", "OFF DEBT", "PAYMENT", "LEFT", "PAID", "ON", ""}, map[int]bool{2: true, 3: true, 4: true, 5: true, 6: true}, rows)
	s.say("sum: %s interest, %s to pay, %s let go", t.Interest, t.Total, t.LetGo)
	if t.Draft != nil {
		s.sayDraft(t.Draft)
	}
	if e := t.Evidence; e != nil {
		s.say("waiting costs %s at %s %% a year, without the agreement %s", e.Cost, e.Funding, e.CostWithout)
		s.say("chance that it is kept %s, that the money comes without it %s", e.Chance.text(), e.ChanceWithout.text())
	}
	if len(t.Papers) == 0 {
		for _, l := range t.Signed {
			s.say("%s: barred after %s; acknowledged in writing today, after %s (%s)", l.Item, l.Last, l.IfSigned, l.Rule)
		}
	}
	for _, n := range t.Sent {
		s.say("sent for signature %s by %s to %s: %s (%s)", n.On, n.By, n.To, n.State, n.Number)
	}
	for _, p := range t.Papers {
		s.say("acknowledged %s by %s: %s %s", p.On, p.By, p.Note, p.File)
	}
	return nil
}

func (s *session) sayDraft(t *termsDraftJSON) {
	if t.Forgone != "" {
		s.say("interest given up: %s", t.Forgone)
	}
	for _, l := range t.Limitation {
		s.say("%s: barred after %s; signed today, after %s (%s)", l.Item, l.Last, l.IfSigned, l.Rule)
	}
	for _, number := range t.Outside {
		s.say("%s stays outside", number)
	}
	if t.OverLimit {
		s.say("the customer owes more than the credit line allows")
	}
}

func (s *session) printTermsList(rows []desk.PlanRow) error {
	out := make([]termsJSON, 0, len(rows))
	lines := [][]string{}
	for i := range rows {
		t := termsOf(&rows[i])
		out = append(out, t)
		lines = append(lines, []string{fmt.Sprint(t.ID), t.Debtor, t.Kind, t.State, t.Agreed, rows[i].Schedule.Last().String(), t.Total, t.Currency, t.Ended})
	}
	if s.json {
		return s.printJSON(out)
	}
	s.table([]string{"ID", "CUSTOMER", "KIND", "STATE", "AGREED", "LAST", "TO PAY", "CUR", "ENDED"}, map[int]bool{6: true}, lines)
	return nil
}
