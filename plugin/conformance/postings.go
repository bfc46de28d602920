package conformance

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/host"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
)

// Postings say what a connector is given to write. Whatever is written stays in
// the source: let the settings name one that may be spoilt.
type Postings struct {
	// Date is the day of every posting: today unless given.
	Date spec.Date
	// Samples are given in the place of what the suite makes up from a read,
	// for sources that want something particular. Their key is overwritten.
	Samples map[spec.PostingKind]spec.Posting
	// Anew puts the source back as it was. A source that takes a posting about an
	// item only once (a whole write-off) needs it; nil where nothing need be done.
	Anew func()
	// Permanent are kinds that the source cannot take back: undoing one must
	// be refused. Notes and attachments may be permanent without being listed.
	Permanent []spec.PostingKind
	// Invisible are kinds of which a later read shows nothing though it should
	// (a source that is read from a copy).
	Invisible []spec.PostingKind
}

// RunPostings holds a connector that writes to the protocol: each kind it
// claims is written once, found again, taken back, and nothing is written that
// is wrong.
func RunPostings(t *testing.T, o Options) {
	t.Helper()
	l := newLab(t, o)
	w := &scriptorium{lab: l, keys: newKeys(), steady: l.start(t)}
	if len(w.kinds()) == 0 {
		t.Fatalf("the connector %s does not say that it writes anything", l.description.Kind)
	}
	w.book = w.look(t, w.request())
	for _, kind := range w.kinds() {
		t.Run(string(kind), func(t *testing.T) {
			sample := w.sample(t, kind)
			for _, rule := range []struct {
				name  string
				holds func(*testing.T, spec.Posting)
			}{{"is written once", w.writesOnce}, {"is taken back", w.takesBack}, {"is refused when it is wrong", w.refuses}} {
				w.anew()
				t.Run(rule.name, func(t *testing.T) { rule.holds(t, sample) })
			}
			t.Run("survives being killed", func(t *testing.T) { w.killed(t, sample) })
		})
	}
	t.Run("refuses what it does not claim", w.refusesOthers)
	t.Run("kept its secrets", l.keptSecrets)
}

// anew puts the source back where that is needed.
func (w *scriptorium) anew() {
	if w.options.Postings.Anew != nil {
		w.options.Postings.Anew()
	}
}

// scriptorium is a lab in which is written.
type scriptorium struct {
	*lab
	book   Records
	keys   func() string
	steady *host.Session
}

// newKeys makes keys that no earlier run has used and that look like the desk's:
// capital letters and digits.
func newKeys() func() string {
	prefix, n := "DD-"+strings.ToUpper(strconv.FormatInt(time.Now().UnixNano(), 36)), 0
	return func() string {
		n++
		return fmt.Sprintf("%s%04d", prefix, n)
	}
}

// kinds are what the description claims.
func (w *scriptorium) kinds() (out []spec.PostingKind) {
	for _, k := range []spec.PostingKind{spec.PostNote, spec.PostAttachment, spec.PostFee, spec.PostHold, spec.PostWriteOff} {
		if w.description.Capabilities.Has(k.Capability()) {
			out = append(out, k)
		}
	}
	return out
}

func (w *scriptorium) canFind() bool { return w.description.Capabilities.Has(spec.CanFind) }

func (w *scriptorium) request() spec.ReadRequest { return w.options.Request }

func (w *scriptorium) date() spec.Date {
	if w.options.Postings.Date != "" {
		return w.options.Postings.Date
	}
	return spec.DateOf(time.Now())
}

// sample makes a posting about the item of which most is open in its currency:
// a tenth of it, so that every round finds enough.
func (w *scriptorium) sample(t *testing.T, kind spec.PostingKind) spec.Posting {
	t.Helper()
	if p, given := w.options.Postings.Samples[kind]; given {
		return p
	}
	i := slices.IndexFunc(w.book.Items, func(i spec.Item) bool { return i.Kind == spec.ItemInvoice && i.Open >= 100 })
	if i < 0 {
		t.Fatal("nothing is open in the fixture: there must be an invoice to write about")
	}
	for n, other := range w.book.Items {
		if other.Kind == spec.ItemInvoice && other.Open > w.book.Items[i].Open && other.Currency == w.book.Items[i].Currency {
			i = n
		}
	}
	about := w.book.Items[i]
	p := spec.Posting{
		Kind: kind, DebtorID: about.DebtorID, Date: w.date(), Title: "Reminder 1-7, level 2", Text: "Sent by e-mail. Æøå ✓",
		Parts: []spec.PostingPart{{ItemID: about.ExternalID, Number: about.Number}},
	}
	switch kind {
	case spec.PostAttachment:
		p.Document = spec.Document{Name: "reminder.pdf", MediaType: "application/pdf", Content: []byte("%PDF-1.4\n%%EOF\n")}
	case spec.PostFee:
		p.Currency, p.Amount = about.Currency, 100*max(1, about.Open/10_000)
	case spec.PostHold:
		p.Until = p.Date
	case spec.PostWriteOff:
		p.Currency, p.Amount, p.Reason = about.Currency, about.Open/50, "uneconomic"
		p.Parts[0].Amount = p.Amount
	case spec.PostNote:
	}
	return p
}

