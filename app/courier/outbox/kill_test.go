//go:build unix

package outbox

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/courier/mail"
	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
)

// The child process is a desk that sends a wave and is killed without warning; its environment says where to send and
// at which moment to die.
const envChild = "DUNNINGDESK_OUTBOX_CHILD"

func init() {
	becomeDesk = func() bool {
		if os.Getenv(envChild) == "" {
			return false
		}
		child()
		return true
	}
}

// Moments at which the desk dies, each on either side of a commit or of the message's way out.
var moments = []string{"after claim", "after the server's word", "after sent"}

func TestKilledAtEveryMoment(t *testing.T) {
	if testing.Short() {
		t.Skip("starts some twenty processes")
	}
	const messages = 12
	for i, moment := range moments {
		t.Run(moment, func(t *testing.T) {
			server := mailtest.Start(t, mailtest.Options{Auth: true})
			q := wave(t, messages)
			kills := 0
			for at := 1; unfinished(q.states(t)) > 0; at = 1 + (at+i)%3 {
				if kills > messages+2 {
					t.Fatalf("the wave does not come to its end: %v", q.states(t))
				}
				if desk(t, server, q, moment, at) {
					kills++
				}
			}
			judge(t, server, q, messages)
			if kills < 4 {
				t.Errorf("the desk was killed %d times only", kills)
			}
			if moment == "after sent" && q.states(t)["uncertain"] != 0 {
				t.Errorf("nothing was in doubt: %v", q.states(t))
			}
			if moment == "after the server's word" && q.states(t)["uncertain"] != kills {
				t.Errorf("%d kills, %v", kills, q.states(t))
			}
		})
	}
}

// The server has the message and has not said so yet: the worst moment of all. The next desk must not send it again.
func TestKilledBeforeTheServersWord(t *testing.T) {
	server := mailtest.Start(t, mailtest.Options{Auth: true})
	q := wave(t, 3, "customer@lab.test", mailtest.HangAfter, "customer@lab.test")
	cmd := command(t, server, q, "never", 0)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(20 * time.Second); len(server.Messages(t)) < 2; {
		if time.Now().After(deadline) {
			t.Fatal("the second message never arrived")
		}
		time.Sleep(time.Millisecond)
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	if got := q.all(t)[1].state; got != "sending" {
		t.Fatalf("before the first byte it was %s", got)
	}
	desk(t, server, q, "never", 0)
	judge(t, server, q, 3)
	var states []string
	for _, k := range q.all(t) {
		states = append(states, k.state)
	}
	if got := strings.Join(states, " "); got != "sent uncertain sent" {
		t.Errorf("got %s", got)
	}
	if got := len(server.Messages(t)); got != 3 {
		t.Errorf("%d messages arrived", got)
	}
}

// Killed by somebody else at moments nobody chose: as soon as the server has a few more messages.
func TestKilledFromOutside(t *testing.T) {
	if testing.Short() {
		t.Skip("starts several processes")
	}
	const messages = 60
	server := mailtest.Start(t, mailtest.Options{Auth: true})
	q := wave(t, messages)
	for want := 7; unfinished(q.states(t)) > 0; want += 7 {
		if want > 20*messages {
			t.Fatalf("the wave does not come to its end: %v", q.states(t))
		}
		cmd := command(t, server, q, "never", 0)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan struct{})
		go func() { _ = cmd.Wait(); close(ended) }()
		for deadline := time.Now().Add(20 * time.Second); len(server.Messages(t)) < want; {
			select {
			case <-ended:
				deadline = time.Time{}
			case <-time.After(time.Millisecond):
			}
			if time.Now().After(deadline) {
				break
			}
		}
		_ = cmd.Process.Kill()
		<-ended
	}
	judge(t, server, q, messages)
}

// judge holds the promise: nothing twice, nothing lost, and what is not known is listed as such.
func judge(t *testing.T, server *mailtest.Server, q *fileQueue, messages int) {
	t.Helper()
	arrived := map[string]int{}
	for _, m := range server.Messages(t) {
		for line := range strings.Lines(string(m.Bytes)) {
			if id, ok := strings.CutPrefix(line, "Message-ID: <"); ok {
				arrived[id[:strings.Index(id, "@")]]++
			}
		}
	}
	all := q.all(t)
	if len(all) != messages {
		t.Errorf("%d messages in the book", len(all))
	}
	for _, k := range all {
		n := arrived[k.number]
		switch {
		case n > 1:
			t.Errorf("%s arrived %d times (%s)", k.number, n, k.state)
		case k.state == "sent" && n != 1:
			t.Errorf("%s counts as sent and never arrived", k.number)
		case k.state != "sent" && k.state != "uncertain":
			t.Errorf("%s is left in %s (%s %s)", k.number, k.state, k.code, k.detail)
		}
	}
}

