package storetest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Zebra stands in every text about the person of NewPerson, so that a test can look for what is left of it.
const Zebra = "zebra"

// NewPerson makes a book with one settled customer of whom every table holds something.
func NewPerson(b *Book) *One {
	b.T.Helper()
	o := &One{Book: b, Connection: b.Connect()}
	limit := money.New(500_00, "NOK")
	debtor := Debtor(func(d *store.SourceDebtor) {
		d.ExternalID, d.Name, d.OrgNumber, d.Email, d.Phone = "key-"+Zebra, "Zebra Nordmann "+Zebra, "org-"+Zebra, Zebra+"@firma.example", "+47 911 "+Zebra
		d.Number, d.Group, d.Note, d.Limit = "no-"+Zebra, "group-"+Zebra, "note "+Zebra, &limit
		d.Address = receivable.Address{Lines: []string{Zebra + "gata 1"}, PostalCode: Zebra, City: Zebra + "by", Region: Zebra, Country: "NO"}
		d.Contacts = []receivable.Contact{{Name: Zebra, Email: Zebra + "@x.example"}}
		d.Extra = map[string]string{"born": Zebra}
	})
	it := Item(debtor, func(it *store.SourceItem) {
		it.ExternalID, it.Reference, it.OrderRef, it.Description, it.PayLink = "item-"+Zebra, "kid-"+Zebra, "order-"+Zebra, "to "+Zebra, "https://pay.example/"+Zebra
	})
	o.Source = Delivery{Debtors: []store.SourceDebtor{debtor}, Items: []store.SourceItem{it}}
	b.Sync(o.Connection, o.Source)
	o.Debtor, o.Item = b.debtor(debtor.ExternalID), b.item(it.ExternalID)
	claim := Claim(o.Item)
	claim.Lines[0].Reference, claim.Lines[0].OrderRef = "kid-"+Zebra, "order-"+Zebra
	o.isRemarkedOn()
	o.remind(claim)
	o.talk()
	o.writes()
	o.consent()
	o.deadMail()
	o.agrees()
	o.waysOut()
	o.banks()
	o.settle(debtor, it)
	return o
}

