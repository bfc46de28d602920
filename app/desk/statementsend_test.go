package desk_test

import (
	"context"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func TestAStatementIsSentOnce(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.remind("2026-11-23")
	c1 := o.debtorID("C1")
	before := o.customer("C1", "2026-11-24").Items[0]
	order := desk.SendStatementOrder{StatementOrder: desk.StatementOrder{Debtor: c1}, By: receivable.Email}
	sent, err := o.SendStatement(t.Context(), order)
	o.must(err)
	job := o.courier.made[len(o.courier.made)-1]
	if sent.State != desk.OutSent || sent.To != "c1@example.com" || job.Notice.Event != dunning.EventStatement || job.Account == nil || len(job.Account.Statement.Parts) != 1 || job.MessageID == "" {
		t.Fatalf("%+v, %+v", sent, job)
	}
	v := o.customer("C1", "2026-11-24")
	if it := v.Items[0]; it.Level != before.Level || it.LastNotice != before.LastNotice || v.Notices[0].Number != sent.Number || v.Notices[0].MessageID != job.MessageID {
		t.Errorf("the item moved, or the message is not on the page: %+v, %+v", it, v.Notices[0])
	}
	if _, err = o.SendStatement(t.Context(), order); fault.CodeOf(err) != fault.Conflict || !strings.Contains(err.Error(), "sent today already") {
		t.Errorf("sent twice: %v", err)
	}
	order.Again = true
	o.courier.offline = true
	sent, err = o.SendStatement(t.Context(), order)
	if o.must(err); sent.State != desk.OutQueued {
		t.Errorf("without a way out it is %s", sent.State)
	}
	if _, err = o.SendStatement(t.Context(), order); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("while it waits: %v", err)
	}
	o.clock.to(day("2026-11-25")) // what waits is still true enough to leave
	o.courier.offline = false
	p, err := o.SendOutbox(t.Context(), nil)
	if o.must(err); p.Sent != 1 {
		t.Errorf("%d left later", p.Sent)
	}
	o.courier.offline = true
	_, err = o.SendStatement(t.Context(), order)
	o.must(err)
	o.clock.to(day("2026-12-03"))
	o.courier.offline = false
	p, err = o.SendOutbox(t.Context(), nil)
	if o.must(err); p.Sent != 0 || !o.customer("C1", "2026-12-03").Notices[0].Cancelled {
		t.Errorf("%d left after eight days", p.Sent)
	}
}

// lateBook lets something happen before the next change of the book.
type lateBook struct {
	store.Store
	before func()
}

func (b *lateBook) Update(ctx context.Context, who activity.Actor, fn func(store.Writer) error) error {
	if before := b.before; before != nil {
		b.before = nil
		before()
	}
	return b.Store.Update(ctx, who, fn)
}

// A payment that a read brings while the statement is made is in it: what is sent is what the book says when it is kept as sent.
func TestAStatementSaysWhatTheBookSays(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	whole := o.Book
	o.Book = &lateBook{whole, func() {
		o.source.open("1", 2_500)
		o.sync()
	}}
	_, err := o.SendStatement(t.Context(), desk.SendStatementOrder{StatementOrder: desk.StatementOrder{Debtor: o.debtorID("C1")}, By: receivable.Email})
	o.must(err)
	job := o.courier.made[len(o.courier.made)-1]
	if total := job.Account.Statement.Parts[0].Total(); total != 2_500 {
		t.Errorf("it says that %d is owed", total)
	}
}

func TestAStatementThatCannotBeSent(t *testing.T) {
	o := newOffice(t, func(s *source) {
		twoCustomers(s)
		s.debtors[1].Email = ""
	})
	o.sync()
	for name, c := range map[string]struct {
		order desk.SendStatementOrder
		code  fault.Code
		field string
	}{
		"by telephone": {desk.SendStatementOrder{StatementOrder: desk.StatementOrder{Debtor: o.debtorID("C1")}, By: receivable.Call}, fault.Invalid, "by"},
		"of tomorrow":  {desk.SendStatementOrder{StatementOrder: desk.StatementOrder{Debtor: o.debtorID("C1"), On: day("2026-11-24")}, By: receivable.Email}, fault.Invalid, "on"},
		"no address":   {desk.SendStatementOrder{StatementOrder: desk.StatementOrder{Debtor: o.debtorID("C2")}, By: receivable.Email}, fault.Refused, "by"},
	} {
		_, err := o.SendStatement(t.Context(), c.order)
		t.Log(name)
		o.wantField(err, c.code, c.field)
	}
}

// The statement in a reminder's mail has what that reminder claims: its sum is the reminder's.
func TestAStatementInAReminderHasItsCharges(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.charging()
	mail, err := o.Mail(t.Context())
	o.must(err)
	mail.Attach = "letter statement"
	o.must(o.SetMail(t.Context(), mail, nil))
	o.remind("2026-11-23")
	for _, job := range o.courier.made {
		if job.Notice.Fee.Minor == 0 {
			t.Fatalf("the reminder charges nothing: %+v", job.Notice)
		}
		if job.Account == nil || len(job.Account.Statement.Parts) != 1 || job.Account.Statement.Parts[0].Total() != job.Notice.Total.Minor {
			t.Errorf("the statement says %+v, the reminder asks for %s", job.Account, job.Notice.Total)
		}
	}
}
