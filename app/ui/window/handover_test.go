package window

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// ripe sends three reminders with their deadlines and gives a claim that may be handed over.
func (o *office) ripe() (receivable.DebtorID, receivable.ItemID) {
	o.t.Helper()
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23"})
	must(o.t, o.desk.DecideReview(o.ctx(), o.connection().Connection.ID, desk.ReviewStart, 0))
	for range 4 {
		_, err := o.desk.SyncAll(o.ctx(), true, nil)
		must(o.t, err)
		on, err := o.desk.Today(o.ctx())
		must(o.t, err)
		id, err := o.desk.Propose(o.ctx(), on)
		must(o.t, err)
		_, err = o.desk.Release(o.ctx(), id, nil)
		must(o.t, err)
		o.clock.skip(28 * 24 * time.Hour)
	}
	_, err := o.desk.SyncAll(o.ctx(), true, nil)
	must(o.t, err)
	o.window.Close()
	o.open()
	rows, err := o.desk.Customers(o.ctx(), desk.CustomerQuery{OverdueOnly: true, Sort: "overdue"})
	must(o.t, err)
	for _, row := range rows {
		v, err := o.desk.Customer(o.ctx(), row.ID, o.window.stage.Words.Today())
		must(o.t, err)
		for _, it := range v.Items {
			checks, err := o.desk.Checklist(o.ctx(), row.ID, []receivable.ItemID{it.ID})
			must(o.t, err)
			if it.Open.Minor > 100_00 && it.Open.Currency == "NOK" && settlement.MayHandOver(checks) == nil {
				return row.ID, it.ID
			}
		}
	}
	o.t.Fatal("no claim may be handed over")
	return 0, 0
}

// chooseClaim opens a customer and selects one of the claims.
func (o *office) chooseClaim(id receivable.DebtorID, item receivable.ItemID) {
	o.t.Helper()
	o.window.stage.OpenCustomer(id)
	o.until("the customer is open", func() bool { m := o.window.customer.Model(); return m != nil && m.View.Debtor.ID == id })
	table := o.window.customer.Table()
	for i := range table.Len() {
		if table.At(i).Row.ID == item {
			table.SelectIndex(i)
			return
		}
	}
	o.t.Fatal("the claim is not on the page")
}

// away hands a claim over without the window.
func (o *office) away(to settlement.EscalationTo, party string) {
	o.t.Helper()
	id, item := o.ripe()
	asked, err := o.desk.Escalate(o.ctx(), desk.EscalateOrder{Debtor: id, Items: []receivable.ItemID{item}, To: to, Party: party, Why: "no answer"})
	must(o.t, err)
	if !asked.Done {
		o.t.Fatal("it waits for somebody")
	}
}

// pick has every question for a file answered with this one.
func (o *office) pick(name string, content []byte) {
	o.t.Helper()
	path := filepath.Join(o.t.TempDir(), name)
	must(o.t, os.WriteFile(path, content, 0o600))
	o.window.stage.Pick = func(_ widget.FormField, chosen func(string)) { chosen(path) }
}

// save has every question where to put a file answered, and gives the place.
func (o *office) save(name string) string {
	path := filepath.Join(o.t.TempDir(), name)
	o.window.stage.SaveFile = func(_ string, save func(string)) { save(path) }
	return path
}

func filesIn(t *testing.T, path string) []string {
	t.Helper()
	content, err := os.ReadFile(path)
	must(t, err)
	r, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	must(t, err)
	var names []string
	for _, f := range r.File {
		names = append(names, f.Name)
	}
	return names
}

