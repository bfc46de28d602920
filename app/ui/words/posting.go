package words

import (
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var (
	postingKinds = map[writeback.Kind]string{
		writeback.Note: "posting.kind.note", writeback.Attachment: "posting.kind.attachment", writeback.Fee: "posting.kind.fee",
		writeback.Hold: "posting.kind.hold", writeback.WriteOff: "posting.kind.write-off",
	}
	postingStates = map[writeback.State]string{
		writeback.Waiting: "posting.state.waiting", writeback.Writing: "posting.state.writing", writeback.Written: "posting.state.written",
		writeback.Refused: "posting.state.refused", writeback.Uncertain: "posting.state.uncertain", writeback.Dropped: "posting.state.dropped",
	}
)

// PostingKind names what is written into an accounting system.
func PostingKind(k writeback.Kind) string { return i18n.T(postingKinds[k]) }

// PostingState says where a posting stands, as colour, icon and word.
func PostingState(s writeback.State) (theme.Status, theme.IconName, string) {
	word := i18n.T(postingStates[s])
	switch s {
	case writeback.Written:
		return theme.Promised, theme.IconTick, word
	case writeback.Refused:
		return theme.Overdue4, theme.IconCrossed, word
	case writeback.Uncertain:
		return theme.Overdue2, theme.IconQuestion, word
	case writeback.Dropped:
		return theme.Neutral, theme.IconMinus, word
	case writeback.Waiting, writeback.Writing:
	}
	return theme.Neutral, theme.IconClock, word
}

// Booking says how something that was decided gets into the accounting system, by its posting; nil: by hand.
func Booking(e *writeback.Entry) string {
	if e == nil || e.State == writeback.Dropped {
		return i18n.T("booking.by-hand")
	}
	args := i18n.Args{"books": e.Books, "number": e.Posted.Number}
	switch e.State {
	case writeback.Written:
		if e.Posted.Number == "" {
			return i18n.T("booking.done", args)
		}
		return i18n.T("booking.done-as", args)
	case writeback.Refused:
		return i18n.T("booking.refused", args)
	case writeback.Uncertain:
		return i18n.T("booking.uncertain", args)
	case writeback.Waiting, writeback.Writing, writeback.Dropped:
	}
	return i18n.T("booking.waits", args)
}
