package window

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
)

// claims is a small export of open items: two customers, one long overdue.
const claims = "Customer no;Customer;Email;Invoice;Date;Due date;Amount;Currency\n" +
	"10042;Fjordfisk AS;regnskap@fjordfisk.example;F-2198;2026-09-05;2026-10-05;30210.00;NOK\n" +
	"10117;Nordlys Bakeri AS;post@nordlys.example;F-2204;2026-09-14;2026-10-14;12480.00;NOK\n"

// connectFile connects an export in a folder of its own and reads it once.
func (o *office) connectFile() (path string) {
	o.t.Helper()
	path = filepath.Join(o.t.TempDir(), "items.csv")
	must(o.t, os.WriteFile(path, []byte(claims), 0o600))
	o.connect("files", map[string]string{"items": path})
	return path
}

func TestABookThatVanishedIsSaidAndBlocksItsCustomers(t *testing.T) {
	o := newOffice(t)
	path := o.connectFile()
	must(t, os.Remove(path))
	o.press("Sync ")
	o.until("the failed read is told", func() bool { return o.connection().Last.Code != "" && o.sees("The last read failed") })
	if !strings.Contains(o.notice(), "items.csv") {
		t.Errorf("the notice does not name the file: %q", o.notice())
	}
	if !o.sees("stay out of waves") || o.button("Read everything again") == nil {
		t.Errorf("the screen does not say what it means and what to do:\n%s", strings.Join(o.said(), "\n"))
	}
	o.window.shell.Go(stage.Today, "")
	o.until("today warns too", func() bool { return o.sees("is not fresh") })

	o.window.shell.Go(stage.Waves, "")
	o.press("Propose today's wave")
	o.until("the program says why nobody is reminded", func() bool { return strings.Contains(o.notice(), "left out") })
}

func TestAWaveOfYesterdayCannotBeReleased(t *testing.T) {
	o := newOffice(t)
	o.connectFile()
	yesterday := date.Must(2026, 11, 22)
	before := o.desk.On
	o.desk.On = yesterday
	id, err := o.desk.Propose(o.ctx(), yesterday)
	must(t, err)
	o.desk.On = before
	o.window.stage.OpenWave(id)
	o.until("the wave is shown", func() bool { return o.window.waves.Model() != nil })
	if o.button("Release") != nil {
		t.Error("a wave whose deadlines and interest are of another day can be released")
	}
	if !o.sees("cannot be released") || o.button("Propose again") == nil {
		t.Errorf("the screen does not say why, or what to do:\n%s", strings.Join(o.said(), "\n"))
	}
}

// releaseThroughMail sets up a real mail server, and sends the mails of a proposed wave through it.
func (o *office) releaseThroughMail(settings desk.MailSettings) {
	o.t.Helper()
	must(o.t, o.desk.SetMail(o.ctx(), settings, nil))
	o.window.shell.Go(stage.Waves, "")
	o.press("Propose today's wave")
	o.until("the proposal is there", func() bool { return o.window.waves.Model() != nil })
	o.press("Release ")
	o.press("Release ")
}

// outbox counts the messages of the wave shown that stand in a state.
func (o *office) outbox(state desk.OutboxState) int {
	if m := o.window.waves.Model(); m != nil {
		return m.View.Outbox[state]
	}
	return 0
}

func TestAMailServerThatRefusesTheSignInIsMendedAndTriedAgain(t *testing.T) {
	server := mailtest.Start(t, mailtest.Options{NoStartTLS: true, Auth: true})
	o := newOffice(t)
	o.connectFile()
	settings := desk.MailSettings{
		Mode: desk.MailToServer, Host: server.Host, Port: server.Port, Security: "none", From: "regnskap@skagerrak.example", User: mailtest.User,
	}
	must(t, o.desk.Secrets.Set(desk.MailSecret, "wrong"))
	o.releaseThroughMail(settings)
	o.until("the refusal is told", func() bool { return strings.Contains(o.notice(), "cannot leave now") })
	o.until("the mails wait", func() bool { return o.outbox(desk.OutQueued) == 2 })
	if !o.sees("2 messages wait to be sent") {
		t.Errorf("the screen does not say that messages wait:\n%s", strings.Join(o.said(), "\n"))
	}
	right := mailtest.Password
	must(t, o.desk.SetMail(o.ctx(), settings, &right))
	o.clock.skip(time.Hour) // what failed once is tried again after a while
	o.press("Send now")
	o.until("the mails are sent", func() bool { return o.outbox(desk.OutSent) == 2 })
	if got := len(server.Messages(t)); got != 2 {
		t.Errorf("the server took %d messages, want 2", got)
	}
}

