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
// beside it says: moody.manner. It speaks the protocol without the SDK, which would not let it lie.
type moody struct {
	receivablev1.UnimplementedConnectorServer
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

func serveMoody() {
	switch manner() {
	case "chatty":
		fmt.Println("Welcome to my connector!")
	case "crash-start":
		fmt.Fprintln(os.Stderr, "no licence found")
		os.Exit(7)
	}
	serve(moody{})
}

// Describe tells a connector without settings.
func (moody) Describe(context.Context, *receivablev1.DescribeRequest) (*receivablev1.DescribeResponse, error) {
	return wire.FromDescription(spec.Description{
		Kind: "moody", Version: "1.0.0", ProtocolVersion: spec.ProtocolVersion, Verified: spec.VerifiedRecorded, Title: spec.English("Moody"),
		Summary: spec.English("Two customers with an invoice each."), Docs: spec.English("Nothing outside is read."),
		Streams: []spec.Stream{spec.StreamDebtors, spec.StreamItems},
	}), nil
}

// Check finds nothing wrong.
func (moody) Check(context.Context, *receivablev1.CheckRequest) (*receivablev1.CheckResponse, error) {
	return &receivablev1.CheckResponse{}, nil
}

// Read sends two customers with an invoice each, and does half-way what the manner says.
func (moody) Read(r *receivablev1.ReadRequest, to sender) error {
	how := manner()
	if err := sendCustomer(to, 1, how); err != nil {
		return err
	}
	switch how {
	case "crash":
		fmt.Fprintln(os.Stderr, "out of luck")
		os.Exit(7)
	case "hang":
		select {}
	case "flood":
		return onTheWire["endless"](r, to)
	case "huge":
		return onTheWire["huge-record"](r, to)
	case "stdout":
		fmt.Println("debug: I am here")
	case "quits":
		return nil
	}
	if how != "lie" { // it will claim two all the same
		if err := sendCustomer(to, 2, how); err != nil {
			return err
		}
	}
	return to.Send(checkpoint(&receivablev1.Checkpoint{
		Generation: r.GetGeneration(), Complete: true, Counts: map[string]int64{"debtors": 2, "items": 2},
		Sums: map[string]int64{"NOK": 250000}, Exponents: map[string]int32{"NOK": 2},
	}))
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
