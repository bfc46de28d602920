package mail

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// NotTaken is the code of an address that a server does not take.
const NotTaken fault.Code = "address-not-taken"

// Accepts asks the server whether it would take a mail of this envelope, and sends none. A server that merely puts us off is
// taken for one that would.
func (s *Sender) Accepts(ctx context.Context, e Envelope) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if o, ok := checkEnvelope(&e); !ok {
		return fault.New(NotTaken, "%s", o.Detail)
	}
	if s.current == nil {
		opened, o := s.connect(ctx)
		if opened == nil {
			return unreachable(s.cfg, o)
		}
		s.current = opened
	}
	conn, client := s.current.conn, s.current.client
	conn.reuse()
	defer context.AfterFunc(ctx, conn.stop)()
	conn.limit(s.limits.Command)
	if err := client.Mail(e.From, nil); err != nil {
		return s.notTaken(e.From, "as a sender", answered(Sending, err, NotSent))
	}
	for _, to := range e.To {
		conn.limit(s.limits.Command)
		if err := client.Rcpt(to, nil); err != nil {
			return s.notTaken(to, "as a recipient", answered(Addressing, err, NotSent))
		}
	}
	if !s.reset() {
		s.drop()
	}
	return nil
}

func (s *Sender) notTaken(address, as string, o Outcome) error {
	switch {
	case o.Code == 0 || o.Code == 421:
		s.drop()
		return unreachable(s.cfg, o)
	case !s.reset():
		s.drop()
	}
	if o.Kind == Temporary {
		return nil
	}
	return fault.New(NotTaken, "the mail server does not take %s %s: %s", address, as, o)
}
