package window

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"

	"fyne.io/fyne/v2/test"
)

// passwords of the two who work in the book.
var passwords = map[string]string{"kari": "correct horse battery", "ola": "another long one"}

// staffed gives the book an administrator and a clerk who does nothing alone.
func (o *office) staffed() {
	o.t.Helper()
	for _, u := range []approval.User{
		{Login: "kari", Name: "Kari Nordby", Person: "kari@x", Role: approval.Admin, Active: true},
		{Login: "ola", Name: "Ola Hauge", Person: "ola@x", Role: approval.Clerk, Active: true},
	} {
		_, err := o.desk.PutUser(o.ctx(), u, passwords[u.Login])
		must(o.t, err)
	}
	p, err := o.desk.Policy(o.ctx())
	must(o.t, err)
	for i := range p.Limits {
		p.Limits[i].Alone = approval.Bound{}
	}
	must(o.t, o.desk.SetPolicy(o.ctx(), p))
}

// openSeated opens the window as a book with several users opens it, and gives what the machine's desktop was told.
func (o *office) openSeated() *[]string {
	o.t.Helper()
	start, err := Look(o.ctx(), o.desk)
	must(o.t, err)
	told := &[]string{}
	o.pump = runner.NewPumped()
	o.host = test.NewWindow(nil)
	o.host.Resize(fyne.NewSize(1280, 800))
	o.window, err = New(Config{
		Desk: o.desk, Run: o.pump.Runner, Host: o.host, Start: start, User: "somebody", Mode: theme.Light, Quiet: true, Clock: o.clock,
		Sit: func(login string) Desk {
			return o.desk.As(activity.Actor{Name: login, Kind: activity.Person, SignedIn: login != ""})
		},
		Notify: func(title, text string) { *told = append(*told, title+": "+text) },
	})
	must(o.t, err)
	return told
}

// signIn gives login and password on the page that covers the window.
func (o *office) signIn(login, password string) {
	o.t.Helper()
	o.until("the window asks who it is", func() bool { return o.button("Sign in") != nil })
	o.writeInto(1, login)
	o.writeInto(2, password)
	o.press("Sign in")
}

// sitDown signs somebody in and waits until the window is free.
func (o *office) sitDown(login string) {
	o.t.Helper()
	o.signIn(login, passwords[login])
	o.until(login+" sits at the window", func() bool { return !o.window.Locked() && o.window.User().Login == login })
}

func TestTwoPeopleSignInLockAndUnlock(t *testing.T) {
	o := newOffice(t)
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23"})
	o.staffed()
	company := "Skagerrak Engros AS"
	o.openSeated()
	if o.sees(company) || !o.sees("Several people work in this book") {
		t.Fatalf("before anybody signed in the window shows\n%s", strings.Join(o.said(), "\n"))
	}
	o.signIn("ola", "guess guess guess")
	o.until("the refusal is said", func() bool { return o.sees("Login or password is wrong") })
	if !o.window.Locked() {
		t.Fatal("a wrong password opened the window")
	}
	o.sitDown("ola")
	o.until("the foot says who sits here", func() bool { return o.sees("Ola Hauge") && o.sees(company) })

	// A dialog with a customer in it lies open when the window locks itself.
	o.window.shell.Go(stage.Customers, "")
	o.until("customers are there", func() bool { return o.window.customers.Table().Total() == 60 })
	name := o.window.customers.Table().At(0).Name
	o.window.CheckIdle()
	if o.window.Locked() {
		t.Fatal("the window locked under the hands of who uses it")
	}
	o.clock.skip(11 * time.Minute)
	o.window.CheckIdle()
	if !o.window.Locked() || o.sees(name) || o.sees(company) || strings.Contains(o.host.Title(), "Customers") {
		t.Fatalf("locked %v, title %q, and the window shows\n%s", o.window.Locked(), o.host.Title(), strings.Join(o.said(), "\n"))
	}
	o.window.stage.Decide(stage.Decision{Title: name, Verb: "Do it"}) // work that ends while the window is locked
	if o.sees(name) {
		t.Error("a dialog lies over the lock")
	}
	o.writeInto(1, "not the password")
	o.press("Unlock")
	o.until("the refusal is said", func() bool { return o.sees("Login or password is wrong") })
	o.writeInto(1, passwords["ola"])
	o.press("Unlock")
	o.until("the window is free, and the dialog lies where it was", func() bool { return !o.window.Locked() && o.sees(name) })
	if got := o.window.shell.Front().Key(); got != stage.Customers {
		t.Errorf("after unlocking the screen is %s", got)
	}
	o.window.Lock()
	o.press("Sign out")
	o.sitDown("kari")
	o.until("the next one begins with the day", func() bool { return o.window.shell.Front().Key() == stage.Today && o.sees("Kari Nordby") })
	if o.host.Canvas().Overlays().Top() != nil {
		t.Error("the dialog of the one before is still there")
	}
}

// askedFor has a clerk ask to waive the first charge of a customer, through the window.
func (o *office) askedFor(id receivable.DebtorID) {
	o.t.Helper()
	o.window.stage.OpenCustomer(id)
	o.until("the customer is open", func() bool { m := o.window.customer.Model(); return m != nil && m.View.Debtor.ID == id })
	o.press("Why?")
	o.press("Waive a charge…")
	o.writeInto(2, "our mistake")
	o.press("Waive this charge")
	o.until("the request waits", func() bool { return strings.Contains(o.notice(), "waits under Approvals") })
}

