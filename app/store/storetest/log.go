package storetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func (b *Book) entries() (out []activity.Entry) {
	b.T.Helper()
	b.Read(func(r store.Reader) error {
		return r.Log(1, func(e activity.Entry) error { out = append(out, e); return nil })
	})
	return out
}

func chain(t *testing.T, engine New) {
	b := NewBook(t, engine)
	_, found, err := func() (e activity.Entry, found bool, err error) {
		err = b.View(t.Context(), func(r store.Reader) (err error) { e, found, err = r.LogHead(); return err })
		return e, found, err
	}()
	ok(t, err)
	want(t, "head of an empty log", found, false)
	b.Write(func(w store.Writer) error {
		ok(t, w.Append(activity.HoldSet, 7, 0, "10042", map[string]any{"b": 2, "a": "<x>", "n": 12345678901234567}))
		return w.Append(activity.NoteAdded, 7, 3, "10042", nil)
	})
	b.Clock.Advance(time.Second)
	b.Write(func(w store.Writer) error {
		return w.Append(activity.NoteAdded, 8, 0, "10043", struct{ Z, A int }{1, 2})
	})

	all := b.entries()
	var walk activity.Chain
	for _, e := range all {
		ok(t, walk.Check(e))
	}
	want(t, "entries", walk.Head().Seq, 3)
	want(t, "data with sorted keys", all[0].Data, `{"a":"<x>","b":2,"n":12345678901234567}`)
	want(t, "data of a struct", all[2].Data, `{"A":2,"Z":1}`)
	want(t, "no data", all[1].Data, `{}`)
	want(t, "actor", all[0].Actor, Kari)
	want(t, "time", all[2].At, Start.Add(time.Second))

	timeline := func(q store.TimelineQuery) (seqs []int64) {
		for _, e := range read(b, func(r store.Reader) ([]activity.Entry, error) { return r.Timeline(q) }) {
			seqs = append(seqs, e.Seq)
		}
		return seqs
	}
	for _, c := range []struct {
		q    store.TimelineQuery
		want []int64
	}{
		{store.TimelineQuery{Debtor: 7}, []int64{2, 1}},
		{store.TimelineQuery{Debtor: 7, Limit: 1}, []int64{2}},
		{store.TimelineQuery{Debtor: 7, Before: 2}, []int64{1}},
		{store.TimelineQuery{Debtor: 7, Kinds: []activity.Kind{activity.HoldSet}}, []int64{1}},
		{store.TimelineQuery{Debtor: 9}, nil},
	} {
		same(t, fmt.Sprintf("%+v: timeline", c.q), timeline(c.q), c.want)
	}
	t.Run("an undone transaction leaves no gap", func(t *testing.T) {
		_ = b.Update(t.Context(), Kari, func(w store.Writer) error {
			ok(t, w.Append(activity.NoteAdded, 7, 0, "", nil))
			return context.Canceled
		})
		b.Write(func(w store.Writer) error { return w.Append(activity.NoteAdded, 7, 0, "", nil) })
		want(t, "newest", b.entries()[3].Seq, 4)
	})
}

func clockSteps(t *testing.T, engine New) {
	b := NewBook(t, engine)
	note := func(w store.Writer) error { return w.Append(activity.NoteAdded, 1, 0, "", nil) }
	b.Write(note)
	t.Run("a small step back holds the time", func(t *testing.T) {
		b.Clock.Advance(-5 * time.Minute)
		b.Write(func(w store.Writer) error {
			want(t, "time", w.Now(), Start)
			return note(w)
		})
	})
	t.Run("a large step back is refused until a person trusts the clock", func(t *testing.T) {
		b.Clock.Advance(-48 * time.Hour)
		b.Refuse(store.ClockBehind, note)
		ok(t, b.View(t.Context(), func(store.Reader) error { return nil })) // reading goes on
		want(t, "entries", len(b.entries()), 2)
		ok(t, b.Update(store.TrustClock(t.Context()), Kari, note))
		all := b.entries()
		want(t, "noted", all[2].Kind, activity.ClockTrusted)
		want(t, "time", all[3].At, b.Clock.Now())
		b.Write(note) // and no further word is needed
		var walk activity.Chain
		for _, e := range b.entries() {
			ok(t, walk.Check(e))
		}
	})
}
