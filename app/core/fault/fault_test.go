package fault_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

func TestAnErrorSaysWhatHappenedAndWhatToDo(t *testing.T) {
	cause := errors.New("disk is full")
	err := fault.Wrap(cause, fault.Unavailable, "the book %s cannot be written", "a.book").OnField("book").WithHint("free %d MB", 10)
	if got := err.Error(); got != "the book a.book cannot be written (free 10 MB): disk is full" {
		t.Errorf("it reads %q", got)
	}
	if !errors.Is(err, cause) || err.Field != "book" {
		t.Errorf("the cause or the field is lost: %+v", err)
	}
}

func TestCodesAreFoundThroughWrapping(t *testing.T) {
	inner := fault.New(fault.NotFound, "no such item")
	outer := fault.Wrap(inner, fault.Invalid, "the request cannot be met")
	wrapped := fmt.Errorf("while reading: %w", outer)
	switch {
	case fault.CodeOf(wrapped) != fault.Invalid:
		t.Errorf("the first code is %q", fault.CodeOf(wrapped))
	case !fault.Has(wrapped, fault.NotFound) || !fault.Has(wrapped, fault.Invalid) || fault.Has(wrapped, fault.Conflict):
		t.Error("Has does not look through the chain")
	case !errors.Is(wrapped, fault.New(fault.NotFound, "")):
		t.Error("errors.Is does not find the code")
	case fault.CodeOf(nil) != "" || fault.CodeOf(errors.New("plain")) != fault.Internal || fault.Has(errors.New("plain"), fault.Internal):
		t.Error("errors without a code are mistaken")
	}
}

func TestAHintDoesNotChangeTheOriginal(t *testing.T) {
	base := fault.New(fault.Invalid, "wrong")
	if hinted := base.WithHint("do this"); base.Hint != "" || hinted.Hint != "do this" {
		t.Error("the hint was written into a shared error")
	}
}
