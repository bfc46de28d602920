package sdk

import (
	"context"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// slow renews a secret that may be used once, and then waits for its source without end.
type slow struct{}

func (slow) Describe() spec.Description {
	d := described()
	d.Capabilities = spec.Capabilities{spec.CanWriteNote, spec.CanFind}
	return d
}

func (slow) wait(ctx context.Context) error {
	if err := Renew(ctx, "refresh_token", "second"); err != nil {
		return err
	}
	<-ctx.Done()
	return ctx.Err()
}

func (s slow) Check(ctx context.Context, _ spec.Settings) []spec.Diagnostic {
	return []spec.Diagnostic{asDiagnostic(s.wait(ctx))}
}

func (slow) Read(context.Context, spec.Settings, spec.ReadRequest, Emitter) error { return nil }

func (s slow) Write(ctx context.Context, _ spec.Settings, _ spec.Posting) (spec.Posted, error) {
	return spec.Posted{}, s.wait(ctx)
}

func (s slow) Find(ctx context.Context, _ spec.Settings, _ spec.Posting) (spec.Posted, bool, error) {
	return spec.Posted{}, false, s.wait(ctx)
}

// The old refresh token is worthless by then: without the answer the desk would keep it, and a person had to sign in again.
func TestWhatWasRenewedIsToldBeforeTheTimeIsUp(t *testing.T) {
	s := &server{connector: slow{}, describe: slow{}.Describe, begin: func() {}}
	note := &receivablev1.Posting{Key: "DD-1", Kind: string(spec.PostNote), DebtorId: "1", Date: "2026-11-22", Text: "x"}
	for name, call := range map[string]func(ctx context.Context) (*receivablev1.Renewed, bool, error){
		"check": func(ctx context.Context) (*receivablev1.Renewed, bool, error) {
			got, err := s.Check(ctx, &receivablev1.CheckRequest{})
			return got.GetRenewed(), len(got.GetDiagnostics()) == 1 && got.GetDiagnostics()[0].GetCode() == spec.CodeSourceUnreachable, err
		},
		"write": func(ctx context.Context) (*receivablev1.Renewed, bool, error) {
			got, err := s.Write(ctx, &receivablev1.WriteRequest{Posting: note})
			return got.GetRenewed(), got.GetOutcome() == "unknown", err
		},
		"find": func(ctx context.Context) (*receivablev1.Renewed, bool, error) {
			got, err := s.Find(ctx, &receivablev1.FindRequest{Posting: note})
			return got.GetRenewed(), !got.GetFound() && got.GetReason() != nil, err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second) // a tenth of it is for the answer
			defer cancel()
			renewed, said, err := call(ctx)
			if err != nil || !said || renewed.GetSecrets()["refresh_token"] != "second" {
				t.Errorf("%v, %v, %v", renewed, said, err)
			}
		})
	}
}
