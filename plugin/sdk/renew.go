package sdk

import (
	"context"
	"errors"
	"maps"
	"sync"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
)

// Renew tells the desk that the source has replaced a secret of the connection,
// such as a refresh token that may be used once. Call it with the context of
// the running method as soon as the new value is known: the old one is useless
// from then on. During a read it goes out at once, else with the answer.
func Renew(ctx context.Context, key, value string) error {
	r, ok := ctx.Value(renewalsKey{}).(*renewals)
	if !ok {
		return errors.New("a secret can only be renewed in a call from the desk")
	}
	return r.take(key, value)
}

type renewalsKey struct{}

// renewals collects what a call renews, or sends it on.
type renewals struct {
	send func(map[string]string) error // nil collects

	mu      sync.Mutex
	secrets map[string]string
}

func withRenewals(ctx context.Context, send func(map[string]string) error) (context.Context, *renewals) {
	r := &renewals{send: send, secrets: map[string]string{}}
	return context.WithValue(ctx, renewalsKey{}, r), r
}

func (r *renewals) take(key, value string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.secrets[key] = value
	if r.send == nil {
		return nil
	}
	return r.send(map[string]string{key: value})
}

func (r *renewals) taken() map[string]string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return maps.Clone(r.secrets)
}

// renewing makes the event of a read that carries renewed secrets.
func renewing(secrets map[string]string) *receivablev1.ReadResponse {
	return &receivablev1.ReadResponse{Event: &receivablev1.ReadResponse_Renewed{Renewed: wire.FromRenewed(secrets)}}
}
