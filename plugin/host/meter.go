package host

import (
	"context"
	"sync/atomic"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"google.golang.org/grpc/stats"
)

// meter counts the bytes that a read brings, before anything is made of them.
type meter struct{ read atomic.Int64 }

var _ stats.Handler = (*meter)(nil)

type ofARead struct{}

// TagRPC marks the calls that are metered: the log has its own bound.
func (*meter) TagRPC(ctx context.Context, call *stats.RPCTagInfo) context.Context {
	if call.FullMethodName == receivablev1.Connector_Read_FullMethodName {
		return context.WithValue(ctx, ofARead{}, true)
	}
	return ctx
}

// HandleRPC counts what came in.
func (m *meter) HandleRPC(ctx context.Context, event stats.RPCStats) {
	if in, ok := event.(*stats.InPayload); ok && ctx.Value(ofARead{}) != nil {
		m.read.Add(int64(in.Length))
	}
}

// TagConn and HandleConn serve gRPC.
func (*meter) TagConn(ctx context.Context, _ *stats.ConnTagInfo) context.Context { return ctx }

// HandleConn counts nothing.
func (*meter) HandleConn(context.Context, stats.ConnStats) {}
