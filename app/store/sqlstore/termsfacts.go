package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// PlanPapers gives the acknowledgements of an agreement without their bytes.
func (r *reader) PlanPapers(plan int64) ([]store.PlanPaper, error) {
	var out []store.PlanPaper
	err := r.each(func(row scanner) error {
		var p store.PlanPaper
		var on int64
		err := row.Scan(&p.ID, &p.Plan, &p.Kind, &on, &p.Note, &p.Name, &p.By)
		p.On = undayed(on)
		out = append(out, p)
		return err
	}, "SELECT id, plan, kind, day, note, name, actor FROM plan_paper WHERE plan = ? ORDER BY id", plan)
	return out, err
}

// PlanPaper gives one acknowledgement whole.
func (r *reader) PlanPaper(id int64) (p store.PlanPaper, err error) {
	var on int64
	found, err := r.one("SELECT id, plan, kind, day, note, name, doc, actor FROM plan_paper WHERE id = ?", []any{id},
		&p.ID, &p.Plan, &p.Kind, &on, &p.Note, &p.Name, &p.Bytes, &p.By)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "there is no acknowledgement with id %d", id)
	}
	p.On = undayed(on)
	return p, err
}

// PutPlanPaper keeps an acknowledgement.
func (w *writer) PutPlanPaper(p store.PlanPaper) (int64, error) {
	return w.insert("INSERT INTO plan_paper (plan, kind, day, note, name, doc, at, actor) VALUES "+marks(8, 1),
		p.Plan, string(p.Kind), day(p.On), p.Note, p.Name, p.Bytes, moment(w.now), w.actor.Name)
}

// CreditLines gives a debtor's credit lines, or the one that holds of each.
func (r *reader) CreditLines(debtor receivable.DebtorID) ([]store.CreditLineRow, error) {
	where, args := "c.debtor = ?", []any{debtor}
	if debtor == 0 {
		where, args = "c.id = (SELECT MAX(n.id) FROM credit_line n WHERE n.debtor = c.debtor)", nil
	}
	var out []store.CreditLineRow
	err := r.each(func(row scanner) error {
		var l store.CreditLineRow
		var on, review int64
		err := row.Scan(&l.ID, &l.Debtor, &l.Name, &l.Limit.Currency, &l.Limit.Minor, &on, &review, &l.Note, &l.By)
		l.On, l.Review = undayed(on), undayed(review)
		out = append(out, l)
		return err
	}, `SELECT c.id, c.debtor, d.name, c.currency, c.minor, c.day, c.review, c.note, c.actor FROM credit_line c JOIN debtor d ON d.id = c.debtor
		WHERE `+where+" ORDER BY c.id", args...)
	return out, err
}

// PutCreditLine keeps a credit line.
func (w *writer) PutCreditLine(debtor receivable.DebtorID, l settlement.CreditLine) (int64, error) {
	return w.insert("INSERT INTO credit_line (debtor, currency, minor, day, review, note, at, actor) VALUES "+marks(8, 1),
		debtor, string(l.Limit.Currency), l.Limit.Minor, day(l.On), day(l.Review), l.Note, moment(w.now), w.actor.Name)
}

// FinanceOffers gives the offers of financiers about a debtor, oldest first, each with its answer.
func (r *reader) FinanceOffers(debtor receivable.DebtorID) ([]settlement.FinanceOffer, error) {
	var out []settlement.FinanceOffer
	err := r.each(func(row scanner) error {
		var o settlement.FinanceOffer
		var a settlement.FinanceAnswer
		var on, until, answered int64
		err := row.Scan(&o.ID, &o.Kind, &o.Provider, &o.Quote.Currency, &o.Quote.Minor, &o.Fee.Minor, &on, &until, &o.Note, &o.By, &answered, &a.Accepted, &a.Note, &a.By)
		o.Fee.Currency, o.On, o.Until = o.Quote.Currency, undayed(on), undayed(until)
		if a.On = undayed(answered); !a.On.IsZero() {
			o.Answer = &a
		}
		out = append(out, o)
		return err
	}, `SELECT f.id, f.kind, f.provider, f.currency, f.quote, f.fee, f.day, f.until, f.note, f.actor, COALESCE(a.day, 0), COALESCE(a.accepted, 0), COALESCE(a.note, ''), COALESCE(a.actor, '')
		FROM finance_offer f LEFT JOIN finance_answer a ON a.offer = f.id WHERE f.debtor = ? ORDER BY f.id`, debtor)
	return out, err
}

// PutFinanceAnswer keeps what came of an offer.
func (w *writer) PutFinanceAnswer(offer int64, a settlement.FinanceAnswer) error {
	var one int
	if found, err := w.one("SELECT 1 FROM finance_offer WHERE id = ?", []any{offer}, &one); err != nil || !found {
		return orMissing(err, offer)
	}
	if found, err := w.one("SELECT 1 FROM finance_answer WHERE offer = ?", []any{offer}, &one); err != nil || found {
		if err == nil {
			err = fault.New(fault.Conflict, "offer %d has been answered already", offer).OnField("offer")
		}
		return err
	}
	_, err := w.exec("INSERT INTO finance_answer (offer, accepted, day, note, at, actor) VALUES "+marks(6, 1), offer, bit(a.Accepted), day(a.On), a.Note, moment(w.now), w.actor.Name)
	return err
}

func orMissing(err error, offer int64) error {
	if err != nil {
		return err
	}
	return fault.New(fault.NotFound, "there is no offer with id %d", offer).OnField("offer")
}

// TrackRecord counts plans and promises that ended, and those that were kept.
func (r *reader) TrackRecord(debtor receivable.DebtorID) (out settlement.Record, err error) {
	whose, args := "", []any{}
	if debtor != 0 {
		whose, args = " AND debtor = ?", []any{debtor, debtor}
	}
	err = r.each(func(row scanner) error {
		var state string
		var n int
		err := row.Scan(&state, &n)
		out.Ended += n
		if state == string(settlement.Kept) {
			out.Kept += n
		}
		return err
	}, "SELECT state, COUNT(*) FROM payment_plan WHERE state IN ('kept', 'broken')"+whose+" GROUP BY state"+
		" UNION ALL SELECT state, COUNT(*) FROM promise WHERE state IN ('kept', 'broken', 'partly')"+whose+" GROUP BY state", args...)
	return out, err
}

// PutFinanceOffer keeps an offer.
func (w *writer) PutFinanceOffer(debtor receivable.DebtorID, o settlement.FinanceOffer) (int64, error) {
	return w.insert("INSERT INTO finance_offer (debtor, kind, provider, currency, quote, fee, day, until, note, at, actor) VALUES "+marks(11, 1),
		debtor, string(o.Kind), o.Provider, string(o.Quote.Currency), o.Quote.Minor, o.Fee.Minor, day(o.On), day(o.Until), o.Note, moment(w.now), w.actor.Name)
}
