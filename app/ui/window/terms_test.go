package window

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/terms"
)

// owing opens the page of a customer that owes something overdue and undisputed.
func (o *office) debtorWhoOwes() receivable.DebtorID {
	o.t.Helper()
	rows, err := o.desk.Customers(o.ctx(), desk.CustomerQuery{OverdueOnly: true})
	must(o.t, err)
	for _, row := range rows {
		order := desk.TermsOrder{Debtor: row.ID, Kind: settlement.LaterDate, By: o.window.stage.Words.Today()}
		if _, err := o.desk.PreviewTerms(o.ctx(), order, ""); err == nil { // some names no font can print
			o.window.stage.OpenCustomer(row.ID)
			o.until("the customer is open", func() bool { m := o.window.customer.Model(); return m != nil && m.View.Debtor.ID == row.ID })
			return row.ID
		}
	}
	o.t.Fatal("nobody owes anything")
	return 0
}

// A clerk makes a plan: sees the schedule, mends a mistake, looks at the paper, agrees, and finds the items asleep.
func TestAPlanIsAgreedFromTheCustomersPage(t *testing.T) {
	o := newOffice(t)
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23"})
	id := o.debtorWhoOwes()
	o.press("New terms")
	o.until("the schedule is there", func() bool { return o.window.terms.Draft() != nil })
	if got := o.window.shell.Front().Key(); got != stage.Terms {
		t.Fatalf("New terms leads to %s", got)
	}
	if n := len(o.window.terms.Draft().Plan.Schedule.Rows); n != 6 || !o.sees("6 payments") || !o.sees("You may agree it.") {
		t.Errorf("%d payments; the screen says\n%s", n, strings.Join(o.said(), "\n"))
	}
	o.window.terms.Type("first", "01/11/2026")
	o.until("a date that has passed is refused", func() bool { return o.window.terms.Draft() == nil && o.sees("which is past") })
	o.window.terms.Type("first", "15/12/2026")
	o.window.terms.Type("instalments", "3")
	o.until("three payments", func() bool { d := o.window.terms.Draft(); return d != nil && len(d.Plan.Schedule.Rows) == 3 })
	var paper string
	o.window.config.OpenFile = func(path string) error { paper = path; return nil }
	o.press("Preview agreement")
	o.until("the paper has been opened", func() bool { return paper != "" })
	if pdf, err := os.ReadFile(paper); err != nil || !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Errorf("%d bytes, %v", len(pdf), err)
	}
	o.press("Agree this plan")
	o.until("the question is open", func() bool { return o.sees("Agree with ") })
	o.press("Agree this plan")
	o.until("the customer's page is back", func() bool { return o.window.shell.Front().Key() == stage.Customer && o.sees("New terms agreed") })
	if !o.sees("in a plan") {
		t.Errorf("the page says\n%s", strings.Join(o.said(), "\n"))
	}
	rows, err := o.desk.Terms(o.ctx(), id)
	must(t, err)
	if len(rows) != 1 || rows[0].State != settlement.Agreed || len(rows[0].Schedule.Rows) != 3 {
		t.Errorf("%+v", rows)
	}
}

// A settlement asks how much first, and a credit line is recorded without touching a reminder.
func TestASettlementAndACreditLine(t *testing.T) {
	o := newOffice(t)
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23"})
	id := o.debtorWhoOwes()
	o.press("New terms")
	o.until("the schedule is there", func() bool { return o.window.terms.Draft() != nil })
	o.window.terms.Turn(terms.TabSettlement)
	o.until("it asks how much", func() bool { return o.sees("Write how much settles the debt") })
	o.window.terms.Type("amount", "1,00")
	o.until("the rest is let go", func() bool { return o.window.terms.Draft() != nil && o.sees("is let go") })
	o.window.terms.Turn(terms.TabCredit)
	o.press("Set credit line")
	o.until("it asks for the limit", func() bool { return o.sees("Write how much the customer may owe.") })
	o.window.terms.Type("limit", "50 000,00")
	o.press("Set credit line")
	o.until("the customer's page is back", func() bool { return o.window.shell.Front().Key() == stage.Customer && o.sees("Credit line set") })
	lines, err := o.desk.CreditLines(o.ctx(), id)
	must(t, err)
	if len(lines) != 1 || lines[0].Limit.Minor != 5_000_000 {
		t.Errorf("%+v", lines)
	}
}

