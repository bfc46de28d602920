package casefile

import (
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

func (f *fields) channel() receivable.Channel {
	f.must("channel")
	return receivable.Channel(f.oneOf("channel", "", "email", "letter", "sms", "call", "visit"))
}

// readContact notes that somebody called, wrote or came, outside any wave.
func readContact(f *fields, _ *Case, _ *Step) action {
	channel := f.channel()
	return func(r *run, s *Step) (string, error) {
		r.account = dunning.NoteContact(r.account, dunning.Contact{On: s.On, Channel: channel})
		return "the debtor was contacted by " + string(channel), nil
	}
}

// readConsent notes that the debtor gave or withdrew its consent to a channel.
func readConsent(f *fields, _ *Case, _ *Step) action {
	channel := receivable.Channel(f.oneOf("channel", "", "email", "sms", "call"))
	f.must("channel")
	state := receivable.ConsentState(f.oneOf("state", "", "given", "withdrawn", "unknown"))
	f.must("state")
	source := f.text("source", "the case")
	return func(r *run, s *Step) (string, error) {
		c := receivable.Consent{Channel: channel, State: state, On: s.On, Source: source}
		if err := c.Check(s.On); err != nil {
			return "", err
		}
		if state == receivable.ConsentWithdrawn {
			r.account = dunning.WithdrawConsent(r.account, c)
		} else {
			r.account = dunning.ReturnConsent(r.account, channel)
		}
		return fmt.Sprintf("consent to %s: %s", channel, state), nil
	}
}

// readSetAside sets a house rule aside for the day, with a reason.
func readSetAside(f *fields, _ *Case, _ *Step) action {
	rule, reason := f.mustText("rule"), f.text("reason", "")
	return func(r *run, s *Step) (string, error) {
		next, err := dunning.SetAside(r.account, r.c.Law, dunning.Aside{Rule: rule, On: s.On, Reason: reason, By: "clerk"})
		r.account = next
		return rule + " set aside: " + reason, err
	}
}

// readMayContact asks the guard whether the debtor may be contacted at a time of the day, and if not, when.
func readMayContact(f *fields, _ *Case, _ *Step) action {
	channel := f.channel()
	at, err := date.ParseTimeOfDay(f.mustText("at"))
	if err != nil && f.err == nil {
		f.fail(f.get("at").wrong("expected a time as HH:MM, found %q", f.text("at", "")))
	}
	allowed, rule, next := f.flag("allowed"), f.text("rule", ""), f.text("next", "")
	return func(r *run, s *Step) (string, error) {
		g := dunning.GuardOf(&r.account, &r.c.Law)
		refusal := g.Moment(channel, s.On, at)
		var d differs
		d.compare("allowed", fmt.Sprint(allowed), fmt.Sprint(refusal == nil))
		if refusal == nil {
			return fmt.Sprintf("a %s at %s is allowed", channel, at), d.orNil()
		}
		then := refusal.Until.String() + " " + refusal.At.String()
		if rule != "" {
			d.compare("rule", rule, refusal.Row.ID)
		}
		if next != "" {
			d.compare("next", next, then)
		}
		return fmt.Sprintf("no %s at %s by %s; again on %s", channel, at, refusal.Row.ID, then), d.orNil()
	}
}

// readProcedure changes the procedure from that day on. What was sent stays as it was.
func readProcedure(f *fields, c *Case, _ *Step) action {
	changed := *c
	for _, e := range f.of.entries {
		f.taken[e.key] = true
	}
	if err := c.world.decodeProcedure(f.of, &changed); err != nil {
		f.fail(asFault(err))
		return nil
	}
	changed.Procedure.Rates = c.Procedure.Rates
	if err := changed.Procedure.Check(); err != nil {
		f.fail(asFault(inProcedure(f.of, err)))
	}
	return func(r *run, _ *Step) (string, error) {
		r.follows, r.calendar = changed.Procedure, changed.Calendar
		return fmt.Sprintf("the procedure changed: %d levels now", len(r.follows.Levels)), nil
	}
}
