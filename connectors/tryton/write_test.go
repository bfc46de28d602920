package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
)

func init() {
	scenarios["note"] = writeNotes
	scenarios["fee"] = writeFees
	scenarios["writeoff"] = writeOffs
	scenarios["part"] = writeOffInPart
}

// must writes a posting, finds it by its key, and writes it again: there is one.
func (l *lab) must(p spec.Posting) spec.Posted {
	l.Helper()
	if _, found, err := l.Find(l.Context(), l.settings, p); found || err != nil {
		l.Fatalf("before it was written: found %v, %v", found, err)
	}
	posted, err := l.Write(l.Context(), l.settings, p)
	if err != nil {
		l.Fatal(err)
	}
	if err := posted.Validate(); err != nil || posted.Already || len(posted.ExternalIDs) == 0 {
		l.Fatalf("posted %+v, %v", posted, err)
	}
	there, found, err := l.Find(l.Context(), l.settings, p)
	if diff := cmp.Diff(posted, there); !found || err != nil || diff != "" {
		l.Errorf("it is not found again: %v, %v\n%s", found, err, diff)
	}
	again, err := l.Write(l.Context(), l.settings, p)
	again.Already = !again.Already
	if diff := cmp.Diff(posted, again); err != nil || diff != "" {
		l.Errorf("the second time: %v\n%s", err, diff)
	}
	return posted
}

// refused writes a posting that must not be written.
func (l *lab) refused(p spec.Posting, words string) {
	l.Helper()
	posted, err := l.Write(l.Context(), l.settings, p)
	if !isRefusal(err) || !strings.Contains(err.Error(), words) {
		l.Errorf("it is not refused because %q: %+v, %v", words, posted, err)
	}
	if _, found, err := l.Find(l.Context(), l.settings, p); found || err != nil {
		l.Errorf("what was refused is there: %v, %v", found, err)
	}
}

// unchanged holds the books against the truth.
func (l *lab) unchanged(by string) {
	l.Helper()
	if diff := cmp.Diff(open(truth), open(table(l.full()))); diff != "" {
		l.Errorf("%s changed the books:\n%s", by, diff)
	}
}

// left tells what is open of some items; 0 when one is gone.
func (l *lab) left(ids ...string) string {
	l.Helper()
	open := map[string]int64{}
	for _, i := range l.full().Items {
		open[i.ExternalID] = i.Open
	}
	var out []string
	for _, id := range ids {
		out = append(out, strconv.FormatInt(open[id], 10))
	}
	return strings.Join(out, " ")
}

func note(key string, parts ...string) spec.Posting {
	p := spec.Posting{
		Key: key, Kind: spec.PostNote, DebtorID: "2", Date: "2026-11-21", Title: "Reminder M-17, level 2",
		Text: "Sent by mail on 2026-11-21:\n1585.00 EUR, to be paid by 2026-12-01.",
	}
	for _, id := range parts {
		p.Parts = append(p.Parts, spec.PostingPart{ItemID: id, Number: id})
	}
	return p
}

func writeNotes(l *lab) {
	t := l.direct()
	l.must(note("DD-AAAAAAAAAAAAAAA1", "12"))
	l.must(note("DD-AAAAAAAAAAAAAAA2", "2", "12"))
	l.must(note(`DD_%\'"[x]*?`))
	letter := note("DD-AAAAAAAAAAAAAAA1", "12")
	letter.Kind, letter.Document = spec.PostAttachment, spec.Document{Name: "M-17.pdf", MediaType: "application/pdf", Content: []byte("%PDF-1.4 \x00\xff test")}
	l.must(letter)

	var notes []struct {
		Resource string `json:"resource"`
		Message  string `json:"message"`
	}
	l.get(t, &notes, "ir.note", is("id", ">", 0), "resource", "message")
	if len(notes) != 3 || notes[0].Resource != "account.invoice,5" || notes[1].Resource != "party.party,2" || notes[2].Resource != "party.party,2" ||
		!strings.Contains(notes[0].Message, "1585.00 EUR") {
		l.Errorf("notes %+v", notes)
	}
	var files []struct {
		Resource string `json:"resource"`
		Name     string `json:"name"`
		Data     struct {
			Base64 string `json:"base64"`
		} `json:"data"`
	}
	l.get(t, &files, "ir.attachment", is("id", ">", 0), "resource", "name", "data")
	if len(files) != 1 || files[0].Resource != "account.invoice,5" || files[0].Name != "M-17.pdf" || files[0].Data.Base64 != "JVBERi0xLjQgAP8gdGVzdA==\n" {
		l.Errorf("attachments %+v", files)
	}
	stranger := note("DD-AAAAAAAAAAAAAAA3")
	stranger.DebtorID = "4711"
	l.refused(stranger, "not in Tryton")
	undo := note("DD-AAAAAAAAAAAAAAA4")
	undo.Undoes = []string{"ir.note,1"}
	l.refused(undo, "not taken back")
	hold := note("DD-AAAAAAAAAAAAAAA5")
	hold.Kind = spec.PostHold
	l.refused(hold, "no place")
	l.unchanged("notes")
}

func fee(key string) spec.Posting {
	return spec.Posting{Key: key, Kind: spec.PostFee, DebtorID: "2", Date: "2026-06-01", Title: "Reminder fee, level 2", Currency: "EUR", Amount: 540}
}

