package host

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/go-hclog"
	"google.golang.org/protobuf/proto"
	"pgregory.net/rapid"
)

func TestCleanEnvironmentKeepsOnlyWhatIsAllowed(t *testing.T) {
	got := cleanEnvironment([]string{
		"PATH=/bin", "TZ=Europe/Oslo", "https_proxy=http://proxy", "HOME=/home/kari", "AWS_SECRET_ACCESS_KEY=x",
		"PATHOLOGY=x", "SSL_CERT_FILE=/ca", "=C:=x", "",
	})
	if diff := cmp.Diff([]string{"PATH=/bin", "TZ=Europe/Oslo", "https_proxy=http://proxy", "SSL_CERT_FILE=/ca"}, got); diff != "" {
		t.Error(diff)
	}
}

// lateTimer is a context whose deadline has passed by the clock while its timer
// has not fired yet: what gRPC sees when it is the quicker of the two.
type lateTimer struct {
	context.Context
	deadline time.Time
}

func (l lateTimer) Deadline() (time.Time, bool) { return l.deadline, true }

func TestDeadlineThatGRPCSawFirstIsStillATimeout(t *testing.T) {
	ctx, stop := context.WithTimeoutCause(t.Context(), 20*time.Millisecond, errTooLong)
	defer stop()
	passed := time.Now()
	if got := causeAt(lateTimer{ctx, passed}, passed); !errors.Is(got, errTooLong) {
		t.Errorf("a passed deadline gives %v", got)
	}
	if got := causeAt(lateTimer{t.Context(), passed.Add(time.Hour)}, passed); got != nil {
		t.Errorf("a deadline to come gives %v", got)
	}
}

func TestConnectorMayListenOnlyWhereItIsTold(t *testing.T) {
	p, err := newProcess(Program{Kind: "x"}, exec.Command("x"), "/run/dd/socket", 1<<30, func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = closeAll(append(p.childSide, p.lease, p.stdout, p.stderr)...) }()
	for address, want := range map[string]bool{
		"unix /run/dd/socket/plugin1": true, "unix /run/other": false, "unix /run/dd/socket/../x": false,
		"tcp 127.0.0.1:10000": true, "tcp [::1]:1": true, "tcp 192.0.2.1:443": false, "tcp example.com:443": false,
		"udp 127.0.0.1:1": false, " ": false,
	} {
		network, where, _ := strings.Cut(address, " ")
		if _, _, err := p.PluginToHost(network, where); (err == nil) != want {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestLogAdapterKeepsLevelsKeysAndSecrets(t *testing.T) {
	var out bytes.Buffer
	gate := &logGate{}
	gate.left.Store(3)
	redact := spec.NewSettings(nil, map[string]string{"p": "hunter22"}).Redactor()
	gate.redact.Store(&redact)
	l := newLogAdapter(slog.New(slog.NewTextHandler(&out, nil)), gate)
	l.Debug("not logged at info")
	l.With("user", "hunter22").Named("x").Warn("tried hunter22", "n", 7)
	l.Error("two")
	l.Info("three")
	l.Info("four")
	l.Info("five")
	text := out.String()
	for _, want := range []string{`level=WARN msg="tried [secret]" user=[secret] n=7`, "level=ERROR msg=two", "msg=three", "logs too much"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "four") || strings.Count(text, "\n") != 4 {
		t.Errorf("the dam does not hold:\n%s", text)
	}
	if l.GetLevel() != hclog.Info || l.IsDebug() || !l.IsWarn() {
		t.Errorf("level %v", l.GetLevel())
	}
}

// A secret is found however the pieces of a line arrive.
func TestLinesPutPiecesTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOfN(rapid.StringMatching(`[ab\n]{0,5}`), 0, 30).Draw(t, "pieces")
		var got []string
		l := lines{take: func(line string) { got = append(got, line) }}
		for _, piece := range pieces {
			if n, err := l.Write([]byte(piece)); n != len(piece) || err != nil {
				t.Fatal(n, err)
			}
		}
		whole := strings.Split(strings.Join(pieces, ""), "\n")
		if diff := cmp.Diff(whole[:len(whole)-1], got); len(got)+len(whole) > 1 && diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestLinesDoNotGrowWithoutEnd(t *testing.T) {
	longest := 0
	l := lines{take: func(line string) { longest = max(longest, len(line)) }}
	for range 100 {
		_, _ = l.Write(bytes.Repeat([]byte("x"), 10_000)) // never fails
	}
	if longest == 0 || longest > lineBytes+10_000 || len(l.pending) > lineBytes {
		t.Errorf("a line of %d bytes, %d pending", longest, len(l.pending))
	}
}

func TestTailBeginsWithAWholeLine(t *testing.T) {
	var words tail
	_, _ = words.Write([]byte("password=hunter22 " + strings.Repeat("x", tailBytes) + "\nlast words\n"))
	if got := words.String(); got != "last words" {
		t.Errorf("tail is %q", got)
	}
}

func TestTailEndsWhereStacksBegin(t *testing.T) {
	var words tail
	for _, line := range []string{"opened the books", "goroutine is a word", "panic: out of luck", "", "goroutine 1 [running]:", "main.main()", "\tmain.go:7"} {
		_, _ = words.Write([]byte(line + "\n"))
	}
	if got := words.String(); got != "opened the books\ngoroutine is a word\npanic: out of luck" {
		t.Errorf("tail is %q", got)
	}
}

func TestSanitizeMakesWordsFitToShow(t *testing.T) {
	s := &Session{gate: &logGate{}}
	s.guard(spec.NewSettings(nil, map[string]string{"p": "hunter22"}))
	got := s.sanitize(spec.Diagnostic{
		Summary: "tried\x1b[2J hunter22", Field: "a\nb", Detail: strings.Repeat("å", 10_000),
		Record:   spec.Record{ExternalID: "x\x00"},
		Choices:  []spec.Choice{{Value: "v\r\n", Label: spec.English("l\x07")}},
		Proposed: map[string]string{"delimiter": ";", "leak": "hunter22"},
	})
	if got.Summary != "tried [2J [secret]" || got.Field != "a b" || got.Record.ExternalID != "x" || len(got.Detail) > maxWords+3 {
		t.Errorf("%+v", got)
	}
	if got.Choices[0].Value != "v" || got.Choices[0].Label["en"] != "l" {
		t.Errorf("choices %+v", got.Choices)
	}
	if diff := cmp.Diff(map[string]string{"delimiter": ";"}, got.Proposed); diff != "" {
		t.Error(diff)
	}
}

func TestTallyAgreesWithPlainAddition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counted := newTally(1)
		sums, exponents, n := map[string]int64{}, map[string]int{}, int64(0)
		for range rapid.IntRange(0, 5).Draw(t, "batches") {
			var b Batch
			for range rapid.IntRange(0, 8).Draw(t, "items") {
				currency := rapid.SampledFrom([]string{"EUR", "JPY", "KWD"}).Draw(t, "currency")
				open := rapid.Int64Range(-1000, 1000).Draw(t, "open")
				sums[currency] += open
				exponents[currency], _ = spec.Exponent(currency)
				n++
				b.Items = append(b.Items, spec.Item{
					ExternalID: "i", DebtorID: "d", Kind: spec.ItemInvoice, Issued: "2026-01-01", Currency: currency, Open: open,
				})
			}
			if err := counted.add(&b); err != nil {
				t.Fatal(err)
			}
		}
		claim := spec.Checkpoint{
			Generation: 1, Counts: map[spec.Stream]int64{spec.StreamItems: n}, Sums: sums, Exponents: exponents,
		}
		if err := counted.verify(claim); err != nil {
			t.Fatal(err)
		}
		for currency := range sums {
			sums[currency]++
			if counted.verify(claim) == nil {
				t.Fatalf("one minor unit of %s too much went unseen", currency)
			}
			sums[currency]--
		}
	})
}

