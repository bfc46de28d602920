package mail

import (
	"context"
	"sync"

	"github.com/emersion/go-smtp"
)

// Sender hands messages to one mail server over one connection that it keeps between messages. Its methods may be
// called from several goroutines; messages then wait for each other.
type Sender struct {
	cfg    Config
	limits Timeouts

	mu      sync.Mutex
	current *session
}

// NewSender checks the settings; it does not connect yet.
func NewSender(cfg Config) (*Sender, error) {
	if err := cfg.Check(); err != nil {
		return nil, err
	}
	return &Sender{cfg: cfg, limits: cfg.Timeouts.orDefault()}, nil
}

// Send hands over the bytes of a message exactly as they are. The message may have left only when the outcome is
// Delivered or Uncertain.
//
// Cancelling ctx ends the attempt as NotSent, up to the moment the end of the message is sent; from then on Send waits
// for the server's word, since giving up would only make an answer that is coming uncertain.
func (s *Sender) Send(ctx context.Context, envelope Envelope, eml []byte) Outcome {
	s.mu.Lock()
	defer s.mu.Unlock()
	if o, ok := checkEnvelope(&envelope); !ok {
		return o
	}
	reused := s.current != nil
	o := s.attempt(ctx, envelope, eml)
	// A kept connection that the server has closed in the meantime, or on which our sign-in has run out, says nothing about this
	// message.
	if reused && ctx.Err() == nil && o.Phase == Sending && (o.Code == 0 || o.Code == 421 || s.lapsed(o)) {
		s.drop()
		o = s.attempt(ctx, envelope, eml)
	}
	return o
}

// Close says goodbye to the server.
func (s *Sender) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current != nil {
		s.current.conn.limit(s.limits.Command)
		_ = s.current.client.Quit()
		s.drop()
	}
}

// Check connects and signs in without sending anything; the settings screen calls it.
func (s *Sender) Check(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drop()
	opened, o := s.connect(ctx)
	if opened == nil {
		return unreachable(s.cfg, o)
	}
	s.current = opened
	return nil
}

// drop closes the connection without a word, so that no half message is ever completed by accident.
func (s *Sender) drop() {
	if s.current != nil {
		_ = s.current.conn.Close()
		s.current = nil
	}
}

func (s *Sender) attempt(ctx context.Context, envelope Envelope, eml []byte) Outcome {
	if s.current == nil {
		opened, o := s.connect(ctx)
		if opened == nil {
			return o
		}
		s.current = opened
	}
	conn := s.current.conn
	conn.reuse()
	defer context.AfterFunc(ctx, conn.stop)()
	o, keep := s.converse(envelope, eml)
	if !keep {
		s.drop()
	}
	if o.Kind == NotSent && ctx.Err() != nil {
		o.Detail = "stopped"
	}
	return o
}

// converse is one mail transaction (RFC 5321 section 3.3). keep is false when the connection cannot carry another.
func (s *Sender) converse(envelope Envelope, eml []byte) (o Outcome, keep bool) {
	conn, client := s.current.conn, s.current.client
	conn.limit(s.limits.Command)
	if err := client.Mail(envelope.From, &smtp.MailOptions{Size: int64(len(eml))}); err != nil {
		o = answered(Sending, err, NotSent)
		if o.Kind == Refused && o.Code != 552 { // 552: this message is too large; any other refusal is of the sender
			o.Kind = NotSent
		}
		return o, o.Code != 0 && o.Code != 421 && s.reset()
	}
	refused, lost := s.recipients(envelope.To)
	if lost != nil {
		return *lost, false
	}
	if len(refused) == len(envelope.To) {
		return allRefused(refused), s.reset()
	}
	o, keep = s.content(eml)
	o.Refused = refused
	return o, keep
}

func (s *Sender) recipients(to []string) (refused []RefusedRecipient, lost *Outcome) {
	for _, addr := range to {
		s.current.conn.limit(s.limits.Command)
		err := s.current.client.Rcpt(addr, nil)
		if err == nil {
			continue
		}
		o := answered(Addressing, err, NotSent)
		if o.Code == 0 || o.Code == 421 {
			return nil, &o
		}
		refused = append(refused, RefusedRecipient{addr, o.Code, o.Status, o.Detail, o.Kind == Refused})
	}
	return refused, nil
}

// allRefused is temporary when one recipient may be taken later: nothing has left, so all may be tried again.
func allRefused(refused []RefusedRecipient) Outcome {
	worst := refused[0]
	for _, r := range refused {
		if !r.Permanent {
			worst = r
		}
	}
	o := Outcome{Kind: Temporary, Phase: Addressing, Code: worst.Code, Status: worst.Status, Detail: worst.Detail, Refused: refused}
	if worst.Permanent {
		o.Kind = Refused
	}
	return o
}

// content sends the message. Until its end is written nothing has been handed over (RFC 5321 section 4.1.1.4); after
// that only the server's reply tells, and without one nobody knows.
func (s *Sender) content(eml []byte) (o Outcome, keep bool) {
	conn := s.current.conn
	conn.limit(s.limits.Command)
	data, err := s.current.client.Data()
	if err != nil {
		o = answered(Content, err, NotSent)
		return o, o.Code != 0 && o.Code != 421 && s.reset()
	}
	conn.limit(s.limits.Content)
	if _, err := data.Write(eml); err != nil {
		return failed(Content, err), false
	}
	if !conn.release() {
		return failed(Content, context.Canceled), false
	}
	conn.limit(s.limits.Answer)
	response, err := data.CloseWithResponse()
	if err != nil {
		o = answered(Answer, err, Uncertain)
		if o.Code >= 200 && o.Code < 300 {
			o.Kind = Delivered
		}
		return o, o.Code != 0 && o.Code != 421
	}
	return Outcome{Kind: Delivered, Phase: Answer, Code: 250, Detail: tidy(response.StatusText)}, true
}

// reset ends a transaction that did not come to its content; false when the server does not play along.
func (s *Sender) reset() bool {
	s.current.conn.limit(s.limits.Command)
	return s.current.client.Reset() == nil
}