// A clerk hands claims over, sends the evidence with a copy of the invoice, hears from the agency in every way, and takes the rest back.
func TestAHandOverFromEndToEndInTheWindow(t *testing.T) {
	o := newOffice(t)
	id, item := o.ripe()
	o.chooseClaim(id, item)
	o.window.customer.HandOver()
	o.until("the checklist is read", func() bool { return o.sees("Every condition holds") })
	o.pick("invoice.pdf", []byte("%PDF-1.4\nthe invoice\n%%EOF\n"))
	o.press("Attach PDF…")
	o.writeInto(1, "Nordisk Inkasso AS")
	o.writeInto(2, "four reminders, no answer")
	o.press("Prepare the hand-over")
	o.until("the page says who has it", func() bool { return o.sees("Nordisk Inkasso AS has") })
	all, err := o.desk.Escalations(o.ctx(), id)
	must(t, err)
	e := all[0]
	o.press("Open") // the line at the top of the page
	o.until("the hand-over is open", func() bool { return o.window.shell.Front().Key() == stage.HandOver && o.sees("Send the evidence.") })

	path := o.save("evidence.zip")
	o.press("Save…")
	o.until("the evidence is saved", func() bool { return strings.Contains(o.notice(), "evidence.zip") })
	if names := filesIn(t, path); !slices.Contains(names, "contents.pdf") || !slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(n, "invoices/") }) {
		t.Errorf("the evidence holds %v", names)
	}
	o.press("It has left…")
	o.press("Note it")
	o.until("it has left", func() bool { return o.sees("Evidence as it left on") })
	o.window.handover.Say(settlement.SaidAccepted)
	o.fill("Their reference", "K-7")
	o.press("Note it")
	o.until("they took it", func() bool { return o.sees("accepted") && o.sees("K-7") })

	o.window.handover.Say(settlement.SaidPaid)
	o.press("Note it")
	if !o.sees("Write how much") {
		t.Errorf("a payment of nothing says\n%s", strings.Join(o.said(), "\n"))
	}
	o.fill("Amount", "10,00")
	o.press("Note it")
	o.until("they hold money", func() bool { return o.sees("Nordisk Inkasso AS holds") })
	o.press("Passed on…")
	o.press("Note it")
	o.until("it was passed on", func() bool { return o.window.handover.View().Escalation.Net().Minor == 10_00 })

	o.press("Recall…")
	o.press("Recall")
	if !o.sees("A reason is needed") {
		t.Errorf("a recall without a reason says\n%s", strings.Join(o.said(), "\n"))
	}
	o.writeInto(1, "the customer pays us")
	o.press("Recall")
	o.until("it is ours again", func() bool { return o.window.handover.View().Escalation.State == settlement.Recalled })
	news := o.save("news.csv")
	o.window.handover.SaveNews()
	o.until("the news are saved", func() bool { return strings.Contains(o.notice(), "news.csv") })
	if text, err := os.ReadFile(news); err != nil || !strings.Contains(string(text), "recalled") {
		t.Errorf("%s, %v", text, err)
	}
	if e.State != settlement.Prepared || o.button("Recall…") != nil {
		t.Error("it may be recalled twice")
	}
	o.window.handover.Escape()
	o.until("the customer is back", func() bool { return o.window.shell.Front().Key() == stage.Customer && o.sees("Hand-over") })
}

// A file of the agency is read from the window; a broken one says line and column, and what was read before changes nothing.
func TestAnAgencysFileIsReadInTheWindow(t *testing.T) {
	o := newOffice(t)
	o.away(settlement.ToAgency, "Nordisk Inkasso AS")
	must(t, o.desk.SayEscalation(o.ctx(), desk.AgencySays{Escalation: 1, Kind: settlement.SaidHandedOver}))
	o.window.shell.Go(stage.HandOver, "1")
	o.until("the hand-over is open", func() bool { return o.window.handover.View() != nil })
	on := o.window.stage.Words.Today().String()
	head := "handover,reference,key,kind,date,amount,currency,note\n"
	o.pick("broken.csv", []byte(head+"1,K-7,a,accepted,"+on+",,,\n1,K-7,b,paid,yesterday,5.00,NOK,\n"))
	o.press("Read their file…")
	o.until("it says what is wrong", func() bool { return strings.Contains(o.notice(), `Line 3, date: "yesterday" is no day`) })
	if n := len(o.window.handover.View().Escalation.Events); n != 1 {
		t.Fatalf("%d events after a broken file", n)
	}
	o.pick("good.csv", []byte(head+"1,K-7,a,accepted,"+on+",,,\n1,K-7,b,paid,"+on+",5.00,NOK,\n"))
	o.press("Read their file…")
	o.until("two lines are noted", func() bool {
		return strings.Contains(o.notice(), "2 new lines noted") && o.sees("the customer paid them")
	})
	o.press("Read their file…")
	o.until("nothing is new", func() bool { return strings.Contains(o.notice(), "all 2 lines were known") })
	if v := o.window.handover.View(); len(v.Escalation.Events) != 3 || v.Escalation.PaidThem.Minor != 5_00 {
		t.Errorf("%+v", v.Escalation)
	}
}

// What is no PDF, or too large, is refused in plain words and kept nowhere.
func TestACopyThatIsNoInvoiceIsRefusedInTheWindow(t *testing.T) {
	o := newOffice(t)
	o.away(settlement.ToCourt, "Forliksrådet")
	o.window.shell.Go(stage.HandOver, "1")
	o.until("the hand-over is open", func() bool { return o.window.handover.View() != nil })
	for name, c := range map[string]struct {
		content []byte
		says    string
	}{
		"picture.pdf": {[]byte("\x89PNG"), "is not a PDF"},
		"huge.pdf":    {append(append([]byte("%PDF-1.4\n"), make([]byte, 40<<20)...), "%%EOF"...), "is larger than 10 MB"},
	} {
		o.pick(name, c.content)
		o.press("Attach invoice…")
		o.until(name+" is refused", func() bool { return strings.Contains(o.notice(), c.says) })
	}
	v, err := o.desk.HandOver(o.ctx(), 1)
	must(t, err)
	if v.Items[0].HasCopy {
		t.Error("it was kept all the same")
	}
}
