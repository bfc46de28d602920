package customer

import (
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
)

// After a call that nobody answered the page offers to ask in writing, until something was heard or written.
func TestWhoDidNotAnswerMayBeAskedToCall(t *testing.T) {
	at := time.Date(2026, 11, 19, 10, 0, 0, 0, time.UTC)
	entry := func(kind activity.Kind, data string) activity.Entry {
		return activity.Entry{At: at, Kind: kind, Data: data}
	}
	unanswered := entry(activity.CallNoted, `{"result":"no-answer","text":""}`)
	for _, c := range []struct {
		name    string
		history []activity.Entry // newest first
		email   string
		want    bool
	}{
		{"nobody answered", []activity.Entry{entry(activity.TaskDone, `{}`), unanswered}, "post@fjordfisk.example", true},
		{"nobody ever called", nil, "post@fjordfisk.example", false},
		{"the call was answered", []activity.Entry{entry(activity.CallNoted, `{"result":"reached"}`), unanswered}, "post@fjordfisk.example", false},
		{"a mail came since", []activity.Entry{entry(activity.AnswerReceived, `{}`), unanswered}, "post@fjordfisk.example", false},
		{"asked already", []activity.Entry{entry(activity.NoticeIssued, `{"event":"call-me"}`), unanswered}, "post@fjordfisk.example", false},
		{"reminded since", []activity.Entry{entry(activity.NoticeIssued, `{}`), unanswered}, "post@fjordfisk.example", true},
		{"nothing written reaches them", []activity.Entry{unanswered}, "", false},
	} {
		m := fjordfisk()
		m.View.Timeline, m.View.Debtor.Email = c.history, c.email
		step := m.withCallMe(Step{Text: "Quiet."}, english)
		if step.CallMe != c.want || strings.Contains(plain(step.Text), "Nobody answered the telephone on 19 Nov") != c.want {
			t.Errorf("%s: %+v", c.name, step)
		}
	}
	m := fjordfisk()
	m.View.Timeline, m.View.Debtor.Email = []activity.Entry{unanswered}, "post@fjordfisk.example"
	if m.withCallMe(Step{InWave: true}, english).CallMe {
		t.Error("a wave that waits has the customer: that comes first")
	}
}
