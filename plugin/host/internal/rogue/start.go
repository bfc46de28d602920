package main

import (
	"fmt"
	"os"

	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
	"github.com/hashicorp/go-plugin"
)

// atStart misbehaves before or while greeting.
var atStart = map[string]func(){
	"crash-start": func() {
		fmt.Fprintln(os.Stderr, "no licence found")
		os.Exit(7)
	},
	"hang-start": func() { select {} },
	"chatty": func() {
		fmt.Println("Welcome to my connector!")
		serveRaw("chatty")
	},
	"old-protocol": func() {
		plugin.Serve(&plugin.ServeConfig{
			HandshakeConfig:  wire.Handshake,
			VersionedPlugins: map[int]plugin.PluginSet{9: wire.Plugins(&raw{})[1]},
			GRPCServer:       plugin.DefaultGRPCServer,
		})
	},
	"elsewhere": func() {
		fmt.Println("1|1|tcp|192.0.2.1:443|grpc|")
		select {}
	},
	"net-rpc": func() {
		fmt.Println("1|1|tcp|127.0.0.1:1|netrpc|")
		select {}
	},
	"noise":      serveNoise,
	"glut-start": glutton,
	"environment": func() {
		fmt.Println("ENV", os.Getenv("DUNNINGDESK_TEST_SECRET"), "|", os.Getenv("PATH") != "")
	},
	"frozen": func() {
		go freeze()
		serveRaw("frozen")
	},
}
