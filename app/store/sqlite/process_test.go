package sqlite_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/dunningdesk/dunningdesk/app/store/sqlite"
	"github.com/dunningdesk/dunningdesk/app/store/storetest"
)

// roles are what this test binary does when it is started as another program on a book.
var roles = map[string]func(path string) error{
	"read for ever":  readForEver,
	"issue for ever": issueForEver,
	"count to fifty": countToFifty,
	"open":           justOpen,
}

func TestMain(m *testing.M) {
	role := os.Getenv("BOOK_ROLE")
	if role == "" {
		os.Exit(m.Run())
	}
	if err := roles[role](os.Getenv("BOOK_PATH")); err != nil {
		fmt.Println(fault.CodeOf(err), err)
		os.Exit(1)
	}
}

// another starts this binary in a role on a book.
func another(t *testing.T, role, path string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), "BOOK_ROLE="+role, "BOOK_PATH="+path)
	cmd.Stderr = os.Stderr
	return cmd
}

var realClock = date.ClockFunc(time.Now)

func open(path string) (*sqlite.Book, error) {
	return sqlite.Open(context.Background(), path, realClock, sqlite.Options{})
}

// readForEver reads a source of growing generations in batches, each with its cursor, and says after each commit how far it is.
func readForEver(path string) error {
	book, err := open(path)
	if err != nil {
		return err
	}
	conn, err := onlyConnection(book)
	if err != nil {
		return err
	}
	var run store.SyncRun
	if err := book.Update(context.Background(), kari, func(w store.Writer) (err error) {
		run, err = w.BeginSync(conn.ID, true)
		return err
	}); err != nil {
		return err
	}
	for batch := 0; ; batch++ {
		d := storetest.Debtor(func(d *store.SourceDebtor) { d.ExternalID = fmt.Sprintf("%d-%d", os.Getpid(), batch) })
		items := make([]store.SourceItem, 50)
		for i := range items {
			items[i] = storetest.Item(d, func(it *store.SourceItem) { it.ExternalID = fmt.Sprintf("%s-%d", d.ExternalID, i) })
		}
		if err := book.Update(store.Bulk(context.Background()), kari, func(w store.Writer) error {
			if err := w.PutDebtors(&run, []store.SourceDebtor{d}); err != nil {
				return err
			}
			if err := w.PutItems(&run, items); err != nil {
				return err
			}
			return w.SaveCursor(conn.ID, []byte(strconv.Itoa(batch)))
		}); err != nil {
			return err
		}
		fmt.Println(batch)
	}
}

func onlyConnection(book *sqlite.Book) (c store.Connection, err error) {
	err = book.View(context.Background(), func(r store.Reader) error {
		all, err := r.Connections()
		if err == nil {
			c = all[0]
		}
		return err
	})
	return c, err
}

// issueForEver takes the one item of a book to ever higher levels.
func issueForEver(path string) error {
	book, err := open(path)
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		if err := book.Update(context.Background(), kari, func(w store.Writer) error {
			it, err := w.Item(1)
			if err != nil {
				return err
			}
			number, err := w.NextNoticeNumber(2026)
			if err != nil {
				return err
			}
			if _, err := w.IssueNotice(store.Notice{Number: number, Claim: storetest.Claim(it)}, []store.Document{{Kind: "eml", Bytes: make([]byte, 20_000)}}); err != nil {
				return err
			}
			return w.Append(activity.NoticeSent, 1, 1, number, nil)
		}); err != nil {
			return err
		}
		fmt.Println(n)
	}
}

func countToFifty(path string) error {
	book, err := open(path)
	if err != nil {
		return err
	}
	for range 50 {
		if err := book.Update(context.Background(), kari, func(w store.Writer) error {
			var n int
			if _, err := w.Setting("n", &n); err != nil {
				return err
			}
			return w.PutSetting("n", n+1)
		}); err != nil {
			return err
		}
	}
	return book.Close()
}

func justOpen(path string) error {
	book, err := open(path)
	if err != nil {
		return err
	}
	return book.Close()
}

