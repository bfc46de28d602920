package main

import (
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
)

// garbler spoils the bytes of what a read sends.
type garbler struct{ name string }

// Name says that it is what everybody uses.
func (garbler) Name() string { return "proto" }

// Marshal encodes, and spoils.
func (g garbler) Marshal(v any) ([]byte, error) {
	m, ok := v.(proto.Message)
	if !ok {
		return nil, fmt.Errorf("%T is no message", v)
	}
	b, err := proto.Marshal(m)
	if _, read := v.(*receivablev1.ReadResponse); !read || err != nil {
		return b, err
	}
	switch g.name {
	case "garbage":
		r := rand.NewChaCha8([32]byte{7})
		_, _ = r.Read(b) // never fails
		b = append([]byte{0xff}, b...)
	case "garbage-cut":
		b = b[:len(b)-3]
	case "garbage-utf8":
		b = []byte(strings.Replace(string(b), "i1", "\xff\xfe", 1))
	case "garbage-deep": // field 1 within field 1 and so on, and nothing at its end
		b = nil
		for range 100_000 {
			b = append(b, 0x0a, 0xff, 0xff, 0xff, 0xff, 0x07)
		}
	}
	return b, nil
}

// Unmarshal decodes as everybody does.
func (garbler) Unmarshal(b []byte, v any) error {
	m, ok := v.(proto.Message)
	if !ok {
		return fmt.Errorf("%T is no message", v)
	}
	return proto.Unmarshal(b, m)
}

// serveGarbage reads as an honest connector, with spoilt bytes.
func serveGarbage(name string) { serveWith(&raw{name: "honest"}, garbler{name}) }

func serveWith(c receivablev1.ConnectorServer, codec garbler) {
	plugin.Serve(&plugin.ServeConfig{
		HandshakeConfig:  wire.Handshake,
		VersionedPlugins: wire.Plugins(c),
		GRPCServer: func(opts []grpc.ServerOption) *grpc.Server {
			return grpc.NewServer(append(opts, grpc.ForceServerCodec(codec))...)
		},
	})
}

// serveNoise greets like a connector and then answers with anything.
func serveNoise() {
	address := filepath.Join(os.Getenv(plugin.EnvUnixSocketDir), "noise")
	listener, err := net.Listen("unix", address)
	if err != nil {
		os.Exit(1)
	}
	fmt.Printf("1|1|unix|%s|grpc|\n", address)
	for {
		conn, err := listener.Accept()
		if err != nil {
			os.Exit(1)
		}
		_, _ = conn.Write([]byte(strings.Repeat("garbage!", 1000))) // whoever reads it may hang up
		_ = conn.Close()
	}
}
