package web_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// sender is a connector that has gathered something.
type sender struct{ web.Gathered }

func (*sender) Describe() spec.Description {
	return spec.Description{
		Kind: "sender", Streams: []spec.Stream{spec.StreamDebtors, spec.StreamItems, spec.StreamPayments}, Capabilities: spec.Capabilities{spec.CanReadDebtors, spec.CanReadIncremental},
	}
}

func (*sender) Check(context.Context, spec.Settings) []spec.Diagnostic { return nil }

func (s *sender) Read(_ context.Context, _ spec.Settings, req spec.ReadRequest, emit sdk.Emitter) error {
	return s.Send(req, emit, []byte("next"))
}

// After a read of everything the desk sees for itself what is absent, and takes it ill to be told.
func TestWhatIsGoneIsToldInReadsOfChangesAlone(t *testing.T) {
	s := &sender{web.Gathered{
		Debtors:  []spec.Debtor{{ExternalID: "1", Name: "One"}, {ExternalID: "2", Name: "Two"}},
		Items:    []spec.Item{{ExternalID: "a", DebtorID: "2", Kind: spec.ItemInvoice, Issued: "2026-11-20", Currency: "EUR", Amount: 5, Open: 5}},
		Removals: []spec.Removal{{Stream: spec.StreamItems, ExternalID: "b"}},
	}}
	for _, tc := range []struct {
		req                      spec.ReadRequest
		debtors, items, removals int
	}{
		{spec.ReadRequest{Mode: spec.ModeFull}, 2, 1, 0},
		{spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: []byte("x")}, 2, 1, 1},
		{spec.ReadRequest{Mode: spec.ModeFull, Debtors: []string{"1"}}, 1, 0, 0},
		{spec.ReadRequest{Mode: spec.ModeFull, Streams: []spec.Stream{spec.StreamDebtors}}, 2, 0, 0},
	} {
		got, err := sdk.Collect(t.Context(), s, spec.Settings{}, tc.req)
		if err != nil || len(got.Debtors) != tc.debtors || len(got.Items) != tc.items || len(got.Removals) != tc.removals {
			t.Errorf("%+v: %d customers, %d items, %d removals, %v", tc.req, len(got.Debtors), len(got.Items), len(got.Removals), err)
		}
	}
}

// In a read of changes a record that cannot be read leaves what the book has of it, and it may be that somebody has paid:
// everything is read again, which has its item left out of all waves.
func TestChangesThatCannotBeReadHaveEverythingReadAgain(t *testing.T) {
	item := spec.Item{ExternalID: "a", DebtorID: "1", Kind: spec.ItemInvoice, Issued: "2026-11-20", Currency: "EUR", Amount: 5, Open: 5}
	broken := item
	broken.Issued = ""
	refused := web.Gathered{Debtors: []spec.Debtor{{ExternalID: "1"}}}
	refused.Reject(spec.StreamItems, "a", "Invoice a", errors.New("it has no amount"))
	for name, g := range map[string]web.Gathered{"refused": refused, "against the rules": {Debtors: refused.Debtors, Items: []spec.Item{broken}}} {
		s := &sender{g}
		got, err := sdk.Collect(t.Context(), s, spec.Settings{}, spec.ReadRequest{Mode: spec.ModeIncremental, Cursor: []byte("x")})
		if codeOf(err) != spec.CodeCursorInvalid || len(got.Items)+len(got.Checkpoints) != 0 {
			t.Errorf("%s: %v, %+v", name, err, got)
		}
		if got, err := sdk.Collect(t.Context(), s, spec.Settings{}, spec.ReadRequest{Mode: spec.ModeFull}); err != nil || got.Checkpoints[0].Rejected != 1 {
			t.Errorf("%s, everything: %v", name, err)
		}
	}
}

func TestAFieldMayHoldSeveralAddresses(t *testing.T) {
	if got := web.Mails(" a@x.example, b@x.example;a@x.example "); strings.Join(got, "|") != "a@x.example|b@x.example" || web.Mails(" ") != nil {
		t.Errorf("%v", got)
	}
}

func TestPhasesEndWithTheFirstThatFails(t *testing.T) {
	var said []string
	one := func(name string, err error) web.Phase {
		return web.Phase{Name: name, Fetch: func() error { said = append(said, name); return err }}
	}
	var g web.Gathered
	err := g.Fetch(&quiet{}, "token", one("customers", nil), one("items", &web.Problem{Host: "x", Status: 401}), one("payments", nil))
	if d := web.Diagnose(err, ""); strings.Join(said, " ") != "customers items" || d.Code != spec.CodeNotAuthorised || d.Field != "token" {
		t.Errorf("%v, %+v", said, d)
	}
	gone := errors.New("the desk has gone")
	if err := g.Fetch(&quiet{gone: gone}, "token", one("customers", nil)); !errors.Is(err, gone) {
		t.Errorf("%v", err)
	}
}

// quiet is an emitter that takes progress alone.
type quiet struct {
	sdk.Emitter

	gone error
}

func (q *quiet) Progress(spec.Progress) error { return q.gone }