// A clerk writes each payment: day and amount are fields, the last one takes what is left, and what does not sum is said under its
// line.
func TestEachPaymentOfAPlanIsWritten(t *testing.T) {
	o := newOffice(t)
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23"})
	id := o.debtorWhoOwes()
	o.press("New terms")
	o.until("the schedule is there", func() bool { return o.window.terms.Draft() != nil })
	o.window.terms.Type("instalments", "3")
	o.until("three payments", func() bool { d := o.window.terms.Draft(); return d != nil && len(d.Plan.Schedule.Rows) == 3 })
	debt := o.window.terms.Draft().Plan.Debt.Minor
	o.press("Write each payment")
	o.until("the payments are fields", func() bool { return o.sees("Add a payment") && o.sees("sums exactly") })
	write := func(field, text string) { o.window.terms.Type(field, text) }
	write("payments[1]", "10,00")
	write("dates[2]", "20/01/2027")
	rows := func() []settlement.Row {
		if d := o.window.terms.Draft(); d != nil {
			return d.Plan.Schedule.Rows
		}
		return nil
	}
	o.until("the last one takes what is left", func() bool {
		r := rows()
		return len(r) == 3 && r[0].Payment.Minor == 1000 && r[1].On.String() == "2027-01-20" && r[0].Payment.Minor+r[1].Payment.Minor+r[2].Payment.Minor == debt
	})
	write("payments[3]", "1,00")
	o.until("what does not sum is refused", func() bool {
		return rows() == nil && o.sees("The payments come to") && o.sees("The last one would have to be")
	})
	write("payments[3]", "")
	write("dates[2]", "01/12/2026")
	o.until("a date before the one before is refused", func() bool { return rows() == nil && o.sees("does not come after the one on") })
	write("dates[2]", "20/01/2027")
	o.press("Add a payment")
	o.until("a fourth payment takes what is left", func() bool { return len(rows()) == 4 })
	o.window.terms.WriteEach()
	o.until("equal payments again", func() bool { return len(rows()) == 3 && rows()[0].Payment.Minor > 1000 })
	o.window.terms.WriteEach()
	o.until("the payments are fields again", func() bool { return o.sees("Add a payment") })
	write("payments[1]", "10,00")
	o.until("ten crowns first", func() bool { r := rows(); return len(r) == 3 && r[0].Payment.Minor == 1000 })
	o.press("Agree this plan")
	o.until("the question is open", func() bool { return o.sees("Agree with ") })
	o.press("Agree this plan")
	o.until("the customer's page is back", func() bool { return o.window.shell.Front().Key() == stage.Customer })
	kept, err := o.desk.Terms(o.ctx(), id)
	must(t, err)
	if len(kept) != 1 || kept[0].Schedule.Rows[0].Payment.Minor != 1000 || len(kept[0].Terms.Parts) != 3 {
		t.Errorf("%+v", kept)
	}
}

// The law pack of Norway ends on 30 June 2026: a plan with interest by law says so at the field, and one's own rate can be written.
func TestARateOfOnesOwnWhereTheLawHasNone(t *testing.T) {
	o := newOffice(t)
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23"})
	o.debtorWhoOwes()
	o.press("New terms")
	o.until("the schedule is there", func() bool { return o.window.terms.Draft() != nil })
	o.window.terms.Choose("interest", terms.LawInterest)
	o.until("it says that there is no rate", func() bool { return o.window.terms.Draft() == nil && o.sees("no late-payment rate") })
	o.window.terms.Choose("interest", terms.OwnInterest)
	o.until("it asks for the rate", func() bool { return o.sees("Write the rate a year") })
	o.window.terms.Type("rate", "8,5")
	o.until("the plan bears it, or says why not", func() bool {
		d := o.window.terms.Draft()
		return d != nil && d.Order.InterestBy.Agreed.String() == "8.5" || o.sees("no agreed rate may be higher")
	})
}

// agreed makes a plan of three instalments with a customer who has a mail address, and opens its agreements.
func (o *office) agreed() (receivable.DebtorID, int64) {
	o.t.Helper()
	rows, err := o.desk.Customers(o.ctx(), desk.CustomerQuery{OverdueOnly: true})
	must(o.t, err)
	today := o.window.stage.Words.Today()
	for _, row := range rows {
		debtor, err := o.desk.Debtor(o.ctx(), row.ID)
		must(o.t, err)
		if !debtor.Reaches(receivable.Email) || debtor.Country != "NO" {
			continue
		}
		order := desk.TermsOrder{Debtor: row.ID, Kind: settlement.Instalments, Terms: settlement.Terms{Count: 3, First: today.AddDays(20)}, GraceDays: 5}
		if _, err := o.desk.PreviewTerms(o.ctx(), order, ""); err != nil {
			continue // some names no font can print
		}
		agreed, err := o.desk.AgreeTerms(o.ctx(), order)
		if err != nil {
			continue
		}
		o.window.stage.OpenScreen(stage.Terms + "/" + terms.OfAgreements(row.ID))
		o.until("the agreement is listed", func() bool { return o.sees("runs") && o.sees("not sent") })
		return row.ID, agreed.Plan
	}
	o.t.Fatal("nobody to agree with")
	return 0, 0
}

