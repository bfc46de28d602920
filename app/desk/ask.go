package desk

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// keyPolicy is the setting of the house's limits.
const keyPolicy = "approval-policy"

// Asked says what came of something that may need a second pair of eyes: it was done, or a request waits for somebody.
type Asked struct {
	Done    bool
	Request approval.RequestID // 0: none was needed
	// Before is what was done alone for the customer in the last approval.AloneDays days, where only that sum makes it more than
	// one person may do; zero else.
	Before money.Amount
}

// errand is one kind of what may need a second pair of eyes. Its order is canonical JSON, so that what is executed is what was
// asked for.
type errand struct {
	// weigh reads the order within a transaction: it refuses what cannot be done, and measures the rest.
	weigh func(d *Desk, r store.Reader, order string) (weighed, error)
	// do executes it, and writes its own entry of the log. why is the requester's reason; decided is the request that somebody
	// approved, nil where none was needed.
	do func(d *Desk, w store.Writer, order, why string, decided *approval.Request) error
}

// weighed is an order held against the book as it is now.
type weighed struct {
	measure approval.Measure
	debtor  receivable.DebtorID // 0: not about one customer
	subject string              // what it is about, in words that stay readable
	facts   any                 // what a decision rests on; when it differs later the decision needs a new look
	more    []approval.Measure  // what it asks for in other currencies; the facts hold all under "measures"
	second  bool                // needs a second pair of eyes whatever the limits say
}

// measures is all that an order asks for.
func (s *weighed) measures() []approval.Measure {
	return append([]approval.Measure{s.measure}, s.more...)
}

// errands are all kinds by name.
func errands() map[approval.Kind]errand {
	return map[approval.Kind]errand{
		approval.Waive:      {weighWaive, doWaive},
		approval.Override:   {weighSetAside, doSetAside},
		approval.Plan:       {weighTerms, doTerms},
		approval.Settlement: {weighTerms, doTerms},
		approval.Release:    {weighRelease, doRelease},
		approval.WriteOff:   {weighWriteOff, doWriteOff},
		approval.Escalate:   {weighEscalate, doEscalate},
		approval.CreditLine: {weighCreditLine, doCreditLine},
	}
}

func errandOf(kind approval.Kind) (errand, error) {
	e, ok := errands()[kind]
	if !ok {
		return e, fault.New(fault.Internal, "nobody knows how to %s", kind)
	}
	return e, nil
}

// ask does what somebody wants when he may do so alone, and keeps a request for somebody else when not.
func (d *Desk) ask(ctx context.Context, kind approval.Kind, order any, why string) (out Asked, err error) {
	text, err := canonical(order)
	if err != nil {
		return out, err
	}
	err = d.update(ctx, func(w store.Writer) (err error) {
		out, err = d.askIn(w, kind, text, why)
		return err
	})
	return out, err
}

func (d *Desk) askIn(w store.Writer, kind approval.Kind, order, why string) (Asked, error) {
	why = strings.TrimSpace(why)
	if why == "" {
		return Asked{}, fault.New(fault.Invalid, "say why").OnField("why")
	}
	e, err := errandOf(kind)
	if err != nil {
		return Asked{}, err
	}
	seen, err := e.weigh(d, w, order)
	if err != nil {
		return Asked{}, err
	}
	may, err := d.mayAlone(w, &seen, order)
	if err != nil {
		return Asked{}, err
	}
	if may.alone {
		if err := e.do(d, w, order, why, nil); err != nil {
			return Asked{}, err
		}
		return Asked{Done: true}, d.keepAlone(w, &may, &seen, order)
	}
	id, err := d.putRequest(w, &may, seen, order, why)
	return Asked{Request: id, Before: may.before}, err
}

func (d *Desk) putRequest(w store.Writer, may *leave, seen weighed, order, why string) (approval.RequestID, error) {
	open, err := w.Requests(store.RequestQuery{Open: true})
	if err != nil {
		return 0, err
	}
	on, err := d.clockDay(w)
	if err != nil {
		return 0, err
	}
	for i := range open {
		if q := &open[i]; q.Measure.Kind == seen.measure.Kind && q.Order == order && !on.After(q.Expires) {
			return 0, fault.New(fault.Conflict, "%s asked for this already: request %d waits", q.By.Name, q.ID).WithHint("see `approvals list`")
		}
	}
	facts, err := canonical(seen.facts)
	if err != nil {
		return 0, err
	}
	q := approval.Request{
		Version: 1, Measure: seen.measure, Debtor: int64(seen.debtor), Subject: seen.subject, Order: order, Facts: facts, Why: why,
		By: may.seat.User, At: w.Now(), Expires: on.AddDays(may.policy.Days), State: approval.Waiting,
	}
	if q.ID, err = w.PutRequest(q); err != nil {
		return 0, err
	}
	made := requestFacts(&q)
	if !may.before.IsZero() {
		made["done-alone-before"] = may.before.String()
	}
	return q.ID, w.Append(activity.RequestMade, q.Debtor, 0, q.Subject, made)
}

// requestFacts are what an auditor asks of a request.
func requestFacts(q *approval.Request) map[string]any {
	facts := map[string]any{
		"request": q.ID, "version": q.Version, "kind": q.Measure.Kind, "what": q.Order, "seen": q.Facts, "why": q.Why, "by": q.By.Login, "expires": q.Expires.String(),
	}
	if q.Measure.Amount.Currency != "" {
		facts["amount"], facts["currency"] = q.Measure.Amount.String(), q.Measure.Amount.Currency
	}
	return facts
}

// canonical is JSON with sorted keys: two orders are the same when their texts are.
func canonical(v any) (string, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	var loose any
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	decoder.UseNumber()
	if err := decoder.Decode(&loose); err != nil {
		return "", err
	}
	sorted, err := json.Marshal(loose)
	return string(sorted), err
}

// readOrder reads what canonical wrote.
func readOrder[T any](order string) (o T, err error) {
	if err := json.Unmarshal([]byte(order), &o); err != nil {
		return o, fault.Wrap(err, fault.Internal, "the request's order cannot be read")
	}
	return o, nil
}

// Policy gives the house's limits: those that were set, or the ones that a house begins with.
func (d *Desk) Policy(ctx context.Context) (p approval.Policy, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		p, err = policyOf(r)
		return err
	})
	return p, err
}

func policyOf(r store.Reader) (p approval.Policy, err error) {
	found, err := r.Setting(keyPolicy, &p)
	if err != nil || found {
		return p, err
	}
	var company Company
	if _, err := r.Setting(keyCompany, &company); err != nil {
		return p, err
	}
	return approval.DefaultPolicy(company.Currency), nil
}

// SetPolicy changes the limits; an administrator's work.
func (d *Desk) SetPolicy(ctx context.Context, p approval.Policy) error {
	if err := p.Check(); err != nil {
		return err
	}
	return d.administer(ctx, func(w store.Writer) error {
		before, err := policyOf(w)
		if err != nil {
			return err
		}
		if err := w.PutSetting(keyPolicy, p); err != nil {
			return err
		}
		return w.Append(activity.SettingsChanged, 0, 0, "limits", map[string]any{"before": before, "after": p})
	})
}
