//go:build unix

package main

import (
	"bytes"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// A wave through a real Postfix into real mailboxes: what lies there is, to the byte, what the book kept, under the
// Message-ID that the book kept; the mailbox that does not exist is refused and its customer gets a letter next; what will
// bounce later is taken now.
func TestWaveThroughPostfix(t *testing.T) {
	lab := mailtest.StartLab(t)
	o := newOffice(t)
	cmd := o.command("settings", "mail.mode=server", "mail.host=localhost", "mail.port=2587", "mail.security=starttls", "mail.user=dunning@lab.test",
		"mail.from=dunning@lab.test", "mail.fromname=Skagerrak", "mail.cafile="+lab.Certificate(), "--mail-password")
	cmd.Stdin = strings.NewReader(mailtest.LabPassword + "\n")
	if got := finish(t, cmd); got.status != 0 {
		t.Fatal(got)
	}
	if got := o.must("doctor"); !strings.Contains(got, "ok  mail         localhost:2587") {
		t.Errorf("the doctor finds: %s", got)
	}
	o.owes(
		customer{Number: "customer", Name: "Kunde AS", Email: "customer@lab.test"},
		customer{Number: "alice", Name: `Alice "Å" Østgård`, Email: "alice@lab.test"},
		customer{Number: "gone", Name: "Borte AS", Email: "nobody@lab.test", Street: "Storgata 1"},
		customer{Number: "elsewhere", Name: "Annetsteds AS", Email: "x@elsewhere.example", Street: "Storgata 1"},
		customer{Number: "bounces", Name: "Sprett AS", Email: "who@bounce.test"},
	)
	o.connects()
	o.must("wave", "propose")
	if got := o.must("wave", "release", "1"); !strings.Contains(got, "3 sent, 2 failed, 0 uncertain, 0 waiting") {
		t.Fatalf("got %s", got)
	}
	kept := o.keptMails()
	for _, user := range []string{"customer@lab.test", "alice@lab.test"} {
		stored := lab.Mailbox(t, user, 1)[0]
		id := messageID(t, stored)
		eml := kept[user]
		if id == "" || id != messageID(t, eml) {
			t.Errorf("%s: the mailbox has %q, the book %q", user, id, messageID(t, eml))
		}
		// Postfix puts its own lines on top and ends lines as the machine does; below them nothing may differ.
		if !bytes.HasSuffix(bytes.TrimSpace(stored), bytes.TrimSpace(bytes.ReplaceAll(eml, []byte("\r\n"), []byte("\n")))) {
			t.Errorf("%s: what lies in the mailbox is not what the book kept", user)
		}
	}
	levels := o.levels()
	if levels["F-gone"] != 0 || levels["F-elsewhere"] != 0 || levels["F-customer"] != 1 || levels["F-bounces"] != 1 {
		t.Errorf("levels: %v", levels)
	}
	next := map[string]string{}
	for _, n := range o.plan().Notices {
		next[n.Debtor] = n.Channel
	}
	if len(next) != 2 || next["gone"] != "letter" || next["elsewhere"] != "letter" {
		t.Errorf("the next wave would be %v", next)
	}
	failed := fmt.Sprint(o.log("notice-failed"))
	if !strings.Contains(failed, "nobody@lab.test") || !slices.ContainsFunc(strings.Fields(failed), func(w string) bool { return strings.Contains(w, "5.1.") }) {
		t.Errorf("the server's word is not kept: %s", failed)
	}
	o.whole()
}

// keptMails gives the mails of the book by recipient, as they were kept before they left.
func (o *office) keptMails() map[string][]byte {
	o.t.Helper()
	look, out := o.look(), map[string][]byte{}
	wave, err := look.Wave(o.t.Context(), 1)
	if err != nil {
		o.t.Fatal(err)
	}
	for _, l := range wave.Lines {
		if l.Issued == 0 {
			continue
		}
		docs, err := look.NoticeDocuments(o.t.Context(), desk.NoticeID(l.Issued))
		if err != nil {
			o.t.Fatal(err)
		}
		for _, d := range docs {
			if d.Kind != "eml" {
				continue
			}
			m, err := mail.ReadMessage(bytes.NewReader(d.Bytes))
			if err != nil {
				o.t.Fatal(err)
			}
			to, err := m.Header.AddressList("To")
			if err != nil {
				o.t.Fatal(err)
			}
			out[to[0].Address] = d.Bytes
		}
	}
	return out
}
