package desk

import "github.com/dunningdesk/dunningdesk/app/store"

// This file names the book's nouns in which the verbs speak, so that windows and commands know the desk alone and not where
// its book lies. Each is described where the store declares it.

type (
	Connection    = store.Connection
	ReviewChoice  = store.ReviewChoice
	SyncRun       = store.SyncRun
	SyncNote      = store.SyncNote
	SyncChanges   = store.SyncChanges
	ItemChange    = store.ItemChange
	SourceDebtor  = store.SourceDebtor
	SourceItem    = store.SourceItem
	SourcePayment = store.SourcePayment
	ItemQuery     = store.ItemQuery
	Schedule      = store.Schedule
	ScheduleRun   = store.ScheduleRun
	Store         = store.Store
	CustomerRow   = store.CustomerRow
	CustomerQuery = store.CustomerQuery
	CustomerSort  = store.CustomerSort
	ItemRow       = store.ItemRow
	Wave          = store.Wave
	WaveID        = store.WaveID
	WaveState     = store.WaveState
	WaveLine      = store.WaveLine
	LineState     = store.LineState
	LeftOutRow    = store.LeftOutRow
	IssuedNotice  = store.Notice
	NoticeID      = store.NoticeID
	Document      = store.Document
	OutMessage    = store.OutMessage
	OutboxState   = store.OutboxState
	Task          = store.Task
	TaskKind      = store.TaskKind
	HoldRow       = store.Hold
	PromiseRow    = store.PromiseRow
	DisputeRow    = store.DisputeRow
)

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
