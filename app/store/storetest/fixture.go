package storetest

import (
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

var serial atomic.Int64

// next gives keys that sort in the order in which they were given.
func next(prefix string) string { return fmt.Sprintf("%s%07d", prefix, serial.Add(1)) }

// Debtor is a debtor as a source gives it, complete and like no other. change makes it what a test needs.
func Debtor(change ...func(*store.SourceDebtor)) store.SourceDebtor {
	key := next("D")
	d := store.SourceDebtor{
		ExternalID: key, Number: "1" + key[1:], Name: "Fjordfisk " + key[1:] + " AS", Kind: receivable.Business, Country: "NO", Language: "nb",
		Timezone: "Europe/Oslo", Currency: "NOK", Email: strings.ToLower(key) + "@example.com", Phone: "+4722000000",
		Address: receivable.Address{Lines: []string{"Havnegata 1"}, PostalCode: "0150", City: "Oslo", Country: "NO"},
	}
	for _, c := range change {
		c(&d)
	}
	return d
}

// Item is an open invoice of 100.00 NOK, thirty days overdue on Today.
func Item(of store.SourceDebtor, change ...func(*store.SourceItem)) store.SourceItem {
	key := next("I")
	it := store.SourceItem{DebtorExternal: of.ExternalID, OpenItem: receivable.OpenItem{
		ExternalID: key, Number: "F-" + key[1:], Kind: receivable.Invoice, Issued: Today.AddDays(-60), Due: Today.AddDays(-30),
		Amount: money.New(100_00, "NOK"), Open: money.New(100_00, "NOK"), Reference: "RF18" + key[1:],
	}}
	for _, c := range change {
		c(&it)
	}
	return it
}

// Due sets an item's due date to a number of days before Today.
func Due(daysOverdue int) func(*store.SourceItem) {
	return func(it *store.SourceItem) {
		it.Due = Today.AddDays(-daysOverdue)
		it.Issued = it.Due.AddDays(-30)
	}
}

// Owes sets what is open of an item, and what it was made out for when that is less.
func Owes(minor int64, c money.Currency) func(*store.SourceItem) {
	return func(it *store.SourceItem) { it.Amount, it.Open = money.New(minor, c), money.New(minor, c) }
}

// Left sets what is still open of an item.
func Left(minor int64) func(*store.SourceItem) {
	return func(it *store.SourceItem) { it.Open.Minor = minor }
}

// Delivery is what one read brings.
type Delivery struct {
	Debtors  []store.SourceDebtor
	Items    []store.SourceItem
	Payments []store.SourcePayment
}

// Connect adds a connection whose old debt is not held back.
func (b *Book) Connect() receivable.ConnectionID {
	b.T.Helper()
	return write(b, func(w store.Writer) (receivable.ConnectionID, error) {
		return w.PutConnection(store.Connection{Name: next("books "), Kind: "demo", Review: store.Review{Decided: true, Choice: store.ReviewStart}})
	})
}

// Sync reads a delivery in full, with sums that agree, and gives the finished run.
func (b *Book) Sync(id receivable.ConnectionID, d Delivery, change ...func(*store.SyncRun)) store.SyncRun {
	b.T.Helper()
	return write(b, func(w store.Writer) (store.SyncRun, error) {
		run, err := w.BeginSync(id, true)
		if err != nil {
			return run, err
		}
		return run, b.deliver(w, &run, d, change...)
	})
}

func (b *Book) deliver(w store.Writer, run *store.SyncRun, d Delivery, change ...func(*store.SyncRun)) error {
	if err := w.PutDebtors(run, d.Debtors); err != nil {
		return err
	}
	if err := w.PutItems(run, d.Items); err != nil {
		return err
	}
	if err := w.PutPayments(run, d.Payments); err != nil {
		return err
	}
	run.Complete, run.Claimed = true, map[money.Currency]int64{}
	for _, it := range d.Items {
		run.Claimed[it.Open.Currency] += it.Open.Minor
	}
	for _, c := range change {
		c(run)
	}
	if run.Complete && run.Full {
		if err := w.SettleAbsent(run, Today); err != nil {
			return err
		}
	}
	return w.FinishSync(run, Today)
}

// One is a book with one debtor and one open item.
type One struct {
	*Book
	Connection receivable.ConnectionID
	Source     Delivery
	Debtor     receivable.Debtor
	Item       store.ItemRow
}

// NewOne makes a book with one debtor and one open item, thirty days overdue.
func NewOne(b *Book, change ...func(*store.SourceItem)) *One {
	b.T.Helper()
	o := &One{Book: b, Connection: b.Connect()}
	debtor := Debtor()
	o.Source = Delivery{Debtors: []store.SourceDebtor{debtor}, Items: []store.SourceItem{Item(debtor, change...)}}
	b.Sync(o.Connection, o.Source)
	o.Debtor = b.debtor(debtor.ExternalID)
	o.Item = b.item(o.Source.Items[0].ExternalID)
	return o
}

func (b *Book) debtor(external string) receivable.Debtor {
	b.T.Helper()
	return read(b, func(r store.Reader) (receivable.Debtor, error) { return r.FindDebtor(external) })
}

func (b *Book) item(external string) store.ItemRow {
	b.T.Helper()
	return read(b, func(r store.Reader) (store.ItemRow, error) { return r.FindItem(external) })
}

// accounts loads copies of the accounts by debtor.
func (b *Book) accounts(q store.AccountQuery, asOf date.Date) map[receivable.DebtorID]dunning.Account {
	b.T.Helper()
	out := map[receivable.DebtorID]dunning.Account{}
	last := receivable.DebtorID(0)
	b.Read(func(r store.Reader) error {
		return r.Accounts(q, asOf, func(a *dunning.Account) error {
			if a.Debtor.ID <= last {
				b.T.Errorf("account %d comes after %d", a.Debtor.ID, last)
			}
			last = a.Debtor.ID
			c := *a
			c.Items = append([]dunning.Item(nil), a.Items...)
			out[a.Debtor.ID] = c
			return nil
		})
	})
	return out
}

// Claim is a notice that takes an item to its next level, with a fee of 35.00.
func Claim(it store.ItemRow, change ...func(*dunning.Notice)) dunning.Notice {
	c := it.Open.Currency
	fee := money.New(35_00, c)
	n := dunning.Notice{
		Debtor: it.Debtor, Currency: c, Level: it.Level + 1, Previous: it.Level, Tone: dunning.Reminder, Channel: receivable.Email, Date: Today,
		Deadline: Today.AddDays(14), Open: it.Open, Fee: fee, Total: money.New(it.Open.Minor+fee.Minor, c), Credit: money.Zero(c), Charges: money.Zero(c),
		Interest: money.Zero(c), Last: it.LastNotice,
		Lines: []dunning.Line{{
			Item: it.ID, Number: it.Number, Kind: it.Kind, Issued: it.Issued, Due: it.Due, Amount: it.Amount, Open: it.Open, Level: it.Level + 1,
			Previous: it.Level, LastNotice: it.LastNotice, LastDeadline: it.LastDeadline, Warned: it.Warned, WarnedTo: it.WarnedTo, ChargedTo: it.ChargedTo, Bears: true,
			Why: dunning.Why{Key: "overdue-first"},
		}},
		New: []dunning.Charge{{Debtor: it.Debtor, Kind: dunning.FeeCharge, On: Today, Amount: fee, Open: fee, Rule: "fee", Source: "procedure"}},
		Why: dunning.Why{Key: "overdue-first", Args: map[string]string{"days": "30"}},
	}
	for _, ch := range change {
		ch(&n)
	}
	return n
}

// Issue issues a claim outside a wave.
func (b *Book) Issue(n dunning.Notice) store.NoticeID {
	b.T.Helper()
	return write(b, func(w store.Writer) (store.NoticeID, error) { return b.issue(w, store.Notice{Claim: n}) })
}

func (b *Book) issue(w store.Writer, n store.Notice) (store.NoticeID, error) {
	number, err := w.NextNoticeNumber(2026)
	if err != nil {
		return 0, err
	}
	n.Number, n.From, n.To, n.Subject, n.Language = number, "desk@example.com", "ap@example.com", "Reminder", "nb"
	n.MessageID = "<" + number + "@example.com>"
	return w.IssueNotice(n, []store.Document{{Kind: "eml", Name: number + ".eml", Bytes: []byte("From: desk\r\n\r\n")}})
}