// remind proposes and issues a notice, which is sent.
func (o *One) remind(claim dunning.Notice) {
	o.T.Helper()
	o.Write(func(w store.Writer) error {
		wave, err := w.PutWave(store.Wave{Date: Today, State: store.WaveProposed, DataAt: Start}, []dunning.Notice{claim},
			[]dunning.LeftOut{{Debtor: o.Debtor.ID, Item: o.Item.ID, Number: "F-1", Open: claim.Open, Reason: "held", Detail: dunning.Why{Key: "held", Args: map[string]string{"why": Zebra}}}})
		if err != nil {
			return err
		}
		lines, err := w.WaveLines(wave, "")
		if err != nil {
			return err
		}
		number, err := w.NextNoticeNumber(2026)
		if err != nil {
			return err
		}
		claim.New[0].Item = o.Item.ID
		notice, err := w.IssueNotice(store.Notice{
			Claim: claim, Wave: wave, Line: lines[0].ID, Number: number, From: "desk@example.com", To: Zebra + "@firma.example", Subject: "Dear " + Zebra, Language: "nb",
			MessageID: "<" + number + "@example.com>",
		}, []store.Document{{Kind: "eml", Name: Zebra + ".eml", Bytes: []byte("To: " + Zebra)}})
		if err != nil {
			return err
		}
		if err := w.PutTracking(notice, "RR 12", Today); err != nil {
			return err
		}
		if err := w.SetWaveState(must(w.Wave(wave)), store.WaveReleasing, ""); err != nil {
			return err
		}
		if err := w.SetWaveState(must(w.Wave(wave)), store.WaveReleased, ""); err != nil {
			return err
		}
		out, err := w.ClaimOutbox("here", time.Minute, 1)
		if err != nil {
			return err
		}
		return w.MarkSent(out[0].ID, "here", "250 ok "+Zebra)
	})
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// talk writes what people at the desk wrote, each thing brought to its end.
func (o *One) talk() {
	o.T.Helper()
	id, item := o.Debtor.ID, o.Item.ID
	steps := []func(w store.Writer) error{
		func(w store.Writer) error {
			task, err := w.PutTask(store.Task{Kind: store.TaskCall, Debtor: id, Due: Today, Why: dunning.Why{Key: "call", Args: map[string]string{"who": Zebra}}})
			if err != nil {
				return err
			}
			return w.FinishTask(task, "spoke with "+Zebra)
		},
		func(w store.Writer) error {
			hold, err := w.PutHold(store.Hold{Debtor: id, Hold: dunning.Hold{Until: Today.AddDays(7), Reason: Zebra}})
			if err != nil {
				return err
			}
			return w.LiftHold(hold, "said "+Zebra)
		},
		func(w store.Writer) error {
			dispute, err := w.PutDispute(store.DisputeRow{Debtor: id, Item: item, Dispute: dunning.Dispute{Reason: Zebra, DueBy: Today.AddDays(7)}})
			if err != nil {
				return err
			}
			return w.ResolveDispute(dispute, dunning.Resolution{Outcome: dunning.DisputeRejected, On: Today}, "told "+Zebra)
		},
		func(w store.Writer) error {
			promise, err := w.PutPromise(store.PromiseRow{Debtor: id, Promise: dunning.Promise{Items: []receivable.ItemID{item}, Amount: money.New(100_00, "NOK"), By: Today}})
			if err != nil {
				return err
			}
			return w.SetPromiseState(promise, dunning.PromiseKept)
		},
		func(w store.Writer) error { return w.PutAnswer(id, dunning.Answer("asks-time"), Zebra+" is ill") },
		func(w store.Writer) error {
			_, err := w.PutAcknowledgement(store.Acknowledgement{Item: item, On: Today, Note: "mail of " + Zebra})
			return err
		},
		func(w store.Writer) error {
			return w.PutContact(id, dunning.Contact{On: Today, Channel: receivable.Call})
		},
		func(w store.Writer) error {
			return w.PutAside(id, dunning.Aside{Rule: "NO-CALLS-1-OWN", Reason: "asked by " + Zebra, On: Today})
		},
		func(w store.Writer) error {
			user, err := w.PutStaff(approval.User{Login: "kari", Name: "Kari", Person: "kari@x", Role: approval.Admin, Active: true})
			if err != nil {
				return err
			}
			_, err = w.PutRequest(approval.Request{
				Version: 1, Debtor: int64(id), Measure: approval.Measure{Kind: approval.WriteOff, Amount: money.New(35_00, "NOK")}, Subject: Zebra, Order: `{"a":"` + Zebra + `"}`, Facts: `{}`, Why: Zebra,
				By: approval.User{ID: user}, At: w.Now(), Expires: Today.AddDays(7), State: approval.Declined,
			})
			return err
		},
		func(w store.Writer) error {
			hold, err := w.PutLegalHold(privacy.Hold{Debtor: id, Reason: "lawsuit of " + Zebra, Review: Today.AddDays(30)})
			if err != nil {
				return err
			}
			return w.LiftLegalHold(hold, "settled with "+Zebra)
		},
		func(w store.Writer) error {
			return w.Append(activity.NoteAdded, int64(id), 0, Zebra, map[string]string{"text": Zebra + " called"})
		},
	}
	for _, step := range steps {
		o.Write(step)
	}
}

// writes has the person's mails come in: an answer, and a report about the address.
func (o *One) writes() {
	o.T.Helper()
	o.Write(func(w store.Writer) error {
		m := store.Incoming{
			Mailbox: "us@mail.example/INBOX", Validity: 7, UID: uint32(serial.Add(1)), Arrived: Start, Debtor: o.Debtor.ID, How: store.BySender, State: store.MailOpen,
			Mail: incoming.Mail{
				Kind: incoming.Answer, By: "", ID: next("M") + "@" + Zebra, Print: next("P"), Sent: Start, From: strings.ToLower(Zebra) + "@example.com", Name: Zebra,
				Subject: "Re: " + Zebra, Text: Zebra + " is ill",
			},
			Report: incoming.Report{Recipient: Zebra + "@example.com", Action: "failed", Status: "5.1.1", Detail: "no " + Zebra},
			Guess:  incoming.Suggestion{Says: incoming.AsksTime, Words: []string{"ill " + Zebra}},
		}
		id, _, err := w.PutIncoming(m)
		ok(o.T, err)
		nobodys := m // from the person's address, and nobody has said whose it is
		nobodys.UID, nobodys.Debtor, nobodys.State, nobodys.Mail.Print, nobodys.Mail.From = uint32(serial.Add(1)), 0, store.MailUnplaced, next("P"), Zebra+"@firma.example"
		_, _, err = w.PutIncoming(nobodys)
		ok(o.T, err)
		m.ID, m.State, m.Verdict, m.Note = id, store.MailSettled, string(incoming.AsksTime), "asked "+Zebra
		return w.SetIncoming(store.MailOpen, m)
	})
}

// consent notes what a contact said of mail.
func (o *One) consent() {
	o.T.Helper()
	o.Write(func(w store.Writer) error {
		_, err := w.PutConsent(receivable.Consent{
			Debtor: o.Debtor.ID, Contact: Zebra, Name: Zebra, Address: Zebra + "@x.example", Channel: receivable.Email, State: receivable.ConsentWithdrawn, On: Today, Source: "mail of " + Zebra,
		})
		return err
	})
}

// deadMail marks the mailbox as dead, and as mended.
func (o *One) deadMail() {
	o.T.Helper()
	o.Write(func(w store.Writer) error {
		if err := w.MarkDead(receivable.DeadChannel{Debtor: o.Debtor.ID, Channel: receivable.Email, Cause: receivable.Bounced, Why: "no " + Zebra, Address: Zebra + "@x.example", On: Today}); err != nil {
			return err
		}
		return w.Revive(o.Debtor.ID, receivable.Email, "mended by "+Zebra)
	})
}

// settle has the invoice paid and the fee waived.
func (o *One) settle(debtor store.SourceDebtor, it store.SourceItem) {
	o.T.Helper()
	o.Write(func(w store.Writer) error {
		charges, err := w.Charges(o.Debtor.ID, true)
		if err != nil {
			return err
		}
		_, err = w.PutWaiver(dunning.ChargeWaiver{Charge: charges[0].ID, Amount: charges[0].Open, Reason: "because " + Zebra})
		return err
	})
	it.Open.Minor = 0
	o.Source.Items[0] = it
	o.Source.Payments = []store.SourcePayment{{
		Payment: receivable.Payment{
			ExternalID: "pay-" + Zebra, Date: Today, Amount: money.New(100_00, "NOK"), Unapplied: money.New(0, "NOK"), Reference: "kid-" + Zebra, Text: "from " + Zebra,
			Allocations: []receivable.Allocation{{Amount: money.New(100_00, "NOK"), Date: Today}},
		},
		DebtorExternal: debtor.ExternalID, ItemExternals: []string{it.ExternalID},
	}}
	o.Sync(o.Connection, o.Source, func(run *store.SyncRun) {
		run.Notes = append(run.Notes, store.SyncNote{Summary: "no mail for " + debtor.Name})
	})
}

func persons(t *testing.T, engine New) {
	t.Run("all that is stored is read, and again the same", func(t *testing.T) {
		o := NewPerson(NewBook(t, engine))
		person := func() []store.PersonTable {
			return read(o.Book, func(r store.Reader) ([]store.PersonTable, error) { return r.Person(o.Debtor.ID) })
		}
		rows := map[string][]store.PersonRow{}
		for _, table := range person() {
			rows[table.Name] = table.Rows
			// Sums of what is open, and nothing is; proofs of what was removed, and nothing was.
			if len(table.Rows) == 0 && table.Name != "debtor_total" && table.Name != "paper_proof" {
				t.Errorf("nothing of %s: the fixture must have a row of every table", table.Name)
			}
		}
		same(t, "a second reading", must(json.Marshal(person())), must(json.Marshal(person())))
		want(t, "amount", rows["item"][0]["amount"], any("100.00"))
		want(t, "issued", rows["item"][0]["issued"], any(Today.AddDays(-60).String()))
		want(t, "mail", rows["debtor"][0]["email"], any(Zebra+"@firma.example"))
		want(t, "what came off", rows["allocation"][0]["minor"], any("100.00"))
		want(t, "bytes", string(rows["document"][0]["content"].([]byte)), "To: "+Zebra)
	})
	t.Run("what stands against anonymising", func(t *testing.T) {
		o := NewPerson(NewBook(t, engine))
		s := read(o.Book, func(r store.Reader) (privacy.Standing, error) { return r.PersonStanding(o.Debtor.ID) })
		want(t, "last activity", s.Last, Today)
		want(t, "in the source", s.InSource, true)
		want(t, "waits", fmt.Sprint(s.Waits), "map[]")
		one := NewOne(NewBook(t, engine))
		one.Issue(Claim(one.Item))
		s = read(one.Book, func(r store.Reader) (privacy.Standing, error) { return r.PersonStanding(one.Debtor.ID) })
		want(t, "waits", fmt.Sprint(s.Waits), "map[messages:1 open-charges:1 open-items:1]")
		one.agree(one.agreement())
		one.Write(func(w store.Writer) error { _, err := w.PutEscalation(one.handedOver()); return err })
		s = read(one.Book, func(r store.Reader) (privacy.Standing, error) { return r.PersonStanding(one.Debtor.ID) })
		want(t, "waits", fmt.Sprint(s.Waits), "map[agreements:1 escalations:1 messages:1 open-charges:1 open-items:1]")
		same(t, "settled", read(one.Book, func(r store.Reader) ([]receivable.DebtorID, error) { return r.SettledSince(Today) }), []receivable.DebtorID(nil))
		same(t, "settled", read(o.Book, func(r store.Reader) ([]receivable.DebtorID, error) { return r.SettledSince(Today) }), []receivable.DebtorID{o.Debtor.ID})
		same(t, "settled long ago", read(o.Book, func(r store.Reader) ([]receivable.DebtorID, error) { return r.SettledSince(Today.AddDays(-1)) }), []receivable.DebtorID(nil))
	})
	t.Run("legal holds", legalHolds(engine))
	t.Run("anonymised: sums and days stay, the person goes", anonymised(engine))
}

func legalHolds(engine New) func(*testing.T) {
	return func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		put := func(h privacy.Hold) int64 {
			return write(o.Book, func(w store.Writer) (int64, error) { return w.PutLegalHold(h) })
		}
		one, all := put(privacy.Hold{Debtor: o.Debtor.ID, Reason: "lawsuit", Review: Today}), put(privacy.Hold{Reason: "audit", Review: Today})
		o.Write(func(w store.Writer) error { return w.LiftLegalHold(all, "done") })
		o.Refuse(fault.Conflict, func(w store.Writer) error { return w.LiftLegalHold(all, "again") })
		holds := read(o.Book, func(r store.Reader) ([]privacy.Hold, error) { return r.LegalHolds(true) })
		same(t, "in force", holds, []privacy.Hold{{ID: one, Debtor: o.Debtor.ID, Name: o.Debtor.Name, Reason: "lawsuit", Review: Today, By: "kari", At: Start}})
		want(t, "all", len(read(o.Book, func(r store.Reader) ([]privacy.Hold, error) { return r.LegalHolds(false) })), 2)
	}
}

