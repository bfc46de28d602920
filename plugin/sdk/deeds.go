package sdk

import (
	"context"
	"fmt"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Deed is what a connector does for one kind of posting: it writes it and
// finds it again, and takes back what an earlier one has written. Without Undo
// nothing is taken back; without Undone what was taken back is not searched.
type Deed struct {
	Write  func(ctx context.Context) (spec.Posted, error)
	Find   func(ctx context.Context) (spec.Posted, bool, error)
	Undo   func(ctx context.Context) (spec.Posted, error)
	Undone func(ctx context.Context) (spec.Posted, bool, error)
	// ByHand tells a person how to take it back where the connector cannot.
	ByHand string
}

// Deeds are those of a connector, by kind. Make them for each posting, with
// what they need at hand.
type Deeds map[spec.PostingKind]Deed

// Write does what the posting asks for, and refuses what there is no deed for;
// source is the name of the system.
func (d Deeds) Write(ctx context.Context, source string, p spec.Posting) (spec.Posted, error) {
	deed, known := d[p.Kind]
	undo := len(p.Undoes) > 0
	switch {
	case !known || deed.Write == nil:
		return spec.Posted{}, Refuse(spec.CodePostingRefused, fmt.Sprintf("%s has no place for a %s.", source, p.Kind), "")
	case !undo:
		return deed.Write(ctx)
	case deed.Undo != nil:
		return deed.Undo(ctx)
	}
	hint := deed.ByHand
	if hint == "" {
		hint = "Undo it in " + source + " by hand."
	}
	return spec.Posted{}, Refuse(spec.CodePostingRefused, fmt.Sprintf("%s is not asked to take back a %s.", source, p.Kind), hint)
}

// Once looks for the posting first, and writes it where it is not there; before
// is asked in between, and may refuse it (nil: nothing is).
func (d Deeds) Once(ctx context.Context, source string, p spec.Posting, before func(context.Context) error) (spec.Posted, error) {
	posted, found, err := d.Find(ctx, p)
	if err != nil {
		return spec.Posted{}, err
	}
	if found {
		posted.Already = true
		return posted, nil
	}
	if before != nil {
		if err := before(ctx); err != nil {
			return spec.Posted{}, err
		}
	}
	return d.Write(ctx, source, p)
}

// Find looks for what the posting asks for. What there is no deed for is not
// there.
func (d Deeds) Find(ctx context.Context, p spec.Posting) (spec.Posted, bool, error) {
	find := d[p.Kind].Find
	if len(p.Undoes) > 0 {
		find = d[p.Kind].Undone
	}
	if find == nil {
		return spec.Posted{}, false, nil
	}
	return find(ctx)
}