func (w *scriptorium) write(t *testing.T, p spec.Posting) spec.Posted {
	t.Helper()
	posted, err := w.steady.Write(t.Context(), w.settings(), p)
	if err != nil {
		t.Fatalf("writing %s: %s", p.Key, explain(err))
	}
	w.shown(t, posted)
	if len(posted.ExternalIDs) == 0 && posted.Number == "" {
		t.Error("it does not say where the posting lies: no external id and no number")
	}
	return posted
}

// shown looks for secrets in what people will see.
func (w *scriptorium) shown(t *testing.T, p spec.Posted) {
	t.Helper()
	w.said = append(w.said, spec.Diagnostic{Code: "posted", Summary: p.Number + " " + p.Link})
}

// look reads in the session that lasts.
func (w *scriptorium) look(t *testing.T, request spec.ReadRequest) Records {
	t.Helper()
	var got Records
	if _, err := w.steady.Read(t.Context(), w.settings(), request, &got); err != nil {
		t.Fatal(explain(err))
	}
	w.said = append(w.said, got.Diagnostics...)
	return got
}

// find looks for a key.
func (w *scriptorium) find(t *testing.T, p spec.Posting) (spec.Posted, bool) {
	t.Helper()
	posted, found, err := w.steady.Find(t.Context(), w.settings(), p)
	if err != nil {
		t.Fatalf("looking for %s: %s", p.Key, explain(err))
	}
	return posted, found
}

// sight is what a read shows of the sample's customer and items.
type sight struct {
	Open  map[string]int64 // by item
	Fees  map[string]int64 // open, by the external id of the item
	Items int
}

// see reads the sample's customer anew.
func (w *scriptorium) see(t *testing.T, p spec.Posting) sight {
	t.Helper()
	request := w.request()
	if w.description.Capabilities.Has(spec.CanReadDebtors) {
		request.Debtors = []string{p.DebtorID}
	}
	got := w.look(t, request)
	s := sight{Open: map[string]int64{}, Fees: map[string]int64{}}
	for _, i := range got.Items {
		if i.DebtorID != p.DebtorID {
			continue
		}
		s.Items++
		s.Open[i.ExternalID] = i.Open
		if i.Kind == spec.ItemFee {
			s.Fees[i.ExternalID] = i.Open
		}
	}
	return s
}

// after is what a read has to show once a posting was written on a sight.
func (w *scriptorium) after(t *testing.T, before sight, p spec.Posting, posted spec.Posted) {
	t.Helper()
	if slices.Contains(w.options.Postings.Invisible, p.Kind) {
		return
	}
	now := w.see(t, p)
	switch {
	case p.Kind == spec.PostWriteOff:
		for _, part := range p.Parts {
			if want := before.Open[part.ItemID] - part.Amount; now.Open[part.ItemID] != want {
				t.Errorf("after %d of %s were written off, a read shows %d open, %d expected", part.Amount, part.ItemID, now.Open[part.ItemID], want)
			}
		}
	case p.Kind == spec.PostFee && len(posted.ExternalIDs) == 0:
		t.Error("a fee was written, and nothing says which item it is")
	case p.Kind == spec.PostFee:
		if id := posted.ExternalIDs[0]; now.Open[id] != p.Amount || len(now.Fees) != len(before.Fees)+1 {
			t.Errorf("a fee of %d was written as %s; a read shows %d open there and %d fees in all, %d before", p.Amount, id, now.Open[id], len(now.Fees), len(before.Fees))
		}
	default:
		if diff := cmp.Diff(before, now); diff != "" {
			t.Errorf("a %s changed what is open:\n%s", p.Kind, diff)
		}
	}
}

// same holds a later read against an earlier one.
func (w *scriptorium) same(t *testing.T, before sight, p spec.Posting, what string) {
	t.Helper()
	if diff := cmp.Diff(before, w.see(t, p)); diff != "" {
		t.Errorf("%s changed what is open:\n%s", what, diff)
	}
}

func refused(err error) bool { return host.CodeOf(err) == host.WriteRefused }
