package main

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"
)

type sender = grpc.ServerStreamingServer[receivablev1.ReadResponse]

// onTheWire breaks the protocol in ways the SDK would not let a connector.
var onTheWire = map[string]func(*receivablev1.ReadRequest, sender) error{
	"huge-record": func(_ *receivablev1.ReadRequest, to sender) error {
		item := goodItem()
		item.Description = strings.Repeat("x", 9<<20)
		return to.Send(batchOf(item))
	},
	"endless": func(_ *receivablev1.ReadRequest, to sender) error {
		var items []*receivablev1.Item
		for range 1000 {
			items = append(items, goodItem())
		}
		for {
			if err := to.Send(batchOf(items...)); err != nil {
				return err
			}
		}
	},
	"chatter": func(_ *receivablev1.ReadRequest, to sender) error {
		for {
			if err := to.Send(&receivablev1.ReadResponse{Event: &receivablev1.ReadResponse_Progress{
				Progress: &receivablev1.Progress{Phase: "thinking"},
			}}); err != nil {
				return err
			}
		}
	},
	"complainer": func(r *receivablev1.ReadRequest, to sender) error {
		for range 50 {
			if err := to.Send(&receivablev1.ReadResponse{Event: &receivablev1.ReadResponse_Diagnostic{
				Diagnostic: &receivablev1.Diagnostic{Code: "hm", Summary: strings.Repeat("o", 10_000)},
			}}); err != nil {
				return err
			}
		}
		return to.Send(checkpoint(&receivablev1.Checkpoint{Generation: r.GetGeneration(), Complete: true}))
	},
	"lie-count":      lie(func(c *receivablev1.Checkpoint) { c.Counts["items"] = 2 }),
	"lie-sum":        lie(func(c *receivablev1.Checkpoint) { c.Sums["EUR"] = 1 }),
	"lie-currency":   lie(func(c *receivablev1.Checkpoint) { c.Sums["USD"] = 1 }),
	"lie-decimals":   lie(func(c *receivablev1.Checkpoint) { c.Exponents["EUR"] = 3 }),
	"lie-generation": lie(func(c *receivablev1.Checkpoint) { c.Generation++ }),
	"lie-control":    lie(func(c *receivablev1.Checkpoint) { c.Control = map[string]int64{"EURO": 1} }),
	"lie-rejected":   lie(func(c *receivablev1.Checkpoint) { c.Rejected = -1 }),
	"honest":         lie(func(*receivablev1.Checkpoint) {}),
	"no-complete":    lie(func(c *receivablev1.Checkpoint) { c.Complete = false }),
	"bad-date": func(_ *receivablev1.ReadRequest, to sender) error {
		item := goodItem()
		item.Due = "2026-02-31"
		return to.Send(batchOf(item))
	},
	"overflow": func(_ *receivablev1.ReadRequest, to sender) error {
		var items []*receivablev1.Item
		for range 100 {
			item := goodItem()
			item.Open = 100_000_000_000_000_000
			items = append(items, item)
		}
		return to.Send(batchOf(items...))
	},
	"newer": func(r *receivablev1.ReadRequest, to sender) error {
		if err := to.Send(&receivablev1.ReadResponse{}); err != nil {
			return err
		}
		return lie(func(*receivablev1.Checkpoint) {})(r, to)
	},
}

// lie sends one item and a checkpoint that is true but for the change.
func lie(change func(*receivablev1.Checkpoint)) func(*receivablev1.ReadRequest, sender) error {
	return func(r *receivablev1.ReadRequest, to sender) error {
		c := &receivablev1.Checkpoint{
			Generation: r.GetGeneration(), Complete: true, Counts: map[string]int64{"items": 1},
			Sums: map[string]int64{"EUR": 119000}, Exponents: map[string]int32{"EUR": 2},
		}
		change(c)
		if err := to.Send(batchOf(goodItem())); err != nil {
			return err
		}
		return to.Send(checkpoint(c))
	}
}

func goodItem() *receivablev1.Item {
	return &receivablev1.Item{
		ExternalId: "i1", DebtorId: "d1", Kind: receivablev1.ItemKind_ITEM_KIND_INVOICE,
		Issued: "2026-07-01", Due: "2026-07-31", Currency: "EUR", Amount: 119000, Open: 119000,
	}
}

func batchOf(items ...*receivablev1.Item) *receivablev1.ReadResponse {
	return &receivablev1.ReadResponse{Event: &receivablev1.ReadResponse_Batch{Batch: &receivablev1.Batch{Items: items}}}
}

func checkpoint(c *receivablev1.Checkpoint) *receivablev1.ReadResponse {
	return &receivablev1.ReadResponse{Event: &receivablev1.ReadResponse_Checkpoint{Checkpoint: c}}
}

// raw serves the protocol without the SDK.
type raw struct {
	receivablev1.UnimplementedConnectorServer
	name string
}

// Read does what the name says.
func (r *raw) Read(m *receivablev1.ReadRequest, to sender) error { return onTheWire[r.name](m, to) }

func serveRaw(name string) { serve(&raw{name: name}) }

func serve(c receivablev1.ConnectorServer) {
	plugin.Serve(&plugin.ServeConfig{
		HandshakeConfig:  wire.Handshake,
		VersionedPlugins: wire.Plugins(c),
		GRPCServer:       plugin.DefaultGRPCServer,
	})
}
