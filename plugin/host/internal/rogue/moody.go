package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// moody is a connector that can be connected and approved while it is honest, and that behaves from then on as the file
// beside it says: moody.manner. It speaks the protocol without the SDK, which would not let it lie. By the name moody-changes
// it also tells what changed, and by moody-scribe it writes.
type moody struct {
	receivablev1.UnimplementedConnectorServer
	kind string
}

func manner() string {
	program, err := os.Executable()
	if err != nil {
		return "honest"
	}
	text, err := os.ReadFile(filepath.Join(filepath.Dir(program), "moody.manner"))
	if err != nil {
		return "honest"
	}
	return strings.TrimSpace(string(text))
}

func serveMoody(kind string) {
	how := manner()
	switch how {
	case "chatty":
		fmt.Println("Welcome to my connector!")
	case "crash-start":
		fmt.Fprintln(os.Stderr, "no licence found")
		os.Exit(7)
	case "hang-start":
		select {}
	case "glut-start":
		glutton()
	case "noise":
		serveNoise()
	case "ignores-stop":
		deaf()
	}
	if strings.HasPrefix(how, "garbage") {
		serveWith(moody{kind: kind}, garbler{how})
		return
	}
	serve(moody{kind: kind})
}

// Describe tells of one setting, a password.
func (m moody) Describe(context.Context, *receivablev1.DescribeRequest) (*receivablev1.DescribeResponse, error) {
	d := spec.Description{
		Kind: m.kind, Version: "1.0.0", ProtocolVersion: spec.ProtocolVersion, Verified: spec.VerifiedRecorded, Title: spec.English("Moody"),
		Summary: spec.English("Two customers with an invoice each."), Docs: spec.English("Nothing outside is read."),
		Streams: []spec.Stream{spec.StreamDebtors, spec.StreamItems},
		Fields:  []spec.Field{{Key: "password", Label: spec.English("Password"), Type: spec.FieldSecret}},
	}
	switch m.kind {
	case "moody-changes":
		d.Capabilities = spec.Capabilities{spec.CanReadIncremental}
	case "moody-scribe":
		d.Capabilities = spec.Capabilities{spec.CanReadDebtors, spec.CanWriteHold, spec.CanFind, spec.CanAuthorize}
	}
	return wire.FromDescription(d), nil
}

// Check finds nothing wrong, unless it is in a mood.
func (moody) Check(_ context.Context, r *receivablev1.CheckRequest) (*receivablev1.CheckResponse, error) {
	switch how := manner(); how {
	case "crash-check":
		os.Exit(7)
	case "hang-check":
		select {}
	case "leak":
		said := &receivablev1.CheckResponse{}
		for _, line := range leaks(r.GetSettings().GetSecrets()["password"]) {
			said.Diagnostics = append(said.Diagnostics, &receivablev1.Diagnostic{Severity: receivablev1.Severity_SEVERITY_WARNING, Code: "leak", Summary: line})
		}
		return said, nil
	}
	return &receivablev1.CheckResponse{}, nil
}

// Read sends two customers with an invoice each, and does half-way what the manner says.
func (m moody) Read(r *receivablev1.ReadRequest, to sender) error {
	how := manner()
	if err := sendCustomer(to, 1, how); err != nil {
		return err
	}
	if half := halfWay[how]; half != nil {
		return half(r, to)
	}
	if child, forks := strings.CutPrefix(how, "forks-"); forks {
		if err := startChild(child); err != nil {
			return err
		}
		select {}
	}
	if how == "stdout" {
		fmt.Println("debug: I am here")
	}
	if how != "lie" { // it will claim two all the same
		if err := sendCustomer(to, 2, how); err != nil {
			return err
		}
	}
	return to.Send(checkpoint(m.last(r, how)))
}

// last is the checkpoint that closes a read, true but for the manner.
func (m moody) last(r *receivablev1.ReadRequest, how string) *receivablev1.Checkpoint {
	c := &receivablev1.Checkpoint{
		Generation: r.GetGeneration(), Complete: true, Counts: map[string]int64{"debtors": 2, "items": 2},
		Sums: map[string]int64{"NOK": 250000}, Exponents: map[string]int32{"NOK": 2},
	}
	if m.kind == "moody-changes" {
		c.Cursor = []byte("5")
	}
	switch how {
	case "wrong-sum":
		c.Sums["NOK"]--
	case "next-generation":
		c.Generation++
	case "cursor-back":
		c.Cursor = []byte("1")
	case "cursor-gone":
		c.Cursor = nil
	case "cursor-huge":
		c.Cursor = make([]byte, spec.MaxCursor+1)
	}
	return c
}

func sendCustomer(to sender, n int, how string) error {
	id := fmt.Sprint("R", n)
	d := spec.Debtor{
		ExternalID: id, Number: id, Name: "Customer " + id, Kind: spec.DebtorBusiness, Country: "NO", Language: "nb", Currency: "NOK",
		Email:   fmt.Sprintf("r%d@lab.test", n),
		Address: spec.Address{Lines: []string{"Storgata 1"}, PostalCode: "0155", City: "Oslo", Country: "NO"},
	}
	if how == "inject" && n == 2 {
		d.Name = "Evil\r\nBcc: everybody@example.com"
	}
	i := spec.Item{
		ExternalID: "i" + id, DebtorID: id, Number: "F-" + id, Kind: spec.ItemInvoice, Issued: "2026-02-06", Due: "2026-02-20",
		Currency: "NOK", Amount: 125000, Open: 125000,
	}
	debtor, item := &receivablev1.Debtor{}, &receivablev1.Item{}
	wire.PutDebtor(debtor, &d)
	wire.PutItem(item, &i)
	if err := to.Send(&receivablev1.ReadResponse{Event: &receivablev1.ReadResponse_Batch{Batch: &receivablev1.Batch{Debtors: []*receivablev1.Debtor{debtor}}}}); err != nil {
		return err
	}
	return to.Send(batchOf(item))
}
