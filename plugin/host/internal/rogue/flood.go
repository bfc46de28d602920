package main

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
)

// size is how much a flood brings, from a file beside the program that tests
// write: none is for ever.
func size() int64 {
	program, err := os.Executable()
	if err != nil {
		return 1 << 60
	}
	text, err := os.ReadFile(program + ".size")
	if err != nil {
		return 1 << 60
	}
	n, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64)
	if err != nil {
		return 1 << 60
	}
	return n
}

// floods send without end what looks harmless piece by piece.
var floods = map[string]func(*receivablev1.ReadRequest, sender) error{
	"flood-empty": func(_ *receivablev1.ReadRequest, to sender) error { return forEver(to, batchOf()) },
	"flood-progress": func(_ *receivablev1.ReadRequest, to sender) error {
		return forEver(to, &receivablev1.ReadResponse{Event: &receivablev1.ReadResponse_Progress{
			Progress: &receivablev1.Progress{Phase: "thinking", Text: strings.Repeat("m", 7<<20)},
		}})
	},
	"flood-diagnostics": func(_ *receivablev1.ReadRequest, to sender) error {
		return forEver(to, &receivablev1.ReadResponse{Event: &receivablev1.ReadResponse_Diagnostic{
			Diagnostic: &receivablev1.Diagnostic{Code: "hm", Summary: strings.Repeat("o", 7<<20)},
		}})
	},
	"flood-renewals": func(_ *receivablev1.ReadRequest, to sender) error {
		return forEver(to, &receivablev1.ReadResponse{Event: &receivablev1.ReadResponse_Renewed{
			Renewed: &receivablev1.Renewed{Secrets: map[string]string{"password": "another"}},
		}})
	},
	"flood-text": func(_ *receivablev1.ReadRequest, to sender) error {
		big := goodItem()
		big.Description = strings.Repeat("x", 16<<10)
		var items []*receivablev1.Item
		for range 256 {
			items = append(items, big)
		}
		return forEver(to, batchOf(items...))
	},
	"flood-marks": func(r *receivablev1.ReadRequest, to sender) error {
		c := &receivablev1.Checkpoint{
			Generation: r.GetGeneration(), Counts: map[string]int64{}, Sums: map[string]int64{}, Exponents: map[string]int32{"EUR": 2},
		}
		for {
			c.Counts["items"]++
			c.Sums["EUR"] += 119000
			if err := to.Send(batchOf(goodItem())); err != nil {
				return err
			}
			if err := to.Send(checkpoint(c)); err != nil {
				return err
			}
		}
	},
	"flood-stderr": func(r *receivablev1.ReadRequest, to sender) error { return noise(os.Stderr, "", r, to) },
	"flood-lines":  func(r *receivablev1.ReadRequest, to sender) error { return noise(os.Stderr, "\n", r, to) },
	"flood-stdout": func(r *receivablev1.ReadRequest, to sender) error { return noise(os.Stdout, "", r, to) },
	"flood-log": func(r *receivablev1.ReadRequest, to sender) error {
		for n := int64(0); n < size(); n += 1 << 20 {
			slog.Warn(strings.Repeat("w", 1<<20))
		}
		return lie(func(*receivablev1.Checkpoint) {})(r, to)
	},
}

func init() {
	for name, flood := range floods {
		onTheWire[name] = flood
	}
}

// forEver sends one message until it has sent what it should.
func forEver(to sender, m *receivablev1.ReadResponse) error {
	for range size() {
		if err := to.Send(m); err != nil {
			return err
		}
	}
	return nil
}

// noise prints so many bytes, and reads honestly then.
func noise(to *os.File, end string, r *receivablev1.ReadRequest, out sender) error {
	piece := bytes.Repeat([]byte("n"), 64<<10)
	for n := int64(0); n < size(); n += int64(len(piece)) {
		if _, err := fmt.Fprintf(to, "%s%s", piece, end); err != nil {
			return err
		}
	}
	return lie(func(*receivablev1.Checkpoint) {})(r, out)
}
