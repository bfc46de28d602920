package store

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// CustomerRow is a debtor in a list, with its kept totals.
type CustomerRow struct {
	ID        receivable.DebtorID
	Number    string
	Name      string
	Country   string
	Language  string
	Kind      receivable.Kind
	Owner     string
	Search    string // folded name, number, org number and city: what the filter looks in
	Level     int    // highest level of an open item
	Hold      bool   // the whole debtor is held
	Disputed  int    // number of disputed items
	Promise   dunning.PromiseState
	PromiseBy date.Date
	DeadMail  bool
	Balances  []receivable.Balance // by currency code; none when nothing is open
}

// CustomerQuery chooses and orders customers.
type CustomerQuery struct {
	Search      string // folded by the store; every word must occur
	OverdueOnly bool
	OpenOnly    bool
	Owner       string
	Country     string
	IDs         []receivable.DebtorID
	Sort        CustomerSort
	Limit       int // 0: all
	Offset      int
}

// CustomerSort is an order of customers.
type CustomerSort string

// Orders; the default is by name.
const (
	ByName    CustomerSort = "name"
	ByNumber  CustomerSort = "number"
	ByOverdue CustomerSort = "overdue" // largest first
	ByOldest  CustomerSort = "oldest"  // oldest first
)

// DebtorReader reads debtors.
type DebtorReader interface {
	Debtor(id receivable.DebtorID) (receivable.Debtor, error)
	// FindDebtor finds by book id, customer number, external key or exact name, in that order; two matches are an error.
	FindDebtor(text string) (receivable.Debtor, error)
	// Customers gives rows as of the day for which totals are kept (see RollTotals). Here, as in every call that takes a
	// function, fn must not read from the book: one query at a time is all that some engines give a transaction.
	Customers(q CustomerQuery, fn func(CustomerRow) error) error
	// Totals gives the sums over all customers by currency, and the day they are kept for.
	Totals() (map[money.Currency]receivable.Balance, date.Date, error)
	CountCustomers() (int, error)
	// DeadChannels gives every mark that a debtor's channels had, oldest first, those that were revived too.
	DeadChannels(debtor receivable.DebtorID) ([]receivable.DeadChannel, error)
	// Groups counts the customers of each group that the source has, by its name as the source writes it.
	Groups() (map[string]int, error)
	// LastDebtor is the highest key of a debtor, so that a book can be gone through part by part.
	LastDebtor() (receivable.DebtorID, error)
}

// DebtorWriter changes what the desk itself knows of debtors; the source's facts come by SyncWriter.
type DebtorWriter interface {
	// RollTotals brings the kept totals of every debtor to a day; it does nothing when they are at that day already.
	RollTotals(asOf date.Date) error
	// MarkDead marks a channel as dead in the actor's name; a mark that it had is past from then on.
	MarkDead(c receivable.DeadChannel) error
	// Revive ends what marks a channel as dead; one that is not dead is a conflict.
	Revive(id receivable.DebtorID, c receivable.Channel, why string) error
	SetOwner(ids []receivable.DebtorID, owner string) error
}

// ItemRow is an item in a list.
type ItemRow struct {
	dunning.Item
	ConnectionName string
	DebtorName     string
	DebtorNumber   string
	Promise        *dunning.Promise
}

// ItemQuery chooses items; rows come by debtor name, due date, number.
type ItemQuery struct {
	Debtor   receivable.DebtorID // 0: all
	OpenOnly bool
	AgedBy   date.Date // only open claims issued or due up to this day; zero: whatever their age
}

// ItemReader reads items and payments.
type ItemReader interface {
	Items(q ItemQuery, fn func(ItemRow) error) error
	Item(id receivable.ItemID) (ItemRow, error)
	// FindItem finds by number, external key or book id, in that order; two matches are an error.
	FindItem(text string) (ItemRow, error)
	Payments(debtor receivable.DebtorID) ([]receivable.Payment, error)
	Charges(debtor receivable.DebtorID, openOnly bool) ([]dunning.Charge, error)
	// Charge gives one by id.
	Charge(id int64) (dunning.Charge, error)
	// Waivers gives what people let go of a debtor's charges, oldest first.
	Waivers(debtor receivable.DebtorID) ([]dunning.ChargeWaiver, error)
	// Past gives all that happened to an item, settled or not.
	Past(id receivable.ItemID) (dunning.Past, error)
	// Restarts gives what may have started the limitation of open claims anew.
	Restarts(q RestartQuery) (Restarts, error)
	// Moves gives what came off, or back on, a debtor's items, on the days reads saw it, oldest first.
	Moves(debtor receivable.DebtorID) ([]ItemMove, error)
}

// RestartQuery chooses whose restarts are read.
type RestartQuery struct {
	Debtors []receivable.DebtorID // empty: all
	Demands bool                  // also notices that were sent, of which there are many and few laws ask
}

// Restarts is what may have started limitation periods anew. A promise about everything counts for each claim of the debtor
// that was there when it was given.
type Restarts struct {
	OfItem   map[receivable.ItemID][]dunning.Restart
	OfDebtor map[receivable.DebtorID][]dunning.Restart
}

// Of gives what may have started the limitation of one claim anew.
func (r *Restarts) Of(it *receivable.OpenItem) []dunning.Restart {
	out := slices.Clip(r.OfItem[it.ID])
	for _, e := range r.OfDebtor[it.Debtor] {
		if !it.Issued.After(e.On) {
			out = append(out, e)
		}
	}
	return out
}

// ItemMove is a change of an item's open amount that a read saw: negative for money that came in.
type ItemMove struct {
	Item   receivable.ItemID
	On     date.Date
	Amount money.Amount
}

// AccountQuery chooses accounts for planning.
type AccountQuery struct {
	Debtors    []receivable.DebtorID // empty: every debtor with something open
	Connection receivable.ConnectionID
	From, To   receivable.DebtorID // these keys and those between alone; 0: no bound
	// Old brings, of claims issued or due up to this day, what may have started their limitation anew; zero: of none.
	Old date.Date
	// Paid brings also the reminded items that a payment has settled in the last weeks and nobody was thanked for.
	Paid bool
}

// AccountReader loads what planning needs.
type AccountReader interface {
	// Accounts gives accounts in order of debtor id. The Account is reused between calls: fn must not keep it or its slices.
	// What only a letter shows is left empty: an item's external id, description and pay link, a debtor's contacts, note,
	// extra fields and limit.
	Accounts(q AccountQuery, asOf date.Date, fn func(*dunning.Account) error) error
}
