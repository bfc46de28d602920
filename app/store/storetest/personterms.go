package storetest

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/remittance"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// agrees gives the person new terms, with a signed copy, and takes them back; a credit line and an offer stand beside them.
func (o *One) agrees() {
	o.T.Helper()
	plan := o.agree(o.agreement())
	o.Write(func(w store.Writer) error {
		_, err := w.PutPlanPaper(store.PlanPaper{
			Plan: plan, Kind: store.SignedCopy, On: Today, Note: "binder of " + Zebra, Name: Zebra + ".pdf", Bytes: []byte("%PDF signed by " + Zebra),
		})
		ok(o.T, err)
		_, err = w.PutPlanPaper(store.PlanPaper{Plan: plan, Kind: store.ByMail, On: Today, Note: "mail of " + Zebra})
		ok(o.T, err)
		_, err = w.PutCreditLine(o.Debtor.ID, settlement.CreditLine{Limit: nok(100_00), On: Today, Review: Today.AddDays(30), Note: "asked by " + Zebra})
		ok(o.T, err)
		offer, err := w.PutFinanceOffer(o.Debtor.ID, settlement.FinanceOffer{
			Kind: settlement.Factoring, Provider: "Nordfaktor", Quote: nok(90_00), Fee: nok(10_00), On: Today, Until: Today.AddDays(14), Note: "claim on " + Zebra,
		})
		ok(o.T, err)
		ok(o.T, w.PutFinanceAnswer(offer, settlement.FinanceAnswer{On: Today, Note: "declined by " + Zebra}))
		return w.MovePlan(plan, settlement.Agreed, settlement.Cancelled, Today, date.Date{}, "asked by "+Zebra)
	})
}

// isRemarkedOn has the source say of the item what cannot be, and mend it.
func (o *One) isRemarkedOn() {
	o.T.Helper()
	wrong := Delivery{Debtors: o.Source.Debtors, Items: []store.SourceItem{o.Source.Items[0]}}
	wrong.Items[0].Open.Minor = 2 * wrong.Items[0].Amount.Minor
	o.Sync(o.Connection, wrong)
	o.Sync(o.Connection, o.Source)
}

// waysOut gives a part of the item up and takes that back, and hands it over and recalls it, with all papers.
func (o *One) waysOut() {
	o.T.Helper()
	o.Write(func(w store.Writer) error {
		off := o.writtenOff(40_00)
		off.Why = Zebra + " is ill"
		id, err := w.PutWriteOff(off)
		ok(o.T, err)
		off, err = w.WriteOff(id)
		ok(o.T, err)
		off, _, err = off.Reverse(nil)
		ok(o.T, err)
		ok(o.T, w.SetWriteOff(off))
		o.encloses(w, store.AboutWriteOff, id)
		o.encloses(w, store.AboutReversal, id)
		o.postsAbout(w, id)
		return nil
	})
	o.Write(func(w store.Writer) error {
		handed := o.handedOver()
		handed.Why = Zebra + " does not answer"
		id, err := w.PutEscalation(handed)
		ok(o.T, err)
		o.encloses(w, store.AboutEscalation, id)
		ok(o.T, w.SetEscalationReference(id, "K-"+Zebra))
		for _, ev := range []settlement.EscalationEvent{
			{Kind: settlement.SaidHandedOver},
			{Kind: settlement.SaidAccepted, Note: "case of " + Zebra},
			{Kind: settlement.SaidBilled, Amount: money.New(5_00, "NOK"), Note: "bill for " + Zebra},
			{Kind: settlement.SaidRecalled, Note: Zebra + " pays us"},
		} {
			ev.On = Today
			_, err := w.SayEscalation(id, ev)
			ok(o.T, err)
		}
		return nil
	})
}

// postsAbout has the write-off written into the accounting system, with an answer that names the person.
func (o *One) postsAbout(w store.Writer, off int64) {
	o.T.Helper()
	id, err := w.PutWriteBack(writeback.Entry{
		Key: next("DD-"), Connection: o.Connection, Debtor: o.Debtor.ID, Kind: writeback.WriteOff, About: store.AboutWriteOff, AboutID: off, On: Today,
		Title: "Loss on " + Zebra, Text: Zebra + " is ill", Reason: "insolvency", Amount: nok(40_00),
		Parts: []writeback.Part{{Item: o.Item.ID, Source: Zebra, Number: Zebra, Minor: 40_00}},
	})
	ok(o.T, err)
	ok(o.T, w.SettleWriteBack(id, writeback.Written, "seen in the ledger of "+Zebra))
	charges, err := w.Charges(o.Debtor.ID, false)
	ok(o.T, err)
	ok(o.T, w.InvoiceCharge(charges[0].ID, o.Connection, writeback.Posted{Sources: []string{"fee of " + Zebra}, Number: "17"}))
}

// banks has a bank see money of the person.
func (o *One) banks() {
	o.T.Helper()
	o.Write(func(w store.Writer) error {
		run, err := w.BeginSync(o.Connection, false)
		ok(o.T, err)
		ok(o.T, w.PutBankLines(&run, []store.BankLine{{
			Line: remittance.Line{
				Booked: Today, Amount: nok(10_00), References: []string{"KID of " + Zebra}, PayerName: Zebra, PayerAccount: "NO93 " + Zebra, Text: "from " + Zebra,
			},
			ExternalID: next("B"), Account: "NO9386011117947", Value: Today, Origin: "a.xml, line 3",
		}}))
		lines, err := w.BankLines(store.BankQuery{States: []store.BankState{store.BankNew}})
		ok(o.T, err)
		part := remittance.Part{Item: o.Item.ID, Debtor: o.Debtor.ID, Minor: 10_00}
		ok(o.T, w.SetBankLine(lines[0], store.BankBooked, remittance.ByPerson, o.Debtor.ID, []remittance.Part{part}, Zebra+" called"))
		ok(o.T, w.PutBankLines(&run, []store.BankLine{{ // another file tells of the same money
			Line:       remittance.Line{Booked: Today, Amount: nok(10_00), References: []string{"KID of " + Zebra}, PayerName: Zebra + " AS", Text: "by " + Zebra},
			ExternalID: next("B"), Account: "NO9386011117947", Value: Today, Origin: "b.xml, line 3", BankReference: Zebra,
		}}))
		again, err := w.BankLines(store.BankQuery{States: []store.BankState{store.BankNew}})
		ok(o.T, err)
		return w.SetDouble(again[0], []int64{lines[0].ID})
	})
}

func (o *One) encloses(w store.Writer, about string, id int64) {
	o.T.Helper()
	_, err := w.PutEnclosure(store.Enclosure{About: about, AboutID: id, Document: store.Document{Kind: "csv", Name: Zebra + ".csv", Bytes: []byte("1;" + Zebra)}})
	ok(o.T, err)
}
