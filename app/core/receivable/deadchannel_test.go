package receivable

import (
	"errors"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

func TestDeadChannelNeedsItsFacts(t *testing.T) {
	today := date.Must(2026, 11, 23)
	good := DeadChannel{Channel: Email, Cause: Bounced, Why: "550 5.1.1", On: today}
	if err := good.Check(today); err != nil {
		t.Error(err)
	}
	for field, change := range map[string]func(*DeadChannel){
		"channel": func(c *DeadChannel) { c.Channel = "fax" },
		"cause":   func(c *DeadChannel) { c.Cause = "tired" },
		"why":     func(c *DeadChannel) { c.Cause, c.Why = OtherCause, " " },
		"on":      func(c *DeadChannel) { c.On = today.AddDays(1) },
	} {
		c := good
		change(&c)
		var got *fault.Error
		if err := c.Check(today); !errors.As(err, &got) || got.Code != fault.Invalid || got.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestChainSaysWhyALinkIsOpen(t *testing.T) {
	d := Debtor{
		Email: "eva@x.example", Phone: "+47 38 00 41 10", Dead: []Channel{Email, Visit},
		Marks: []DeadChannel{
			{Channel: Email, Cause: OtherCause, Revived: time.Unix(1, 0)},
			{Channel: Email, Cause: Bounced, Why: "550 5.1.1"},
		},
		Withdrawn: []Consent{{Channel: SMS, State: ConsentWithdrawn, Source: "STOP"}},
	}
	got := d.Chain([]Channel{Email, SMS, Letter, Call, Visit})
	for i, want := range []LinkState{LinkDead, LinkRefused, LinkMissing, LinkWorks, LinkDead} {
		if got[i].State != want {
			t.Errorf("%s: %s, want %s", got[i].Channel, got[i].State, want)
		}
		if works := d.Reaches(got[i].Channel); works != (got[i].State == LinkWorks) {
			t.Errorf("%s: the chain and Reaches disagree", got[i].Channel)
		}
	}
	if got[0].Dead.Why != "550 5.1.1" || got[1].Refused.Source != "STOP" || got[4].Dead.Cause != OtherCause {
		t.Errorf("%+v", got)
	}
}
