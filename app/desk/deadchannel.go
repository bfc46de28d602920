package desk

import (
	"context"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// DeadOrder marks a channel as one that reaches a customer no more.
type DeadOrder struct {
	Debtor  receivable.DebtorID
	Channel receivable.Channel
	Cause   receivable.DeadCause
	Why     string    // what was said: the server's word, what stood on the envelope
	Address string    // that failed; empty: the customer's by that channel
	On      date.Date // zero: today
}

// MarkChannelDead keeps that a channel reaches a customer no more, and asks a person to mend it: the next notice takes the next
// channel of its level. Marked again, as by a second bounce, it keeps the new facts and makes no second task. An address that is
// no longer the customer's says nothing about the one it has now, and marks nothing (false). Refused with the field: what
// receivable.DeadChannel.Check refuses.
func (d *Desk) MarkChannelDead(ctx context.Context, o DeadOrder) (marked bool, err error) {
	on, err := d.Today(ctx)
	if err != nil {
		return false, err
	}
	mark := receivable.DeadChannel{Channel: o.Channel, Cause: o.Cause, Why: strings.TrimSpace(o.Why), Address: strings.TrimSpace(o.Address), On: o.On}
	if mark.On.IsZero() {
		mark.On = on
	}
	if err := mark.Check(on); err != nil {
		return false, err
	}
	err = d.about(ctx, o.Debtor, func(w store.Writer, who receivable.Debtor) error {
		if marked = isOf(&who, &mark); !marked {
			return nil
		}
		return deadChannel(w, who, mark, on)
	})
	return marked && err == nil, err
}

// isOf reports whether the address that failed is the one the customer is reached at now.
func isOf(who *receivable.Debtor, mark *receivable.DeadChannel) bool {
	now := who.At(mark.Channel)
	if mark.Address == "" || now == "" || mark.Channel == receivable.Letter || mark.Channel == receivable.Visit {
		return true
	}
	if mark.Channel == receivable.Email {
		return sameMailbox(mark.Address, now)
	}
	return receivable.SameNumber(mark.Address, now)
}

// ReviveChannel takes the mark away, because the address works after all or was mended; the tasks that asked to mend it are done.
func (d *Desk) ReviveChannel(ctx context.Context, debtor receivable.DebtorID, c receivable.Channel, why string) error {
	if why = strings.TrimSpace(why); why == "" {
		return fault.New(fault.Invalid, "say why it works again").OnField("why").WithHint("a new address, a word with the customer")
	}
	return d.about(ctx, debtor, func(w store.Writer, who receivable.Debtor) error {
		if err := w.Revive(who.ID, c, why); err != nil {
			return err
		}
		tasks, err := w.Tasks(who.ID, true)
		if err != nil {
			return err
		}
		for _, t := range tasks {
			if t.Kind != store.TaskMend || t.Why.Key != whyChannelDead || t.Why.Args["channel"] != string(c) {
				continue
			}
			if err := w.FinishTask(t.ID, why); err != nil {
				return err
			}
		}
		return w.Append(activity.ChannelRevived, int64(who.ID), 0, who.Name, map[string]string{"channel": string(c), "why": why})
	})
}

// whyChannelDead is the reason of a task to mend a channel: channel, why.
const whyChannelDead = "channel-dead"

// deadChannel marks a channel with a task to mend it, one for each channel.
func deadChannel(w store.Writer, who receivable.Debtor, mark receivable.DeadChannel, on date.Date) error {
	if err := markDead(w, who, mark); err != nil {
		return err
	}
	tasks, err := w.Tasks(who.ID, true)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(tasks, func(t store.Task) bool {
		return t.Why.Key == whyChannelDead && t.Why.Args["channel"] == string(mark.Channel)
	}) {
		return nil
	}
	why := dunning.Why{Key: whyChannelDead, Args: map[string]string{"channel": string(mark.Channel), "cause": string(mark.Cause), "why": mark.Why}}
	_, err = w.PutTask(store.Task{Kind: store.TaskMend, Debtor: who.ID, Due: on, Why: why})
	return err
}

// markDead marks a channel and writes it to the customer's history.
func markDead(w store.Writer, who receivable.Debtor, mark receivable.DeadChannel) error {
	mark.Debtor = who.ID
	if mark.Address == "" {
		mark.Address = who.At(mark.Channel)
	}
	if err := w.MarkDead(mark); err != nil {
		return err
	}
	return w.Append(activity.ChannelDead, int64(who.ID), 0, who.Name, map[string]string{
		"channel": string(mark.Channel), "cause": string(mark.Cause), "why": mark.Why, "on": mark.On.String(),
	})
}
