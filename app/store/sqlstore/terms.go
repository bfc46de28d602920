package sqlstore

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// quietPlan is which plans keep their items from being reminded of, see settlement.PaymentPlan.Quiet.
const quietPlan = "(p.state = 'agreed' OR (p.state = 'kept' AND p.kind = 'settlement'))"

// Plans gives agreements.
func (r *reader) Plans(q store.PlanQuery) ([]store.PlanRow, error) {
	where, args := []string{"1 = 1"}, []any{}
	if q.Debtor != 0 {
		where, args = append(where, "p.debtor = ?"), append(args, q.Debtor)
	}
	if len(q.States) > 0 {
		where = append(where, "p.state IN "+marks(len(q.States), 1))
		for _, s := range q.States {
			args = append(args, string(s))
		}
	}
	if q.Watched {
		where = append(where, `(p.state = 'agreed' OR (p.state = 'kept' AND p.kind = 'settlement'
			AND EXISTS (SELECT 1 FROM plan_item x JOIN item i ON i.id = x.item WHERE x.plan = p.id AND i.open <> 0)))`)
	}
	if !q.EndedFrom.IsZero() {
		where, args = append(where, "(p.ended = 0 OR p.ended >= ?)"), append(args, day(q.EndedFrom))
	}
	return r.plans(strings.Join(where, " AND "), args...)
}

// Plan gives one agreement.
func (r *reader) Plan(id int64) (store.PlanRow, error) {
	rows, err := r.plans("p.id = ?", id)
	if err == nil && len(rows) == 0 {
		return store.PlanRow{}, fault.New(fault.NotFound, "there is no agreement with id %d", id).WithHint("see `terms list`")
	}
	if err != nil {
		return store.PlanRow{}, err
	}
	return rows[0], nil
}

// planFacts are what a plan keeps as JSON.
type planFacts struct {
	Charges []settlement.BasisCharge
	Credits []settlement.BasisCredit
}

// plans reads agreements whole: the plans, then the items and rows of them all.
func (r *reader) plans(where string, args ...any) ([]store.PlanRow, error) {
	var out []store.PlanRow
	at := map[int64]int{}
	if err := r.each(func(row scanner) error {
		p, err := scanPlan(row)
		at[p.ID] = len(out)
		out = append(out, p)
		return err
	}, `SELECT p.id, p.debtor, d.name, p.kind, p.state, p.currency, p.debt, p.let_go, p.interest, p.total, p.grace, p.agreed, p.terms, p.basis, p.made, p.actor,
		p.ended, p.missed, p.why, p.evidence FROM payment_plan p JOIN debtor d ON d.id = p.debtor WHERE `+where+" ORDER BY p.id", args...); err != nil || len(out) == 0 {
		return nil, err
	}
	if err := r.each(func(row scanner) error {
		var plan int64
		var it settlement.BasisItem
		err := row.Scan(&plan, &it.Item, &it.Open.Minor)
		p := &out[at[plan]]
		it.Open.Currency = p.Debt.Currency
		p.Basis.Items = append(p.Basis.Items, it)
		return err
	}, "SELECT x.plan, x.item, x.open FROM plan_item x JOIN payment_plan p ON p.id = x.plan WHERE "+where+" ORDER BY x.plan, x.item", args...); err != nil {
		return nil, err
	}
	return out, r.each(func(row scanner) error {
		var plan, on, meant int64
		var s settlement.Row
		err := row.Scan(&plan, &s.No, &on, &meant, &s.Why, &s.Interest.Minor, &s.OffDebt.Minor, &s.Payment.Minor, &s.Left.Minor)
		p := &out[at[plan]]
		s.On, s.Meant = undayed(on), undayed(meant)
		c := p.Debt.Currency
		s.Interest.Currency, s.OffDebt.Currency, s.Payment.Currency, s.Left.Currency = c, c, c, c
		p.Schedule.Rows = append(p.Schedule.Rows, s)
		return err
	}, `SELECT x.plan, x.no, x.day, x.meant, x.moved, x.interest, x.off, x.payment, x.left_of FROM plan_row x JOIN payment_plan p ON p.id = x.plan
		WHERE `+where+" ORDER BY x.plan, x.pos", args...)
}

