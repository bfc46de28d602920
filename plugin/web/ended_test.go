package web_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

func TestWhatWasWrittenInPartIsLeftOpen(t *testing.T) {
	refusal := sdk.RefusePosting("The period is closed.", "")
	at := spec.Posted{Number: "7"}
	if got, err := web.Ended("Ledgers", at, true, nil); err != nil || got.Number != "7" {
		t.Errorf("%+v, %v", got, err)
	}
	var open spec.Diagnostic
	if got, err := web.Ended("Ledgers", at, true, refusal); !errors.As(err, &open) || open.Code != spec.CodeOutcomeUnknown || got.Number != "" {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := web.Ended("Ledgers", at, false, refusal); errors.As(err, &open) || !strings.Contains(err.Error(), "period is closed") {
		t.Errorf("%T %v", err, err)
	}
}
