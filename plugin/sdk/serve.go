package sdk

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime/debug"
	"sync"

	// Windows has no time zone database of its own for the zone settings.
	_ "time/tzdata"

	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"
)

// Serve runs the connector until the desk is done with it. It is all that a
// connector's main does. Started by a person it explains itself instead:
// --describe prints the description as Markdown, --describe=json as JSON.
//
// Log with log/slog: the desk shows it under the connection. What is printed to
// standard output is taken for a mistake and logged as such.
func Serve(c Connector) {
	describe := func() spec.Description {
		d := c.Describe()
		d.ProtocolVersion = spec.ProtocolVersion
		return d
	}
	if err := describe().Validate(); err != nil {
		fmt.Fprintf(os.Stderr, "This connector describes itself wrongly: %v\n", err)
		os.Exit(1)
	}
	if os.Getenv(wire.Handshake.MagicCookieKey) != wire.Handshake.MagicCookieValue {
		os.Exit(explain(os.Args[1:], describe(), os.Stdout, os.Stderr))
	}
	debug.SetGCPercent(serveGC)
	slog.SetDefault(slog.New(newLogHandler(os.Stderr)))
	// go-plugin leads standard error through the connection, where the last
	// words before a crash get lost. It does so before the first call comes in.
	stderr := os.Stderr
	takeBack := sync.OnceFunc(func() { os.Stderr = stderr })
	go watchParent()
	plugin.Serve(&plugin.ServeConfig{
		HandshakeConfig:  wire.Handshake,
		VersionedPlugins: wire.Plugins(&server{connector: c, describe: describe, begin: takeBack}),
		GRPCServer:       newGRPCServer,
		Logger:           libraryLogger(os.Stderr),
	})
}

// newGRPCServer bounds what a connector accepts and lets some batches be under
// way at a time: with gRPC's small default window the reader would wait for
// each acknowledgement.
func newGRPCServer(opts []grpc.ServerOption) *grpc.Server {
	return grpc.NewServer(append(opts,
		grpc.MaxRecvMsgSize(wire.MaxMessage),
		grpc.MaxSendMsgSize(wire.MaxMessage),
		grpc.MaxConcurrentStreams(32),
	)...)
}

// libraryLogger lets through only what go-plugin finds worth a warning.
func libraryLogger(w io.Writer) hclog.Logger {
	return hclog.New(&hclog.LoggerOptions{Level: hclog.Warn, Output: w, JSONFormat: true})
}

// serveGC is how far a connector's heap may grow, in percent of what lives, before it is cleaned. A connector passes records on
// and keeps next to none: with the usual 100 it would clean up after every four megabytes, and spend two thirds of a long read
// on that. The memory limit that the desk sets makes it clean up earlier when memory is short.
const serveGC = 800
