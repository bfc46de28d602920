package intake

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/desk"
)

// Who waited for a turn has the secrets of the order from before it. A refresh token that may be used once has been used by then.
func TestSecretsAreThoseOfWhenTheTurnHasCome(t *testing.T) {
	name := "books"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, name), []byte("no program"), 0o700); err != nil {
		t.Fatal(err)
	}
	in := Intake{Folders: []string{folder}}
	asked, gone := 0, errors.New("the keychain is locked")
	order := desk.ReadOrder{
		Secrets: map[string]string{"refresh_token": "used up"},
		Current: func() (map[string]string, error) { asked++; return nil, gone },
	}
	order.Connection.ID, order.Connection.Kind, order.Connection.Checksum = 1, "books", "approved"
	end, err := in.turns.take(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	tired, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := in.start(tired, order); !errors.Is(err, context.Canceled) || asked != 0 {
		t.Errorf("asked %d times before the turn has come: %v", asked, err)
	}
	end()
	for range 2 { // who cannot begin has had the turn
		if _, _, err := in.start(t.Context(), order); !errors.Is(err, gone) {
			t.Errorf("%v", err)
		}
	}
	order.Current = func() (map[string]string, error) { return map[string]string{"refresh_token": "fresh"}, nil }
	if settings, err := settingsOf(order); err != nil || settings.Secret("refresh_token") != "fresh" {
		t.Errorf("%q, %v", settings.Secret("refresh_token"), err)
	}
}
