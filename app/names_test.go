package main

import (
	"bytes"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
)

// Names and addresses as the world writes them, and as somebody writes them who means harm. A mail leaves with one sender,
// one recipient and the headers it should have; what no letter can show is on the exception list; the others are not
// disturbed; and who cannot be reached at all is a task for a person.
func TestNamesOfEveryKind(t *testing.T) {
	o := newOffice(t)
	server := mailtest.Start(t, mailtest.Options{Auth: true})
	o.mailsBy(server)
	o.owes(
		customer{Number: "evil-name", Name: "Evil\r\nBcc: everybody@lab.test", Email: "evil-name@lab.test"},
		customer{Number: "evil-mail", Name: "Evil AS", Email: "a@lab.test\r\nBcc: everybody@lab.test"},
		customer{Number: "two-mails", Name: "To AS", Email: "a@lab.test, everybody@lab.test"},
		customer{Number: "evil-quotes", Name: `"Bcc: everybody@lab.test" <everybody@lab.test>`, Email: "evil-quotes@lab.test"},
		customer{Number: "quotes", Name: `Gasthof "Zum Löwen", Inh. O'Neill \ Söhne`, Email: "quotes@lab.test"},
		customer{Number: "emoji", Name: "Pizza 🍕 AS", Email: "emoji@lab.test"},
		customer{Number: "emoji-by-letter", Name: "Sushi 🍣 AS", Street: "Storgata 1"},
		customer{Number: "chinese", Name: "中文有限公司", Email: "chinese@lab.test"},
		customer{Number: "arabic", Name: "شركة المثال", Email: "arabic@lab.test"},
		customer{Number: "by-letter", Name: "Åse Bjørnstad Ærø AS", Street: "Storgata 1"},
		customer{Number: "no-contact", Name: "Stille AS"},
		customer{Number: "plain", Name: "Vanlig AS", Email: "plain@lab.test"},
	)
	o.connects()
	o.must("wave", "propose")
	if tasks := o.log("task-made"); !slices.ContainsFunc(tasks, func(e entry) bool { return strings.Contains(e.Data, "no-channel") }) {
		t.Errorf("nobody is told of the customer without any contact: %v", tasks)
	}
	released := o.must("wave", "release", "1")
	if !strings.Contains(released, "0 failed, 0 uncertain, 0 waiting") {
		t.Errorf("got %s", released)
	}

	got := map[string]*mail.Message{}
	for _, m := range server.Messages(t) {
		if len(m.To) != 1 {
			t.Errorf("one mail to %v", m.To)
		}
		read, err := mail.ReadMessage(bytes.NewReader(m.Bytes))
		if err != nil {
			t.Fatal(err)
		}
		for _, header := range []string{"Bcc", "Cc"} {
			if v := read.Header.Get(header); v != "" {
				t.Errorf("a mail to %v has %s: %s", m.To, header, v)
			}
		}
		if to, err := read.Header.AddressList("To"); err != nil || len(to) != 1 || to[0].Address != m.To[0] {
			t.Errorf("To: %s, %v", read.Header.Get("To"), err)
		}
		got[m.To[0]] = read
	}
	if got["everybody@lab.test"] != nil || got["a@lab.test"] != nil {
		t.Error("a mail went where a name or an address wanted to lead it")
	}
	for address, name := range map[string]string{
		"emoji@lab.test": "Pizza 🍕 AS", "chinese@lab.test": "中文有限公司", "arabic@lab.test": "شركة المثال", "plain@lab.test": "Vanlig AS",
		"quotes@lab.test": `Gasthof "Zum Löwen", Inh. O'Neill \ Söhne`, "evil-quotes@lab.test": `"Bcc: everybody@lab.test" <everybody@lab.test>`,
	} {
		if got[address] == nil {
			t.Errorf("no mail to %s", address)
			continue
		}
		if to, err := got[address].Header.AddressList("To"); err != nil || to[0].Name != name {
			t.Errorf("%s is written to as %v, %v", address, to, err)
		}
	}
	letters, err := filepath.Glob(filepath.Join(o.dir, "outgoing", "letters", "*.pdf"))
	if err != nil || len(letters) != 1 {
		t.Errorf("letters: %v, %v", letters, err)
	}
	exceptions := map[string]string{}
	for _, l := range o.wave().Lines {
		if l.State == "failed" {
			exceptions[l.Debtor] = l.Why
		}
	}
	for _, who := range []string{"emoji-by-letter", "evil-mail", "two-mails"} {
		if exceptions[who] == "" && !o.hasTask(who) {
			t.Errorf("%s is neither on the exception list nor a task: %v", who, exceptions)
		}
	}
	if len(exceptions) != 3 {
		t.Errorf("exceptions: %v", exceptions)
	}
	if levels := o.levels(); levels["F-emoji-by-letter"] != 0 || levels["F-plain"] != 1 {
		t.Errorf("levels: %v", levels)
	}
	o.must("log", "verify")
}

// hasTask reports whether a person was asked to look at a customer.
func (o *office) hasTask(number string) bool {
	o.t.Helper()
	for _, e := range o.log("task-made") {
		if strings.Contains(e.Subject, number) {
			return true
		}
	}
	return false
}

// shownWave is what `wave show --json` gives.
type shownWave struct {
	State string `json:"state"`
	Lines []struct {
		Debtor string `json:"debtor"`
		State  string `json:"state"`
		Why    string `json:"why"`
	} `json:"lines"`
}

func (o *office) wave() (v shownWave) {
	o.t.Helper()
	o.ask(&v, "wave", "show", "1")
	return v
}

// A company with accounts in some currencies sends nothing in another: it would be paid to the wrong account.
func TestNoNoticeWithoutAnAccountToPayTo(t *testing.T) {
	o := newOffice(t)
	o.must("settings", `company.accounts=[{"Currency":"NOK","Account":"86011117947"}]`)
	o.owes(
		customer{Number: "nok", Name: "Kroner AS", Email: "nok@lab.test"},
		customer{Number: "usd", Name: "Dollar AS", Email: "usd@lab.test", Currency: "USD"},
	)
	o.connects()
	o.must("wave", "propose")
	if got := o.must("wave", "release", "1"); !strings.Contains(got, "1 notices made, 0 dropped out, 1 on the exception list") {
		t.Errorf("got %s", got)
	}
	for _, l := range o.wave().Lines {
		if l.Debtor == "usd" && (l.State != "failed" || !strings.Contains(l.Why, "no account for USD")) {
			t.Errorf("got %+v", l)
		}
	}
	if levels := o.levels(); levels["F-usd"] != 0 || levels["F-nok"] != 1 {
		t.Errorf("levels: %v", levels)
	}
	// With the account entered, the next wave takes it.
	o.must("settings", `company.accounts=[{"Currency":"NOK","Account":"86011117947"},{"Currency":"USD","IBAN":"NO9386011117947","BIC":"DNBANOKK"}]`)
	if p := o.plan(); len(p.Notices) != 1 || p.Notices[0].Debtor != "usd" {
		t.Errorf("the next wave would be %+v", p)
	}
	if mails, err := os.ReadDir(filepath.Join(o.dir, "outgoing", "mails")); err != nil || len(mails) != 1 {
		t.Errorf("%v, %v", mails, err)
	}
}
