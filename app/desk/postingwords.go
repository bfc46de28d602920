package desk

import (
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// PostingWords says in the language of the house what is written into its accounting system. Who prints may have words too.
type PostingWords interface {
	// Posting gives one line that names what is written, and a sentence more where there is one.
	Posting(s PostingSaying) (title, text string, err error)
}

// PostingSaying is what there is to say.
type PostingSaying struct {
	Company  Company
	What     PostingTopic
	ID       int64  // of a write-off
	Number   string // of a reminder
	Level    int    // of a reminder
	Channel  receivable.Channel
	On       date.Date    // on which a reminder left
	Deadline date.Date    // of a reminder
	Total    money.Amount // that a reminder asks for
}

// PostingTopic is what a posting tells of. Names are those of the words.
type PostingTopic string

// Topics.
const (
	SayReminder     PostingTopic = "reminder"
	SayWriteOff     PostingTopic = "write-off"
	SayReversal     PostingTopic = "reversal"
	SayHold         PostingTopic = "hold"
	SayLift         PostingTopic = "lift"
	SayFee          PostingTopic = "fee"
	SayCompensation PostingTopic = "compensation"
	SayCredit       PostingTopic = "credit"
)

// word gives an entry its title and, unless a person's own words stand there, its text. Without anybody who has words it is
// named by what it is.
func (d *Desk) word(r store.Reader, e *writeback.Entry, s PostingSaying) error {
	e.Title = fmt.Sprint(s.What, " ", e.AboutID)
	if s.Number != "" {
		e.Title = fmt.Sprint(s.What, " ", s.Number)
	}
	speaker, able := d.Paper.(PostingWords)
	if !able {
		return nil
	}
	if _, err := r.Setting(keyCompany, &s.Company); err != nil {
		return err
	}
	title, text, err := speaker.Posting(s)
	if err != nil {
		return err
	}
	e.Title = title
	if e.Text == "" {
		e.Text = text
	}
	return nil
}