// A fee of a past day is due on a past day, which Tryton warns of: the warning
// is confirmed.
func writeFees(l *lab) {
	wrong := fee("DD-BBBBBBBBBBBBBBB2")
	wrong.Date = "2031-01-01"
	l.refused(wrong, "Tryton refuses")
	values := l.settings.Values()
	delete(values, "fee_account")
	set := l.settings
	l.settings = spec.NewSettings(values, set.RevealSecrets())
	l.refused(fee("DD-BBBBBBBBBBBBBBB3"), "No account for fees")
	l.settings = set
	l.unchanged("fees that were refused")

	posted := l.must(fee("DD-BBBBBBBBBBBBBBB1"))
	id := posted.ExternalIDs[0]
	items := l.full().Items
	if !slices.ContainsFunc(items, func(i spec.Item) bool { return i.ExternalID == id && i.Open == 540 }) || posted.Number == "" {
		l.Errorf("the fee is not read back: %+v", posted)
	}
	for _, i := range items {
		if i.ExternalID == id && (i.Kind != spec.ItemFee || i.OrderRef != "DD-BBBBBBBBBBBBBBB1" || i.Due != "2026-07-01" || i.Number != posted.Number) {
			l.Errorf("the fee is read back as %+v", i)
		}
	}

	undo := fee("DD-BBBBBBBBBBBBBBB4")
	undo.Undoes, undo.Amount = posted.ExternalIDs, 100
	l.refused(undo, "paid or credited")
	undo.Amount = 540
	l.must(undo)
	l.unchanged("a fee and its credit note")
	undo.Key = "DD-BBBBBBBBBBBBBBB5"
	l.refused(undo, "paid or credited")
}

func writeOff(key string, parts ...spec.PostingPart) spec.Posting {
	p := spec.Posting{Key: key, Kind: spec.PostWriteOff, DebtorID: "2", Date: "2026-11-21", Title: "Write-off 7", Reason: "insolvency", Currency: "EUR", Parts: parts}
	for _, part := range parts {
		p.Amount += part.Amount
	}
	return p
}

// A whole write-off takes the part payment along, and can be taken back whole.
func writeOffs(l *lab) {
	t := l.direct()
	l.refused(writeOff("DD-CCCCCCCCCCCCCCC1", spec.PostingPart{ItemID: "12", Number: "5", Amount: 39501}), "Only 395.00 EUR of 5 is open")
	l.refused(writeOff("DD-CCCCCCCCCCCCCCC1", spec.PostingPart{ItemID: "8", Number: "3", Amount: 100}), "not open")
	off := writeOff("DD-CCCCCCCCCCCCCCC2", spec.PostingPart{ItemID: "12", Number: "5", Amount: 39500}, spec.PostingPart{ItemID: "2", Number: "1", Amount: 119000})
	posted := l.must(off)
	var states []struct {
		State string `json:"state"`
		ToPay amount `json:"amount_to_pay"`
	}
	l.get(t, &states, "account.invoice", is("id", "in", []int{1, 5}), "state", "amount_to_pay")
	if len(states) != 2 || states[0].State != "paid" || states[1].State != "paid" {
		l.Errorf("the invoices are %+v", states)
	}
	var booked []struct {
		Debit   amount `json:"debit"`
		Account coded  `json:"account."`
	}
	move, _ := idOf("account.move", posted.ExternalIDs[0])
	l.get(t, &booked, "account.move.line", is("move", "=", move), "debit", "account.code")
	if !slices.ContainsFunc(booked, func(b struct {
		Debit   amount `json:"debit"`
		Account coded  `json:"account."`
	},
	) bool {
		return b.Debit.Decimal == "1585.00"
	}) {
		l.Errorf("the loss is booked as %+v", booked)
	}
	if open := l.left("2", "12"); open != "0 0" {
		l.Errorf("%s open", open)
	}
	undo := off
	undo.Key, undo.Undoes = "DD-CCCCCCCCCCCCCCC3", posted.ExternalIDs
	undo.Amount, undo.Parts = 100, []spec.PostingPart{{ItemID: "2", Amount: 100}}
	l.refused(undo, "as a whole only")
	undo.Amount, undo.Parts = off.Amount, off.Parts
	l.must(undo)
	l.unchanged("a write-off that was taken back")
}

func writeOffInPart(l *lab) {
	off := writeOff("DD-DDDDDDDDDDDDDDD1", spec.PostingPart{ItemID: "12", Number: "5", Amount: 9500})
	posted := l.must(off)
	if open := l.left("12"); open != "30000" {
		l.Errorf("%s open", open)
	}
	l.refused(writeOff("DD-DDDDDDDDDDDDDDD2", spec.PostingPart{ItemID: "12", Number: "5", Amount: 100}, spec.PostingPart{ItemID: "2", Number: "1", Amount: 119000}),
		"in part, together")
	rest := writeOff("DD-DDDDDDDDDDDDDDD3", spec.PostingPart{ItemID: "12", Number: "5", Amount: 30000})
	written := l.must(rest)
	dollars := writeOff("DD-DDDDDDDDDDDDDDD4", spec.PostingPart{ItemID: "14", Number: "6", Amount: 100})
	dollars.DebtorID, dollars.Currency = "7", "USD"
	l.refused(dollars, "company's own currency")
	dollars.Amount, dollars.Parts[0].Amount = 125000, 125000
	whole := l.must(dollars)
	if open := l.left("12", "14"); open != "0 0" {
		l.Errorf("%s open", open)
	}
	back := dollars
	back.Key, back.Undoes = "DD-DDDDDDDDDDDDDDD5", whole.ExternalIDs
	l.must(back)
	off.Key, off.Undoes = "DD-DDDDDDDDDDDDDDD6", posted.ExternalIDs
	l.refused(off, "Take that back first")
	rest.Key, rest.Undoes = "DD-DDDDDDDDDDDDDDD7", written.ExternalIDs
	l.must(rest)
	if open := l.left("12", "14"); open != "30000 125000" {
		l.Errorf("%s open", open)
	}
	l.must(off)
	l.unchanged("two write-offs that were taken back")
}
