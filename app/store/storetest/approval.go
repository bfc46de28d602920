package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func (b *Book) person(login string, role approval.Role) approval.User {
	b.T.Helper()
	u := approval.User{Login: login, Name: login, Person: login + "@example.com", Role: role, Active: true}
	b.Write(func(w store.Writer) (err error) {
		u.ID, err = w.PutStaff(u)
		return err
	})
	return u
}

func (b *Book) asked(by approval.User) approval.Request {
	b.T.Helper()
	q := approval.Request{
		Version: 1, Measure: approval.Measure{Kind: approval.WriteOff, Amount: money.New(12_400_00, "NOK"), Months: 2, Notices: 3, Level: 4}, Debtor: 7,
		Subject: "Blåtind ANS", Order: `{"item":1}`, Facts: `{"open":"12400.00"}`, Why: "bankrupt", By: by, At: Start, Expires: Today.AddDays(14), State: approval.Waiting,
	}
	b.Write(func(w store.Writer) (err error) {
		q.ID, err = w.PutRequest(q)
		return err
	})
	return q
}

func staff(t *testing.T, engine New) {
	b := NewBook(t, engine)
	kari, berit := b.person("kari", approval.Clerk), b.person("berit", approval.Approver)
	b.Refuse(fault.Conflict, func(w store.Writer) error {
		_, err := w.PutStaff(approval.User{Login: "kari", Name: "Another", Person: "x", Role: approval.Clerk})
		return err
	})
	kari.Role, kari.Active = approval.Manager, false
	b.Write(func(w store.Writer) error {
		ok(t, w.SetPassword(kari.ID, "$argon2id$x"))
		ok(t, w.SetFailures(kari.ID, 3, Start.Add(time.Minute)))
		_, err := w.PutStaff(kari)
		return err
	})
	rows := read(b, func(r store.Reader) ([]store.StaffRow, error) { return r.Staff() })
	want(t, "first by login", rows[0].User, berit)
	want(t, "changed", rows[1].User, kari)
	want(t, "the password stays", rows[1].Password, "$argon2id$x")
	want(t, "failures", rows[1].Failures, 3)
	want(t, "locked", rows[1].LockedUntil, Start.Add(time.Minute))
	b.Write(func(w store.Writer) error { return w.SetPassword(kari.ID, "new") })
	rows = read(b, func(r store.Reader) ([]store.StaffRow, error) { return r.Staff() })
	want(t, "a new password forgets wrong ones", rows[1].Failures, 0)

	d := approval.Delegation{From: berit.ID, To: kari.ID, First: Today, Last: Today.AddDays(7), Why: "holiday"}
	b.Write(func(w store.Writer) (err error) { d.ID, err = w.PutDelegation(d); return err })
	found := read(b, func(r store.Reader) ([]approval.Delegation, error) { return r.Delegations() })
	want(t, "delegations", len(found), 1)
	want(t, "the delegation", found[0], d)
	b.Write(func(w store.Writer) error { return w.EndDelegation(d.ID) })
	b.Refuse(fault.Conflict, func(w store.Writer) error { return w.EndDelegation(d.ID) })
}

func requests(t *testing.T, engine New) {
	b := NewBook(t, engine)
	kari, berit := b.person("kari", approval.Clerk), b.person("berit", approval.Approver)
	first, second := b.asked(kari), b.asked(kari)
	got := read(b, func(r store.Reader) (approval.Request, error) { return r.Request(first.ID) })
	want(t, "as it was asked", got, first)
	decided := first
	decided.State = approval.Declined
	decided.Decided = approval.Decision{By: berit, For: berit, At: Start, Why: "too early", State: approval.Declined}
	b.Write(func(w store.Writer) error { return w.SetRequest(decided, first) })
	want(t, "decided", read(b, func(r store.Reader) (approval.Request, error) { return r.Request(first.ID) }), decided)
	b.Refuse(fault.Conflict, func(w store.Writer) error { return w.SetRequest(decided, first) })
	list := func(q store.RequestQuery) (ids string) {
		for _, q := range read(b, func(r store.Reader) ([]approval.Request, error) { return r.Requests(q) }) {
			ids += fmt.Sprint(q.ID, " ")
		}
		return ids
	}
	want(t, "open", list(store.RequestQuery{Open: true}), fmt.Sprint(second.ID, " "))
	want(t, "all, newest first", list(store.RequestQuery{}), fmt.Sprint(second.ID, " ")+fmt.Sprint(first.ID, " "))
	want(t, "some", list(store.RequestQuery{Limit: 1}), fmt.Sprint(second.ID, " "))
	want(t, "of a debtor", list(store.RequestQuery{Debtor: 8}), "")
	alone := first
	alone.ID, alone.State, alone.Order = 0, approval.DoneAlone, `{"part":1}`
	b.Write(func(w store.Writer) (err error) { alone.ID, err = w.PutRequest(alone); return err })
	want(t, "without what was done alone", list(store.RequestQuery{}), fmt.Sprint(second.ID, " ")+fmt.Sprint(first.ID, " "))
	want(t, "what was done alone", list(store.RequestQuery{Alone: true}), fmt.Sprint(alone.ID, " "))
	want(t, "of an order and a kind", list(store.RequestQuery{Alone: true, Kind: alone.Measure.Kind, Order: alone.Order}), fmt.Sprint(alone.ID, " "))
	want(t, "of another order", list(store.RequestQuery{Alone: true, Order: "{}"})+list(store.RequestQuery{Alone: true, Kind: "party"}), "")
}

// Two desks decide at the same moment: exactly one of the decisions holds.
func requestsRaced(t *testing.T, engine New) {
	b := NewBook(t, engine)
	kari, berit := b.person("kari", approval.Clerk), b.person("berit", approval.Approver)
	q := b.asked(kari)
	other := b.another(t)
	results := make(chan error, 2)
	for state, s := range map[approval.State]store.Store{approval.Approved: b.Store, approval.Declined: other} {
		go func() {
			results <- s.Update(context.Background(), Kari, func(w store.Writer) error {
				to := q
				to.State, to.Decided = state, approval.Decision{By: berit, For: berit, At: Start, State: state}
				return w.SetRequest(to, q)
			})
		}()
	}
	one, two := <-results, <-results
	if (one == nil) == (two == nil) {
		t.Fatalf("errors = %v and %v, want exactly one", one, two)
	}
	wantCode(t, errors.Join(one, two), fault.Conflict)
}
