package desk

import (
	"strings"
	"time"
	"unicode"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// OnTrial is the code of a message that waits until the office has ended its trial: it was written to a customer before that began.
const OnTrial = "on-trial"

// trialPause is after how long such a message is looked at again.
const trialPause = 10 * time.Minute

// trials are the addresses to which all messages of a channel go while the office tries.
type trials map[receivable.Channel]string

func trialsOf(r store.Reader) (trials, error) {
	mails, err := trial(r)
	if err != nil {
		return nil, err
	}
	t := trials{receivable.Email: mails}
	var texts SMSSettings
	if _, err := r.Setting(keySMS, &texts); err != nil {
		return nil, err
	}
	if texts.Mode == SMSToGateway {
		t[receivable.SMS] = texts.TestTo
	}
	return t, nil
}

// lets reports whether a message may leave: it is to the address of the trial, or there is no trial.
func (t trials) lets(m store.OutMessage) bool {
	to := t[m.Channel]
	if to == "" || m.Channel == receivable.Email {
		return to == "" || sameMailbox(m.To, to)
	}
	return strings.HasSuffix(figures(m.To), strings.TrimLeft(figures(to), "0")) // the message has the country before it
}

func figures(number string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, number)
}

// trying gives the queued messages that may leave while the office tries, and has the others wait: who has just turned a trial on
// trusts that no customer gets anything, whatever waited before.
func trying(w store.Writer, rows []store.OutMessage) ([]store.OutMessage, error) {
	t, err := trialsOf(w)
	if err != nil {
		return nil, err
	}
	rest, later := make([]store.OutMessage, 0, len(rows)), putOff{}
	for _, m := range rows {
		if t.lets(m) {
			rest = append(rest, m)
			continue
		}
		later.add(m.ID, "it is to a customer, and all messages go to "+t[m.Channel], w.Now().Add(trialPause))
	}
	return rest, later.write(w, OnTrial)
}
