// Package secret keeps passwords and tokens out of the book: in the keychain of the operating system, or, where there
// is none, in a file that only its owner can read. What it keeps appears in no log and in no error.
package secret

import (
	"context"
	"errors"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Codes of this room's errors; fault.NotFound says that a secret was never kept, fault.Invalid that a key or a value
// cannot be kept.
const (
	// KeychainUnavailable: the keychain does not answer, is locked, or refuses.
	KeychainUnavailable fault.Code = "keychain-unavailable"
	// FileExposed: others than its owner can read the secrets file, so what is in it counts as known to them.
	FileExposed fault.Code = "secrets-file-exposed"
	// FileDamaged: the secrets file is there and is not readable as one; it is left as it is.
	FileDamaged fault.Code = "secrets-file-damaged"
)

// Kind tells where secrets lie.
type Kind string

// The places. A program that runs on File owes its user a visible warning: whoever can read the user's files, or a
// backup of them, can read the secrets.
const (
	Keychain Kind = "keychain"
	File     Kind = "file"
)

// PlaceVariable names the environment variable that decides where secrets lie, "keychain" or "file". It is meant for
// tests and for services without a desktop session; empty lets Open find out.
const PlaceVariable = "DUNNINGDESK_SECRETS"

const (
	maxKey   = 200
	maxValue = 64 << 10 // bytes; OAuth tokens reach some thousands
)

// backend is one place. Its calls may take as long as a person needs to type a password.
type backend interface {
	get(key string) (string, error) // fault.NotFound when it holds no such key
	set(key, value string) error
	remove(key string) error // no error when it holds no such key
}

// Store keeps secrets by key. It is safe for concurrent use, one call at a time reaching the place itself.
//
// No call belongs on the goroutine that owns the window: the keychain may ask the user to unlock it, and the call
// returns when they have answered or the context ends.
type Store struct {
	kind   Kind
	places []backend // read in this order; written to the first, which then holds the only copy
	turn   chan struct{}
}

// Open finds the place: the keychain when it answers, else the file secrets.json in the data folder, which is made
// when the first secret is kept. env looks up an environment variable (os.Getenv in the program). Secrets that were
// kept in the file while there was no keychain are still found there. An error means that the keychain is there and
// did not answer in time: falling back to the file then would scatter secrets over two places.
func Open(ctx context.Context, dataFolder string, env func(string) string) (*Store, error) {
	file := newFile(dataFolder)
	switch place := Kind(env(PlaceVariable)); place {
	case File:
		return newStore(File, file), nil
	case Keychain:
		return newStore(Keychain, keychain{}, file), nil
	case "":
	default:
		return nil, fault.New(fault.Invalid, "%s is %q", PlaceVariable, place).
			WithHint("leave it out, or set it to %s or %s", Keychain, File)
	}
	store := newStore(Keychain, keychain{}, file)
	err := store.await(ctx, keychainAnswers)
	if err == nil {
		return store, nil
	}
	if ctx.Err() != nil {
		return nil, err
	}
	return newStore(File, file), nil
}

func newStore(kind Kind, places ...backend) *Store {
	return &Store{kind: kind, places: places, turn: make(chan struct{}, 1)}
}

// Kind tells where secrets are kept.
func (s *Store) Kind() Kind { return s.kind }

// Get gives the secret of the key. The error has the code fault.NotFound when there is none.
func (s *Store) Get(ctx context.Context, key string) (string, error) {
	if err := checkKey(key); err != nil {
		return "", err
	}
	// The call may outlive this one when ctx ends first, so it may not write to a variable that the caller reads.
	found := make(chan string, 1)
	err := s.await(ctx, func() error {
		value, err := s.read(key)
		if err == nil {
			found <- value
		}
		return err
	})
	if err != nil {
		return "", err
	}
	return <-found, nil
}

func (s *Store) read(key string) (string, error) {
	for _, place := range s.places {
		value, err := place.get(key)
		if !fault.Has(err, fault.NotFound) {
			return value, err
		}
	}
	return "", fault.New(fault.NotFound, "no secret is kept for %s", key).
		WithHint("it was looked for in the %s; enter it again", s.kind)
}

// Set keeps the secret under the key, in place of an earlier one. When ctx ends before the keychain has answered, it is
// not known whether the secret was kept.
func (s *Store) Set(ctx context.Context, key, value string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	if value == "" || len(value) > maxValue || strings.ContainsRune(value, 0) {
		return fault.New(fault.Invalid, "the secret for %s cannot be kept", key).
			WithHint("it must have 1 to %d bytes and none of them zero", maxValue)
	}
	return s.await(ctx, func() error {
		if err := s.places[0].set(key, value); err != nil {
			return err
		}
		return removeFrom(s.places[1:], key)
	})
}

// Delete forgets the secret of the key; it is no error when there is none.
func (s *Store) Delete(ctx context.Context, key string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	return s.await(ctx, func() error { return removeFrom(s.places, key) })
}

func removeFrom(places []backend, key string) error {
	var failures []error
	for _, place := range places {
		failures = append(failures, place.remove(key))
	}
	return errors.Join(failures...)
}

// await runs the call when it is its turn and returns when it has ended or ctx has. A call that is left waiting keeps
// the turn, so that nothing overtakes it at a keychain which is asking its user.
func (s *Store) await(ctx context.Context, call func() error) error {
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return notInTime(ctx)
	}
	ended := make(chan error, 1)
	go func() {
		defer func() { <-s.turn }()
		ended <- call()
	}()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
		return notInTime(ctx)
	}
}

func notInTime(ctx context.Context) error {
	return fault.Wrap(context.Cause(ctx), KeychainUnavailable, "the keychain did not answer").
		WithHint("it may be waiting to be unlocked: look for its window")
}

// checkKey refuses keys that some keychain would fold, cut or mistake for something else.
func checkKey(key string) error {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789-_./"
	if key == "" || len(key) > maxKey || strings.Trim(key, letters) != "" || strings.Contains(key, partMark) {
		return fault.New(fault.Invalid, "%.40q cannot name a secret", key).
			WithHint("use up to %d of the characters a-z 0-9 - _ . /", maxKey)
	}
	return nil
}