// An agreement is sent for signature, its signed copy attached, with what that does to limitation said before; then it is cancelled.
func TestAnAgreementIsSentSignedAndCancelled(t *testing.T) {
	o := newOffice(t)
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23"})
	debtor, id := o.agreed()
	if !o.sees("Accepted in writing on this day") && !o.sees("accepted in writing or not") {
		t.Errorf("nothing of limitation:\n%s", strings.Join(o.said(), "\n"))
	}
	var paper string
	o.window.config.OpenFile = func(path string) error { paper = path; return nil }
	o.press("Open the paper")
	o.until("the paper is open", func() bool { return paper != "" })
	o.press("Send for signature")
	o.until("it asks by which way", func() bool { return o.sees("Send the agreement to ") })
	o.press("Send for signature")
	o.until("it was sent", func() bool { return strings.Contains(o.notice(), "for signature") && o.sees("sent 23 Nov") })
	view, err := o.desk.FindTerms(o.ctx(), id, o.window.stage.Words.Today())
	must(t, err)
	if len(view.Sent) != 1 || view.Sent[0].MessageID == "" {
		t.Errorf("%+v", view.Sent)
	}
	o.press("Record the signature")
	o.until("the effect is said first", func() bool {
		return o.sees("has accepted the agreement") && (o.sees("is barred after") || o.sees("does not say when"))
	})
	o.fill("Where it is to be found", "came by post")
	scan := filepath.Join(t.TempDir(), "signed.pdf")
	must(t, os.WriteFile(scan, []byte("MZ no scan"), 0o600))
	o.writeInto(3, scan)
	o.press("Record it")
	o.until("what is no scan is refused at its field", func() bool { return o.sees("is no PDF, PNG or JPEG") })
	must(t, os.WriteFile(scan, []byte("%PDF-1.7 signed"), 0o600))
	o.press("Record it")
	o.until("the signed copy is kept", func() bool {
		return strings.Contains(o.notice(), "Acceptance of ") && o.sees("accepted 23 Nov") && o.sees("signed.pdf")
	})
	o.press("Cancel the agreement")
	o.until("it asks why", func() bool { return o.sees("Cancel the agreement with ") })
	o.press("Cancel the agreement")
	o.until("a reason is needed", func() bool { return o.sees("Write ") || o.sees("reason") })
	o.write("sold the business")
	o.press("Cancel the agreement")
	o.until("it has ended", func() bool { return strings.Contains(o.notice(), "cancelled") && o.sees("cancelled") })
	rows, err := o.desk.Terms(o.ctx(), debtor)
	must(t, err)
	if rows[0].State != settlement.Cancelled || rows[0].Why != "sold the business" {
		t.Errorf("%+v", rows[0])
	}
	o.window.stage.OpenCustomer(debtor)
	o.until("the timeline tells of it", func() bool { return o.sees("Agreement sent for signature") })
}

// A financier's offer is recorded with its quote, and what came of it.
func TestAFinanciersOfferIsRecordedAndAnswered(t *testing.T) {
	o := newOffice(t)
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23"})
	id := o.debtorWhoOwes()
	o.press("New terms")
	o.until("the schedule is there", func() bool { return o.window.terms.Draft() != nil })
	o.window.terms.Turn(terms.TabFinance)
	o.press("Record this offer")
	o.until("it asks who made it", func() bool { return o.sees("Say who made the offer") })
	o.window.terms.TypeOffer("provider", "Nordfaktor")
	o.window.terms.TypeOffer("quote", "9 000,00")
	o.window.terms.TypeOffer("fee", "100,00")
	o.press("Record this offer")
	o.until("it is listed", func() bool { return o.sees("not answered") && o.sees("Nordfaktor") })
	o.press("Record the answer")
	o.until("it asks what came of it", func() bool { return o.sees("Answer to Nordfaktor") })
	o.press("Record it")
	o.until("it is answered", func() bool { return o.sees("declined 23 Nov") })
	offers, err := o.desk.FinanceOffers(o.ctx(), id)
	must(t, err)
	if len(offers) != 1 || offers[0].Quote.Minor != 900_000 || offers[0].Fee.Minor != 10_000 || offers[0].Answer == nil || offers[0].Answer.Accepted {
		t.Errorf("%+v", offers)
	}
}

// On a bad Monday: from the customer's page a plan is agreed and sent with the keyboard alone.
func TestAPlanIsAgreedWithTheKeyboard(t *testing.T) {
	o := newOffice(t)
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23"})
	id := o.debtorWhoOwes()
	key := func(name fyne.KeyName) {
		if focused := o.host.Canvas().Focused(); focused != nil {
			focused.TypedKey(&fyne.KeyEvent{Name: name})
			return
		}
		o.host.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: name})
	}
	key(fyne.KeyF4)
	o.until("the schedule is there", func() bool { return o.window.terms.Draft() != nil })
	o.host.Canvas().Focused().TypedRune('4') // the number of instalments is marked, so that typing replaces it
	o.until("four payments", func() bool { d := o.window.terms.Draft(); return d != nil && len(d.Plan.Schedule.Rows) == 4 })
	key(fyne.KeyF4)
	o.until("the question is open", func() bool { return o.sees("Agree with ") })
	key(fyne.KeyReturn)
	o.until("the customer's page is back", func() bool { return o.window.shell.Front().Key() == stage.Customer && o.sees("New terms agreed") })
	rows, err := o.desk.Terms(o.ctx(), id)
	must(t, err)
	if len(rows) != 1 || len(rows[0].Schedule.Rows) != 4 {
		t.Errorf("%+v", rows)
	}
}
