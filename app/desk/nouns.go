package desk

import (
	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// This file names the book's nouns in which the verbs speak, so that windows and commands know the desk alone and not where
// its book lies. Each is described where the store declares it.

type (
	// Connection is an accounting system that the book reads.
	Connection = store.Connection
	// ReviewChoice is what a person decided about debt that was old when a book was connected.
	ReviewChoice = store.ReviewChoice
	// SyncRun is one read of a connection.
	SyncRun = store.SyncRun
	// Difference is one between the sums of a source and the book that a person has accepted.
	Difference = store.Difference
	// SyncNote is something a connector had to say about a record.
	SyncNote = store.SyncNote
	// SyncChanges counts what a read changed.
	SyncChanges = store.SyncChanges
	// ItemChange is one change of an item that a read found.
	ItemChange = store.ItemChange
	// SourceDebtor is a debtor as a source gives it.
	SourceDebtor = store.SourceDebtor
	// SourceItem is an item as a source gives it.
	SourceItem = store.SourceItem
	// SourcePayment is a payment as a source gives it.
	SourcePayment = store.SourcePayment
	// Removals names records that a source no longer has.
	Removals = store.Removals
	// BankLine is a line of a bank statement as the book keeps it.
	BankLine = store.BankLine
	// BankPart is for which item a bank line was paid.
	BankPart = store.BankPart
	// BankState is where a line of a bank statement stands.
	BankState = store.BankState
	// BankQuery chooses lines of bank statements.
	BankQuery = store.BankQuery
	// WriteBackQuery chooses what is written back.
	WriteBackQuery = store.WriteBackQuery
	// ItemQuery chooses items.
	ItemQuery = store.ItemQuery
	// Schedule is when something runs by itself.
	Schedule = store.Schedule
	// ScheduleRun is one run of a schedule.
	ScheduleRun = store.ScheduleRun
	// Store is a book.
	Store = store.Store
	// PlanRow is an agreement with whose it is.
	PlanRow = store.PlanRow
	// PlanPaperKind says what a paper that belongs to an agreement is.
	PlanPaperKind = store.PlanPaperKind
	// PlanPaper is a customer's acceptance of an agreement in writing.
	PlanPaper = store.PlanPaper
	// CustomerRow is a debtor in a list, with the kept totals.
	CustomerRow = store.CustomerRow
	// CustomerQuery chooses and orders customers.
	CustomerQuery = store.CustomerQuery
	// CustomerSort is an order of customers.
	CustomerSort = store.CustomerSort
	// ItemRow is an item in a list.
	ItemRow = store.ItemRow
	// FindingQuery chooses what reads found about single records.
	FindingQuery = store.FindingQuery
	// RunFindings is what a read found about single records.
	RunFindings = store.RunFindings
	// Wave is a run of reminders from proposal to release.
	Wave = store.Wave
	// WaveID numbers waves.
	WaveID = store.WaveID
	// WaveState is where a wave stands.
	WaveState = store.WaveState
	// WaveLine is one proposed notice of a wave.
	WaveLine = store.WaveLine
	// LineState is where a proposed notice stands.
	LineState = store.LineState
	// LeftOutRow is an item that a wave left out.
	LeftOutRow = store.LeftOutRow
	// IssuedNotice is a notice with the bytes that left.
	IssuedNotice = store.Notice
	// OwnText is a version of a text that the house has written.
	OwnText = store.OwnText
	// TextUsed names the text that a notice was written with.
	TextUsed = store.TextUsed
	// NoticeID numbers issued notices.
	NoticeID = store.NoticeID
	// Document is the exact bytes of a notice.
	Document = store.Document
	// OutMessage is a message in the outbox.
	OutMessage = store.OutMessage
	// OutboxState is where a message stands on its way out.
	OutboxState = store.OutboxState
	// Task is work for a person.
	Task = store.Task
	// TaskKind is what a person has to do.
	TaskKind = store.TaskKind
	// HoldRow is a stop of reminders.
	HoldRow = store.Hold
	// PromiseRow is a promise with whose it is.
	PromiseRow = store.PromiseRow
	// Enclosure is a paper that belongs to a decision.
	Enclosure = store.Enclosure
	// DisputeRow is a dispute with what it is about.
	DisputeRow = store.DisputeRow
	// Placing is how it was found whose a mail is that came back.
	Placing = store.Placing
)

// States of bank lines.
const (
	BankNew       = store.BankNew
	BankMatched   = store.BankMatched
	BankSuggested = store.BankSuggested
	BankUnknown   = store.BankUnknown
	BankIgnored   = store.BankIgnored
	BankBooked    = store.BankBooked
	BankLate      = store.BankLate
	BankReturned  = store.BankReturned
	BankDouble    = store.BankDouble
	BankForgotten = store.BankForgotten
)

// How it was found whose a mail is that came back.
const (
	ByToken     = store.ByToken
	ByMessageID = store.ByMessageID
	ByRecipient = store.ByRecipient
	BySender    = store.BySender
	ByPerson    = store.ByPerson
)

// TaskVisit is a visit that has been planned.
const TaskVisit = store.TaskVisit

// Orders of customers, by the store's names.
const (
	ByName    = store.ByName
	ByNumber  = store.ByNumber
	ByOverdue = store.ByOverdue
	ByOldest  = store.ByOldest
)

// Where a wave and its lines stand.
const (
	WaveProposed  = store.WaveProposed
	WaveReleasing = store.WaveReleasing
	WavePaused    = store.WavePaused
	WaveReleased  = store.WaveReleased
	WaveCancelled = store.WaveCancelled

	LineIn       = store.LineIn
	LineExcluded = store.LineExcluded
	LineDropped  = store.LineDropped
	LineIssued   = store.LineIssued
	LineFailed   = store.LineFailed
)

// How a customer accepted an agreement in writing.
const (
	SignedCopy = store.SignedCopy
	ByMail     = store.ByMail
)

// Where a message stands on its way out.
const (
	OutQueued    = store.OutQueued
	OutSending   = store.OutSending
	OutSent      = store.OutSent
	OutFailed    = store.OutFailed
	OutUncertain = store.OutUncertain
	OutCancelled = store.OutCancelled
)

// What a person may decide about debt that was old when a book was connected.
const (
	ReviewHoldOld = store.ReviewHoldOld
	ReviewStart   = store.ReviewStart
	ReviewHoldAll = store.ReviewHoldAll
)

// What papers belong to.
const (
	AboutWriteOff   = store.AboutWriteOff
	AboutReversal   = store.AboutReversal
	AboutEscalation = store.AboutEscalation
	AboutInvoice    = store.AboutInvoice
)

type (
	// Anonymised is what anonymising a customer did.
	Anonymised = store.Anonymised
	// LegalHold keeps a customer, or everybody, from being anonymised.
	LegalHold = privacy.Hold
)
