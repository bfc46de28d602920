package words

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

var causes = map[receivable.DeadCause]string{
	receivable.Bounced: "dead.bounced", receivable.CameBack: "dead.came-back", receivable.Unreachable: "dead.unreachable",
	receivable.WrongPerson: "dead.wrong-person", receivable.OtherCause: "dead.other",
}

// DeadCause says in a few words why a channel is dead: "no such mailbox".
func DeadCause(c receivable.DeadCause) string {
	if key, ok := causes[c]; ok {
		return i18n.T(key)
	}
	return i18n.T("dead.other")
}

// DeadChannel says which channel reaches nobody, why, and since when where that is known.
func (w Words) DeadChannel(c receivable.Channel, cause receivable.DeadCause, since string) string {
	args := i18n.Args{"channel": Channel(c), "cause": DeadCause(cause)}
	on, err := date.Parse(since)
	if err != nil || on.IsZero() {
		return i18n.T("why.channel-skipped", args)
	}
	args["date"] = w.Day(on)
	return i18n.T("why.channel-skipped-since", args)
}

// Way says by which channel a notice goes; a letter that the post registers says so.
func Way(n *dunning.Notice) string {
	if n.Registered {
		return i18n.T("channel.registered")
	}
	return Channel(n.Channel)
}
