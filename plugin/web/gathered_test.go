package web_test

import (
	"context"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// sender is a connector that has gathered something.
type sender struct{ web.Gathered }

func (*sender) Describe() spec.Description {
	return spec.Description{
		Kind: "sender", Streams: []spec.Stream{spec.StreamDebtors, spec.StreamItems}, Capabilities: spec.Capabilities{spec.CanReadDebtors, spec.CanReadIncremental},
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
