package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Write implements sdk.Poster: it adds a line to the journal.
func (c connector) Write(_ context.Context, settings spec.Settings, p spec.Posting) (spec.Posted, error) {
	path := settings.Get("journal")
	if path == "" {
		return spec.Posted{}, sdk.Refuse(spec.CodeSettingMissing, "The demo company keeps no journal, so nothing can be written into its books.",
			"Give the connection a journal under its advanced settings.")
	}
	journalLock.Lock()
	defer journalLock.Unlock()
	j, err := openJournal(path)
	if err != nil {
		return spec.Posted{}, sdk.Later(badJournal(path, err), 0)
	}
	if at, there := j.keyed(p.Key); there {
		return postedAt(at, true), nil
	}
	l := ledger{journal: j, settings: settings, posting: &p}
	if err := l.check(); err != nil {
		return spec.Posted{}, err
	}
	if err := appendEntry(path, entryOf(&p)); err != nil {
		return spec.Posted{}, badJournal(path, err)
	}
	if j, err = openJournal(path); err != nil {
		return spec.Posted{}, badJournal(path, err)
	}
	at, there := j.keyed(p.Key)
	if !there {
		return spec.Posted{}, badJournal(path, os.ErrNotExist)
	}
	return postedAt(at, false), nil
}

// Find implements sdk.Poster.
func (connector) Find(_ context.Context, settings spec.Settings, p spec.Posting) (spec.Posted, bool, error) {
	j, err := openJournal(settings.Get("journal"))
	if err != nil {
		return spec.Posted{}, false, badJournal(settings.Get("journal"), err)
	}
	at, there := j.keyed(p.Key)
	if !there {
		return spec.Posted{}, false, nil
	}
	return postedAt(at, true), true, nil
}

func postedAt(place int, already bool) spec.Posted {
	return spec.Posted{ExternalIDs: []string{voucher(place)}, Number: voucher(place), Already: already}
}

func entryOf(p *spec.Posting) *entry {
	e := &entry{
		Key: p.Key, Kind: p.Kind, Debtor: p.DebtorID, Date: p.Date, Parts: p.Parts, Currency: p.Currency, Amount: p.Amount,
		Title: p.Title, Text: p.Text, Reason: p.Reason, Until: p.Until,
	}
	if len(p.Undoes) > 0 {
		e.Undoes = p.Undoes[0]
	}
	if p.Document.Name != "" {
		sum := sha256.Sum256(p.Document.Content)
		e.Document = &document{Name: p.Document.Name, Bytes: len(p.Document.Content), Sum: hex.EncodeToString(sum[:])}
	}
	return e
}

func badJournal(path string, err error) spec.Diagnostic {
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeSourceUnreadable, Field: "journal",
		Summary: fmt.Sprintf("The journal %s cannot be used: %v.", filepath.Base(path), err), Hint: "Choose another file, or none.",
	}
}

// ledger holds a posting against the books as they are on its day.
type ledger struct {
	journal  *journal
	settings spec.Settings
	posting  *spec.Posting

	who   customer
	open  map[string]int64 // of the customer's items
	owner string
}

func refuse(format string, args ...any) error {
	return sdk.Refuse(spec.CodePostingRefused, fmt.Sprintf(format, args...), "Read the connection again and look at the customer.")
}

// check says why a posting cannot be booked.
func (l *ledger) check() error {
	index, known := debtorIndex(l.posting.DebtorID, int(l.settings.Number("customers")))
	if !known {
		return refuse("There is no customer %s.", l.posting.DebtorID)
	}
	if err := l.look(index); err != nil {
		return err
	}
	for _, part := range l.posting.Parts {
		if _, theirs := l.open[part.ItemID]; !theirs {
			return refuse("Customer %s has no item %s.", l.owner, part.ItemID)
		}
	}
	if c := l.posting.Currency; c != "" && c != l.who.home.currency {
		return refuse("Customer %s is kept in %s, not in %s.", l.owner, l.who.home.currency, c)
	}
	if len(l.posting.Undoes) > 0 {
		return l.checkUndo()
	}
	if l.posting.Kind != spec.PostWriteOff {
		return nil
	}
	for _, part := range l.posting.Parts {
		if open := l.open[part.ItemID]; part.Amount > open {
			return refuse("Of %s %s %s is open, less than %s.", part.ItemID, spec.FormatAmount(open, l.posting.Currency), l.posting.Currency,
				spec.FormatAmount(part.Amount, l.posting.Currency))
		}
	}
	return nil
}

// look reads the customer's items as they stand.
func (l *ledger) look(index int) error {
	day, err := parseDay(l.posting.Date)
	if err != nil {
		return refuse("%s is no day.", l.posting.Date)
	}
	s := newStory(uint64(l.settings.Number("seed")), int(l.settings.Number("customers")), day, day-int(l.settings.Number("months"))*61/2)
	l.who, l.owner, l.open = s.customer(index), l.posting.DebtorID, map[string]int64{}
	var sales []invoice
	if n := int(l.settings.Number("open_items")); n > 0 {
		sales = s.load(&l.who, n, nil)
	} else {
		sales = s.invoices(&l.who, nil)
	}
	b := l.journal.on(spec.Date("9999-12-31")) // what is booked for later is taken already
	for i := range sales {
		for kind := range itemKinds {
			if now := sales[i].on(kind, day); now.exists {
				l.open[sales[i].id(kind)] = b.less(&sales[i], kind, now).open
			}
		}
	}
	for _, f := range b.charged(l.owner) {
		l.open[f.id] = f.open
	}
	return nil
}

// checkUndo lets a thing be taken back once, and by no more than it was.
func (l *ledger) checkUndo() error {
	p := l.posting
	at, there := l.journal.place(p.Undoes[0])
	if !there || l.journal.entries[at].Kind != p.Kind || l.journal.entries[at].Debtor != p.DebtorID || l.journal.entries[at].Undoes != "" {
		return refuse("There is no %s %s of customer %s that could be taken back.", p.Kind, p.Undoes[0], l.owner)
	}
	left := map[string]int64{}
	for _, part := range l.journal.entries[at].Parts {
		left[part.ItemID] += part.Amount
	}
	for i := range l.journal.entries {
		e := &l.journal.entries[i]
		if e.Undoes != p.Undoes[0] {
			continue
		}
		if p.Kind != spec.PostWriteOff {
			return refuse("%s has been taken back already.", p.Undoes[0])
		}
		for _, part := range e.Parts {
			left[part.ItemID] -= part.Amount
		}
	}
	return l.checkBack(at, left)
}

func (l *ledger) checkBack(at int, left map[string]int64) error {
	p := l.posting
	switch p.Kind {
	case spec.PostNote, spec.PostAttachment:
		return refuse("A %s stays where it is.", p.Kind)
	case spec.PostFee:
		if p.Amount != l.journal.entries[at].Amount {
			return refuse("The fee %s is taken back whole or not at all.", p.Undoes[0])
		}
	case spec.PostWriteOff:
		i := slices.IndexFunc(p.Parts, func(part spec.PostingPart) bool { return part.Amount > left[part.ItemID] })
		if i >= 0 {
			return refuse("Of %s %s %s is written off by %s, less than what is taken back.", p.Parts[i].ItemID,
				spec.FormatAmount(left[p.Parts[i].ItemID], p.Currency), p.Currency, p.Undoes[0])
		}
	case spec.PostHold:
	}
	return nil
}