func TestAClerkAsksAndSomebodyElseDecides(t *testing.T) {
	o := newOffice(t)
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23"})
	id := o.charged()
	o.staffed()
	told := o.openSeated()
	o.sitDown("ola")
	before, _, err := o.desk.Charges(o.ctx(), id)
	must(t, err)
	o.askedFor(id)

	// The one who asked sees it on the customer's page, and cannot decide.
	o.until("the customer's page says that something waits", func() bool {
		return o.sees("asked by Ola Hauge on 23 Nov, waits for a second pair of eyes") && o.sees("Asked for approval, ola")
	})
	o.window.stage.OpenRequest(1)
	o.until("the request lies open", func() bool { return o.window.approvals.Evidence() != nil })
	if !o.sees("your own request") || o.button("Approve") != nil || o.button("Withdraw…") == nil {
		t.Errorf("one's own request shows\n%s", strings.Join(o.said(), "\n"))
	}
	o.host.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyA})
	if o.host.Canvas().Overlays().Top() != nil {
		t.Error("a key approves one's own request")
	}

	o.window.SignOut()
	o.sitDown("kari")
	o.until("the entry of the navigation counts it", func() bool { return len(o.window.sitting.seen) == 1 })
	if len(*told) != 0 {
		t.Errorf("what waited before one sat down was told as new: %q", *told)
	}
	o.window.shell.Go(stage.Approvals, "")
	o.until("the evidence lies open", func() bool {
		e := o.window.approvals.Evidence()
		return e != nil && e.Refused == nil && o.sees("If you approve")
	})
	for _, words := range []string{"our mistake", "not your own request", "1 reminder", "The claim"} {
		if !o.sees(words) {
			t.Errorf("%q is not among what lies before who decides:\n%s", words, strings.Join(o.said(), "\n"))
		}
	}
	o.host.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyD})
	o.press("Decline ")
	if !o.sees("A reason is needed") {
		t.Errorf("declining without a reason says\n%s", strings.Join(o.said(), "\n"))
	}
	o.press("Cancel")
	o.press("Approve waiver")
	o.until("nothing waits any more", func() bool { return len(o.window.approvals.Model().Open) == 0 && o.sees("Decided lately") })
	after, _, err := o.desk.Charges(o.ctx(), id)
	must(t, err)
	if after[0].Open.Minor != 0 || before[0].Open.Minor == 0 {
		t.Errorf("before %v, after the approval %v is open", before[0].Open, after[0].Open)
	}
}

func TestANewRequestIsToldAndABatchDecidesEach(t *testing.T) {
	o := newOffice(t)
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23"})
	o.charged()
	o.staffed()
	told := o.openSeated()
	o.sitDown("kari")
	o.until("requests were looked at", func() bool { return o.window.sitting.looked })
	ola := o.desk.As(activity.Actor{Name: "ola", Kind: activity.Person, SignedIn: true})
	var ids []approval.RequestID
	for charge := int64(1); charge <= 3; charge++ {
		asked, err := ola.Waive(o.ctx(), desk.WaiveOrder{Charge: charge, Why: "our mistake"})
		must(t, err)
		ids = append(ids, asked.Request)
	}
	o.window.LookAround()
	o.until("the desktop is told, without a word of the book", func() bool {
		return len(*told) > 0 && (*told)[0] == "Dunning Desk: A request waits for you"
	})
	o.window.LookAround()
	o.window.shell.Go(stage.Approvals, "")
	o.until("all wait", func() bool { return len(o.window.approvals.Model().Open) == 3 })
	for _, id := range ids {
		o.window.approvals.Tick(id)
	}
	must(t, ola.Withdraw(o.ctx(), ids[1])) // meanwhile
	o.press("Approve 3")
	o.until("it asks once more", func() bool { return o.sees("Each is decided by itself") })
	o.press("Approve 3")
	o.until("each has its result", func() bool { return o.sees("What came of each") })
	if !o.sees("approved") || !o.sees("is withdrawn") {
		t.Errorf("the results are\n%s", strings.Join(o.said(), "\n"))
	}
	_, decided, err := o.desk.Requests(o.ctx(), 0)
	must(t, err)
	states := map[approval.State]int{}
	for _, v := range decided {
		states[v.State]++
	}
	if states[approval.Approved] != 2 || states[approval.Withdrawn] != 1 {
		t.Errorf("states %v", states)
	}
	if len(*told) > len(ids) { // a look between two requests tells of each; none is told twice
		t.Errorf("told %q", *told)
	}
}

func TestAWaveBeyondTheLimitWaitsInItsBanner(t *testing.T) {
	o := newOffice(t)
	o.connect("demo", map[string]string{"customers": "60", "as_of": "2026-11-23"})
	o.staffed()
	o.openSeated()
	o.sitDown("ola")
	o.window.shell.Go(stage.Waves, "")
	o.press("Propose today's wave")
	o.until("the proposal is there", func() bool { return o.window.waves.Model() != nil })
	o.press("Release ")
	o.until("the program asks once more", func() bool { return o.sees("read from the books once more") })
	o.press("Release ")
	o.until("the wave waits, and nothing has failed", func() bool {
		return o.sees("Waits for a second pair of eyes") && strings.Contains(o.notice(), "Release it again when it is approved")
	})
	id := o.window.waves.Model().View.Wave.ID

	o.window.SignOut()
	o.sitDown("kari")
	o.window.shell.Go(stage.Approvals, "")
	o.until("the evidence lies open", func() bool { e := o.window.approvals.Evidence(); return e != nil && e.Wave != nil && e.Wave.ID == id })
	o.press("Open the wave")
	o.until("the wave says who asked", func() bool { return o.sees("Ola Hauge asked on") })
	o.press("Open the request")
	o.press("Approve release")
	o.until("nothing waits any more", func() bool { return len(o.window.approvals.Model().Open) == 0 })

	o.window.SignOut()
	o.sitDown("ola")
	o.window.shell.Go(stage.Waves, "")
	o.until("the wave may leave", func() bool { return o.sees("Approved: release it now") })
	o.release()
}
