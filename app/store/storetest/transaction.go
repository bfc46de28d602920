package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func transactions(t *testing.T, engine New) {
	t.Run("an error undoes all of it", func(t *testing.T) {
		b := NewBook(t, engine)
		failed := errors.New("no")
		err := b.Update(t.Context(), Kari, func(w store.Writer) error {
			ok(t, w.PutSetting("a", 1))
			_, err := w.PutConnection(store.Connection{Name: "x", Kind: "demo"})
			ok(t, err)
			return failed
		})
		if !errors.Is(err, failed) {
			t.Fatalf("error = %v, want the one from fn", err)
		}
		want(t, "setting", read(b, func(r store.Reader) (bool, error) { return r.Setting("a", new(int)) }), false)
		want(t, "connections", len(read(b, store.Reader.Connections)), 0)
	})
	t.Run("a panic undoes it too and leaves the book usable", func(t *testing.T) {
		b := NewBook(t, engine)
		func() {
			defer func() { _ = recover() }()
			_ = b.Update(t.Context(), Kari, func(w store.Writer) error {
				ok(t, w.PutSetting("a", 1))
				panic("defect")
			})
		}()
		want(t, "setting", read(b, func(r store.Reader) (bool, error) { return r.Setting("a", new(int)) }), false)
		b.Write(func(w store.Writer) error { return w.PutSetting("a", 2) })
	})
	t.Run("a cancelled context commits nothing", func(t *testing.T) {
		b := NewBook(t, engine)
		ctx, cancel := context.WithCancel(t.Context())
		err := b.Update(ctx, Kari, func(w store.Writer) error {
			cancel()
			return w.PutSetting("a", 1)
		})
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("error = %v", err)
		}
		want(t, "setting", read(b, func(r store.Reader) (bool, error) { return r.Setting("a", new(int)) }), false)
		if err := b.View(ctx, func(store.Reader) error { return nil }); !errors.Is(err, context.Canceled) {
			t.Errorf("view under a cancelled context: error = %v", err)
		}
	})
	t.Run("a view sees one state while others write", func(t *testing.T) {
		b := NewBook(t, engine)
		b.Write(func(w store.Writer) error { return w.PutSetting("n", 1) })
		b.Read(func(r store.Reader) error {
			var n int
			_, err := r.Setting("n", &n)
			ok(t, err)
			b.Write(func(w store.Writer) error { return w.PutSetting("n", 2) })
			_, err = r.Setting("n", &n)
			want(t, "value within the view", n, 1)
			return err
		})
		var n int
		b.Read(func(r store.Reader) error { _, err := r.Setting("n", &n); return err })
		want(t, "value afterwards", n, 2)
	})
	t.Run("time and actor are fixed", func(t *testing.T) {
		b := NewBook(t, engine)
		b.Write(func(w store.Writer) error {
			b.Clock.Advance(time.Hour)
			want(t, "time", w.Now(), Start)
			want(t, "actor", w.Actor(), Kari)
			return nil
		})
	})
}

// What follows lets several openings of one book work at the same time, as two programs do.

func lostUpdates(t *testing.T, engine New) {
	t.Run("no update is lost", func(t *testing.T) {
		b := NewBook(t, engine)
		stores := []store.Store{b.Store, b.another(t), b.another(t)}
		const each = 20
		var wg sync.WaitGroup
		for _, s := range stores {
			for range 2 {
				wg.Go(func() {
					for range each {
						if err := s.Update(context.Background(), Kari, func(w store.Writer) error {
							var n int
							if _, err := w.Setting("n", &n); err != nil {
								return err
							}
							if err := w.Append(activity.SettingsChanged, 0, 0, "n", n); err != nil {
								return err
							}
							return w.PutSetting("n", n+1)
						}); err != nil {
							t.Error(err)
							return
						}
					}
				})
			}
		}
		wg.Wait()
		var n int
		b.Read(func(r store.Reader) error { _, err := r.Setting("n", &n); return err })
		want(t, "counter", n, each*2*len(stores))
		var walk activity.Chain
		for _, e := range b.entries() {
			ok(t, walk.Check(e))
		}
	})
}

func readersBeside(t *testing.T, engine New) {
	t.Run("readers go on beside a writer", func(t *testing.T) {
		b := NewBook(t, engine)
		inside, done := make(chan struct{}), make(chan struct{})
		var wg sync.WaitGroup
		wg.Go(func() {
			err := b.Update(context.Background(), Kari, func(w store.Writer) error {
				if err := w.PutSetting("n", 1); err != nil {
					return err
				}
				close(inside)
				<-done
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
		<-inside
		for _, s := range []store.Store{b.Store, b.another(t)} {
			ok(t, s.View(t.Context(), func(r store.Reader) error {
				found, err := r.Setting("n", new(int))
				want(t, "what is not committed is seen", found, false)
				return err
			}))
		}
		close(done)
		wg.Wait()
	})
}

func twoHolders(t *testing.T, engine New) {
	t.Run("two holders never get one message", func(t *testing.T) {
		b := NewBook(t, engine)
		const letters = 30
		b.letters(letters)
		got := make(chan int64, 2*letters)
		var wg sync.WaitGroup
		for i, s := range []store.Store{b.Store, b.another(t), b.another(t)} {
			holder := fmt.Sprintf("desk-%d", i)
			wg.Go(func() {
				for empty := false; !empty; {
					if err := s.Update(context.Background(), Kari, func(w store.Writer) error {
						claimed, err := w.ClaimOutbox(holder, time.Minute, 3)
						empty = len(claimed) == 0
						for _, m := range claimed {
							got <- m.ID
						}
						return err
					}); err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		wg.Wait()
		close(got)
		seen := map[int64]bool{}
		for id := range got {
			if seen[id] {
				t.Errorf("message %d was given twice", id)
			}
			seen[id] = true
		}
		want(t, "messages given", len(seen), letters)
	})
}

func twoReleases(t *testing.T, engine New) {
	t.Run("one of two releases wins", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		wave, line := o.Propose()
		other := o.another(t)
		results := make(chan error, 2)
		for _, s := range []store.Store{o.Store, other} {
			go func() {
				results <- s.Update(context.Background(), Kari, func(w store.Writer) error {
					if err := w.SetWaveState(wave, store.WaveReleasing, ""); err != nil {
						return err
					}
					_, err := o.issue(w, store.Notice{Wave: wave.ID, Line: line.ID, Claim: line.Notice})
					return err
				})
			}()
		}
		a, b := <-results, <-results
		if (a == nil) == (b == nil) {
			t.Fatalf("errors = %v and %v, want exactly one", a, b)
		}
		wantCode(t, errors.Join(a, b), fault.Conflict)
		want(t, "notices", len(read(o.Book, func(r store.Reader) ([]store.Notice, error) { return r.Notices(0, 0) })), 1)
	})
}