// killAfter runs a role, ends it with SIGKILL some commits in, and gives how many it had reported.
func killAfter(t *testing.T, role, path string, commits int) (reported int) {
	t.Helper()
	cmd := another(t, role, path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for reported < commits && lines.Scan() {
		reported++
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() { // what it had said before it died
		reported++
	}
	_ = cmd.Wait()
	if reported < commits {
		t.Fatalf("the other program ended after %d commits", reported)
	}
	return reported
}

func TestAKilledReadLeavesNothingHalf(t *testing.T) {
	path := filepath.Join(t.TempDir(), "killed.book")
	book, err := sqlite.Create(t.Context(), path, realClock, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := book.Update(t.Context(), kari, func(w store.Writer) error {
		_, err := w.PutConnection(store.Connection{Name: "books", Kind: "demo"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
	debtors := 0
	for round := range 3 {
		reported := killAfter(t, "read for ever", path, 5+7*round)
		book, err := open(path)
		if err != nil {
			t.Fatal(err)
		}
		c, err := onlyConnection(book)
		if err != nil {
			t.Fatal(err)
		}
		cursor, err := strconv.Atoi(string(c.Cursor))
		if err != nil {
			t.Fatal(err)
		}
		if cursor+1 < reported {
			t.Errorf("%d batches were reported as kept, the cursor stands at %d", reported, cursor)
		}
		debtors += cursor + 1
		items := 0
		if err := book.View(t.Context(), func(r store.Reader) error {
			if n, err := r.CountCustomers(); err != nil || n != debtors {
				t.Errorf("debtors = %d, %v; the cursor says %d", n, err, debtors)
			}
			return r.Items(store.ItemQuery{}, func(store.ItemRow) error { items++; return nil })
		}); err != nil {
			t.Fatal(err)
		}
		if items != 50*debtors {
			t.Errorf("items = %d, want 50 for each of %d debtors", items, debtors)
		}
		if err := book.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAKilledReleaseLeavesNothingHalf(t *testing.T) {
	path := filepath.Join(t.TempDir(), "killed.book")
	book, err := sqlite.Create(t.Context(), path, realClock, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := storetest.Debtor()
	if err := book.Update(t.Context(), kari, func(w store.Writer) error {
		id, err := w.PutConnection(store.Connection{Name: "books", Kind: "demo"})
		if err != nil {
			return err
		}
		run, err := w.BeginSync(id, true)
		if err != nil {
			return err
		}
		if err := w.PutDebtors(&run, []store.SourceDebtor{d}); err != nil {
			return err
		}
		if err := w.PutItems(&run, []store.SourceItem{storetest.Item(d)}); err != nil {
			return err
		}
		run.Complete, run.Claimed = true, map[money.Currency]int64{"NOK": 100_00}
		return w.FinishSync(&run, storetest.Today)
	}); err != nil {
		t.Fatal(err)
	}
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
	killAfter(t, "issue for ever", path, 10)

	book = openReal(t, path)
	var chain activity.Chain
	if err := book.View(t.Context(), func(r store.Reader) error {
		it, err := r.Item(1)
		if err != nil {
			return err
		}
		notices, err := r.Notices(1, 0)
		if err != nil {
			return err
		}
		charges, err := r.Charges(1, true)
		if err != nil {
			return err
		}
		queued, err := r.Outbox(0, store.OutQueued)
		if err != nil {
			return err
		}
		if it.Level != len(notices) || len(charges) != it.Level || len(queued) != it.Level || it.Level < 10 {
			t.Errorf("level %d, %d notices, %d charges, %d messages: want the same of each", it.Level, len(notices), len(charges), len(queued))
		}
		for _, n := range notices {
			if docs, err := r.Documents(n.ID); err != nil || len(docs) != 1 || len(docs[0].Bytes) != 20_000 {
				t.Errorf("notice %s has %d documents, %v", n.Number, len(docs), err)
			}
		}
		if err := r.Log(1, chain.Check); err != nil {
			return err
		}
		if chain.Head().Seq != int64(it.Level) {
			t.Errorf("%d log entries, want %d", chain.Head().Seq, it.Level)
		}
		return r.Accounts(store.AccountQuery{}, storetest.Today, func(*dunning.Account) error { return nil })
	}); err != nil {
		t.Fatal(err)
	}
}

func openReal(t *testing.T, path string) *sqlite.Book {
	t.Helper()
	book, err := open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = book.Close() })
	return book
}

func TestTwoProgramsShareABook(t *testing.T) {
	path := newBook(t)
	book := openReal(t, path)
	first, second := another(t, "count to fifty", path), another(t, "count to fifty", path)
	for _, cmd := range []*exec.Cmd{first, second} {
		cmd.Stdout = os.Stdout
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
	}
	for range 50 {
		if err := book.Update(t.Context(), kari, func(w store.Writer) error {
			var n int
			if _, err := w.Setting("n", &n); err != nil {
				return err
			}
			return w.PutSetting("n", n+1)
		}); err != nil {
			t.Fatal(err)
		}
	}
	for _, cmd := range []*exec.Cmd{first, second} {
		if err := cmd.Wait(); err != nil {
			t.Fatal(err)
		}
	}
	if got := getInt(t, book, "n"); got != 150 {
		t.Errorf("counter = %d, want 150", got)
	}
}

func getInt(t *testing.T, book store.Store, key string) (n int) {
	t.Helper()
	if err := book.View(t.Context(), func(r store.Reader) error {
		_, err := r.Setting(key, &n)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return n
}
