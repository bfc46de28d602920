package outbox

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/courier/mail"
)

type answering mail.Outcome

func (a answering) Send(context.Context, mail.Envelope, []byte) mail.Outcome { return mail.Outcome(a) }

func TestOutcomeBecomesFate(t *testing.T) {
	for _, c := range []struct {
		outcome mail.Outcome
		fate    Fate
		code    string
		blocked bool
	}{
		{mail.Outcome{Kind: mail.Delivered, Code: 250}, Gone, "", false},
		{mail.Outcome{Kind: mail.Refused, Phase: mail.Addressing, Code: 550}, Never, "recipient-refused", false},
		{mail.Outcome{Kind: mail.Refused, Phase: mail.Answer, Code: 554}, Never, "mail-refused", false},
		{mail.Outcome{Kind: mail.Temporary, Phase: mail.Addressing, Code: 451}, Later, "mail-temporary", false},
		{mail.Outcome{Kind: mail.NotSent, Phase: mail.Content}, Later, "mail-not-sent", false},
		{mail.Outcome{Kind: mail.NotSent, Phase: mail.SigningIn, Code: 535}, Later, "blocked", true},
		{mail.Outcome{Kind: mail.Uncertain, Phase: mail.Answer}, Unknown, "mail-uncertain", false},
		{mail.Outcome{}, Unknown, "mail-", false}, // an outcome nobody set is not "sent"
	} {
		r := ByMail{answering(c.outcome)}.Carry(t.Context(), Job{})
		if r.Fate != c.fate || r.Code != c.code || r.Blocked != c.blocked {
			t.Errorf("%+v became %+v", c.outcome, r)
		}
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if r := (ByMail{answering{Kind: mail.NotSent, Phase: mail.Connecting}}).Carry(stopped, Job{}); r.Code != string(Stopped) || r.Blocked {
		t.Errorf("a stopped wave is no closed way: %+v", r)
	}
	one := mail.Outcome{Kind: mail.Delivered, Code: 250, Refused: []mail.RefusedRecipient{{Addr: "x@y.example", Code: 550, Status: "5.1.1", Detail: "no such user"}}}
	if r := (ByMail{answering(one)}).Carry(t.Context(), Job{}); r.Detail != "delivered: 250; x@y.example was refused: 550 5.1.1 no such user" {
		t.Errorf("%q", r.Detail)
	}
}

func TestFolderHoldsWholePrivateFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "print")
	c := ToFolder{Dir: dir, Ext: ".pdf"}
	job := Job{ID: 12, Number: "2026-11-23/0087", Bytes: []byte("%PDF")}
	name := filepath.Join(dir, "2026-11-23_0087-12.pdf")
	for range 2 { // the second time it is there already
		if r := c.Carry(t.Context(), job); r.Fate != Gone || r.Detail != name {
			t.Fatalf("%+v", r)
		}
	}
	info, err := os.Stat(name)
	if err != nil || info.Mode().Perm() != 0o600 || info.Size() != 4 {
		t.Errorf("%v, %v", info, err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	job.Bytes = []byte("%PDF other")
	if r := c.Carry(t.Context(), job); r.Fate != Never || r.Code != "file-exists" {
		t.Errorf("another letter over the first: %+v", r)
	}
}

func TestNumberCannotLeaveTheFolder(t *testing.T) {
	for number, want := range map[string]string{
		"../../etc/passwd": "______etc_passwd-1.eml", "a\x00b\nc": "a_b_c-1.eml", "": "-1.eml", "CON": "CON-1.eml", "Ærlig 7": "_rlig_7-1.eml",
	} {
		if got := FileName(Job{ID: 1, Number: number}, ".eml"); got != want {
			t.Errorf("%q: %q", number, got)
		}
	}
}

func TestFolderThatCannotBeWrittenClosesTheWay(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if r := (ToFolder{Dir: filepath.Join(file, "print"), Ext: ".pdf"}).Carry(t.Context(), Job{ID: 1}); r.Fate != Later || !r.Blocked {
		t.Errorf("%+v", r)
	}
}
