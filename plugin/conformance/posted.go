package conformance

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/host"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
)

// writesOnce writes a sample, looks for it, and gives the same key again.
func (w *scriptorium) writesOnce(t *testing.T, sample spec.Posting) {
	sample.Key = w.keys()
	before := w.see(t, sample)
	if w.canFind() {
		if _, found := w.find(t, sample); found {
			t.Fatalf("%s is found before anybody wrote it", sample.Key)
		}
	}
	first := w.write(t, sample)
	if first.Already {
		t.Errorf("%s was there already though nobody wrote it", sample.Key)
	}
	w.after(t, before, sample, first)
	between := w.see(t, sample)
	if !w.canFind() {
		return // without a search the desk never gives a key twice
	}
	posted, found := w.find(t, sample)
	if !found {
		t.Fatalf("%s was written and is not found", sample.Key)
	}
	again := w.write(t, sample)
	if !again.Already {
		t.Errorf("%s was written a second time, or the answer does not say Already", sample.Key)
	}
	for name, other := range map[string]spec.Posted{"the search": posted, "the second answer": again} {
		if diff := cmp.Diff(first.ExternalIDs, other.ExternalIDs); diff != "" {
			t.Errorf("%s names another place than the first answer:\n%s", name, diff)
		}
	}
	w.same(t, between, sample, "giving the same key again")
}

// undoing is the posting that takes another back.
func (w *scriptorium) undoing(p spec.Posting, posted spec.Posted) spec.Posting {
	p.Key, p.Undoes, p.Title = w.keys(), posted.ExternalIDs, "Taken back"
	p.Document = spec.Document{}
	return p
}

// takesBack undoes a posting once, and not twice.
func (w *scriptorium) takesBack(t *testing.T, sample spec.Posting) {
	if sample.Kind == spec.PostNote || sample.Kind == spec.PostAttachment {
		t.Skip("what was said stays said")
	}
	sample.Key = w.keys()
	before := w.see(t, sample)
	posted := w.write(t, sample)
	undo := w.undoing(sample, posted)
	if slices.Contains(w.options.Postings.Permanent, sample.Kind) {
		if _, err := w.steady.Write(t.Context(), w.settings(), undo); !refused(err) {
			t.Errorf("taking back what cannot be: %v, not a refusal", err)
		}
		return
	}
	w.write(t, undo)
	w.backAgain(t, before, sample, posted)
	again := w.undoing(sample, posted)
	// A source that keeps no key of a cancellation says that it is done already.
	if at, err := w.steady.Write(t.Context(), w.settings(), again); !refused(err) && !at.Already {
		t.Errorf("taken back twice: %v, neither a refusal nor Already", err)
	}
	w.backAgain(t, before, sample, posted)
}

// backAgain holds that as much is open as before. A fee that was taken back may
// still be shown, with nothing open, and so may what took something back.
func (w *scriptorium) backAgain(t *testing.T, before sight, p spec.Posting, posted spec.Posted) {
	t.Helper()
	now := w.see(t, p)
	if p.Kind == spec.PostFee && len(posted.ExternalIDs) > 0 {
		if open := now.Open[posted.ExternalIDs[0]]; open != 0 {
			t.Errorf("the fee was taken back and %d of it are open", open)
		}
		return
	}
	settled := func(_ string, open int64) bool { return open == 0 }
	maps.DeleteFunc(before.Open, settled)
	maps.DeleteFunc(now.Open, settled)
	if diff := cmp.Diff(before.Open, now.Open); diff != "" {
		t.Errorf("what was taken back is not as it was:\n%s", diff)
	}
}

