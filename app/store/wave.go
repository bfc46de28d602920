package store

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// WaveID numbers waves from 1.
type WaveID int64

// WaveState is where a wave stands.
type WaveState string

// States of a wave. Proposed may be released or cancelled; releasing may be paused; released and cancelled are final.
const (
	WaveProposed  WaveState = "proposed"
	WaveReleasing WaveState = "releasing"
	WavePaused    WaveState = "paused"
	WaveReleased  WaveState = "released"
	WaveCancelled WaveState = "cancelled"
)

// Wave is a run of reminders from proposal to release.
type Wave struct {
	ID       WaveID
	Date     date.Date // the day for which it was planned
	State    WaveState
	Created  time.Time
	By       string
	DataAt   time.Time // the oldest read among its connections at proposal
	Released time.Time
	Why      string // reason of a pause or cancellation
	Version  int64  // counts changes; a change with an old version is a conflict
}

// LineState is where one proposed notice stands.
type LineState string

// States of a line.
const (
	LineIn       LineState = "in"
	LineExcluded LineState = "excluded" // by a person, with a reason
	LineDropped  LineState = "dropped"  // by the freshness check: paid or changed
	LineIssued   LineState = "issued"   // notice, bytes and charges are committed
	LineFailed   LineState = "failed"   // could not be made (missing glyph, no address): on the exception list
)

// WaveLine is one proposed notice of a wave.
type WaveLine struct {
	ID      int64
	Wave    WaveID
	Name    string // debtor
	Number  string
	Country string
	State   LineState
	Why     string // reason of the state, a person's words or a code
	By      string
	Notice  dunning.Notice
	Issued  int64 // the notice it became, 0 before

	// Segments is what it takes as a text message; 0 where it is none, or nobody counted. The desk fills it in, no table has it.
	Segments int
}

// WaveReader reads waves.
type WaveReader interface {
	Waves(limit int) ([]Wave, error) // newest first
	Wave(id WaveID) (Wave, error)
	// WaveLines gives the lines by debtor name; state "" gives all.
	WaveLines(id WaveID, state LineState) ([]WaveLine, error)
	// NextLines gives the first most of the lines that are in, in the same order, and how many there are in all.
	NextLines(id WaveID, most int) (lines []WaveLine, all int, err error)
	WaveLine(id WaveID, debtor receivable.DebtorID) ([]WaveLine, error) // one per currency
	WaveLeftOut(id WaveID, reason dunning.Reason) ([]LeftOutRow, error) // reason "" gives all
	WaveLeftOutCounts(id WaveID) (map[dunning.Reason]int, error)
}

// LeftOutRow is a left-out item with its debtor's name.
type LeftOutRow struct {
	dunning.LeftOut
	Name         string
	DebtorNumber string
}

// WaveWriter changes waves.
type WaveWriter interface {
	PutWave(w Wave, lines []dunning.Notice, leftOut []dunning.LeftOut) (WaveID, error)
	// AddToWave adds to a wave that was put in the same transaction: a large one is never whole in memory.
	AddToWave(id WaveID, lines []dunning.Notice, leftOut []dunning.LeftOut) error
	// SetWaveState moves a wave on; it is a conflict when the version is not the one read.
	SetWaveState(w Wave, to WaveState, why string) error
	SetLineState(line int64, to LineState, why string) error
	ReplaceLine(line int64, n dunning.Notice) error // the freshness check planned it anew
}

// NoticeID numbers notices.
type NoticeID int64

// Notice is an issued notice: what was claimed and the bytes that left.
type Notice struct {
	ID        NoticeID
	Number    string // printed on it, e.g. 2026-000123
	Wave      WaveID
	Line      int64
	Claim     dunning.Notice
	Name      string
	Trial     bool   // made for the tester of a trial, not for the customer
	From      string // envelope sender, empty for a letter
	To        string // address or envelope line
	Subject   string
	Language  string
	MessageID string // of a mail, without angle brackets
	// ReplyToken stands behind the + in the addresses that its mail is answered or bounced to; empty: none was used.
	ReplyToken string
	State      OutboxState
	IssuedAt   time.Time // when it was made
	SentAt     time.Time
	Cancelled  bool
	Tracking   string    // the post's number of a registered letter, the last that was entered
	Posted     date.Date // when it was posted under that number
	Text       TextUsed
}

// TriedMail is the kind of a mail as it was tried, and may have left, before it was sent again to another address.
const TriedMail = "tried-eml"

// Document is the exact bytes of a notice.
type Document struct {
	Kind  string // eml, pdf, sms or TriedMail
	Name  string
	Bytes []byte
}

// NoticeReader reads issued notices.
type NoticeReader interface {
	Notice(id NoticeID) (Notice, error)
	// TrialNotices gives those that were made for a tester and stand, newest first.
	TrialNotices() ([]Notice, error)
	// RegisteredLetters gives the letters that the post registers, newest first.
	RegisteredLetters() ([]Notice, error)
	Notices(debtor receivable.DebtorID, wave WaveID) ([]Notice, error) // either 0: all; newest first
	// NoticesByID gives these, in no order; those that do not exist are missing.
	NoticesByID(ids []NoticeID) ([]Notice, error)
	Documents(id NoticeID) ([]Document, error)
	// NoticeNumberAhead is the printed number that the next notice of the year will get, unless another one is issued before.
	NoticeNumberAhead(year int) (string, error)
	// NoticeByReplyToken and NoticeByMessageID find the notice that something which came back is about (fault.NotFound).
	NoticeByReplyToken(token string) (Notice, error)
	NoticeByMessageID(id string) (Notice, error)
	// EarlierMails gives the message ids of mails about any of these items that have left, the newest at most, oldest first.
	EarlierMails(items []receivable.ItemID, most int) ([]string, error)
}

// NoticeWriter issues and takes back notices.
type NoticeWriter interface {
	// NextNoticeNumber gives the next printed number of the year; it is used up only if the transaction commits.
	NextNoticeNumber(year int) (string, error)
	// IssueNotice commits a notice with its documents and its outbox row, takes the level on its items, writes its charges
	// and marks the wave's line as issued, all in this transaction. A line issued before is a conflict.
	IssueNotice(n Notice, docs []Document) (NoticeID, error)
	// Readdress gives the mail of a notice that waits to leave another recipient, and keeps it as it was as a TriedMail; another state
	// is a conflict.
	Readdress(id NoticeID, to string, eml []byte) error
	// PutTracking keeps the post's number of a registered letter, and the day on which it was posted.
	PutTracking(id NoticeID, number string, posted date.Date) error
	// CancelNotice takes a notice back: its charges and its level with it. A notice of a lower level than the item's is a conflict.
	CancelNotice(id NoticeID, why string) error
}
