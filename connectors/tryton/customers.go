package main

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"

	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// party is a customer, person or company, as Tryton keeps it.
type party struct {
	ID      int64  `json:"id"`
	Code    string `json:"code"`
	Name    string `json:"name"`
	Active  yesNo  `json:"active"`
	Lang    coded  `json:"lang."`
	TaxCode struct {
		Type string `json:"type"`
		Code string `json:"code"`
	} `json:"tax_identifier."`

	addresses []address
	contacts  []mechanism
}

func (p party) key() int64 { return p.ID }

type address struct {
	ID         int64  `json:"id"`
	Party      int64  `json:"party"`
	PartyName  string `json:"party_name"`
	Building   string `json:"name"`
	Street     string `json:"street"`
	PostalCode string `json:"postal_code"`
	City       string `json:"city"`
	Region     struct {
		Name string `json:"name"`
	} `json:"subdivision."`
	Country  coded `json:"country."`
	Invoice  yesNo `json:"invoice"`
	Sequence *int  `json:"sequence"`
}

func (a address) key() int64 { return a.ID }

// mechanism is one way to reach a party.
type mechanism struct {
	ID       int64  `json:"id"`
	Party    int64  `json:"party"`
	Type     string `json:"type"`
	Value    string `json:"value"`
	Name     string `json:"name"`
	Sequence *int   `json:"sequence"`
}

func (m mechanism) key() int64 { return m.ID }

// customerIDs are the parties that were ever booked on a receivable account:
// Tryton marks nobody as a customer.
func (t *tryton) customerIDs(ctx context.Context, b *book) ([]int64, error) {
	found := map[int64]bool{}
	for _, l := range b.lines {
		found[l.Party] = true
	}
	all, err := t.everBooked(ctx, nil)
	var p *web.Problem
	if errors.As(err, &p) && p.Status == http.StatusForbidden {
		err = nil // who may not see the general ledger still reads whoever owes
	}
	for _, id := range all {
		found[id] = true
	}
	return slices.Sorted(maps.Keys(found)), err
}

// everBooked asks the general ledger by party.
func (t *tryton) everBooked(ctx context.Context, some []any) ([]int64, error) {
	var out []int64
	booked := append([]any{is("account.type.receivable", "=", true), is("account.company", "=", t.company.id)}, some...)
	err := list(ctx, t, "account.general_ledger.account.party", booked, []string{"party"}, func(rows []reference) error {
		for _, r := range rows {
			out = append(out, r.Party)
		}
		return nil
	})
	return out, err
}

// parties reads customers with their addresses and ways to reach them.
func (t *tryton) parties(ctx context.Context, ids []int64, tell func(done, total int) error) ([]party, error) {
	var out []party
	ids = sorted(ids)
	for some := range slices.Chunk(ids, t.page) {
		if err := tell(len(out), len(ids)); err != nil {
			return nil, err
		}
		all, err := byID[party](ctx, t, "party.party", some, nil,
			[]string{"code", "name", "active", "lang.code", "tax_identifier.type", "tax_identifier.code"})
		if err != nil {
			return nil, err
		}
		addresses, err := details(ctx, t, "party.address", some, func(a address) int64 { return a.Party },
			[]string{"party", "party_name", "name", "street", "postal_code", "city", "subdivision.name", "country.code", "invoice", "sequence"})
		if err != nil {
			return nil, err
		}
		contacts, err := details(ctx, t, "party.contact_mechanism", some, func(m mechanism) int64 { return m.Party },
			[]string{"party", "type", "value", "name", "sequence"})
		if err != nil {
			return nil, err
		}
		for i := range all {
			all[i].addresses, all[i].contacts = addresses[all[i].ID], contacts[all[i].ID]
		}
		out = append(out, all...)
	}
	return out, nil
}

// details reads what belongs to some parties and is in use, by party.
func details[T identified](ctx context.Context, t *tryton, model string, parties []int64, owner func(T) int64, fields []string) (map[int64][]T, error) {
	out := map[int64][]T{}
	err := list(ctx, t, model, append(of(parties), is("active", "=", true)), fields, func(rows []T) error {
		for _, r := range rows {
			out[owner(r)] = append(out[owner(r)], r)
		}
		return nil
	})
	return out, err
}
