package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// generator is a connector that plays by the rules and makes up its records,
// unless its name tells it to misbehave where even the SDK cannot prevent it.
type generator struct{ kind string }

var described atomic.Int64

// Describe tells the settings of the generator.
func (g generator) Describe() spec.Description {
	if again := described.Add(1) > 1; again { // the SDK asks once itself
		switch g.kind {
		case "hang-describe":
			select {}
		case "crash-describe":
			os.Exit(7)
		}
	}
	kind := g.kind
	if kind == "wrong-kind" {
		kind = "another"
	}
	return spec.Description{
		Kind: kind, Version: "1.0.0", Verified: spec.VerifiedRecorded,
		Title: spec.English("Generator"), Summary: spec.English("Makes up customers and items."),
		Streams:      []spec.Stream{spec.StreamDebtors, spec.StreamItems},
		Capabilities: spec.Capabilities{spec.CanResume, spec.CanReadDebtors},
		Docs:         spec.English("Nothing outside is read."),
		Fields: []spec.Field{
			{
				Key: "debtors", Label: spec.English("Customers"), Help: spec.English("How many to make up."),
				Type: spec.FieldNumber, Required: true, Min: "0",
			},
			{Key: "book", Label: spec.English("Book"), Type: spec.FieldFile},
			{Key: "items", Label: spec.English("Items of each"), Type: spec.FieldNumber, Default: "4"},
			{Key: "password", Label: spec.English("Password"), Type: spec.FieldSecret},
		},
	}
}

// Check accepts everything.
func (g generator) Check(_ context.Context, s spec.Settings) []spec.Diagnostic {
	if book := s.Get("book"); book != "" {
		if info, err := os.Stat(book); err != nil || info.IsDir() {
			return []spec.Diagnostic{{
				Severity: spec.SeverityError, Code: spec.CodeSourceNotFound, Field: "book",
				Summary: "There is no such book.", Hint: "Choose another file.",
			}}
		}
	}
	switch g.kind {
	case "leaky":
		slog.Warn("the password is " + s.Secret("password"))
		fmt.Fprintln(os.Stderr, "raw "+s.Secret("password"))
		return []spec.Diagnostic{{Severity: spec.SeverityWarning, Code: "leak", Summary: "\x1b[31mtried " + s.Secret("password")}}
	case "writes":
		if err := os.WriteFile(s.Get("book")+".lock", nil, 0o600); err != nil {
			slog.Error("no lock", "error", err)
		}
	case "crash-check":
		os.Exit(7)
	case "hang-check":
		select {}
	case "panic-check":
		panic("nobody expects this with " + s.Secret("password"))
	}
	return nil
}

// Read sends the debtors with their items, a checkpoint every thousand.
func (g generator) Read(ctx context.Context, s spec.Settings, r spec.ReadRequest, emit sdk.Emitter) error {
	if found := g.Check(ctx, s); len(found) > 0 && found[0].Severity == spec.SeverityError {
		return found[0]
	}
	start := 0
	if len(r.Cursor) > 0 {
		n, err := strconv.Atoi(string(r.Cursor))
		if err != nil {
			return spec.Diagnostic{Code: spec.CodeCursorInvalid, Summary: "The cursor is none of mine.", Hint: "Read in full."}
		}
		start = n
		if g.kind == "forgetful" {
			start++
		}
	}
	for n := start; n < int(s.Number("debtors")); n++ {
		if err := g.misbehave(ctx, n, s, emit); err != nil {
			return err
		}
		id := "D" + strconv.Itoa(n)
		if len(r.Debtors) > 0 && !slices.Contains(r.Debtors, id) {
			continue
		}
		if g.kind == "unsteady" && n == 1 {
			if err := emit.Note(spec.Diagnostic{Code: "mood", Summary: "I am number " + strconv.Itoa(os.Getpid())}); err != nil {
				return err
			}
		}
		if g.kind == "ghosts" && n == 7 {
			id = "D6" // a second time, and D7 never
		}
		if err := sendDebtor(n, id, int(s.Number("items")), emit); err != nil {
			return err
		}
		if n%1000 == 999 {
			if err := emit.Checkpoint(spec.StreamItems, []byte(strconv.Itoa(n+1))); err != nil {
				return err
			}
		}
	}
	return emit.Complete(nil)
}

func sendDebtor(n int, id string, items int, emit sdk.Emitter) error {
	err := emit.Debtor(spec.Debtor{
		ExternalID: id, Number: "C" + id, Name: "Customer " + id + " AS", Kind: spec.DebtorBusiness, Country: "NO",
		Language: "nb", Currency: "NOK", Email: "post@" + id + ".example", Phone: "+47 22 00 00 00",
		Address: spec.Address{Lines: []string{"Storgata 1"}, PostalCode: "0155", City: "Oslo", Country: "NO"},
	})
	for i := range items {
		if err != nil {
			return err
		}
		number := strconv.Itoa(n*items + i)
		err = emit.Item(spec.Item{
			ExternalID: "I" + number, DebtorID: id, Number: "INV-" + number, Kind: spec.ItemInvoice,
			Issued: "2026-09-01", Due: "2026-10-01", Currency: "NOK", Amount: int64(n)*100 + 12345, Open: int64(n)*100 + 12345,
			Reference: "00" + number,
		})
	}
	return err
}

// misbehave does, half-way, what the name says.
func (g generator) misbehave(ctx context.Context, n int, s spec.Settings, emit sdk.Emitter) error {
	if n != 1500 {
		return nil
	}
	switch g.kind {
	case "crash-read":
		fmt.Fprintln(os.Stderr, "out of luck")
		os.Exit(7)
	case "panic-read":
		panic("index out of luck")
	case "panic-goroutine":
		go func() { panic("far from any recover") }()
		<-ctx.Done()
	case "hang-read":
		<-ctx.Done()
		select {}
	case "slow-to-die":
		<-ctx.Done()
	case "crash-stop":
		<-ctx.Done()
		os.Exit(7)
	case "ignores-stop":
		deaf()
		for emit.Progress(spec.Progress{Phase: "on"}) != nil || true {
			time.Sleep(time.Millisecond)
		}
	case "glutton":
		glutton()
	case "stdout-read":
		fmt.Println("debug: I am here")
	case "fail-read":
		return errors.New("the server said: bad password " + s.Secret("password"))
	case "log-flood":
		for i := range 30_000 {
			slog.Warn("still here", "n", i)
		}
	case "grandchild":
		return exec.Command("sleep", "60").Start()
	}
	if manner, ok := strings.CutPrefix(g.kind, "forks-"); ok {
		return startChild(manner)
	}
	return nil
}
