package secret

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/zalando/go-keyring"
	"pgregory.net/rapid"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

func noEnv(string) string { return "" }

func placed(kind Kind) func(string) string { return func(string) string { return string(kind) } }

func open(t *testing.T, folder string, env func(string) string) *Store {
	t.Helper()
	store, err := Open(t.Context(), folder, env)
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func mustSet(t *testing.T, store *Store, key, value string) {
	t.Helper()
	if err := store.Set(t.Context(), key, value); err != nil {
		t.Fatal(err)
	}
}

func wantCode(t *testing.T, err error, code fault.Code) {
	t.Helper()
	if fault.CodeOf(err) != code {
		t.Errorf("error %v has the code %q, want %q", err, fault.CodeOf(err), code)
	}
}

// A secret comes back as it was kept, wherever it lies.
func TestKeepReadForget(t *testing.T) {
	keyring.MockInit()
	for _, kind := range []Kind{Keychain, File} {
		t.Run(string(kind), func(t *testing.T) {
			store := open(t, t.TempDir(), placed(kind))
			if store.Kind() != kind {
				t.Fatalf("secrets lie in the %s", store.Kind())
			}
			_, err := store.Get(t.Context(), "mail/password")
			wantCode(t, err, fault.NotFound)

			for _, value := range []string{
				"hunter2", "passord æøå €", "changed", "in-parts:1:3", " spaces and\nlines ",
				strings.Repeat("long token ", 1000), strings.Repeat("å", maxValue/2), "short again",
			} {
				mustSet(t, store, "mail/password", value)
				got, err := store.Get(t.Context(), "mail/password")
				if diff := cmp.Diff(value, got); err != nil || diff != "" {
					t.Fatalf("error %v, value (-kept +got):\n%.400s", err, diff)
				}
			}
			for range 2 { // forgetting twice is as good as once
				if err := store.Delete(t.Context(), "mail/password"); err != nil {
					t.Error(err)
				}
			}
			_, err = store.Get(t.Context(), "mail/password")
			wantCode(t, err, fault.NotFound)
		})
	}
}

func TestAnySequenceOfSetsEndsWithTheLast(t *testing.T) {
	keyring.MockInit()
	folder := t.TempDir()
	for _, kind := range []Kind{Keychain, File} {
		store := open(t, folder, placed(kind))
		rapid.Check(t, func(rt *rapid.T) {
			value := ""
			for range rapid.IntRange(1, 4).Draw(rt, "sets") {
				letter := rapid.SampledFrom([]string{"a", "ø", "€", "🙂", "in-parts:"}).Draw(rt, "letter")
				value = strings.Repeat(letter, rapid.IntRange(1, 2500).Draw(rt, "times"))
				if err := store.Set(t.Context(), "any/key", value); err != nil {
					rt.Fatal(err)
				}
			}
			if got, err := store.Get(t.Context(), "any/key"); err != nil || got != value {
				rt.Fatalf("%s: kept %d bytes, got %d, %v", kind, len(value), len(got), err)
			}
		})
	}
}

func TestOpenFindsThePlace(t *testing.T) {
	cases := []struct {
		name     string
		keychain func()
		env      func(string) string
		want     Kind
	}{
		{"a keychain that answers", keyring.MockInit, noEnv, Keychain},
		{"no keychain", func() { keyring.MockInitWithError(errors.New("no session bus")) }, noEnv, File},
		{"a file by wish", keyring.MockInit, placed(File), File},
		{"the keychain by wish, though it does not answer", func() { keyring.MockInitWithError(errors.New("locked")) }, placed(Keychain), Keychain},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			c.keychain()
			if got := open(t, t.TempDir(), c.env).Kind(); got != c.want {
				t.Errorf("secrets lie in the %s, want %s", got, c.want)
			}
		})
	}
	_, err := Open(t.Context(), t.TempDir(), placed("cloud"))
	wantCode(t, err, fault.Invalid)
}

func TestKeychainThatRefusesIsSaidSo(t *testing.T) {
	keyring.MockInitWithError(errors.New("failed to unlock correct collection"))
	store := open(t, t.TempDir(), placed(Keychain))
	_, err := store.Get(t.Context(), "mail/password")
	wantCode(t, err, KeychainUnavailable)
	wantCode(t, store.Set(t.Context(), "mail/password", "hunter2"), KeychainUnavailable)
}

// Kept in the file by a service without a desktop, found and moved by the window, which has a keychain.
func TestSecretsOfTheFileMoveToTheKeychain(t *testing.T) {
	keyring.MockInit()
	folder := t.TempDir()
	file := open(t, folder, placed(File))
	mustSet(t, file, "mail/password", "from the file")

	store := open(t, folder, noEnv)
	if got, err := store.Get(t.Context(), "mail/password"); err != nil || got != "from the file" {
		t.Fatalf("got %q, %v", got, err)
	}
	mustSet(t, store, "mail/password", "changed in the window")
	_, err := file.Get(t.Context(), "mail/password")
	wantCode(t, err, fault.NotFound)
	if got, err := store.Get(t.Context(), "mail/password"); err != nil || got != "changed in the window" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestKeysAndValuesThatCannotBeKept(t *testing.T) {
	keyring.MockInit()
	store := open(t, t.TempDir(), noEnv)
	for _, key := range []string{"", "Mail", "a b", "å", "a//0.0", "a\x00", strings.Repeat("k", maxKey+1)} {
		_, err := store.Get(t.Context(), key)
		wantCode(t, err, fault.Invalid)
		wantCode(t, store.Set(t.Context(), key, "v"), fault.Invalid)
		wantCode(t, store.Delete(t.Context(), key), fault.Invalid)
	}
	for _, value := range []string{"", "a\x00b", strings.Repeat("v", maxValue+1)} {
		err := store.Set(t.Context(), "key", value)
		wantCode(t, err, fault.Invalid)
		if value != "" && strings.Contains(err.Error(), value) {
			t.Error("the error repeats the secret")
		}
	}
}

// asking is a keychain that shows its window and waits for the user.
type asking struct {
	answered chan struct{}
	backend
}

func (a asking) get(key string) (string, error) {
	<-a.answered
	return a.backend.get(key)
}

func TestWaitingForTheUserEndsWithTheContext(t *testing.T) {
	keyring.MockInit()
	slow := asking{answered: make(chan struct{}), backend: keychain{}}
	store := newStore(Keychain, slow)
	mustSet(t, store, "mail/password", "hunter2")

	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	_, err := store.Get(ctx, "mail/password")
	wantCode(t, err, KeychainUnavailable)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v does not say that time ran out", err)
	}
	// The next call waits for its turn behind the first, and is served once the user has answered.
	_, err = store.Get(ctx, "mail/password")
	wantCode(t, err, KeychainUnavailable)
	close(slow.answered)
	if got, err := store.Get(t.Context(), "mail/password"); err != nil || got != "hunter2" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestManyAtOnce(t *testing.T) {
	keyring.MockInit() // its map is not safe for concurrent use: the race detector sees it when the store lets two in
	for _, kind := range []Kind{Keychain, File} {
		store := open(t, t.TempDir(), placed(kind))
		var together sync.WaitGroup
		for _, key := range []string{"a", "b", "c", "d"} {
			together.Go(func() {
				for range 10 {
					if err := store.Set(t.Context(), key, "secret of "+key); err != nil {
						t.Error(err)
					}
					if got, err := store.Get(t.Context(), key); err != nil || got != "secret of "+key {
						t.Errorf("%s: got %q, %v", key, got, err)
					}
				}
			})
		}
		together.Wait()
	}
}
