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

// What is there is not written again, and what a look before the writing refuses is not written at all.
func TestAPostingIsWrittenOnce(t *testing.T) {
	there, wrote := false, 0
	deeds := sdk.Deeds{spec.PostNote: {
		Write: func(context.Context) (spec.Posted, error) {
			wrote, there = wrote+1, true
			return spec.Posted{ExternalIDs: []string{"note"}}, nil
		},
		Find: func(context.Context) (spec.Posted, bool, error) {
			return spec.Posted{ExternalIDs: []string{"note"}}, there, nil
		},
	}}
	p := spec.Posting{Kind: spec.PostNote}
	unknown := func(context.Context) error { return sdk.RefusePosting("Nobody knows the customer.", "Sync.") }
	if _, err := deeds.Once(t.Context(), "Ledgers", p, unknown); err == nil || wrote != 0 {
		t.Errorf("%d written, %v", wrote, err)
	}
	if at, err := deeds.Once(t.Context(), "Ledgers", p, nil); err != nil || at.Already || wrote != 1 {
		t.Errorf("%+v, %d written, %v", at, wrote, err)
	}
	if at, err := deeds.Once(t.Context(), "Ledgers", p, unknown); err != nil || !at.Already || first(at) != "note" || wrote != 1 {
		t.Errorf("%+v, %d written, %v", at, wrote, err)
	}
}

func first(at spec.Posted) string {
	if len(at.ExternalIDs) == 0 {
		return ""
	}
	return at.ExternalIDs[0]
}
