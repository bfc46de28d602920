package wire

import (
	"context"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"
)

// PluginName is the one service that a connector offers.
const PluginName = "receivable"

// MaxMessage bounds a message in bytes, in both directions. A batch of a
// thousand ordinary records is some 200 KiB; 8 MiB leaves room for the largest
// records the rules allow.
const MaxMessage = 8 << 20

// ParentPipeEnv is set by a host that holds the connector's standard input
// open for as long as it lives: its end is the end of the host.
const ParentPipeEnv = "RECEIVABLE_PARENT_PIPE"

// TreeEnv marks a connector's process and those that it starts, so that the host
// finds them all when it ends the connector.
const TreeEnv = "RECEIVABLE_TREE"

// Handshake is the greeting. The cookie is no secret: it only keeps people from
// starting a connector by hand and wondering.
var Handshake = plugin.HandshakeConfig{
	ProtocolVersion:  spec.ProtocolMajor,
	MagicCookieKey:   "RECEIVABLE_CONNECTOR",
	MagicCookieValue: "6f0c2a1e-receivables-connector-protocol",
}

// Plugins returns the plugin sets by protocol major. The server is nil on the
// host's side.
func Plugins(server receivablev1.ConnectorServer) map[int]plugin.PluginSet {
	return map[int]plugin.PluginSet{
		spec.ProtocolMajor: {PluginName: &service{server: server}},
	}
}

type service struct {
	plugin.NetRPCUnsupportedPlugin
	server receivablev1.ConnectorServer
}

var _ plugin.GRPCPlugin = (*service)(nil)

// GRPCServer registers the connector's side.
func (s *service) GRPCServer(_ *plugin.GRPCBroker, registrar *grpc.Server) error {
	receivablev1.RegisterConnectorServer(registrar, s.server)
	return nil
}

// GRPCClient makes the host's side, a receivablev1.ConnectorClient.
func (s *service) GRPCClient(_ context.Context, _ *plugin.GRPCBroker, conn *grpc.ClientConn) (any, error) {
	return receivablev1.NewConnectorClient(conn), nil
}