func scanPlan(row scanner) (store.PlanRow, error) {
	var p store.PlanRow
	var c money.Currency
	var agreed, made, ended, missed int64
	var terms, basis, evidence string
	if err := row.Scan(&p.ID, &p.Debtor, &p.Name, &p.Kind, &p.State, &c, &p.Debt.Minor, &p.LetGo.Minor, &p.Schedule.Interest.Minor, &p.Schedule.Total.Minor,
		&p.GraceDays, &agreed, &terms, &basis, &made, &p.By, &ended, &missed, &p.Why, &evidence); err != nil {
		return p, err
	}
	p.Debt.Currency, p.LetGo.Currency, p.Schedule.Interest.Currency, p.Schedule.Total.Currency = c, c, c, c
	p.AgreedOn, p.Made, p.Ended, p.Missed = undayed(agreed), unmoment(made), undayed(ended), undayed(missed)
	var facts planFacts
	if err := unpack(basis, &facts, "an agreement"); err != nil {
		return p, err
	}
	p.Basis.Charges, p.Basis.Credits = facts.Charges, facts.Credits
	if evidence != "" {
		if err := unpack(evidence, &p.Evidence, "the evidence of an agreement"); err != nil {
			return p, err
		}
	}
	return p, unpack(terms, &p.Terms, "an agreement")
}

// PutPlan keeps an agreement with its items and its schedule.
func (w *writer) PutPlan(p store.PlanRow) (int64, error) {
	if err := w.freeForPlan(p.Items()); err != nil {
		return 0, err
	}
	if p.By == "" {
		p.By = w.actor.Name
	}
	w.touch(p.Debtor)
	id, err := w.insert(`INSERT INTO payment_plan (debtor, kind, state, currency, debt, let_go, interest, total, grace, agreed, terms, basis, evidence, made, actor) VALUES `+marks(15, 1),
		p.Debtor, string(p.Kind), string(p.State), string(p.Debt.Currency), p.Debt.Minor, p.LetGo.Minor, p.Schedule.Interest.Minor, p.Schedule.Total.Minor, p.GraceDays,
		day(p.AgreedOn), packed(p.Terms), packed(planFacts{p.Basis.Charges, p.Basis.Credits}), packed(p.Evidence), moment(w.now), p.By)
	if err != nil {
		return 0, err
	}
	items := make([]any, 0, 3*len(p.Basis.Items))
	for _, it := range p.Basis.Items {
		items = append(items, id, int64(it.Item), it.Open.Minor)
	}
	if err := w.insertRows("INSERT INTO plan_item (plan, item, open) VALUES ", 3, items); err != nil {
		return 0, err
	}
	rows := make([]any, 0, 10*len(p.Schedule.Rows))
	for i, s := range p.Schedule.Rows {
		rows = append(rows, id, int64(i), int64(s.No), day(s.On), day(s.Meant), s.Why, s.Interest.Minor, s.OffDebt.Minor, s.Payment.Minor, s.Left.Minor)
	}
	return id, w.insertRows("INSERT INTO plan_row (plan, pos, no, day, meant, moved, interest, off, payment, left_of) VALUES ", 10, rows)
}

// freeForPlan refuses items that another agreement is about.
func (w *writer) freeForPlan(items []receivable.ItemID) error {
	return inChunks(items, func(list string, args []any) error {
		var number string
		var plan int64
		taken, err := w.one("SELECT i.number, p.id FROM plan_item x JOIN payment_plan p ON p.id = x.plan JOIN item i ON i.id = x.item WHERE "+quietPlan+
			" AND x.item IN "+list+" ORDER BY p.id LIMIT 1", args, &number, &plan)
		if err == nil && taken {
			err = fault.New(fault.Conflict, "%s is in agreement %d already", number, plan).OnField("items").WithHint("cancel that one first, or leave the item out")
		}
		return err
	})
}

// MovePlan takes an agreement to another state.
func (w *writer) MovePlan(id int64, from, to settlement.State, on, missed date.Date, why string) error {
	ended := on
	if to == settlement.Agreed || to == settlement.Proposed {
		ended = date.Date{}
	}
	return w.close("payment_plan", "agreement", id, "UPDATE payment_plan SET state = ?, ended = ?, missed = ?, why = ? WHERE id = ? AND state = ?",
		string(to), day(ended), day(missed), why, id, string(from))
}

// inPlans calls fn with the items that an agreement keeps quiet.
func (r *reader) inPlans(where string, fn func(receivable.ItemID), args ...any) error {
	return r.each(func(row scanner) error {
		var id receivable.ItemID
		err := row.Scan(&id)
		fn(id)
		return err
	}, "SELECT x.item FROM payment_plan p JOIN plan_item x ON x.plan = p.id JOIN item i ON i.id = x.item WHERE "+quietPlan+where, args...)
}
