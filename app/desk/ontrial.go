package desk

import (
	"context"
	"strings"
	"time"
	"unicode"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// OnTrial is the code of a message that waits until the office has ended its trial: it was written to a customer before that began.
const OnTrial = "on-trial"

// trialPause is after how long such a message is looked at again.
const trialPause = 10 * time.Minute

// trialOver is why a message to the tester is taken back.
const trialOver = "it was made for a trial that is over"

// trials are the addresses to which all messages of a channel go while the office tries.
type trials map[receivable.Channel]string

// testers are the addresses that the settings name for a trial, also where messages only go into a folder.
func testers(r store.Reader) (trials, error) {
	var mails MailSettings
	if _, err := r.Setting(keyMail, &mails); err != nil {
		return nil, err
	}
	var texts SMSSettings
	_, err := r.Setting(keySMS, &texts)
	return trials{receivable.Email: mails.TestTo, receivable.SMS: texts.TestTo}, err
}

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
// trusts that no customer gets anything, whatever waited before. What was made for a trial that is over is taken back: its customer
// has heard nothing, and the next wave reminds of the same.
func (d *Desk) trying(w store.Writer, rows []store.OutMessage) (rest []store.OutMessage, ended []store.OutMessage, err error) {
	t, err := trialsOf(w)
	if err != nil {
		return nil, nil, err
	}
	named, err := testers(w)
	if err != nil {
		return nil, nil, err
	}
	later := putOff{}
	for _, m := range rows {
		switch {
		case m.Trial && named[m.Channel] == "":
			ended = append(ended, m)
		case !t.lets(m) || m.Trial && !named.lets(m):
			later.add(m.ID, "it is to a customer, and all messages go to "+t[m.Channel], w.Now().Add(trialPause))
		default:
			rest = append(rest, m)
		}
	}
	on, err := d.todayOf(w)
	if err != nil {
		return nil, nil, err
	}
	for _, m := range ended {
		if err := takeBackMessage(w, on, m, trialOver); err != nil {
			return nil, nil, err
		}
	}
	return rest, ended, later.write(w, OnTrial)
}

// TrialNotices is how many notices stand that only a tester got.
func (d *Desk) TrialNotices(ctx context.Context) (n int, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		made, err := r.TrialNotices()
		n = len(made)
		return err
	})
	return n, err
}

// endTrials takes back what was made for a trial that is over, also what the tester got: its customers have heard nothing, so that they
// owe no fee for it, stand where they stood and are reminded of the same by the next wave. What cannot be taken back any more, because a
// later reminder stands on it or its charges were paid, stays.
func (d *Desk) endTrials(w store.Writer) error {
	named, err := testers(w)
	if err != nil {
		return err
	}
	made, err := w.TrialNotices()
	if err != nil || len(made) == 0 {
		return err
	}
	on, err := d.todayOf(w)
	if err != nil {
		return err
	}
	for i := range made { // newest first: none stands on one that is gone
		if named[made[i].Claim.Channel] != "" {
			continue
		}
		if err := takeBack(w, on, made[i].ID, trialOver); err != nil && !fault.Has(err, fault.Conflict) {
			return err
		}
	}
	return nil
}
