package window

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/bank"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
)

const bankBooks = `Customer no.;Customer name;Invoice no.;Invoice date;Due date;Amount;Open amount;Currency;KID;Customer type;E-mail
10001;Fjordfisk AS;F-1001;2026-10-01;2026-10-31;1250.00;1250.00;NOK;0001004217;business;post@fjordfisk.example
10002;Ola Berg AS;F-1002;2026-10-01;2026-10-31;480.00;480.00;NOK;0001004225;business;post@berg.example
10002;Ola Berg AS;F-1004;2026-10-03;2026-11-02;320.00;320.00;NOK;0001004241;business;post@berg.example
10003;Kari Lie;F-1003;2026-09-30;2026-10-30;300.00;300.00;NOK;0001004233;business;kari@lie.example
`

// statement makes a camt.053 of payments: amount, KID, payer, text.
func statement(payments ...[4]string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr>
<Stmt><Id>S1</Id><CreDtTm>2026-11-23T06:00:00</CreDtTm><Acct><Id><IBAN>NO9386011117947</IBAN></Id></Acct>`)
	for i, p := range payments {
		fmt.Fprintf(&b, `
<Ntry><Amt Ccy="NOK">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-23</Dt></BookgDt><AcctSvcrRef>2611230000000%d</AcctSvcrRef><NtryDtls><TxDtls>`, p[0], i+1)
		fmt.Fprintf(&b, `<RltdPties><Dbtr><Nm>%s</Nm></Dbtr></RltdPties><RmtInf>`, p[2])
		if p[1] != "" {
			fmt.Fprintf(&b, `<Strd><CdtrRefInf><Ref>%s</Ref></CdtrRefInf></Strd>`, p[1])
		}
		fmt.Fprintf(&b, `<Ustrd>%s</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`, p[3])
	}
	b.WriteString(`</Stmt></BkToCstmrStmt></Document>`)
	return b.String()
}

// banked is an office that has read its books, and what its bank saw this morning.
func banked(t *testing.T, payments ...[4]string) *office {
	t.Helper()
	o := newOffice(t)
	dir := t.TempDir()
	books, morning := filepath.Join(dir, "items.csv"), filepath.Join(dir, "morning.xml")
	must(t, os.WriteFile(books, []byte(bankBooks), 0o600))
	must(t, os.WriteFile(morning, []byte(statement(payments...)), 0o600))
	for _, n := range []desk.NewConnection{
		{Name: "books", Kind: "files", Approve: true, Settings: map[string]string{"items": books, "currency": "NOK"}},
		{Name: "bank", Kind: "bank", Approve: true, Settings: map[string]string{"file": morning}},
	} {
		c, err := o.desk.AddConnection(o.ctx(), n)
		must(t, err)
		_, err = o.desk.Sync(o.ctx(), c.ID, true, nil)
		must(t, err)
	}
	return o
}

// key presses a key where the keyboard is.
func (o *office) key(name fyne.KeyName) {
	o.t.Helper()
	ev := &fyne.KeyEvent{Name: name}
	if focused := o.host.Canvas().Focused(); focused != nil {
		focused.TypedKey(ev)
		return
	}
	o.host.Canvas().OnTypedKey()(ev)
}

// types writes where the keyboard is.
func (o *office) types(text string) {
	o.t.Helper()
	for _, r := range text {
		o.host.Canvas().Focused().TypedRune(r)
	}
}

func (o *office) bankList(p bank.Part, n int) {
	o.t.Helper()
	o.until(fmt.Sprintf("%d payments are %s", n, p), func() bool { return o.window.bank.Model().Count(p) == n })
}

// heldFor are the invoices that get no reminder because the bank has seen money for them.
func (o *office) heldFor() string {
	o.t.Helper()
	plan, err := o.desk.Plan(o.ctx(), o.window.start.Today)
	must(o.t, err)
	var held []string
	for _, l := range plan.LeftOut {
		if l.Reason == dunning.ReasonBanked {
			held = append(held, l.Number)
		}
	}
	slices.Sort(held)
	return strings.Join(held, " ")
}

// A clerk on a Monday places what the bank brought without the pointer: confirms, takes the second suggestion, searches for another
// customer, sets aside, and takes back.
func TestPaymentsArePlacedByKeyboard(t *testing.T) {
	o := banked(t, [4]string{"1250.00", "1004217", "Fjordfisk AS", ""}, [4]string{"800.00", "", "OLA BERG", "two invoices"},
		[4]string{"300.00", "", "Per Lie", ""}, [4]string{"55.00", "", "Nobody", "hello"}, [4]string{"18432.00", "", "Tax office", "refund"})
	o.window.shell.Go(stage.Today, "")
	o.until("Today counts them", func() bool { return o.sees("4 to place") })
	o.window.today.Tap("to-place")
	o.bankList(bank.ToPlace, 4)
	if !o.sees("possible") || !o.sees("OLA BERG") || !o.sees("the payer's name, 320,00 less is open") || !o.sees("Pays F-1002 of Ola Berg AS in full. 320,00\u00a0kr more came in than is open.") {
		t.Errorf("the first payment shows\n%s", strings.Join(o.said(), "\n"))
	}

	// Two invoices in one sum.
	o.key(fyne.KeyO)
	o.key(fyne.KeyDown)
	o.key(fyne.KeySpace)
	o.key(fyne.KeyDown)
	o.key(fyne.KeySpace)
	o.until("both are ticked", func() bool { return o.sees("Pays F-1002, F-1004 of Ola Berg AS in full") })
	o.key(fyne.KeyReturn)
	o.bankList(bank.Waiting, 2)
	if got := o.heldFor(); got != "F-1001 F-1002 F-1004" {
		t.Errorf("held: %s", got)
	}
	if !o.sees("Per Lie") || !o.sees("exactly this sum") {
		t.Errorf("the next payment is not shown:\n%s", strings.Join(o.said(), "\n"))
	}

	// One key confirms the suggestion.
	o.key(fyne.KeyReturn)
	o.bankList(bank.Waiting, 3)
	if got := o.heldFor(); got != "F-1001 F-1002 F-1003 F-1004" {
		t.Errorf("held: %s", got)
	}

	// And U takes it back.
	o.key(fyne.KeyU)
	o.until("it asks", func() bool { return o.sees("Take back what was said of 300,00\u00a0kr from Per Lie") })
	o.key(fyne.KeyReturn)
	o.bankList(bank.Waiting, 2)
	o.until("the payment is shown again", func() bool { p := o.window.bank.Model().Current(); return p != nil && p.PayerName == "Per Lie" })
	if got := o.heldFor(); got != "F-1001 F-1002 F-1004" {
		t.Errorf("held after taking back: %s", got)
	}

	// It was another customer's: the letter that opens the search is not typed into it.
	o.key(fyne.KeyO)
	o.types("oola berg")
	o.until("the search is shown", func() bool { return o.sees("Found") })
	if got := o.window.bank.Model().Query; got != "ola berg" {
		t.Errorf("searched for %q", got)
	}
	o.host.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	o.until("the suggestions are back", func() bool { return o.sees("Who may have paid") })
	o.key(fyne.KeyO)
	o.types("fjord")
	o.until("he is found", func() bool {
		return o.sees("F-1001") && o.sees("Found") && o.sees("bank has money for it already")
	})
	o.key(fyne.KeyReturn)
	o.key(fyne.KeyReturn)
	o.until("it is placed on what was found", func() bool { return o.window.bank.Model().Count(bank.Waiting) == 3 })
}

func TestPaymentsAreSetAsideByKeyboard(t *testing.T) {
	o := banked(t, [4]string{"18432.00", "", "Tax office", "refund"}, [4]string{"55.00", "", "Nobody", "hello"})
	o.window.shell.Go(stage.Bank, "")
	o.bankList(bank.ToPlace, 2)
	o.until("there is nothing to suggest", func() bool { return o.sees("No suggestion") && o.sees("no suggestion") })
	o.key(fyne.KeyReturn)
	o.until("nothing can be confirmed", func() bool { return o.notice() == "Choose what was paid, or search for another customer or invoice." })

	o.key(fyne.KeyN)
	o.until("it asks", func() bool { return o.sees("is no customer's payment") })
	o.write("")
	o.key(fyne.KeyReturn)
	if !o.sees("A reason is needed") {
		t.Errorf("without a reason it says\n%s", strings.Join(o.said(), "\n"))
	}
	o.write("VAT")
	o.key(fyne.KeyReturn)
	o.bankList(bank.Ignored, 1)
	o.window.bank.Turn(bank.Ignored)
	if !o.sees("kari said: “VAT”") {
		t.Errorf("the list of what was set aside shows\n%s", strings.Join(o.said(), "\n"))
	}
	o.key(fyne.KeyU)
	o.until("it asks", func() bool { return o.sees("Take back what was said") })
	o.key(fyne.KeyReturn)
	o.bankList(bank.ToPlace, 2)
	o.bankList(bank.Ignored, 0)
}

// What the bank has seen is on the customer's page, as its items' state and as what comes next.
func TestTheCustomersPageSaysPaidNotBookedYet(t *testing.T) {
	o := banked(t, [4]string{"1250.00", "1004217", "Fjordfisk AS", ""})
	o.window.shell.Go(stage.Bank, "")
	o.until("every payment has its place", func() bool { return o.sees("Every payment has its place") })
	o.window.bank.Turn(bank.Waiting)
	o.until("it waits for the books", func() bool {
		return o.sees("by its payment reference") && o.sees("no reminder goes out for F-1001")
	})
	o.press("Open the customer")
	o.until("the customer is open", func() bool { return o.window.shell.Front().Key() == stage.Customer && o.sees("Fjordfisk AS") })
	o.until("its page says so", func() bool { return o.sees("paid, not booked yet") && o.sees("Seen in the bank") })
}