func TestMailThatIsRefusedForGoodNeedsAPerson(t *testing.T) {
	server := mailtest.Start(t, mailtest.Options{NoStartTLS: true})
	o := newOffice(t)
	o.connectFile()
	o.releaseThroughMail(desk.MailSettings{
		Mode: desk.MailToServer, Host: server.Host, Port: server.Port, Security: "none", From: "regnskap@skagerrak.example", TestTo: mailtest.Spam,
	})
	o.until("the mails have failed", func() bool { return o.outbox(desk.OutFailed) == 2 })
	if !o.sees("messages need you") {
		t.Errorf("the screen does not say that messages failed:\n%s", strings.Join(o.said(), "\n"))
	}
	o.press("Look")
	o.until("the messages are listed", func() bool { return o.window.waves.Messages().Len() == 2 })
	table := o.window.waves.Messages()
	table.SelectIndex(0)
	table.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	o.until("the program asks what became of it", func() bool { return o.sees("What became of") })
	o.write("rang them, they have it")
	o.press("Settle ")
	o.until("one message is left", func() bool { return o.outbox(desk.OutFailed) == 1 })
}

// A program is known by its checksum: another one under the same name asks a person first.
func TestAnotherProgramUnderTheSameNameIsNotRun(t *testing.T) {
	o := newOffice(t)
	o.connectFile()
	other := t.TempDir()
	program, err := os.ReadFile(filepath.Join(connectorFolder(t), "files"))
	if err != nil {
		t.Skip("programs have another name on this system: " + err.Error())
	}
	must(t, os.WriteFile(filepath.Join(other, "files"), append(program, 0), 0o700))
	o.sources.Folders = []string{other}

	o.press("Sync ")
	o.until("the program is refused", func() bool { return o.sees("Waits for your approval") })
	o.press("Approve connector…")
	o.until("the checksum is shown", func() bool { return o.sees("Checksum (SHA-256)") })
	o.press("Approve")
	o.until("the program may run again", func() bool { return o.button("Sync") != nil })
	o.press("Sync ")
	o.until("the sums agree again", func() bool { return o.connection().Last.Code == "" && o.sees("All sums agree") })
}

// A payment reference that the account's kind refuses is printed as it came, and the clerk sees so: where the books are read,
// and on the letter before it leaves.
func TestAPaymentReferenceThatIsRefusedIsSeen(t *testing.T) {
	o := newOffice(t)
	c := company()
	c.Accounts[0].Reference = receivable.KIDMod10
	must(t, o.desk.SetCompany(o.ctx(), c))
	path := filepath.Join(t.TempDir(), "items.csv")
	const export = "Customer no;Customer;Email;Invoice;Date;Due date;Amount;Currency;KID\n" +
		"10042;Fjordfisk AS;regnskap@fjordfisk.example;F-2198;2026-09-05;2026-10-05;30210.00;NOK;602244\n"
	must(t, os.WriteFile(path, []byte(export), 0o600))
	o.connect("files", map[string]string{"items": path})
	o.window.shell.Go(stage.Connections, "")
	o.until("the read has a note", func() bool { return o.sees("Notes") })
	notes := o.connection().Last.Notes
	if !slices.ContainsFunc(notes, func(n desk.SyncNote) bool { return n.Code == string(receivable.BadReference) && n.Record == "F-2198" }) {
		t.Errorf("the read says %+v", notes)
	}
	o.window.shell.Go(stage.Waves, "")
	o.press("Propose today's wave")
	o.until("the letter warns", func() bool { return o.sees("The payment reference of invoice F-2198") })
	o.until("the letter is drawn all the same", func() bool { return o.window.waves.PreviewPages() > 0 })
}