// Whatever bytes a connector sends for a batch, decoding and recounting end in
// records that keep the rules or in an error.
func FuzzBatch(f *testing.F) {
	seed, err := proto.Marshal(&receivablev1.Batch{
		Debtors: []*receivablev1.Debtor{{ExternalId: "d", Name: "n"}},
		Items: []*receivablev1.Item{{
			ExternalId: "i", DebtorId: "d", Kind: 1, Issued: "2026-01-01", Currency: "EUR", Open: 5,
		}},
		Payments: []*receivablev1.Payment{{ExternalId: "p", DebtorId: "d", Date: "2026-01-01", Currency: "EUR"}},
		Removals: []*receivablev1.Removal{{Stream: "items", ExternalId: "i"}},
	})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Fuzz(func(t *testing.T, raw []byte) {
		var m receivablev1.Batch
		if proto.Unmarshal(raw, &m) != nil {
			return
		}
		var b Batch
		decodeBatch(&b, &m)
		if newTally(0).add(&b) != nil {
			return
		}
		for i := range b.Items {
			if b.Items[i].Validate() != nil || !b.Items[i].Issued.Valid() {
				t.Errorf("item %+v passed", b.Items[i])
			}
		}
	})
}

func TestLastWordsAreWithoutChatter(t *testing.T) {
	var words tail
	for _, line := range []string{
		`{"@level":"debug","@message":"plugin address"}`,
		`{"@timestamp":"2026-11-22T13:53:00.937594Z","@level":"debug","@message":"the request is repeated","path":"/contacts"}`,
		`{"@timestamp":"2026-11-22T13:53:01.937594Z","@level":"warn","@message":"an odd row","said":"{\"@level\":\"debug\"}"}`,
		"out of memory",
	} {
		_, _ = words.Write([]byte(line + "\n")) // never fails
	}
	if got := words.String(); strings.Count(got, "\n") != 1 || !strings.Contains(got, "an odd row") || !strings.HasSuffix(got, "out of memory") {
		t.Error(got)
	}
}
