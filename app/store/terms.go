package store

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
)

// PlanRow is an agreement with whose it is and how it came about.
type PlanRow struct {
	settlement.PaymentPlan
	Debtor receivable.DebtorID
	Name   string
	Terms  settlement.Terms // as they were typed
	Made   time.Time
	By     string
	Ended  date.Date // day on which it was kept, broke or was cancelled; zero while it runs
	Missed date.Date // day of the payment that broke it
	Why    string    // of a plan that was cancelled
	// Evidence is what was known when it was made; that of an older book is empty.
	Evidence settlement.Evidence
}

// PlanQuery chooses plans; they come in the order in which they were made.
type PlanQuery struct {
	Debtor receivable.DebtorID // 0: all
	States []settlement.State  // empty: every state
	// Watched are the plans that judging may change: those that run, and kept settlements of which something is still open.
	Watched bool
	// EndedFrom leaves out plans that ended before this day; zero: none.
	EndedFrom date.Date
}

// PlanPaperKind says how a customer acknowledged a plan.
type PlanPaperKind string

// Kinds of paper.
const (
	SignedCopy PlanPaperKind = "signed" // on paper, or a scan of it
	ByMail     PlanPaperKind = "mail"
)

// PlanPaper is a plan's acknowledgement in writing. It is written once.
type PlanPaper struct {
	ID    int64
	Plan  int64
	Kind  PlanPaperKind
	On    date.Date
	Note  string // where the original is to be found
	Name  string // of the attached file, empty when none is attached
	Bytes []byte // left out by PlanPapers
	By    string
}

// TermsReader reads agreements and what was recorded beside them.
type TermsReader interface {
	Plans(q PlanQuery) ([]PlanRow, error)
	Plan(id int64) (PlanRow, error)
	// PlanPapers gives a plan's acknowledgements, oldest first, without their bytes.
	PlanPapers(plan int64) ([]PlanPaper, error)
	PlanPaper(id int64) (PlanPaper, error)
	// CreditLines gives a debtor's credit lines, oldest first; the last one holds. 0: the last one of each debtor.
	CreditLines(debtor receivable.DebtorID) ([]CreditLineRow, error)
	// FinanceOffers gives a debtor's offers, oldest first, each with its answer.
	FinanceOffers(debtor receivable.DebtorID) ([]settlement.FinanceOffer, error)
	// TrackRecord counts a debtor's plans and promises that ended, and those of them that were kept; 0: everybody's.
	TrackRecord(debtor receivable.DebtorID) (settlement.Record, error)
}

// CreditLineRow is a credit line with whose it is.
type CreditLineRow struct {
	settlement.CreditLine
	Debtor receivable.DebtorID
	Name   string
}

// TermsWriter keeps agreements.
type TermsWriter interface {
	// PutPlan keeps a plan. An item that is in another plan that runs, or that was let go, is a conflict.
	PutPlan(p PlanRow) (int64, error)
	// MovePlan takes a plan from the state in which the caller saw it to another; on is the day, missed that of the payment that
	// broke it. A plan in any other state is a conflict.
	MovePlan(id int64, from, to settlement.State, on, missed date.Date, why string) error
	PutPlanPaper(p PlanPaper) (int64, error)
	PutCreditLine(debtor receivable.DebtorID, l settlement.CreditLine) (int64, error)
	PutFinanceOffer(debtor receivable.DebtorID, o settlement.FinanceOffer) (int64, error)
	// PutFinanceAnswer keeps what came of an offer. One that has an answer is a conflict.
	PutFinanceAnswer(offer int64, a settlement.FinanceAnswer) error
}
