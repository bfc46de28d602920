package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// clerk is a connector that really writes, into a file beside its book, and
// breaks the one rule that its name says.
type clerk struct{ kind string }

func (c clerk) is(manner string) bool { return c.kind == "clerk-"+manner }

// Describe tells what a clerk takes.
func (c clerk) Describe() spec.Description {
	d := generator(c).Describe()
	d.Capabilities = spec.Capabilities{spec.CanReadDebtors, spec.CanWriteNote, spec.CanWriteFee, spec.CanWriteWriteOff, spec.CanFind}
	return d
}

// Check accepts everything.
func (clerk) Check(context.Context, spec.Settings) []spec.Diagnostic { return nil }

func (clerk) written(s spec.Settings) (out []spec.Posting, err error) {
	b, err := os.ReadFile(s.Get("book") + ".written")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for line := range bytes.Lines(b) {
		var p spec.Posting
		if json.Unmarshal(line, &p) == nil {
			out = append(out, p)
		}
	}
	return out, err
}

// Read sends two customers with an item each, and the fees that were written.
func (c clerk) Read(_ context.Context, s spec.Settings, r spec.ReadRequest, emit sdk.Emitter) error {
	all, err := c.written(s)
	if err != nil {
		return err
	}
	for n := range 2 {
		id := "D" + strconv.Itoa(n)
		if len(r.Debtors) > 0 && !slices.Contains(r.Debtors, id) {
			continue
		}
		if err := emit.Debtor(spec.Debtor{ExternalID: id, Number: id, Name: "Customer " + id, Kind: spec.DebtorBusiness, Currency: "NOK"}); err != nil {
			return err
		}
		for _, i := range c.items(id, all) {
			if err := emit.Item(i); err != nil {
				return err
			}
		}
	}
	return emit.Complete(nil)
}

func (c clerk) items(debtor string, all []spec.Posting) []spec.Item {
	one := spec.Item{
		ExternalID: "I" + debtor, DebtorID: debtor, Number: "F-" + debtor, Kind: spec.ItemInvoice, Issued: "2026-09-01", Due: "2026-10-01",
		Currency: "NOK", Amount: 5000000, Open: 5000000,
	}
	out := []spec.Item{one}
	for _, p := range all {
		if p.DebtorID != debtor {
			continue
		}
		switch {
		case p.Kind == spec.PostWriteOff && len(p.Undoes) == 0:
			out[0].Open -= p.Amount
		case p.Kind == spec.PostWriteOff && !c.is("forgets"):
			out[0].Open += p.Amount
		case p.Kind == spec.PostFee && len(p.Undoes) == 0:
			fee := one
			fee.ExternalID, fee.Number, fee.Kind, fee.Amount, fee.Open = "V"+p.Key, "V"+p.Key, spec.ItemFee, p.Amount, p.Amount
			out = append(out, fee)
		case p.Kind == spec.PostFee:
			if i := slices.IndexFunc(out, func(i spec.Item) bool { return i.ExternalID == p.Undoes[0] }); i >= 0 {
				out[i].Open = 0
			}
		}
	}
	return out
}

// Write adds a line.
func (c clerk) Write(ctx context.Context, s spec.Settings, p spec.Posting) (spec.Posted, error) {
	posted, found, err := c.Find(ctx, s, p)
	if err != nil {
		return posted, err
	}
	if found && !c.is("twice") {
		posted.Already = !c.is("silent")
		return posted, nil
	}
	if err := c.check(s, &p); err != nil {
		return posted, err
	}
	line, err := json.Marshal(p)
	if err != nil {
		return posted, err
	}
	file, err := os.OpenFile(s.Get("book")+".written", os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return posted, err
	}
	_, err = file.Write(append(line, '\n'))
	if c.is("leaky") {
		posted.Number = "by " + s.Secret("password")
	}
	posted.ExternalIDs = []string{"V" + p.Key}
	return posted, errors.Join(err, file.Sync(), file.Close())
}

func (c clerk) check(s spec.Settings, p *spec.Posting) error {
	wrong := sdk.Refuse(spec.CodePostingRefused, "That cannot be booked.", "Look again.")
	if !strings.HasPrefix(p.DebtorID, "D") {
		return wrong
	}
	all, err := c.written(s)
	if err != nil {
		return err
	}
	items := c.items(p.DebtorID, all)
	for _, part := range p.Parts {
		i := slices.IndexFunc(items, func(i spec.Item) bool { return i.ExternalID == part.ItemID })
		if i < 0 || len(p.Undoes) == 0 && part.Amount > items[i].Open && !c.is("greedy") {
			return wrong
		}
	}
	if len(p.Undoes) == 0 {
		return nil
	}
	known := func(q spec.Posting) bool { return "V"+q.Key == p.Undoes[0] }
	gone := func(q spec.Posting) bool { return len(q.Undoes) > 0 && q.Undoes[0] == p.Undoes[0] }
	if !slices.ContainsFunc(all, known) || slices.ContainsFunc(all, gone) {
		return wrong
	}
	return nil
}

// Find looks for the key.
func (c clerk) Find(_ context.Context, s spec.Settings, p spec.Posting) (spec.Posted, bool, error) {
	all, err := c.written(s)
	there := slices.ContainsFunc(all, func(q spec.Posting) bool { return q.Key == p.Key })
	if c.is("blind") {
		there = false
	}
	return spec.Posted{ExternalIDs: []string{"V" + p.Key}}, there, err
}
