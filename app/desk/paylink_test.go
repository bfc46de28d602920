package desk_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/desk/paylink"
)

// paying is an office with two customers: of the first's invoice the accounting system has an address.
func paying(t *testing.T, s desk.PayLinkSettings) *office {
	o := newOffice(t, func(s *source) {
		twoCustomers(s)
		s.items[0].PayLink = "https://books.example/pay/1"
	})
	o.sync()
	conns, err := o.Connections(t.Context())
	o.must(err)
	o.must(o.SetPayLink(t.Context(), conns[0].Connection.ID, s, nil))
	return o
}

// links are the addresses in what would leave, by customer.
func (o *office) links() map[string]string {
	o.t.Helper()
	out := map[string]string{}
	for _, job := range o.courier.made {
		out[job.Debtor.Number] = job.PayLink
	}
	return out
}

func TestANoticeLeadsToPaying(t *testing.T) {
	o := paying(t, desk.PayLinkSettings{Template: "https://pay.example/p/{{token}}"})
	o.remind("2026-11-23")
	links := o.links()
	if links["C1"] != "https://books.example/pay/1" || !strings.HasPrefix(links["C2"], "https://pay.example/p/ey") {
		t.Fatalf("%v", links)
	}
	c, _, err := o.VerifyPayLink(t.Context(), links["C2"])
	o.must(err)
	if c.Customer != "C2" || c.Invoice != "F-2" || c.Amount != money.New(20_000, "NOK") || c.Until != day("2026-11-23").AddDays(60) {
		t.Errorf("%+v", c)
	}
	if strings.Contains(links["C2"], "Customer") {
		t.Errorf("a name stands in %s", links["C2"])
	}
	_, _, err = o.VerifyPayLink(t.Context(), links["C2"]+"x")
	o.wantCode(err, paylink.BadToken)
	o.readAsThePageDoes(links["C2"])
}

// readAsThePageDoes runs the reading of docs/paylinks.md.
func (o *office) readAsThePageDoes(link string) {
	o.t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		o.t.Log("python3 is not installed: the page's own reading is not tried")
		return
	}
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "paylinks.md"))
	o.must(err)
	_, code, _ := strings.Cut(string(page), "```python\n")
	code, _, _ = strings.Cut(code, "```")
	conns, err := o.Connections(o.t.Context())
	o.must(err)
	key, err := o.PayLinkKey(o.t.Context(), conns[0].Connection.ID)
	o.must(err)
	token := link[strings.LastIndex(link, "/")+1:]
	out, err := exec.Command(python, "-c", code, token, key, "2026-11-23").CombinedOutput()
	if err != nil || !strings.Contains(string(out), `"a": "200.00"`) {
		o.t.Errorf("the page reads %s (%v)", out, err)
	}
	if out, err := exec.Command(python, "-c", code, token, key, "2027-11-23").CombinedOutput(); err == nil {
		o.t.Errorf("the page believes an old token: %s", out)
	}
}

func TestWhereNoLinkIsWanted(t *testing.T) {
	o := paying(t, desk.PayLinkSettings{Source: desk.PayLinkOff, Template: "https://pay.example/p/{{token}}"})
	o.remind("2026-11-23")
	if links := o.links(); links["C1"]+links["C2"] != "" {
		t.Errorf("%v", links)
	}
	o = paying(t, desk.PayLinkSettings{Source: desk.PayLinkTemplate, Template: "https://pay.example/?i={{invoice}}"})
	o.remind("2026-11-23")
	if links := o.links(); links["C1"] != "https://pay.example/?i=F-1" {
		t.Errorf("%v", links)
	}
}

// A key that is gone keeps no reminder from leaving: it leaves without a link, and says why.
func TestALostKeyStopsNoReminder(t *testing.T) {
	o := paying(t, desk.PayLinkSettings{Template: "https://pay.example/p/{{token}}"})
	o.Secrets = secrets{}
	o.remind("2026-11-23")
	for _, job := range o.courier.made {
		if job.Debtor.Number == "C2" && (job.PayLink != "" || job.PayProblem == nil) {
			t.Errorf("%q, %v", job.PayLink, job.PayProblem)
		}
	}
}

func TestPayLinksThatAreRefused(t *testing.T) {
	o := paying(t, desk.PayLinkSettings{})
	conns, err := o.Connections(t.Context())
	o.must(err)
	id := conns[0].Connection.ID
	short := "c2hvcnQ="
	for _, c := range []struct {
		s    desk.PayLinkSettings
		key  *string
		code fault.Code
	}{
		{desk.PayLinkSettings{Template: "http://pay.example/{{token}}"}, nil, paylink.BadLink},
		{desk.PayLinkSettings{Source: desk.PayLinkTemplate}, nil, fault.Invalid},
		{desk.PayLinkSettings{Source: "moon"}, nil, fault.Invalid},
		{desk.PayLinkSettings{Days: 500}, nil, fault.Invalid},
		{desk.PayLinkSettings{Template: "https://pay.example/{{token}}"}, &short, fault.Invalid},
	} {
		o.wantCode(o.SetPayLink(t.Context(), id, c.s, c.key), c.code)
	}
	_, err = o.PayLinkKey(t.Context(), id)
	o.wantCode(err, fault.NotFound)
}

// Who may not change settings changes no key either: with a key of one's own anybody could make addresses that are believed.
func TestSecretsAreKeptByAdministratorsAlone(t *testing.T) {
	o := paying(t, desk.PayLinkSettings{Template: "https://pay.example/p/{{token}}"})
	conns, err := o.Connections(t.Context())
	o.must(err)
	id := conns[0].Connection.ID
	before, err := o.PayLinkKey(t.Context(), id)
	o.must(err)
	o.staffed()
	ola, mine := o.as("ola"), strings.Repeat("A", 43)
	o.wantCode(ola.SetPayLink(t.Context(), id, desk.PayLinkSettings{}, &mine), approval.NotAllowed)
	o.wantCode(ola.SetSMS(t.Context(), desk.SMSSettings{Mode: desk.SMSToFolder}, &mine), approval.NotAllowed)
	o.wantCode(ola.SetMail(t.Context(), desk.MailSettings{Mode: desk.MailToFolder, From: "a@b.example"}, &mine), approval.NotAllowed)
	o.wantCode(ola.SetMailIn(t.Context(), desk.MailInSettings{}, &mine), approval.NotAllowed)
	_, err = ola.TryText(t.Context(), desk.SMSSettings{Mode: desk.SMSToGateway, URL: "https://ola.example"}, nil, "+4791234567", "x")
	o.wantCode(err, approval.NotAllowed)
	o.wantCode(ola.CheckMail(t.Context(), desk.MailSettings{Mode: desk.MailToServer, Host: "ola.example", User: "u"}, nil), approval.NotAllowed) // the kept secret would go to a server of the clerk's
	if after, err := o.as("kari").PayLinkKey(t.Context(), id); err != nil || after != before {
		t.Errorf("a clerk has changed the key to %q, %v", after, err)
	}
	for _, name := range []string{desk.SMSSecret, desk.MailSecret, desk.MailInSecret} {
		if got, _ := o.Secrets.Get(name); got == mine {
			t.Errorf("a clerk has changed %s", name)
		}
	}
	o.wantCode(o.as("kari").SetPayLink(t.Context(), 999, desk.PayLinkSettings{}, &mine), fault.NotFound)
}
