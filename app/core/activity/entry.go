// Package activity holds the append-only log of who did what: entries chained by hash, so that a change is found.
package activity

import "time"

// Actor is who did it.
type Actor struct {
	Name string // login or schedule name
	Kind ActorKind
	// SignedIn: a password was given for the name. A book with several users believes no other person. It is not stored.
	SignedIn bool
}

// ActorKind tells people from machines.
type ActorKind string

// Kinds of actor.
const (
	Person   ActorKind = "person"
	Schedule ActorKind = "schedule"
	System   ActorKind = "system"
)

// Kind names what happened; screens have an icon and a sentence for each.
type Kind string

// Kinds of entry. Names are stored: add, never change.
const (
	ConnectionAdded   Kind = "connection-added"
	ConnectionChanged Kind = "connection-changed"
	ConnectorApproved Kind = "connector-approved"
	SyncDone          Kind = "sync-done"
	SyncFailed        Kind = "sync-failed"
	WaveProposed      Kind = "wave-proposed"
	WaveExcluded      Kind = "wave-excluded"
	WaveIncluded      Kind = "wave-included"
	WaveWayChosen     Kind = "wave-way-chosen" // a person has a reminder leave otherwise than planned
	WaveReleased      Kind = "wave-released"
	WavePaused        Kind = "wave-paused"
	WaveResumed       Kind = "wave-resumed"
	WaveCancelled     Kind = "wave-cancelled"
	WaveDropped       Kind = "wave-dropped"  // dropped out at release: paid or changed since the proposal
	NoticeIssued      Kind = "notice-issued" // made and committed, before it leaves
	NoticeSent        Kind = "notice-sent"
	NoticeFailed      Kind = "notice-failed"
	NoticeUncertain   Kind = "notice-uncertain"
	LettersPrinting   Kind = "letters-printing" // a run of letters was committed; its file is being written
	LettersPrinted    Kind = "letters-printed"  // or why there is no file
	NoticeSettled     Kind = "notice-settled"
	NoticeCancelled   Kind = "notice-cancelled"
	PaymentSeen       Kind = "payment-seen"
	HoldSet           Kind = "hold-set"
	HoldLifted        Kind = "hold-lifted"
	ChargeWaived      Kind = "charge-waived"
	DebtAcknowledged  Kind = "debt-acknowledged"
	ClaimWrittenOff   Kind = "claim-written-off"
	WriteOffPosted    Kind = "write-off-posted"    // a read saw the source book it, or take the booking back
	WriteOffRecovered Kind = "write-off-recovered" // money came in all the same
	WriteOffReversed  Kind = "write-off-reversed"
	BankMatched       Kind = "bank-matched"     // a bank has seen money for a claim, by a rule or a person's word
	PayersForgotten   Kind = "payers-forgotten" // who paid what was nobody's for long was removed
	BankMoved         Kind = "bank-moved"       // booked, late, taken back by the bank, ignored, or a person's word taken back
	FindingMade       Kind = "finding-made"     // a read set a record aside, or remarked on it
	FindingEnded      Kind = "finding-ended"    // that is so no longer: mended at the source, or gone there
	FindingNoted      Kind = "finding-noted"    // a person has taken note of a remark
	PostingEnded      Kind = "posting-ended"    // written into the accounting system, refused by it, uncertain or dropped
	PostingSettled    Kind = "posting-settled"  // a person's word on one
	ClaimEscalated    Kind = "claim-escalated"  // decided and prepared
	EscalationSaid    Kind = "escalation-said"  // what happened since
	InvoiceAttached   Kind = "invoice-attached" // a copy, as evidence
	DebtorMerged      Kind = "debtor-merged"    // the source merged a customer into another, or gave one a new key
	DisputeOpened     Kind = "dispute-opened"
	DisputeResolved   Kind = "dispute-resolved"
	PromiseTaken      Kind = "promise-taken"
	PromiseBroken     Kind = "promise-broken"
	PromiseKept       Kind = "promise-kept"
	PlanAgreed        Kind = "plan-agreed" // instalments, a settlement or a later date
	PlanKept          Kind = "plan-kept"
	PlanBroken        Kind = "plan-broken"
	PlanReopened      Kind = "plan-reopened" // a kept settlement whose money was taken back in time
	PlanCancelled     Kind = "plan-cancelled"
	PlanAcknowledged  Kind = "plan-acknowledged" // signed, or accepted by mail
	CreditLineSet     Kind = "credit-line-set"
	FinanceOffered    Kind = "finance-offered"
	FinanceAnswered   Kind = "finance-answered"
	CallNoted         Kind = "call-noted"
	VisitPlanned      Kind = "visit-planned"
	VisitCancelled    Kind = "visit-called-off"
	VisitNoted        Kind = "visit-noted"
	NoteAdded         Kind = "note-added"
	AnswerNoted       Kind = "answer-noted"
	AnswerReceived    Kind = "answer-received" // a mail that a person wrote
	MailNoted         Kind = "mail-noted"      // one that nobody wrote: a vacation notice, a complaint's report
	MailSettled       Kind = "mail-settled"    // a person has said what a mail means
	MailDismissed     Kind = "mail-dismissed"  // or that there is nothing to do about it
	MailsForgotten    Kind = "mails-forgotten" // the words of mails that were nobody's for long were removed
	NoticeBounced     Kind = "notice-bounced"  // it came back: it did not arrive
	NoticeDelayed     Kind = "notice-delayed"  // it has not arrived yet, or did not for a reason that passes
	ChannelDead       Kind = "channel-dead"
	ChannelRevived    Kind = "channel-revived"
	LetterTracked     Kind = "letter-tracked" // the post's number of a registered letter
	TaskMade          Kind = "task-made"
	TaskDone          Kind = "task-done"
	RuleSetAside      Kind = "rule-set-aside"  // a house rule, for one customer and day
	RequestMade       Kind = "request-made"    // something waits for a second pair of eyes
	RequestChanged    Kind = "request-changed" // by who asked: another reason, withdrawn
	RequestDecided    Kind = "request-decided"
	StaffChanged      Kind = "staff-changed"
	SignedIn          Kind = "signed-in"
	SignInRefused     Kind = "sign-in-refused"
	SettingsChanged   Kind = "settings-changed"
	TextChanged       Kind = "text-changed"    // a text of letters and mails: a new version, or back to an earlier one
	ReviewDecided     Kind = "review-decided"  // first-run brake: what to do with old debt
	ConsentNoted      Kind = "consent-noted"   // given, withdrawn or unknown, of a contact and a channel
	PersonExported    Kind = "person-exported" // all that is stored about a customer was handed out
	LegalHoldSet      Kind = "legal-hold-set"
	LegalHoldLifted   Kind = "legal-hold-lifted"
	Anonymised        Kind = "customer-anonymised"
	LogRedacted       Kind = "log-redacted"  // words of earlier entries were removed, see Redaction
	ClockTrusted      Kind = "clock-trusted" // a person confirmed a clock that stands behind the log
)

// Entry is one line of the log. Data holds the facts of the entry as canonical JSON (sorted keys), never secrets.
//
// An entry with a Salt is hashed over SubjectHash and DataHash instead of its words (see Digest), so that its words can be
// removed for privacy while the chain stays whole. One without was written before there were salts, or tells of a redaction
// itself, and can never be redacted.
type Entry struct {
	Seq     int64
	At      time.Time // UTC, microseconds
	Actor   Actor
	Kind    Kind
	Debtor  int64 // 0: not about one debtor
	Item    int64
	Subject string // what it was about, in words that stay readable (a number, a name)
	Data    string
	Prev    string // hash of the entry before, hex
	Hash    string // hash of this one, hex

	Salt        string // 16 random bytes, hex; empty: an entry in the old form, or a redacted one
	SubjectHash string // SHA-256 of salt and subject, hex; empty: the old form
	DataHash    string // SHA-256 of salt and data, hex
}
