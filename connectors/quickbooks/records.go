package main

import "github.com/dunningdesk/dunningdesk/plugin/web"

// row is a record of a list.
type row interface{ key() string }

// answer is that to any query.
type answer struct {
	Rows lists  `json:"QueryResponse"`
	Time string `json:"time"`
}

type lists struct {
	Customers   []customer    `json:"Customer"`
	Invoices    []invoice     `json:"Invoice"`
	CreditMemos []creditMemo  `json:"CreditMemo"`
	Payments    []payment     `json:"Payment"`
	Journals    []journal     `json:"JournalEntry"`
	Preferences []preferences `json:"Preferences"`
	Total       *int          `json:"totalCount"`
}

func (l *lists) len() int {
	return len(l.Customers) + len(l.Invoices) + len(l.CreditMemos) + len(l.Payments) + len(l.Journals)
}

// rowsOf are those of the list that holds Ts. QuickBooks leaves out lists without rows: their count tells that there are none.
func rowsOf[T row](l *lists) []T {
	for _, list := range []any{l.Customers, l.Invoices, l.CreditMemos, l.Payments, l.Journals} {
		if rows, ok := list.([]T); ok && rows != nil {
			return rows
		}
	}
	return []T{}
}

// changesAnswer is that to the question what changed.
type changesAnswer struct {
	Changes []struct {
		Rows  []lists   `json:"QueryResponse"`
		Fault *struct{} `json:"Fault"` // of one of the entities
	} `json:"CDCResponse"`
}

type preferences struct {
	Currency struct {
		Home ref `json:"HomeCurrency"`
	} `json:"CurrencyPrefs"`
}

type ref struct {
	Value string `json:"value"`
}

type email struct {
	Address string `json:"Address"`
}

type phone struct {
	Number string `json:"FreeFormNumber"`
}

// deleted is the state of a record that is gone, in an answer to what changed.
const deleted = "Deleted"

type customer struct {
	ID             string      `json:"Id"`
	State          string      `json:"status"`
	Number         string      `json:"AcctNum"`
	Name           string      `json:"DisplayName"`
	Company        string      `json:"CompanyName"`
	Given          string      `json:"GivenName"`
	Family         string      `json:"FamilyName"`
	Business       string      `json:"BusinessNumber"`
	GSTIN          string      `json:"GSTIN"`
	Active         *bool       `json:"Active"`
	Email          email       `json:"PrimaryEmailAddr"`
	Phone          phone       `json:"PrimaryPhone"`
	Mobile         phone       `json:"Mobile"`
	Currency       ref         `json:"CurrencyRef"`
	Parent         ref         `json:"ParentRef"`
	WithParent     bool        `json:"BillWithParent"`
	Balance        web.Decimal `json:"Balance"`
	BalanceOfWhole web.Decimal `json:"BalanceWithJobs"`
	Address        struct {
		Line1      string `json:"Line1"`
		Line2      string `json:"Line2"`
		Line3      string `json:"Line3"`
		Line4      string `json:"Line4"`
		Line5      string `json:"Line5"`
		City       string `json:"City"`
		Region     string `json:"CountrySubDivisionCode"`
		PostalCode string `json:"PostalCode"`
		Country    string `json:"Country"`
		Code       string `json:"CountryCode"`
	} `json:"BillAddr"`
}

func (c customer) key() string { return c.ID }

// document is what invoices and credit memos have in common.
type document struct {
	ID       string      `json:"Id"`
	State    string      `json:"status"`
	Number   string      `json:"DocNumber"`
	Date     string      `json:"TxnDate"`
	Customer ref         `json:"CustomerRef"`
	Currency ref         `json:"CurrencyRef"`
	Total    web.Decimal `json:"TotalAmt"`
	Open     web.Decimal `json:"Balance"`
}

func (d document) key() string { return d.ID }

type invoice struct {
	document

	Due     string `json:"DueDate"`
	Order   string `json:"PONumber"`
	Charge  bool   `json:"FinanceCharge"`
	BillsTo email  `json:"BillEmail"`
}

type creditMemo struct {
	document

	Left web.Decimal `json:"RemainingCredit"`
	Of   ref         `json:"InvoiceRef"`
}

type payment struct {
	ID        string      `json:"Id"`
	State     string      `json:"status"`
	Date      string      `json:"TxnDate"`
	Customer  ref         `json:"CustomerRef"`
	Currency  ref         `json:"CurrencyRef"`
	Total     web.Decimal `json:"TotalAmt"`
	Unapplied web.Decimal `json:"UnappliedAmt"`
	Reference string      `json:"PaymentRefNum"`
	Lines     []struct {
		Amount web.Decimal `json:"Amount"`
		Linked []struct {
			ID   string `json:"TxnId"`
			Type string `json:"TxnType"`
		} `json:"LinkedTxn"`
	} `json:"Line"`
}

func (p payment) key() string { return p.ID }

// journal is a journal entry. Lines on receivables name a customer; what is left open of them QuickBooks does not tell.
type journal struct {
	ID       string `json:"Id"`
	Number   string `json:"DocNumber"`
	Date     string `json:"TxnDate"`
	Currency ref    `json:"CurrencyRef"`
	Lines    []struct {
		Amount web.Decimal `json:"Amount"`
		Detail struct {
			Side   string `json:"PostingType"` // Debit or Credit
			Entity struct {
				Type string `json:"Type"`
				Ref  ref    `json:"EntityRef"`
			} `json:"Entity"`
		} `json:"JournalEntryLineDetail"`
	} `json:"Line"`
}

func (j journal) key() string { return j.ID }
