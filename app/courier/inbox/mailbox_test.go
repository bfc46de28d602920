package inbox

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

var began = time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)

func settingsOf(s *mailtest.IMAP) desk.MailInSettings {
	return desk.MailInSettings{On: true, Host: s.Host, Port: s.Port, Security: "starttls", User: mailtest.User, CAFile: s.Certificate}
}

func answerNo(n int) []byte {
	return mailOf(fmt.Sprintf("From: Ola %d <ola%d@example.net>", n, n), fmt.Sprintf("Message-ID: <m%d@example.net>", n), "Subject: Re: Reminder", "", fmt.Sprintf("Answer %d", n))
}

// fetchAll gives the texts of what is fetched.
func fetchAll(t *testing.T, s desk.MailInSettings, mark desk.MailMark) ([]string, desk.MailMark) {
	t.Helper()
	var texts []string
	mark, err := Mailboxes{}.FetchMail(t.Context(), s, mailtest.Password, mark, func(batch []desk.Arrival) error {
		for _, a := range batch {
			texts = append(texts, a.Mail.Text)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts, mark
}

func TestAMailboxIsReadOnFromWhereItWas(t *testing.T) {
	for _, protect := range []string{"tls", "starttls"} {
		t.Run(protect, func(t *testing.T) {
			server := mailtest.StartIMAP(t, mailtest.IMAPOptions{TLS: protect == "tls"})
			s := settingsOf(server)
			s.Security = protect
			for i := range 45 {
				server.Put(began, answerNo(i))
			}
			texts, mark := fetchAll(t, s, desk.MailMark{})
			if len(texts) != 45 || texts[44] != "Answer 44" || mark.UID != 45 || mark.Validity == 0 {
				t.Fatalf("%d mails, read up to %+v", len(texts), mark)
			}
			if texts, again := fetchAll(t, s, mark); len(texts) != 0 || again.UID != 45 {
				t.Errorf("read again: %q", texts)
			}
			server.Put(began, answerNo(100))
			if texts, _ := fetchAll(t, s, mark); !slices.Equal(texts, []string{"Answer 100"}) {
				t.Errorf("the new one: %q", texts)
			}
			if all, unread := server.Count("INBOX"); all != 46 || unread != 46 {
				t.Errorf("reading has left %d of %d as unread", unread, all)
			}
		})
	}
}

func TestWhatIsReadCanBeMarkedAndMoved(t *testing.T) {
	server := mailtest.StartIMAP(t, mailtest.IMAPOptions{})
	server.Folder("Read")
	s := settingsOf(server)
	s.MarkRead, s.MoveTo = true, "Read"
	server.Put(began, answerNo(1))
	server.Put(began, answerNo(2))
	if texts, _ := fetchAll(t, s, desk.MailMark{}); len(texts) != 2 {
		t.Fatalf("%q", texts)
	}
	inbox, _ := server.Count("INBOX")
	moved, unread := server.Count("Read")
	if inbox != 0 || moved != 2 || unread != 0 {
		t.Errorf("%d left, %d moved, %d of them unread", inbox, moved, unread)
	}
}

func TestMailsAreNumberedAnew(t *testing.T) {
	server := mailtest.StartIMAP(t, mailtest.IMAPOptions{})
	s := settingsOf(server)
	server.Put(began, answerNo(1))
	_, mark := fetchAll(t, s, desk.MailMark{})
	mark.At = began
	server.Renumber()
	server.Put(began.AddDate(0, -1, 0), answerNo(0)) // long before the last look
	server.Put(began, answerNo(1))
	server.Put(began, answerNo(2))
	texts, next := fetchAll(t, s, mark)
	if !slices.Equal(texts, []string{"Answer 1", "Answer 2"}) || next.Validity == mark.Validity {
		t.Errorf("%q, %+v after %+v", texts, next, mark)
	}
}

func TestALineThatBreaksGivesWhatWasRead(t *testing.T) {
	server := mailtest.StartIMAP(t, mailtest.IMAPOptions{})
	s := settingsOf(server)
	for i := range 60 {
		server.Put(began, append(answerNo(i), strings.Repeat("x", 4000)...))
	}
	server.CutAfter(150_000)
	taken := 0
	_, err := Mailboxes{}.FetchMail(t.Context(), s, mailtest.Password, desk.MailMark{}, func(batch []desk.Arrival) error { taken += len(batch); return nil })
	if !fault.Has(err, fault.Unavailable) || taken == 0 || taken == 60 || taken%batchMails != 0 {
		t.Errorf("%d mails, then %v", taken, err)
	}
	server.CutAfter(0)
	stop := errors.New("the book is full")
	if _, err := (Mailboxes{}).FetchMail(t.Context(), s, mailtest.Password, desk.MailMark{}, func([]desk.Arrival) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("a book that takes nothing: %v", err)
	}
}

func TestWhoMayReadAMailbox(t *testing.T) {
	server := mailtest.StartIMAP(t, mailtest.IMAPOptions{})
	tokens := mailtest.StartIMAP(t, mailtest.IMAPOptions{TLS: true, Token: "a-token"})
	for _, c := range []struct {
		name   string
		server *mailtest.IMAP
		secret string
		change func(*desk.MailInSettings)
		field  string
	}{
		{"the password", server, mailtest.Password, nil, ""},
		{"another password", server, "wrong", nil, "user"},
		{"a token", tokens, "a-token", func(s *desk.MailInSettings) { s.Security, s.SignIn = "tls", "xoauth2" }, ""},
		{"a token that has run out", tokens, "old", func(s *desk.MailInSettings) { s.Security, s.SignIn = "tls", "xoauth2" }, "user"},
		{"a token where none is taken", server, "a-token", func(s *desk.MailInSettings) { s.SignIn = "xoauth2" }, "user"},
		{"a certificate that nobody knows", server, mailtest.Password, func(s *desk.MailInSettings) { s.CAFile = "" }, "host"},
		{"a folder that is not there", server, mailtest.Password, func(s *desk.MailInSettings) { s.Folder = "Elsewhere" }, "folder"},
		{"nobody listens", server, mailtest.Password, func(s *desk.MailInSettings) { s.Port = 1 }, "host"},
		{"TLS to a server that greets in plain words", server, mailtest.Password, func(s *desk.MailInSettings) { s.Security = "tls" }, "host"},
	} {
		s := settingsOf(c.server)
		if c.change != nil {
			c.change(&s)
		}
		_, err := Mailboxes{}.LookAtMail(t.Context(), s, c.secret)
		var said *fault.Error
		if c.field == "" && err != nil || c.field != "" && (!errors.As(err, &said) || said.Field != c.field) {
			t.Errorf("%s: %v", c.name, err)
		}
		if err != nil && strings.Contains(err.Error(), c.secret) {
			t.Errorf("%s: the error tells the password: %v", c.name, err)
		}
	}
}

func TestNewMailIsToldOf(t *testing.T) {
	server := mailtest.StartIMAP(t, mailtest.IMAPOptions{})
	s := settingsOf(server)
	server.Put(began, answerNo(1))
	_, mark := fetchAll(t, s, desk.MailMark{})
	await := func(mark desk.MailMark, most time.Duration) chan error {
		done := make(chan error, 1)
		go func() { done <- Mailboxes{}.AwaitMail(t.Context(), s, mailtest.Password, mark, most) }()
		return done
	}
	if err := <-await(desk.MailMark{}, time.Hour); err != nil { // what came before is told of at once
		t.Error(err)
	}
	idle := await(mark, time.Hour)
	for waiting := true; waiting; { // until the server tells, whenever it begins to
		select {
		case err := <-idle:
			if err != nil {
				t.Error(err)
			}
			waiting = false
		case <-time.After(50 * time.Millisecond):
			server.Put(began, answerNo(2))
		}
	}
	_, mark = fetchAll(t, s, mark)
	if err := <-await(mark, 10*time.Millisecond); err != nil {
		t.Error(err)
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if err := (Mailboxes{}).AwaitMail(stopped, s, mailtest.Password, mark, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

// TestAMailboxOfAHundredThousandMails holds that a mailbox that was in use for years is read from a day on, and that what is read
// of it does not fill the memory.
func TestAMailboxOfAHundredThousandMails(t *testing.T) {
	if testing.Short() {
		t.Skip("fills a mailbox with 100,000 mails; run without -short")
	}
	const old, fresh = 99_000, 1_000
	server := mailtest.StartIMAP(t, mailtest.IMAPOptions{})
	s := settingsOf(server)
	s.From = date.Must(2026, 11, 23)
	letter := answerNo(0)
	for i := range old + fresh {
		at := began.AddDate(0, 0, -1-i%900)
		if i >= old {
			at, letter = began, answerNo(i)
		}
		server.Put(at, letter)
	}
	look, err := Mailboxes{}.LookAtMail(t.Context(), s, mailtest.Password)
	if err != nil || look.Mails != old+fresh || look.ToRead != fresh || !look.Idle {
		t.Fatalf("%+v, %v", look, err)
	}
	most := func(from date.Date, stopAfter int) (n int, grown uint64) {
		s.From = from
		var before, now runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		stop := errors.New("enough")
		_, err := Mailboxes{}.FetchMail(t.Context(), s, mailtest.Password, desk.MailMark{}, func(batch []desk.Arrival) error {
			if n += len(batch); n >= stopAfter {
				runtime.GC()
				runtime.ReadMemStats(&now)
				return stop
			}
			return nil
		})
		if err != nil && !errors.Is(err, stop) {
			t.Fatal(err)
		}
		if now.HeapAlloc > before.HeapAlloc {
			grown = now.HeapAlloc - before.HeapAlloc
		}
		return n, grown
	}
	if n, _ := most(s.From, 1<<30); n != fresh {
		t.Errorf("%d mails since that day, want %d", n, fresh)
	}
	n, grown := most(date.Date{}, 2_000)
	t.Logf("of %d mails %d were read, the memory had grown by %d kB", old+fresh, n, grown>>10)
	if grown > 16<<20 {
		t.Errorf("reading a large mailbox has taken %d MB", grown>>20)
	}
}

func TestAMailOfManyMegabytesIsReadFromItsBeginning(t *testing.T) {
	server := mailtest.StartIMAP(t, mailtest.IMAPOptions{})
	s := settingsOf(server)
	big := mailOf("From: Ola <ola@example.net>", "Message-ID: <big@example.net>", "Subject: Re: Reminder", "Content-Type: multipart/mixed; boundary=B", "",
		"--B", "Content-Type: text/plain", "", "We have paid.", "--B", "Content-Type: application/pdf", "Content-Transfer-Encoding: base64", "")
	server.Put(began, append(big, strings.Repeat("QUFB\r\n", 5<<20)...))
	server.Put(began, mailOf("From: Ola <ola@example.net>", "Message-ID: <many@example.net>", "Content-Type: multipart/mixed; boundary=B", "",
		strings.Repeat("--B\r\nContent-Type: text/plain\r\n\r\nx\r\n", 10_000)))
	var got []desk.Arrival
	if _, err := (Mailboxes{}).FetchMail(t.Context(), s, mailtest.Password, desk.MailMark{}, func(batch []desk.Arrival) error { got = append(got, batch...); return nil }); err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Mail.Text != "We have paid." || !got[0].Mail.Cut || !got[1].Mail.Cut || got[1].Mail.Text != "x" {
		t.Errorf("%+v", got)
	}
}

// arrivalsOf gives all that is fetched.
func arrivalsOf(t *testing.T, s desk.MailInSettings, mark desk.MailMark) (got []desk.Arrival, next desk.MailMark) {
	t.Helper()
	next, err := Mailboxes{}.FetchMail(t.Context(), s, mailtest.Password, mark, func(batch []desk.Arrival) error { got = append(got, batch...); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return got, next
}

// TestAMailThatTheServerRefusesKeepsNoOtherBack holds that one damaged mail is told of, and that all others are read.
func TestAMailThatTheServerRefusesKeepsNoOtherBack(t *testing.T) {
	server := mailtest.StartIMAP(t, mailtest.IMAPOptions{})
	server.Folder("Read")
	s := settingsOf(server)
	s.MoveTo = "Read"
	for i := range 25 {
		server.Put(began, answerNo(i))
	}
	server.Refuse(3, 1, false)
	server.Refuse(7, 100, true)
	server.Hide(24)
	got, mark := arrivalsOf(t, s, desk.MailMark{})
	unread := map[uint32]desk.Arrival{}
	for _, a := range got {
		if a.Unread != "" {
			unread[a.UID] = a
		}
	}
	if len(got) != 25 || len(unread) != 3 || mark.UID != 25 {
		t.Fatalf("%d mails, %d not read, up to %d", len(got), len(unread), mark.UID)
	}
	if a := unread[3]; !strings.Contains(a.Unread, "this message is damaged") || a.Mail.From != "ola2@example.net" || a.Mail.Kind != incoming.Unreadable || a.Mail.Text != "" {
		t.Errorf("one whose header is given: %+v", a)
	}
	if a := unread[7]; a.Mail.From != "" || a.Mail.Print == unread[3].Mail.Print || a.Unread == "" {
		t.Errorf("one of which nothing is given: %+v", a)
	}
	if unread[24].Unread == "" {
		t.Error("one that comes without its text is passed over")
	}
	if left, _ := server.Count("INBOX"); left != 3 {
		t.Errorf("%d are left in the mailbox, want those that were not read", left)
	}
	mark.Again = []uint32{3, 7}
	again, _ := arrivalsOf(t, s, mark)
	if len(again) != 2 || again[0].UID != 3 || again[0].Mail.Text != "Answer 2" || again[0].Unread != "" || again[1].Unread == "" {
		t.Errorf("tried again: %+v", again)
	}
}

// TestAServerThatRefusesAllIsIllItself holds that mails are not counted as damaged because their server is.
func TestAServerThatRefusesAllIsIllItself(t *testing.T) {
	server := mailtest.StartIMAP(t, mailtest.IMAPOptions{})
	for i := range 10 {
		server.Refuse(server.Put(began, answerNo(i)), 1000, true)
	}
	taken := 0
	_, err := Mailboxes{}.FetchMail(t.Context(), settingsOf(server), mailtest.Password, desk.MailMark{}, func(batch []desk.Arrival) error { taken += len(batch); return nil })
	if !fault.Has(err, fault.Unavailable) || taken != 0 {
		t.Errorf("%d taken, %v", taken, err)
	}
}

func TestATextBehindALargeAttachmentIsFetchedAlone(t *testing.T) {
	server := mailtest.StartIMAP(t, mailtest.IMAPOptions{})
	head := []string{"From: Ola <ola@example.net>", "Message-ID: <behind@example.net>", "Subject: Re: Reminder", "In-Reply-To: <n1@example.org>", "Content-Type: multipart/mixed; boundary=B", ""}
	file := "--B\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n" + strings.Repeat("QUFB\r\n", 400<<10)
	text := "--B\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nVi har betalt p=E5 fredag.\r\n--B--\r\n"
	server.Put(began, append(mailOf(head...), file+text...))
	got, _ := arrivalsOf(t, settingsOf(server), desk.MailMark{})
	if len(got) != 1 {
		t.Fatalf("%+v", got)
	}
	if m := got[0].Mail; m.Text != "Vi har betalt på fredag." || !m.Cut || m.ID != "behind@example.net" || !slices.Contains(m.Refs, "n1@example.org") || m.Kind != incoming.Answer {
		t.Errorf("%+v", m)
	}
}