// refuses gives postings that no books can take: nothing may change.
func (w *scriptorium) refuses(t *testing.T, sample spec.Posting) {
	before := w.see(t, sample)
	for name, spoil := range map[string]func(*spec.Posting) bool{
		"a customer that does not exist": func(p *spec.Posting) bool { p.DebtorID = "no-such-customer"; return true },
		"an item that does not exist": func(p *spec.Posting) bool {
			if len(p.Parts) > 0 {
				p.Parts[0].ItemID = "no-such-item"
			}
			return len(p.Parts) > 0
		},
		"more than is open": func(p *spec.Posting) bool {
			p.Amount = before.Open[p.Parts[0].ItemID] + 1
			p.Parts = []spec.PostingPart{{ItemID: p.Parts[0].ItemID, Amount: p.Amount}}
			return p.Kind == spec.PostWriteOff
		},
		"taking back what was never written": func(p *spec.Posting) bool { p.Undoes = []string{"no-such-posting"}; return true },
	} {
		wrong := sample
		wrong.Key, wrong.Parts = w.keys(), slices.Clone(sample.Parts)
		if len(wrong.Parts) == 0 && name == "more than is open" || !spoil(&wrong) {
			continue
		}
		if _, err := w.steady.Write(t.Context(), w.settings(), wrong); !refused(err) {
			t.Errorf("%s: %v, not a refusal", name, err)
		}
		if w.canFind() {
			if _, found := w.find(t, wrong); found {
				t.Errorf("%s was refused and is found", name)
			}
		}
	}
	w.same(t, before, sample, "what was refused")
}

// pulls are how long after the call the plug is pulled.
var pulls = []time.Duration{0, 200 * time.Microsecond, time.Millisecond, 5 * time.Millisecond, 25 * time.Millisecond, 150 * time.Millisecond}

// killed kills the program at moments on its way. What the search says then
// must be what a read shows, and writing the key again must make it one.
func (w *scriptorium) killed(t *testing.T, sample spec.Posting) {
	if !w.canFind() {
		t.Skip("the source cannot be searched: a person is asked")
	}
	for _, wait := range pulls {
		w.anew()
		p := sample
		p.Key = w.keys()
		before := w.see(t, p)
		answered := w.pulled(t, p, wait)
		posted, found := w.find(t, p)
		switch {
		case answered && !found:
			t.Errorf("killed after %s: the answer came, and the posting is not found", wait)
		case found:
			w.after(t, before, p, posted)
		case !halfWay(before, w.see(t, p), p):
			w.same(t, before, p, "what is not found")
		}
		again := w.write(t, p)
		if again.Already != found {
			t.Errorf("killed after %s: found %v, but writing it again says already %v", wait, found, again.Already)
		}
		w.after(t, before, p, again)
	}
}

// halfWay allows for sources where a write-off is a credit note that is applied
// in a second call: between the two the credit is open, and nothing else.
func halfWay(before, now sight, p spec.Posting) bool {
	credit := int64(0)
	for id, open := range now.Open {
		was, there := before.Open[id]
		if there && was != open {
			return false
		}
		if !there {
			credit += open
		}
	}
	return p.Kind == spec.PostWriteOff && credit == -p.Amount
}

// pulled writes and kills the program meanwhile; it reports whether the answer
// came before.
func (w *scriptorium) pulled(t *testing.T, p spec.Posting, wait time.Duration) bool {
	t.Helper()
	s := w.start(t)
	ended := make(chan error, 1)
	go func() {
		_, err := s.Write(t.Context(), w.settings(), p)
		ended <- err
	}()
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case err := <-ended:
		s.Kill()
		return err == nil
	case <-timer.C:
		s.Kill()
	}
	err := <-ended
	if code := host.CodeOf(err); code == host.WriteRefused || code == host.WriteLater {
		t.Errorf("killed after %s, it says for certain that nothing was written: %v", wait, err)
	}
	return err == nil
}

// refusesOthers gives kinds that the description does not claim.
func (w *scriptorium) refusesOthers(t *testing.T) {
	for _, kind := range []spec.PostingKind{spec.PostNote, spec.PostAttachment, spec.PostFee, spec.PostHold, spec.PostWriteOff} {
		if w.description.Capabilities.Has(kind.Capability()) {
			continue
		}
		p := w.sample(t, kind)
		p.Key = w.keys()
		if _, err := w.steady.Write(t.Context(), w.settings(), p); !refused(err) {
			t.Errorf("asked for a %s, which it does not claim: %v, not a refusal", kind, err)
		}
	}
}
