package desk

import (
	"context"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// VisitOrder plans a visit.
type VisitOrder struct {
	Debtor receivable.DebtorID
	On     date.Date
	At     date.TimeOfDay // by the customer's clock; needed where the law wants the visit announced
	Who    string         // who comes; empty: who sits at the desk
	Why    string         // for the house alone
}

// Codes of visits that cannot be planned.
const (
	NeedsNotice  fault.Code = "visit-needs-notice" // the law wants it announced, and too few days remain for that
	VisitPlanned fault.Code = "visit-planned"      // another one is planned already
)

// Reasons of visits on the work list.
const (
	whyVisitPlanned = "visit-planned" // why, at, who, date
	whyVisitToPlan  = "visit-to-plan" // date: not before it; days of notice
	whyVisitLate    = "visit-not-announced"
)

// PlanVisit makes a task of a visit. Where the law wants visits announced, the announcement is made in the same transaction, as a
// letter, else as a mail, and goes out as reminders do. It is refused where the law forbids visits (fault.Refused), outside the hours
// in which it allows them, where too few days remain for the announcement (NeedsNotice), and while another visit is planned.
func (d *Desk) PlanVisit(ctx context.Context, o VisitOrder) error {
	job, err := d.newIssuing(ctx)
	if err != nil {
		return err
	}
	if o.On.IsZero() || o.On.Before(job.on) {
		return fault.New(fault.Invalid, "a visit is for today or later").OnField("date")
	}
	if err := withinReach("date", o.On, job.on, 1); err != nil {
		return err
	}
	if o.Who = strings.TrimSpace(o.Who); o.Who == "" {
		o.Who = d.Actor.Name
	}
	announced := false
	err = d.about(ctx, o.Debtor, func(w store.Writer, who receivable.Debtor) error {
		announced = false
		may, err := d.mayVisit(w, who, &o, job.on)
		if err != nil {
			return err
		}
		if err := replaceVisits(w, who.ID); err != nil {
			return err
		}
		task := store.Task{Kind: store.TaskVisit, Debtor: who.ID, Due: o.On, Why: o.reason()}
		if may.AnnounceDays > 0 {
			announced = true
			if task.Notice, err = job.announce(ctx, w, who, &o, may); err != nil {
				return err
			}
		}
		if _, err := w.PutTask(task); err != nil {
			return err
		}
		facts := map[string]string{"on": o.On.String(), "why": o.Why, "rule": may.Rule, "who": o.Who}
		if o.At > 0 {
			facts["at"] = o.At.String()
		}
		return w.Append(activity.VisitPlanned, int64(who.ID), 0, who.Name, facts)
	})
	if err != nil || !announced {
		return err
	}
	// The announcement is committed and waits: what keeps it from leaving now is said by the outbox, not by the plan.
	if _, err := d.SendOutbox(ctx, nil); err != nil && d.Logger != nil {
		d.Logger.WarnContext(ctx, "the notice of a visit waits", "error", err)
	}
	return nil
}

func (o *VisitOrder) reason() dunning.Why {
	args := map[string]string{"why": o.Why, "who": o.Who, "date": o.On.String()}
	if o.At > 0 {
		args["at"] = o.At.String()
	}
	return dunning.Why{Key: whyVisitPlanned, Args: args}
}

// mayVisit asks the law about a visit.
func (d *Desk) mayVisit(r store.Reader, who receivable.Debtor, o *VisitOrder, on date.Date) (may MayContact, err error) {
	p, err := d.lawyer(r)
	if err != nil {
		return may, err
	}
	pack := p.law(who)
	if may.forbidsVisit(&pack, who.Kind, o.On) {
		return may, fault.New(fault.Refused, "the law forbids visits here: %s", may.Source).OnField("date")
	}
	switch {
	case may.AnnounceDays == 0:
	case o.On.Before(on.AddDays(may.AnnounceDays)):
		return may, fault.New(NeedsNotice, "a visit must be announced %d days before: %s", may.AnnounceDays, may.Source).OnField("date").
			WithHint("%s or later", on.AddDays(may.AnnounceDays))
	case o.At <= 0:
		return may, fault.New(fault.Invalid, "a visit that is announced has an hour").OnField("at").WithHint("as HH:MM, by the customer's clock")
	}
	if err := d.visitHours(r, &pack, who, o); err != nil {
		return may, err
	}
	return may, nil
}

// visitHours refuses an hour at which the law lets nobody visit. What would be one contact too many is left to the day itself.
func (d *Desk) visitHours(r store.Reader, pack *law.Pack, who receivable.Debtor, o *VisitOrder) error {
	if o.At <= 0 {
		return nil
	}
	g := dunning.Guard{Pack: pack, Kind: who.Kind, Holidays: pack.Days}
	var err error
	if g.SetAside, err = r.Asides(who.ID, o.On); err != nil {
		return err
	}
	no := g.Hours(receivable.Visit, o.On, o.At)
	if no == nil {
		return nil
	}
	refused := fault.New(fault.Refused, "no visit on %s at %s: %s, %s", o.On, o.At, no.Row.ID, no.Row.Ref).OnField("at")
	if no.Until.IsZero() || no.At < 0 {
		return refused
	}
	return refused.WithHint("%s %s or later", no.Until, no.At)
}

// replaceVisits does the tasks that asked for a visit to be planned, and refuses while one is planned.
func replaceVisits(w store.Writer, id receivable.DebtorID) error {
	tasks, err := w.Tasks(id, true)
	if err != nil {
		return err
	}
	for _, t := range tasks {
		switch {
		case t.Kind == store.TaskVisit && t.Why.Key == whyVisitPlanned:
			return fault.New(VisitPlanned, "a visit is planned for %s already", t.Due).OnField("date").WithHint("keep what came of it, or call it off first")
		case t.Kind != store.TaskVisit && t.Why.Key != whyVisitLate:
			continue
		}
		if err := w.FinishTask(t.ID, "planned"); err != nil {
			return err
		}
		if err := w.Append(activity.TaskDone, int64(t.Debtor), 0, "task "+itoa(t.ID), map[string]any{"task": t.ID, "result": "planned"}); err != nil {
			return err
		}
	}
	return nil
}

// announce makes and commits the written notice of a visit, with its row in the outbox: as a letter, and where that does not reach the
// customer or cannot be printed, as a mail.
func (j *issuing) announce(ctx context.Context, w store.Writer, who receivable.Debtor, o *VisitOrder, may MayContact) (store.NoticeID, error) {
	year, _, _ := j.on.Parts()
	number, err := w.NextNoticeNumber(year)
	if err != nil {
		return 0, err
	}
	job := Job{
		Company: j.company, Debtor: who, Notice: visitNotice(who, j, o, may), Number: number, Date: j.on, At: w.Now(), Mail: j.mail, SMS: j.texts, Texts: j.house,
		MessageID: messageID(number, j.mail.From), ReplyToken: newReplyToken(),
	}
	made, err := j.written(ctx, &job)
	if err != nil {
		return 0, err
	}
	n := job.Notice
	id, err := w.IssueNotice(issuedAs(job, made), made.Docs)
	if err != nil {
		return 0, err
	}
	return id, w.Append(activity.NoticeIssued, int64(who.ID), 0, number, map[string]any{
		"notice": id, "channel": n.Channel, "event": n.Event, "visit": o.On.String(), "at": o.At.String(), "who": o.Who, "rule": may.Rule,
	})
}

// written makes a notice by the first written channel that reaches the customer and takes its text.
func (j *issuing) written(ctx context.Context, job *Job) (made Made, err error) {
	err = fault.New(fault.Invalid, "the visit must be announced in writing, and nothing written reaches %s", job.Debtor.Name).OnField("date").
		WithHint("mend the address in the accounting system")
	for _, c := range []receivable.Channel{receivable.Letter, receivable.Email} {
		if !job.Debtor.Reaches(c) {
			continue
		}
		job.Notice.Channel = c
		if made, err = j.desk.Courier.Make(ctx, *job); err == nil {
			break
		}
	}
	return made, err
}

// visitNotice is a notice that asks for nothing but says who comes when, by which rule it is sent, and no sooner than when.
func visitNotice(who receivable.Debtor, j *issuing, o *VisitOrder, may MayContact) dunning.Notice {
	zero := money.Zero(j.company.Currency)
	return dunning.Notice{
		Debtor: who.ID, Currency: j.company.Currency, Date: j.on, Event: dunning.EventVisit, Tone: dunning.Friendly,
		Open: zero, Credit: zero, Charges: zero, Fee: zero, Lump: zero, Interest: zero, Total: zero,
		Visit: &dunning.Visit{On: o.On, At: o.At, Who: o.Who},
		Effects: []dunning.Effect{{Rule: may.Rule, Source: may.Source, Verified: may.Verified, What: dunning.Why{
			Key: dunning.EffectVisitNotice, Args: map[string]string{"days": itoa(int64(may.AnnounceDays)), "date": j.on.AddDays(may.AnnounceDays).String()},
		}}},
	}
}

// CancelVisit calls a planned visit off, with a reason. An announcement that waits does not leave; of one that has left a person tells
// the customer.
func (d *Desk) CancelVisit(ctx context.Context, debtor receivable.DebtorID, why string) error {
	if why = strings.TrimSpace(why); why == "" {
		return fault.New(fault.Invalid, "calling a visit off needs a reason").OnField("why")
	}
	on, err := d.Today(ctx)
	if err != nil {
		return err
	}
	return d.about(ctx, debtor, func(w store.Writer, who receivable.Debtor) error {
		tasks, err := w.Tasks(who.ID, true)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(tasks, func(t store.Task) bool { return t.Kind == store.TaskVisit && t.Why.Key == whyVisitPlanned })
		if at < 0 {
			return fault.New(fault.NotFound, "no visit to %s is planned", who.Name)
		}
		if err := callOff(w, &tasks[at], on, why); err != nil {
			return err
		}
		return w.Append(activity.VisitCancelled, int64(who.ID), 0, who.Name, map[string]string{"on": tasks[at].Due.String(), "why": why})
	})
}

func callOff(w store.Writer, visit *store.Task, on date.Date, why string) error {
	if visit.Notice == 0 {
		return w.FinishTask(visit.ID, why)
	}
	n, err := w.Notice(visit.Notice)
	if err != nil {
		return err
	}
	if err := takeBack(w, on, n.ID, why); err != nil {
		return err
	}
	if n.State == store.OutQueued || n.State == store.OutFailed {
		return nil
	}
	_, err = w.PutTask(store.Task{Kind: store.TaskCall, Debtor: visit.Debtor, Due: on, Why: dunning.Why{Key: "visit-called-off", Args: map[string]string{
		"date": visit.Due.String(), "why": why,
	}}})
	return err
}

// lateVisit takes back the announcement of a visit that did not leave in time, with the visit, and asks a person to plan it anew. It
// reports whether the message was one.
func lateVisit(w store.Writer, on date.Date, m store.OutMessage, why string) (bool, error) {
	n, err := w.Notice(m.Notice)
	if err != nil || n.Claim.Event != dunning.EventVisit {
		return false, err
	}
	if err := takeBack(w, on, n.ID, why); err != nil {
		return true, err
	}
	_, err = w.PutTask(store.Task{Kind: store.TaskCheck, Debtor: m.Debtor, Due: on, Why: dunning.Why{Key: whyVisitLate, Args: map[string]string{
		"date": n.Claim.Visit.On.String(), "why": why,
	}}})
	return true, err
}

// toAnnounce is the reason of a visit that the law wants announced: a person plans it, and the program writes the notice.
func toAnnounce(n *dunning.Notice) dunning.Why {
	for i := range n.Effects {
		if e := &n.Effects[i]; e.What.Key == dunning.EffectVisitNotice {
			return dunning.Why{Key: whyVisitToPlan, Args: map[string]string{"date": n.TaskFrom.String(), "days": e.What.Args["days"]}}
		}
	}
	return dunning.Why{}
}
