package host

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"maps"
	"os"
	"os/exec"
	"sync"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/proto/wire"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/go-plugin/runner"
	"google.golang.org/grpc"
)

// Options say how a connector is run.
type Options struct {
	// Approved is the checksum a person has approved for this connector. It is
	// compared with the file right before it is started. To look at a connector
	// that nobody has approved yet, a caller passes Program.Checksum knowingly.
	Approved string
	// Logger gets what the connector logs; nil discards it.
	Logger *slog.Logger
	// Limits bound what the connector may take.
	Limits Limits
	// Version is the desk's own version, Locale the BCP 47 tag of the person
	// who waits; both are told to the connector.
	Version string
	Locale  string
	// Renewed keeps secrets that the source has replaced. It returns after they
	// are safe; its error stops the call. nil drops them.
	Renewed func(secrets map[string]string) error
}

// Session is one running connector. Make one for each check or sync and close
// it: a connector's process is short-lived.
type Session struct {
	program Program
	options Options
	limits  Limits
	log     *slog.Logger
	gate    *logGate
	words   *tail
	meter   meter
	folder  string
	client  *plugin.Client
	remote  receivablev1.ConnectorClient
	// renewed are the secrets that calls of this session have replaced, retired
	// all that they ever were.
	renewed, retired map[string]string

	mu      sync.Mutex
	process *process
	closing sync.Once
}

// Start starts a connector and greets it. The error is an *Error: NotApproved,
// ChecksumChanged, NotFound, StartFailed, HandshakeFailed, ProtocolVersion,
// Crashed, Hung or Cancelled.
func Start(ctx context.Context, p Program, o Options) (*Session, error) {
	if o.Approved == "" {
		return nil, &Error{
			Code: NotApproved, Connector: p.Kind, Message: "The connector " + p.Kind + " has not been approved.",
			Hint: "Look at its name, publisher and checksum, then approve it.",
		}
	}
	p.Checksum = o.Approved
	s := &Session{program: p, options: o, limits: o.Limits.withDefaults(), words: &tail{}, gate: &logGate{}}
	s.gate.left.Store(s.limits.LogLines)
	s.log = o.Logger
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	s.log = s.log.With("connector", p.Kind)
	if err := s.start(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func (s *Session) start(ctx context.Context) error {
	folder, err := sessionFolder()
	if err != nil {
		return s.folderError(err)
	}
	s.folder = folder
	s.client = plugin.NewClient(s.clientConfig())
	ctx, cancel := context.WithTimeout(ctx, s.limits.Start)
	defer cancel()
	connected := make(chan error, 1)
	go func() { connected <- s.connect() }()
	select {
	case err = <-connected:
	case <-ctx.Done():
		s.kill()
		err = errors.Join(ctx.Err(), <-connected)
	}
	if err != nil {
		return s.startError(ctx, err)
	}
	return nil
}

func (s *Session) connect() error {
	protocol, err := s.client.Client()
	if err != nil {
		return err
	}
	remote, err := protocol.Dispense(wire.PluginName)
	if err != nil {
		return err
	}
	s.remote = remote.(receivablev1.ConnectorClient)
	return protocol.Ping()
}

func (s *Session) clientConfig() *plugin.ClientConfig {
	logger := newLogAdapter(s.log, s.gate)
	return &plugin.ClientConfig{
		HandshakeConfig:  wire.Handshake,
		VersionedPlugins: wire.Plugins(nil),
		RunnerFunc:       s.run,
		AllowedProtocols: []plugin.Protocol{plugin.ProtocolGRPC},
		AutoMTLS:         true,
		SkipHostEnv:      true,
		// Our own limit comes first, so that its error is the one reported.
		StartTimeout:     s.limits.Start + exitNotice,
		UnixSocketConfig: &plugin.UnixSocketConfig{TempDir: s.folder},
		Stderr:           s.words,
		SyncStdout:       noiseLog{s},
		SyncStderr:       io.MultiWriter(s.words, &lines{take: func(line string) { logger.Debug(line) }}),
		Logger:           logger,
		GRPCDialOptions: []grpc.DialOption{
			grpc.WithDefaultCallOptions(
				grpc.MaxCallRecvMsgSize(s.limits.Message),
				grpc.MaxCallSendMsgSize(wire.MaxMessage),
			),
			grpc.WithInitialWindowSize(window), grpc.WithInitialConnWindowSize(window),
			grpc.WithDisableServiceConfig(),
			grpc.WithNoProxy(),
			grpc.WithStatsHandler(&s.meter),
		},
	}
}

// window lets a few batches be under way while the desk writes the last one.
const window = 2 << 20

func (s *Session) run(_ hclog.Logger, cmd *exec.Cmd, socketFolder string) (runner.Runner, error) {
	p, err := newProcess(s.program, cmd, socketFolder, s.limits.Memory, s.logNoise)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.process = p
	return p, nil
}

func (s *Session) running() *process {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.process
}

func (s *Session) kill() {
	if p := s.running(); p != nil {
		_ = p.Kill(context.Background()) // never fails
	}
}

// Kill ends the connector at once, as a crash would. Close is still needed.
func (s *Session) Kill() { s.kill() }

// Close asks the connector to end, and ends it when it does not within the
// grace. It is safe to call more than once and returns when the process is gone.
func (s *Session) Close() {
	s.closing.Do(func() {
		if s.client != nil {
			s.stop()
		}
		if s.folder != "" {
			_ = os.RemoveAll(s.folder) // left-over sockets of a killed connector
		}
	})
}

func (s *Session) stop() {
	if p := s.running(); p != nil {
		p.look()
	}
	ended := make(chan struct{})
	go func() {
		s.client.Kill()
		close(ended)
	}()
	timer := time.NewTimer(s.limits.Grace)
	defer timer.Stop()
	select {
	case <-ended:
	case <-timer.C:
		// go-plugin waits for an answer that a hung process never gives.
		s.kill()
		<-ended
	}
}

func (s *Session) host() *receivablev1.Host {
	return &receivablev1.Host{
		Version:         s.options.Version,
		ProtocolVersion: spec.ProtocolVersion,
		Locale:          s.options.Locale,
		MaxMessage:      int64(s.limits.Message),
	}
}

// guard takes the connection's secrets out of everything that is logged or
// reported from now on, and gives the settings with the secrets that were
// renewed in this session: the caller's may have been used up by its last call.
func (s *Session) guard(settings spec.Settings) spec.Settings {
	redact := settings.Redactor()
	s.gate.redact.Store(&redact)
	if len(s.renewed) == 0 {
		return settings
	}
	s.gate.also(spec.NewSettings(nil, s.retired).Redactor())
	secrets := settings.RevealSecrets()
	if secrets == nil {
		secrets = map[string]string{}
	}
	maps.Copy(secrets, s.renewed)
	return spec.NewSettings(settings.Values(), secrets)
}

// errIdle and errTooLong are causes of a cancelled call.
var (
	errIdle    = errors.New("no message came in time")
	errTooLong = errors.New("the call took too long")
)
