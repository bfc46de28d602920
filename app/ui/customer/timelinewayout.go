package customer

import (
	"encoding/json"

	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

func givenUpFacts(f facts, w words.Words) string {
	return words.Facts(f.money(w), f.text("number"), quoted(f.text("why")))
}

func postingFacts(f facts, w words.Words) string {
	return words.Facts(i18n.T("posting.kind."+f.text("kind")), i18n.T("posting.state."+f.text("state")), f.money(w), quoted(f.text("detail")))
}

// postingEvents are the postings that the log does not tell of yet: those that are under way. Of a write-off's the entry about it tells.
func postingEvents(v *desk.CustomerView, w words.Words) (events []Event) {
	for i := range v.Postings {
		p := &v.Postings[i]
		if p.State != writeback.Waiting && p.State != writeback.Writing || p.About == desk.AboutWriteOff {
			continue
		}
		_, icon, word := words.PostingState(p.State)
		amount := ""
		if p.Kind == writeback.WriteOff || p.Kind == writeback.Fee {
			amount = w.Money(p.Amount)
		}
		events = append(events, Event{
			At: p.Made, On: w.DayOf(p.Made), Matter: Decisions, Icon: icon, Title: i18n.T("timeline.posting-queued", i18n.Args{"books": p.Books}),
			Detail: words.Facts(words.PostingKind(p.Kind), word, amount, p.Title),
		})
	}
	return events
}

// bookingText says of a write-off, by the log's entry about it, how the accounting system gets to know; empty once it shows there.
func bookingText(v *desk.CustomerView, data string) string {
	var f struct {
		WriteOff int64 `json:"write-off"`
	}
	if json.Unmarshal([]byte(data), &f) != nil || f.WriteOff == 0 {
		return ""
	}
	for i := range v.WriteOffs {
		if v.WriteOffs[i].ID == f.WriteOff {
			return booking(v, &v.WriteOffs[i])
		}
	}
	return ""
}

// booking says how the accounting system gets to know of a write-off. Without a posting somebody books it by hand, until the books
// show it.
func booking(v *desk.CustomerView, off *settlement.WriteOff) string {
	var texts []string
	for i := range v.Postings {
		if p := &v.Postings[i]; p.About == desk.AboutWriteOff && p.AboutID == off.ID && p.State != writeback.Dropped {
			texts = append(texts, words.Booking(p))
		}
	}
	if len(texts) == 0 && off.State() == settlement.Booked {
		return words.Booking(nil)
	}
	return words.Facts(texts...)
}

func bankFacts(f facts, w words.Words) string {
	return words.Facts(f.money(w), i18n.T("bank.state."+f.text("state")), f.text("origin"), quoted(f.text("why")))
}

func handedOverFacts(f facts, w words.Words) string {
	return words.Facts(f.text("party"), f.money(w), quoted(f.text("why")))
}

func escalationFacts(f facts, w words.Words) string {
	return words.Facts(f.text("party"), words.EscalationSaid(settlement.EscalationKind(f.text("said"))), f.money(w), quoted(f.text("note")))
}

// handOverOf is the hand-over that an entry of the log tells of, 0 for none.
func handOverOf(f facts) int64 {
	id, _ := f["escalation"].(float64)
	return int64(id)
}

func attachedFacts(f facts, _ words.Words) string {
	return words.Facts(f.text("number"), f.text("file"))
}
