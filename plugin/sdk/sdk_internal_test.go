package sdk

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

func described() spec.Description {
	return spec.Description{
		Kind: "ledger", Version: "1.2.0", ProtocolVersion: spec.ProtocolVersion,
		Title: spec.English("Ledger"), Summary: spec.English("Reads a ledger."),
	}
}

func TestConnectorExplainsItselfToAPerson(t *testing.T) {
	for _, tc := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"--describe"}, 0, "# Ledger\n"},
		{[]string{"--describe=json"}, 0, `"kind": "ledger"`},
		{[]string{"--describe", "json"}, 0, `"kind": "ledger"`},
		{[]string{"--version"}, 0, "ledger 1.2.0 protocol " + spec.ProtocolVersion},
		{nil, 2, "The desk starts it"},
		{[]string{"--help"}, 2, "--describe"},
		{[]string{"a", "b", "c"}, 2, "--describe"},
	} {
		var out, errOut bytes.Buffer
		status := explain(tc.args, described(), &out, &errOut)
		if status != tc.status || !strings.Contains(out.String()+errOut.String(), tc.says) {
			t.Errorf("%v: status %d, says %s%s", tc.args, status, &out, &errOut)
		}
		if status == 2 && out.Len() > 0 {
			t.Errorf("%v: usage belongs on standard error", tc.args)
		}
	}
}

func TestLogLinesAreInTheFormTheDeskKnows(t *testing.T) {
	var out bytes.Buffer
	slog.New(newLogHandler(&out)).With("file", "a.csv").Warn("odd row", slog.Group("place", "msg", "kept"))
	var line map[string]any
	if err := json.Unmarshal(out.Bytes(), &line); err != nil {
		t.Fatal(err)
	}
	if line["@level"] != "warn" || line["@message"] != "odd row" || line["file"] != "a.csv" || line["@timestamp"] == nil {
		t.Errorf("line %v", line)
	}
	if line["place"].(map[string]any)["msg"] != "kept" {
		t.Errorf("a key inside a group was renamed: %v", line)
	}
}

func TestProgressGoesOutTenTimesASecond(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	var sent []int64
	e := newEmitter(context.Background(), spec.ReadRequest{}, spec.Settings{}, func() time.Time { return now },
		func(m *receivablev1.ReadResponse) error {
			sent = append(sent, m.GetProgress().GetDone())
			return nil
		})
	for n := range 100 {
		if err := e.Progress(spec.Progress{Phase: "items", Done: int64(n)}); err != nil {
			t.Fatal(err)
		}
		now = now.Add(10 * time.Millisecond)
	}
	if len(sent) != 10 || sent[0] != 0 || sent[1] != 10 {
		t.Errorf("sent %v", sent)
	}
}

func TestLargeRecordsCloseABatchEarly(t *testing.T) {
	var sizes []int
	e := newEmitter(context.Background(), spec.ReadRequest{}, spec.Settings{}, time.Now,
		func(m *receivablev1.ReadResponse) error {
			if b := m.GetBatch(); b != nil {
				sizes = append(sizes, len(b.GetDebtors()))
			}
			return nil
		})
	extra := map[string]string{}
	for _, key := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		extra[key] = strings.Repeat("x", spec.MaxText)
	}
	for range 20 { // 128 KiB each
		if err := e.Debtor(spec.Debtor{ExternalID: "d", Name: "n", Extra: extra}); err != nil {
			t.Fatal(err)
		}
	}
	if len(sizes) != 2 || sizes[0] != 8 {
		t.Errorf("batches of %v records", sizes)
	}
}

func TestTotalsRefuseToOverflow(t *testing.T) {
	var sum totals
	for range 92 {
		if !sum.add("EUR", spec.MaxAmount) || !sum.add("USD", -spec.MaxAmount) {
			t.Fatal("refused too early")
		}
	}
	if sum.add("EUR", spec.MaxAmount) || sum.add("USD", -spec.MaxAmount) {
		t.Error("a total that does not fit was taken")
	}
	if !sum.add("NOK", 0) || sum.sums()["EUR"] != 92*spec.MaxAmount {
		t.Errorf("sums %v", sum.sums())
	}
}
