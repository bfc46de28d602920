package sdk_test

import (
	"context"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

func TestAPostingIsDoneByItsDeed(t *testing.T) {
	does := func(id string) func(context.Context) (spec.Posted, error) {
		return func(context.Context) (spec.Posted, error) { return spec.Posted{ExternalIDs: []string{id}}, nil }
	}
	has := func(id string) func(context.Context) (spec.Posted, bool, error) {
		return func(context.Context) (spec.Posted, bool, error) {
			return spec.Posted{ExternalIDs: []string{id}}, true, nil
		}
	}
	deeds := sdk.Deeds{
		spec.PostNote:     {Write: does("note"), Find: has("the note"), ByHand: "Strike it out."},
		spec.PostFee:      {Write: does("fee"), Find: has("the fee"), Undo: does("credit"), Undone: has("the credit")},
		spec.PostWriteOff: {Write: does("loss"), Find: has("the loss"), Undo: does("gain")},
	}
	for _, tc := range []struct {
		kind                  spec.PostingKind
		undo                  bool
		written, found, wrong string
	}{
		{spec.PostNote, false, "note", "the note", ""},
		{spec.PostNote, true, "", "", "Ledgers is not asked to take back a note. Strike it out."},
		{spec.PostFee, false, "fee", "the fee", ""},
		{spec.PostFee, true, "credit", "the credit", ""},
		{spec.PostWriteOff, true, "gain", "", ""},
		{spec.PostHold, false, "", "", "Ledgers has no place for a hold."},
	} {
		p := spec.Posting{Kind: tc.kind}
		if tc.undo {
			p.Undoes = []string{"1"}
		}
		at, err := deeds.Write(t.Context(), "Ledgers", p)
		if first(at) != tc.written || err == nil != (tc.wrong == "") || err != nil && err.Error() != tc.wrong {
			t.Errorf("%+v: wrote %v, %v", tc, at, err)
		}
		at, found, err := deeds.Find(t.Context(), p)
		if first(at) != tc.found || found != (tc.found != "") || err != nil {
			t.Errorf("%+v: found %v, %v", tc, at, err)
		}
	}
}

func first(at spec.Posted) string {
	if len(at.ExternalIDs) == 0 {
		return ""
	}
	return at.ExternalIDs[0]
}
