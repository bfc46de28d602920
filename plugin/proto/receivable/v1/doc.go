// Package receivablev1 is the generated wire form of the Receivables Connector
// Protocol, version 1. Nothing but plugin/sdk, plugin/host and plugin/proto/wire
// needs it; everybody else speaks plugin/spec.
package receivablev1

//go:generate sh -c "go run ../../reference connector.proto > ../../../../docs/protocol.md"
//go:generate protoc --plugin=protoc-gen-go=../../../../.tools/protoc-gen-go --plugin=protoc-gen-go-grpc=../../../../.tools/protoc-gen-go-grpc --go_out=paths=source_relative:. --go-grpc_out=paths=source_relative:. connector.proto
