package desk

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// AgreedTerms says what came of new terms: the plan that holds now, or a request that waits for somebody.
type AgreedTerms struct {
	Asked
	Plan int64     // 0 while a request waits
	Sent SentPaper // when it was to be sent; no number while a request waits
}

// AgreeTerms keeps new terms, or asks somebody who may. Reminders of their items are silent as long as they are kept; levels
// stay as they are.
func (d *Desk) AgreeTerms(ctx context.Context, o TermsOrder) (out AgreedTerms, err error) {
	on, err := d.Today(ctx)
	if err != nil {
		return out, err
	}
	o.Reckoned = on.String()
	kind, why := approval.Plan, o.Why
	if o.Kind == settlement.Discount {
		kind = approval.Settlement
	}
	if why == "" {
		why = "(no reason was given)"
	}
	if out.Asked, err = d.ask(ctx, kind, o, why); err != nil || !out.Done {
		return out, err
	}
	rows, err := d.Terms(ctx, o.Debtor)
	if err != nil || len(rows) == 0 {
		return out, err
	}
	row := &rows[len(rows)-1]
	out.Plan = row.ID
	if o.Send == "" {
		return out, nil
	}
	var sent []store.Notice
	if err := d.view(ctx, func(r store.Reader) (err error) {
		sent, err = termsMessages(r, row)
		return err
	}); err != nil || len(sent) == 0 {
		return out, err
	}
	out.Sent, err = d.sendPaperNow(ctx, sent[0].ID)
	return out, err
}

// measure is what limits are held against: of a settlement what is let go, of a plan the debt and the months to the last payment.
func (t *TermsDraft) measure() approval.Measure {
	if t.Plan.Kind == settlement.Discount {
		return approval.Measure{Kind: approval.Settlement, Amount: t.Plan.LetGo}
	}
	last, months := t.Plan.Schedule.Last(), 0
	for t.On.AddMonths(months).Before(last) {
		months++
	}
	return approval.Measure{Kind: approval.Plan, Amount: t.Plan.Debt, Months: months}
}

// weighTerms refuses terms that cannot be agreed today; the facts are the debt and the schedule that somebody approves.
func weighTerms(d *Desk, r store.Reader, order string) (weighed, error) {
	o, err := readOrder[TermsOrder](order)
	if err != nil {
		return weighed{}, err
	}
	draft, err := d.draftTerms(r, o)
	if err != nil {
		return weighed{}, err
	}
	if o.Send != "" && !draft.Debtor.Reaches(o.Send) {
		return weighed{}, fault.New(fault.Refused, "%s cannot be reached by %s", draft.Debtor.Name, o.Send).OnField("send").WithHint("agree it without sending, and print it")
	}
	plan, err := draft.Plan.Agree(draft.On)
	if err != nil {
		return weighed{}, err
	}
	facts := planFacts(&store.PlanRow{PaymentPlan: plan})
	facts["debt"], facts["items"], facts["last"] = plan.Debt.String(), plan.Items(), plan.Schedule.Last().String()
	return weighed{measure: draft.measure(), debtor: o.Debtor, subject: draft.Debtor.Name, facts: facts}, nil
}

func doTerms(d *Desk, w store.Writer, order, why string, _ *approval.Request) error {
	o, err := readOrder[TermsOrder](order)
	if err != nil {
		return err
	}
	draft, err := d.draftTerms(w, o)
	if err != nil {
		return err
	}
	plan, err := draft.Plan.Agree(draft.On)
	if err != nil {
		return err
	}
	row := store.PlanRow{PaymentPlan: plan, Debtor: draft.Debtor.ID, Name: draft.Debtor.Name, Terms: draft.Order.Terms, Evidence: draft.Evidence}
	if row.ID, err = w.PutPlan(row); err != nil {
		return err
	}
	if o.Send != "" {
		if _, err := d.issueTerms(context.Background(), w, row, SendTermsOrder{Plan: row.ID, By: o.Send}); err != nil {
			return err
		}
	}
	facts := planFacts(&row)
	facts["first"], facts["last"], facts["items"] = plan.Schedule.Rows[0].On.String(), plan.Schedule.Last().String(), plan.Items()
	facts["debt"], facts["interest"], facts["grace"], facts["why"] = plan.Debt.String(), plan.Schedule.Interest.String(), plan.GraceDays, why
	e := &draft.Evidence
	facts["funding-rate"], facts["cost"], facts["cost-without"] = e.Funding.String(), e.Cost.String(), e.CostWithout.String()
	facts["chance"], facts["chance-from"] = e.Chance.Percent.String(), string(e.Chance.From)
	return w.Append(activity.PlanAgreed, int64(row.Debtor), 0, row.Name, facts)
}

// planFacts is what every entry about an agreement tells.
func planFacts(p *store.PlanRow) map[string]any {
	return map[string]any{
		"plan": p.ID, "kind": string(p.Kind), "amount": p.Schedule.Total.String(), "currency": p.Debt.Currency,
		"payments": len(p.Schedule.Rows), "let-go": p.LetGo.String(),
	}
}

// Terms gives a customer's agreements in the order in which they were made, 0: everybody's.
func (d *Desk) Terms(ctx context.Context, debtor receivable.DebtorID) (rows []store.PlanRow, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		rows, err = r.Plans(store.PlanQuery{Debtor: debtor})
		return err
	})
	return rows, err
}

// TermsView is one agreement with how it stands.
type TermsView struct {
	Plan      store.PlanRow
	Judgement settlement.Judgement
	Papers    []store.PlanPaper
	Items     []store.ItemRow
	Sent      []store.Notice // messages that carried it for signature, newest first
	// Limitation is what a written acknowledgement of the day asked about does to its claims; empty where nobody knows their limitation.
	Limitation []LimitationEffect
}