func anonymised(engine New) func(*testing.T) {
	return func(t *testing.T) {
		o := NewPerson(NewBook(t, engine))
		o.Write(func(w store.Writer) error {
			return w.Append(activity.NoteAdded, 0, 0, "", map[string]string{"text": "as " + o.Debtor.Name})
		})
		others := write(o.Book, func(w store.Writer) (int64, error) {
			return w.PutEnclosure(store.Enclosure{About: store.AboutEscalation, AboutID: 99, Document: store.Document{Kind: "csv", Name: "other.csv", Bytes: []byte("a;b")}})
		})
		before := read(o.Book, func(r store.Reader) ([]store.PersonTable, error) { return r.Person(o.Debtor.ID) })
		done := write(o.Book, func(w store.Writer) (store.Anonymised, error) { return w.Anonymise(o.Debtor.ID, "retention ended") })
		want(t, "documents", done.Documents, 1)
		want(t, "entries that name the person elsewhere", len(done.Mentions), 1)
		want(t, "kept in the old form", len(done.Kept), 0)
		after := read(o.Book, func(r store.Reader) ([]store.PersonTable, error) { return r.Person(o.Debtor.ID) })
		if left := string(must(json.Marshal(after))); strings.Contains(strings.ToLower(left), Zebra) {
			t.Errorf("something is left of the person: %s", left)
		}
		for i, table := range after {
			rows := len(before[i].Rows)
			switch table.Name {
			case "log":
				rows++
			case "paper_proof":
				provesPapers(t, table.Rows)
				continue
			}
			want(t, "rows of "+table.Name, len(table.Rows), rows)
			for j, row := range before[i].Rows {
				for _, column := range []string{"id", "amount", "open", "minor", "day", "issued", "due", "made", "created"} {
					want(t, table.Name+"."+column, table.Rows[j][column], row[column])
				}
			}
		}
		paper := read(o.Book, func(r store.Reader) (store.Enclosure, error) { return r.Enclosure(others) })
		want(t, "the paper of somebody else", paper.Name+" "+string(paper.Bytes), "other.csv a;b")
		want(t, "name", o.debtor("#1").Name, "Anonymised customer 1")
		var walk activity.Chain
		for _, e := range o.entries() {
			ok(t, walk.Check(e))
		}
		ok(t, walk.End())
		want(t, "redacted", walk.Redacted(), len(done.Redacted))
		again := write(o.Book, func(w store.Writer) (store.Anonymised, error) { return w.Anonymise(o.Debtor.ID, "again") })
		want(t, "documents the second time", again.Documents, 0)
		o.comesBack(t)
	}
}

// provesPapers looks at what is left of the papers whose bytes are gone.
func provesPapers(t *testing.T, rows []store.PersonRow) {
	t.Helper()
	kinds := map[any]bool{}
	for _, row := range rows {
		kinds[row["paper"]] = true
		if sum, _ := row["sha256"].(string); len(sum) != 64 || row["length"] == int64(0) {
			t.Errorf("a paper is proven by %v", row)
		}
	}
	if !kinds["plan_paper"] || !kinds["enclosure"] {
		t.Errorf("papers of %v are proven", kinds)
	}
}

// comesBack reads the source again, which still has the customer: it is another customer of the book, and the sums agree.
func (o *One) comesBack(t *testing.T) {
	t.Helper()
	run := o.Sync(o.Connection, o.Source)
	want(t, "new customers", run.Changes.NewDebtors, 1)
	want(t, "the source's sums and the book's agree", run.Agrees, true)
	want(t, "the one who was anonymised", o.debtor("#1").Name, "Anonymised customer 1")
	if back := o.debtor(o.Source.Debtors[0].ExternalID); back.ID == o.Debtor.ID {
		t.Error("the customer who was anonymised was filled again")
	}
}
