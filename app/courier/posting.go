package courier

import (
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/desk"
)

// Posting says in the language of the house what is written into its accounting system.
func (c *Courier) Posting(s desk.PostingSaying) (title, text string, err error) {
	p, err := housePaper("posting", s.Company)
	if err != nil {
		return "", "", err
	}
	title = p.w.Say(string(s.What), "id", strconv.FormatInt(s.ID, 10), "number", s.Number, "level", strconv.Itoa(s.Level))
	if s.What != desk.SayReminder {
		return title, "", nil
	}
	text = p.w.Say("reminder_text", "title", title, "channel", p.w.Say(string(s.Channel)), "date", p.l.Date(s.On),
		"amount", p.figures(s.Total)+" "+string(s.Total.Currency), "deadline", p.l.Date(s.Deadline))
	return title, text, nil
}