// FindTerms gives an agreement and how it stands on a day.
func (d *Desk) FindTerms(ctx context.Context, id int64, on date.Date) (v TermsView, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		if v.Plan, err = r.Plan(id); err != nil {
			return err
		}
		if v.Papers, err = r.PlanPapers(id); err != nil {
			return err
		}
		for _, item := range v.Plan.Items() {
			row, err := r.Item(item)
			if err != nil {
				return err
			}
			v.Items = append(v.Items, row)
		}
		if v.Sent, err = termsMessages(r, &v.Plan); err != nil {
			return err
		}
		if v.Limitation, err = d.signing(r, v.Plan.Debtor, v.Items, on); err != nil {
			return err
		}
		v.Judgement, err = standing(r, v.Plan, on)
		return err
	})
	return v, err
}

// CancelTerms ends an agreement; its items go on at the levels they had.
func (d *Desk) CancelTerms(ctx context.Context, id int64, why string) error {
	if strings.TrimSpace(why) == "" {
		return fault.New(fault.Invalid, "an agreement is not cancelled without a reason").OnField("why")
	}
	return d.update(ctx, func(w store.Writer) error {
		on, err := d.todayOf(w)
		if err != nil {
			return err
		}
		row, err := w.Plan(id)
		if err != nil {
			return err
		}
		from := row.State
		if row.PaymentPlan, err = row.Cancel(); err != nil {
			return err
		}
		if err := w.MovePlan(id, from, row.State, on, date.Date{}, why); err != nil {
			return err
		}
		facts := planFacts(&row)
		facts["why"] = why
		return w.Append(activity.PlanCancelled, int64(row.Debtor), 0, row.Name, facts)
	})
}

// TermsPaper is a customer's word in writing that an agreement is accepted.
type TermsPaper struct {
	Kind  store.PlanPaperKind
	On    date.Date
	Note  string // where the original is to be found
	Name  string // of an attached file
	Bytes []byte
}

// LargestPaper bounds what is kept in the book for one paper, in bytes.
const LargestPaper = 10 << 20

// paperKinds are the first bytes of the files that a signed copy may be.
var paperKinds = []string{"%PDF-", "\x89PNG\r\n\x1a\n", "\xff\xd8\xff"}

// checkFile refuses an attached file that is empty, too large, or nothing that a signed copy is kept as. What a mail says may be kept
// as the mail itself.
func (p *TermsPaper) checkFile() error {
	if p.Name == "" {
		return nil
	}
	starts := func(with string) bool { return bytes.HasPrefix(p.Bytes, []byte(with)) }
	mail := p.Kind == store.ByMail && strings.EqualFold(filepath.Ext(p.Name), ".eml")
	switch {
	case len(p.Bytes) == 0:
		return fault.New(fault.Invalid, "%s is empty", p.Name).OnField("file")
	case len(p.Bytes) > LargestPaper:
		return fault.New(fault.Invalid, "%s is larger than %d MB", p.Name, LargestPaper>>20).OnField("file").WithHint("scan it with fewer dots")
	case !mail && !slices.ContainsFunc(paperKinds, starts):
		return fault.New(fault.Invalid, "%s is no PDF, PNG or JPEG", p.Name).OnField("file").WithHint("scan the signed copy as a PDF; a mail may be kept as .eml")
	}
	return nil
}

// AcknowledgeTerms records that the customer accepted an agreement in writing. It acknowledges each of its claims, which starts
// their limitation anew where the law says so.
func (d *Desk) AcknowledgeTerms(ctx context.Context, id int64, p TermsPaper) error {
	switch {
	case p.Kind != store.SignedCopy && p.Kind != store.ByMail:
		return fault.New(fault.Invalid, "%q is no kind of acknowledgement", string(p.Kind)).OnField("kind").WithHint("%s or %s", store.SignedCopy, store.ByMail)
	case strings.TrimSpace(p.Note) == "" && p.Name == "":
		return fault.New(fault.Invalid, "say where the acknowledgement is to be found, or attach it").OnField("note").WithHint("such as: mail of 3 March, from the owner")
	}
	if err := p.checkFile(); err != nil {
		return err
	}
	return d.update(ctx, func(w store.Writer) error {
		on, err := d.todayOf(w)
		if err != nil {
			return err
		}
		row, err := w.Plan(id)
		if err != nil {
			return err
		}
		if p.On.IsZero() || p.On.After(on) {
			return fault.New(fault.Invalid, "an acknowledgement has a day, not later than today").OnField("date")
		}
		return acknowledgePlan(w, row, p)
	})
}

func acknowledgePlan(w store.Writer, row store.PlanRow, p TermsPaper) error {
	note := strings.TrimSpace(p.Note + " " + p.Name)
	for _, item := range row.Items() {
		it, err := w.Item(item)
		if err != nil {
			return err
		}
		if p.On.Before(it.Issued) {
			return fault.New(fault.Invalid, "%s is of %s: nobody acknowledged it on %s", it.Number, it.Issued, p.On).OnField("date")
		}
		if _, err := w.PutAcknowledgement(store.Acknowledgement{Item: item, On: p.On, Note: note}); err != nil {
			return err
		}
	}
	if _, err := w.PutPlanPaper(store.PlanPaper{Plan: row.ID, Kind: p.Kind, On: p.On, Note: p.Note, Name: p.Name, Bytes: p.Bytes}); err != nil {
		return err
	}
	facts := planFacts(&row)
	facts["how"], facts["on"], facts["note"] = string(p.Kind), p.On.String(), note
	return w.Append(activity.PlanAcknowledged, int64(row.Debtor), 0, row.Name, facts)
}
