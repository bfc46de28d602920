package casefile

import (
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

func readPlan(f *fields, c *Case, s *Step) action {
	readNotices(f, c, s)
	return doPlan
}

func doPlan(r *run, s *Step) (string, error) {
	r.shown = r.plan(s.On)
	return r.tell(r.shown), nil
}

func readRelease(f *fields, c *Case, s *Step) action {
	readNotices(f, c, s)
	return func(r *run, s *Step) (string, error) {
		r.shown = withheld(r.plan(s.On))
		for _, n := range r.shown.Notices {
			r.issue(n)
		}
		return r.tell(r.shown), nil
	}
}

// withheld moves notices that a person must approve to what is left out: nobody approves in a case file.
func withheld(p dunning.Proposal) dunning.Proposal {
	out := dunning.Proposal{LeftOut: p.LeftOut}
	for _, n := range p.Notices {
		if !n.Approval {
			out.Notices = append(out.Notices, n)
			continue
		}
		for _, line := range n.Lines {
			out.LeftOut = append(out.LeftOut, dunning.LeftOut{
				Debtor: n.Debtor, Item: line.Item, Number: line.Number, Open: line.Open, Reason: dunning.ReasonNeedsApproval,
				Detail: dunning.Why{Key: string(dunning.ReasonNeedsApproval)}, DaysOverdue: line.DaysOverdue, Level: line.Previous,
			})
		}
	}
	return out
}

func readPay(f *fields, c *Case, s *Step) action {
	it := f.item(c, false)
	amount := f.amountOf(c, it)
	id := f.text("id", fmt.Sprintf("payment of line %d", s.Line))
	return func(r *run, s *Step) (string, error) {
		if _, known := r.payments[id]; known {
			return "", fault.New(fault.Conflict, "there is a payment %q already", id)
		}
		order, _ := dunning.OrderOf(r.follows, r.c.Law, r.c.Debtor.Kind, s.On)
		next, settled, err := dunning.Pay(r.account, dunning.Receipt{
			On: s.On, Amount: amount, Item: idOf(it), Order: order, Credit: r.newID(), Number: id,
		})
		if err != nil {
			return "", err
		}
		r.account, r.payments[id] = next, settled
		if settled.Principal.Minor > 0 {
			r.restarted(it.ID, s.On, law.PartPayment)
		}
		said := fmt.Sprintf("%s %s paid: principal %s", amount, amount.Currency, settled.Principal)
		for _, part := range settled.Charges {
			said += fmt.Sprintf(", %s %s", part.Kind, part.Amount)
		}
		if settled.Left.Minor > 0 {
			said += fmt.Sprintf(", on account %s", settled.Left)
		}
		return said, nil
	}
}

func readReverse(f *fields, _ *Case, _ *Step) action {
	id := f.mustText("payment")
	return func(r *run, s *Step) (string, error) {
		settled, known := r.payments[id]
		if !known {
			return "", fault.New(fault.NotFound, "there is no payment %q to reverse", id)
		}
		next, err := dunning.Reverse(r.account, settled, s.On)
		if err != nil {
			return "", err
		}
		delete(r.payments, id)
		r.account = next
		return fmt.Sprintf("payment %s reversed: %s %s is open again", id, settled.Receipt.Amount, settled.Receipt.Amount.Currency), nil
	}
}

func readHold(f *fields, c *Case, _ *Step) action {
	it := f.item(c, false)
	h := dunning.Hold{Until: f.date("until"), Reason: f.text("reason", ""), By: "clerk"}
	return func(r *run, _ *Step) (string, error) {
		next, err := dunning.PutHold(r.account, idOf(it), h)
		r.account = next
		return "held until " + orOpen(h.Until.String()), err
	}
}

func orOpen(s string) string {
	if s == "" {
		return "further notice"
	}
	return s
}

func readPromise(f *fields, c *Case, _ *Step) action {
	p := dunning.Promise{By: f.mustDate("date")}
	var first *Item
	f.each("items", func(v *value) error {
		it := c.item(v.text)
		if it == nil {
			return v.wrong("there is no item %q", v.text)
		}
		if first == nil {
			first = it
		}
		p.Items = append(p.Items, it.ID)
		return nil
	})
	p.Amount = f.amountOf(c, first)
	if short := f.amount("tolerance", p.Amount.Currency); short != nil {
		p.Tolerance.Minor = short.Minor
	}
	p.Tolerance.Days = f.integer("tolerance_days", 0)
	return func(r *run, s *Step) (string, error) {
		p := p
		p.Made = s.On
		next, err := dunning.TakePromise(r.account, p)
		r.account = next
		for _, id := range p.Items {
			r.restarted(id, s.On, law.Promise)
		}
		if len(p.Items) == 0 {
			r.restarted(0, s.On, law.Promise)
		}
		return fmt.Sprintf("promised %s %s by %s", p.Amount, p.Amount.Currency, p.By), err
	}
}

func readAnswer(f *fields, _ *Case, _ *Step) action {
	asks := f.oneOf("asks", "", "time", "nothing")
	says := f.oneOf("says", "", "paid", "disputes")
	if f.err == nil && (asks == "") == (says == "") {
		f.fail(f.of.wrong("expected either asks or says"))
	}
	return func(r *run, _ *Step) (string, error) {
		r.account = dunning.NoteAnswer(r.account, dunning.Answer(asks+says))
		return "the debtor answered: " + asks + says, nil
	}
}

func readBounce(f *fields, _ *Case, _ *Step) action {
	channel := receivable.Channel(f.oneOf("channel", "", "email", "letter", "sms", "call", "visit"))
	f.must("channel")
	return func(r *run, _ *Step) (string, error) {
		r.account = dunning.Bounce(r.account, channel)
		return string(channel) + " does not reach the debtor", nil
	}
}

func readRevive(f *fields, _ *Case, _ *Step) action {
	channel := f.channel()
	return func(r *run, _ *Step) (string, error) {
		r.account = dunning.Revive(r.account, channel)
		return string(channel) + " reaches the debtor again", nil
	}
}

func readCancel(f *fields, _ *Case, _ *Step) action {
	which := f.mustText("notice")
	return func(r *run, _ *Step) (string, error) {
		n, err := r.issuedNotice(which)
		if err != nil {
			return "", err
		}
		next, err := dunning.TakeBack(r.account, n.notice, n.id)
		if err != nil {
			return "", err
		}
		r.account, n.cancelled = next, true
		return fmt.Sprintf("notice %d taken back", n.id), nil
	}
}