func unfinished(states map[string]int) int { return states["queued"] + states["sending"] }

// wave queues messages to these recipients, or all to one.
func wave(t *testing.T, messages int, to ...string) *fileQueue {
	t.Helper()
	file := filepath.Join(t.TempDir(), "queue.db")
	q := openQueue(t, file, "looking on", time.Now)
	q.file = file
	for i := range messages {
		number, recipient := fmt.Sprintf("n-%03d", i), "customer@lab.test"
		if len(to) > 0 {
			recipient = to[i]
		}
		eml, err := mail.Build(mail.Message{
			ID: number + "@skagerrak.example", Date: morning, From: mail.Address{Addr: "dunning@lab.test"},
			To: []mail.Address{{Addr: recipient}}, Subject: "Purring " + number, Plain: "Hei\n",
		})
		if err != nil {
			t.Fatal(err)
		}
		q.add(t, Mail, number, recipient, eml)
	}
	return q
}

// desk runs the child until it is done or dead; it reports whether it was killed.
func desk(t *testing.T, server *mailtest.Server, q *fileQueue, moment string, at int) (killed bool) {
	t.Helper()
	err := command(t, server, q, moment, at).Run()
	if err == nil {
		return false
	}
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		t.Fatalf("the desk ended with %v", err)
	}
	return true
}

func command(t *testing.T, server *mailtest.Server, q *fileQueue, moment string, at int) *exec.Cmd {
	t.Helper()
	roots := filepath.Join(filepath.Dir(q.file), "roots.pem")
	if err := os.WriteFile(roots, server.Certificate(t), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), envChild+"="+strings.Join([]string{q.file, strconv.Itoa(server.Port), roots, moment, strconv.Itoa(at)}, "|"))
	cmd.Stderr = os.Stderr
	return cmd
}

// child is the desk: the real worker, the real sender, a queue on disk; mortal at the chosen moment.
func child() {
	args := strings.Split(os.Getenv(envChild), "|")
	port, _ := strconv.Atoi(args[1])
	at, _ := strconv.Atoi(args[4])
	death := &mortal{moment: args[3], at: at}
	t := failing{}
	queue := mortalQueue{openQueue(t, args[0], "desk", time.Now), death}
	sender, err := mail.NewSender(mail.Config{
		Host: "127.0.0.1", Port: port, Security: mail.StartTLS, User: mailtest.User, Password: mailtest.Password, Roots: mailtest.Roots(args[2]),
		Timeouts: mail.Timeouts{Answer: 20 * time.Second},
	})
	if err != nil {
		t.Fatal(err)
	}
	w := Worker{Queue: queue, Carriers: map[Channel]Carrier{Mail: mortalCarrier{ByMail{sender}, death}}}
	if _, err := w.Drain(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// mortal kills its own process, as a power cut would, at the at-th time its moment comes.
type mortal struct {
	moment string
	at     int
}

func (m *mortal) now(moment string) {
	if moment != m.moment {
		return
	}
	if m.at--; m.at == 0 {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	}
}

type mortalQueue struct {
	*fileQueue
	death *mortal
}

func (q mortalQueue) Claim(ctx context.Context, limit int, channels ...Channel) ([]Job, error) {
	jobs, err := q.fileQueue.Claim(ctx, limit, channels...)
	if len(jobs) > 0 {
		q.death.now("after claim")
	}
	return jobs, err
}

func (q mortalQueue) Sent(ctx context.Context, id int64, detail string) error {
	err := q.fileQueue.Sent(ctx, id, detail)
	q.death.now("after sent")
	return err
}

type mortalCarrier struct {
	Carrier
	death *mortal
}

func (c mortalCarrier) Carry(ctx context.Context, job Job) Result {
	r := c.Carrier.Carry(ctx, job)
	c.death.now("after the server's word")
	return r
}

// failing stands in for a test in the child process.
type failing struct{ testing.TB }

func (failing) Helper()        {}
func (failing) Cleanup(func()) {}
func (failing) Fatal(args ...any) {
	fmt.Fprintln(os.Stderr, append([]any{"desk:"}, args...)...)
	os.Exit(3)
}
