//go:build unix

package host_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/host"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"go.uber.org/goleak"
)

func TestReadBringsEverythingAndRecounts(t *testing.T) {
	s := start(t, rogue(t, "generator"), host.Options{})
	var got sink
	last, err := s.Read(t.Context(), customers(2500), full(), &got)
	if err != nil {
		t.Fatal(err)
	}
	if got.debtors != 2500 || got.items != 10_000 || last.Counts[spec.StreamItems] != 10_000 || last.Sums["NOK"] != got.open {
		t.Errorf("%d customers, %d items arrived; the last checkpoint is %+v", got.debtors, got.items, last)
	}
	if len(got.checkpoints) != 3 || !last.Complete || last.Generation != 3 || last.Exponents["NOK"] != 2 {
		t.Errorf("%d checkpoints, the last is %+v", len(got.checkpoints), last)
	}
	if s.StdoutNoise() != 0 {
		t.Errorf("%d bytes of noise", s.StdoutNoise())
	}
	s.Close()
	if s.PeakMemory() == 0 {
		t.Error("no peak memory after the end")
	}
}

func TestReadCanResumeAndNarrow(t *testing.T) {
	s := start(t, rogue(t, "generator"), host.Options{})
	r := full()
	r.Cursor = []byte("1000")
	var resumed sink
	if _, err := s.Read(t.Context(), customers(1500), r, &resumed); err != nil || resumed.debtors != 500 {
		t.Errorf("resumed: %d customers, %v", resumed.debtors, err)
	}
	r = full()
	r.Debtors = []string{"D7", "D9", "unknown"}
	var narrowed sink
	if _, err := s.Read(t.Context(), customers(100), r, &narrowed); err != nil || narrowed.debtors != 2 || narrowed.items != 8 {
		t.Errorf("narrowed: %d customers, %d items, %v", narrowed.debtors, narrowed.items, err)
	}
}

func TestReadIsRefusedWhatTheConnectorCannotDo(t *testing.T) {
	s := start(t, rogue(t, "generator"), host.Options{})
	_, err := s.Read(t.Context(), customers(1), spec.ReadRequest{Mode: spec.ModeIncremental}, &sink{})
	if e := wantCode(t, err, host.ReadFailed); e.Diagnostic.Code != spec.CodeCapabilityMissing {
		t.Errorf("diagnostic %+v", e.Diagnostic)
	}
	_, err = s.Read(t.Context(), spec.Settings{}, full(), &sink{})
	if e := wantCode(t, err, host.ReadFailed); e.Diagnostic.Code != spec.CodeSettingMissing || e.Diagnostic.Field != "debtors" {
		t.Errorf("diagnostic %+v", e.Diagnostic)
	}
}

func TestReadEndsWithTheSinksOwnError(t *testing.T) {
	s := start(t, rogue(t, "generator"), host.Options{})
	full20k := customers(20_000)
	diskFull := errors.New("disk full")
	got := sink{onBatch: func() error { return diskFull }}
	if _, err := s.Read(t.Context(), full20k, full(), &got); !errors.Is(err, diskFull) || host.CodeOf(err) != "" {
		t.Errorf("got %v", err)
	}
	if _, err := s.Read(t.Context(), customers(10), full(), &sink{}); err != nil {
		t.Errorf("the session does not go on: %v", err)
	}
}

func TestCancelledReadReturnsAtOnce(t *testing.T) {
	s := start(t, rogue(t, "slow-to-die"), host.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	got := sink{onBatch: func() error { cancel(); return nil }}
	_, err := s.Read(ctx, customers(2000), full(), &got)
	wantCode(t, err, host.Cancelled)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the cause got lost: %v", err)
	}
}

func TestCheckNamesTheMissingField(t *testing.T) {
	s := start(t, rogue(t, "generator"), host.Options{})
	found, err := s.Check(t.Context(), spec.Settings{})
	if err != nil || len(found) != 1 || found[0].Field != "debtors" || found[0].Code != spec.CodeSettingMissing {
		t.Errorf("found %+v, %v", found, err)
	}
	found, err = s.Check(t.Context(), customers(1))
	if err != nil || len(found) != 0 {
		t.Errorf("found %+v, %v", found, err)
	}
}

func TestDescribeComesThroughTheProcess(t *testing.T) {
	s := start(t, rogue(t, "generator"), host.Options{})
	d, err := s.Describe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if d.Kind != "generator" || d.ProtocolVersion != spec.ProtocolVersion || len(d.Fields) != 4 || !d.Fields[3].IsSecret() {
		t.Errorf("description %+v", d)
	}
}

func TestSecretsAreTakenOutOfLogsAndWords(t *testing.T) {
	var log lockedBuffer
	s := start(t, rogue(t, "leaky"), host.Options{Logger: logTo(&log)})
	found, err := s.Check(t.Context(), customers(1))
	if err != nil || len(found) != 1 || found[0].Summary != "[31mtried [secret]" {
		t.Errorf("found %+v, %v", found, err)
	}
	eventually(t, "the connector's two log lines arrive", func() bool { return strings.Count(log.String(), "[secret]") == 2 })
	s.Close()
	if strings.Contains(log.String(), "hunter22") {
		t.Error("the log holds the secret")
	}
}

func TestLogFloodIsDammed(t *testing.T) {
	var log lockedBuffer
	s := start(t, rogue(t, "log-flood"), host.Options{Logger: logTo(&log), Limits: host.Limits{LogLines: 500}})
	if _, err := s.Read(t.Context(), customers(2000), full(), &sink{}); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if n := strings.Count(log.String(), "\n"); n > 501 {
		t.Errorf("%d lines were logged", n)
	}
	if !strings.Contains(log.String(), "logs too much") {
		t.Error("nothing says that lines were dropped")
	}
}

func TestIdleTimeRunsOnlyWhileWaiting(t *testing.T) {
	s := start(t, rogue(t, "generator"), host.Options{Limits: host.Limits{Idle: 500 * time.Millisecond}})
	wait := time.NewTimer(700 * time.Millisecond)
	defer wait.Stop()
	slow := sink{}
	slow.onBatch = func() error {
		if slow.items < 4000 {
			<-wait.C // a slow disk, once
			slow.onBatch = nil
		}
		return nil
	}
	if _, err := s.Read(t.Context(), customers(20_000), full(), &slow); err != nil {
		t.Errorf("a slow sink was taken for a hung connector: %v", err)
	}
}

func TestClosedSessionLeavesNothingRunning(t *testing.T) {
	before := goleak.IgnoreCurrent()
	p := rogue(t, "generator")
	s, err := host.Start(t.Context(), p, host.Options{Approved: p.Checksum})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Read(t.Context(), customers(2000), full(), &sink{}); err != nil {
		t.Error(err)
	}
	s.Close()
	goleak.VerifyNone(t, before)
}
