package customer

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Matter is what an event is about; the timeline is filtered by it.
type Matter string

// The matters, as the filter tabs name them.
const (
	AllMatters Matter = "all"
	Mail       Matter = "mail"
	Calls      Matter = "calls"
	Money      Matter = "money"
	Decisions  Matter = "decisions"
)

// Matters lists the filters in the order in which they stand.
func Matters() []Matter { return []Matter{AllMatters, Mail, Calls, Money, Decisions} }

// Event is one entry of the timeline.
type Event struct {
	At     time.Time
	On     date.Date
	Matter Matter
	Icon   theme.IconName
	Status theme.Status // colours the heading of what was broken, disputed, promised or paid; Neutral otherwise
	Title  string
	Detail string
	Notice desk.NoticeID // whose letter or mail the entry opens; 0 for none
	// HandOver is the hand-over that the entry opens; 0 for none.
	HandOver int64
	Entry    int64 // its number in the log; 0 for what the log does not hold by itself
}

// Timeline gives everything that happened with a customer, newest first: what left, what came in, what people did.
func Timeline(v desk.CustomerView, w words.Words) []Event {
	var events []Event
	for _, n := range v.Notices {
		events = append(events, noticeEvent(n, w))
	}
	for _, p := range v.Payments {
		events = append(events, paymentEvent(p, w))
	}
	for _, e := range v.Timeline {
		if ev, ok := entryEvent(e, w); ok {
			if e.Kind == activity.ClaimWrittenOff && !e.Redacted() {
				ev.Detail = words.Facts(ev.Detail, bookingText(&v, e.Data))
			}
			events = append(events, ev)
		}
	}
	events = append(events, postingEvents(&v, w)...)
	slices.SortStableFunc(events, func(a, b Event) int {
		if c := b.On.Compare(a.On); c != 0 {
			return c
		}
		return b.At.Compare(a.At)
	})
	return events
}

func noticeEvent(n desk.IssuedNotice, w words.Words) Event {
	e := Event{At: n.SentAt, On: n.Claim.Date, Matter: Mail, Icon: words.ChannelIcon(n.Claim.Channel), Notice: n.ID}
	level := i18n.Args{"level": n.Claim.Level}
	if n.Claim.Event != dunning.NoEvent && n.Claim.Event != dunning.EventAgreement {
		return courtesyEvent(e, n, w)
	}
	switch {
	case n.Claim.Event == dunning.EventAgreement:
		agreementEvent(&e, &n)
	case n.Cancelled:
		e.Title, e.Icon = i18n.T("timeline.reminder-cancelled", level), theme.IconUndo
	case n.State == desk.OutFailed:
		e.Title, e.Status, e.Icon = i18n.T("timeline.reminder-failed", level), theme.Overdue4, theme.IconCrossed
	case n.State == desk.OutUncertain:
		e.Title, e.Status, e.Icon = i18n.T("timeline.reminder-uncertain", level), theme.Overdue2, theme.IconTriangle
	case n.State == desk.OutSent:
		e.Title = i18n.T("timeline.reminder-sent", level)
	default:
		e.Title = i18n.T("timeline.reminder-waiting", level)
	}
	e.Detail = words.Facts(
		i18n.N("count.items", len(n.Claim.Lines))+", "+w.Money(n.Claim.Total),
		feeFact(n.Claim.Fee, w),
	)
	if e.Status != theme.Neutral {
		e.Detail = words.Facts(e.Detail, n.To)
	}
	return e
}

// courtesyStates say of a notice that is no reminder how far it has come.
var courtesyStates = map[desk.OutboxState]string{
	desk.OutSent: "timeline.courtesy-sent", desk.OutFailed: "timeline.courtesy-failed", desk.OutUncertain: "timeline.courtesy-uncertain",
}

// courtesyEvent is a notice that asks for nothing: a note before the due date, thanks, the announcement of a visit.
func courtesyEvent(e Event, n desk.IssuedNotice, w words.Words) Event {
	e.Title = words.NoticeName(&n.Claim)
	state, known := courtesyStates[n.State]
	switch {
	case n.Cancelled:
		state, e.Icon = "timeline.courtesy-cancelled", theme.IconUndo
	case !known:
		state = "timeline.courtesy-waiting"
	case n.State == desk.OutFailed:
		e.Status = theme.Overdue4
	case n.State == desk.OutUncertain:
		e.Status = theme.Overdue2
	}
	visit := ""
	if v := n.Claim.Visit; v != nil {
		visit = words.Facts(w.Day(v.On)+" "+v.At.String(), v.Who)
	}
	e.Detail = words.Facts(visit, words.NoticeItems(&n.Claim), i18n.T(state))
	return e
}

func feeFact(fee money.Amount, w words.Words) string {
	if fee.IsZero() {
		return ""
	}
	return i18n.T("timeline.fee", i18n.Args{"amount": w.Money(fee)})
}

func paymentEvent(p receivable.Payment, w words.Words) Event {
	e := Event{On: p.Date, Matter: Money, Icon: theme.IconBanknote, Status: theme.Promised}
	sum := i18n.Args{"amount": w.Money(p.Amount)}
	e.Title = i18n.T("timeline.payment", sum)
	if p.Reversed {
		e.Title, e.Status, e.Icon = i18n.T("timeline.payment-reversed", sum), theme.Overdue4, theme.IconUndo
	}
	items := ""
	if n := len(p.Allocations); n > 0 {
		items = i18n.N("timeline.settles", n)
	}
	rest := ""
	if p.Unapplied.Minor > 0 {
		rest = i18n.T("timeline.unapplied", i18n.Args{"amount": w.Money(p.Unapplied)})
	}
	e.Detail = words.Facts(items, rest, p.Text)
	return e
}

// facts are the values of a log entry.
type facts map[string]any

func (f facts) text(key string) string {
	s, _ := f[key].(string)
	return s
}

// texts are the facts that are texts.
func (f facts) texts() map[string]string {
	out := map[string]string{}
	for key := range f {
		if s := f.text(key); s != "" {
			out[key] = s
		}
	}
	return out
}

func (f facts) day(key string, w words.Words) string {
	d, err := date.Parse(f.text(key))
	if err != nil {
		return f.text(key)
	}
	return w.Day(d)
}

func (f facts) money(w words.Words) string {
	a, err := money.Parse(f.text("amount"), money.Currency(f.text("currency")))
	if err != nil {
		return f.text("amount")
	}
	return w.Money(a)
}

// entryEvent words an entry of the log; entries that a notice or payment of the view says better are left out.
func entryEvent(e activity.Entry, w words.Words) (Event, bool) {
	shape, ok := shapes[e.Kind]
	if !ok {
		return Event{}, false
	}
	f := facts{}
	if e.Data != "" {
		if err := json.Unmarshal([]byte(e.Data), &f); err != nil {
			f = facts{}
		}
	}
	ev := Event{At: e.At, On: w.DayOf(e.At), Entry: e.Seq, Matter: shape.matter, Icon: shape.icon, Status: shape.status, HandOver: handOverOf(f)}
	ev.Title = i18n.T(shape.title, i18n.Args{"who": e.Actor.Name})
	switch {
	case e.Redacted():
		ev.Detail = i18n.T("timeline.redacted")
	case shape.detail != nil:
		ev.Detail = shape.detail(f, w)
	}
	return ev, true
}

type shape struct {
	matter Matter
	icon   theme.IconName
	status theme.Status
	title  string
	detail func(facts, words.Words) string
}

func why(f facts, _ words.Words) string { return quoted(f.text("why")) }

func quoted(text string) string {
	if text == "" {
		return ""
	}
	return "“" + text + "”"
}

var shapes = map[activity.Kind]shape{
	activity.WaveWayChosen:     {Decisions, theme.IconLetter, theme.Neutral, "timeline.wave-way-chosen", why},
	activity.WaveExcluded:      {Decisions, theme.IconMinus, theme.Neutral, "timeline.wave-excluded", why},
	activity.WaveIncluded:      {Decisions, theme.IconPlus, theme.Neutral, "timeline.wave-included", nil},
	activity.WaveDropped:       {Money, theme.IconMinus, theme.Neutral, "timeline.wave-dropped", droppedWhy},
	activity.NoticeSettled:     {Mail, theme.IconTicked, theme.Neutral, "timeline.notice-settled", why},
	activity.NoticeCancelled:   {Mail, theme.IconUndo, theme.Neutral, "timeline.notice-cancelled", takenBackFacts},
	activity.HoldSet:           {Decisions, theme.IconPause, theme.Held, "timeline.hold-set", holdFacts},
	activity.RuleSetAside:      {Decisions, theme.IconScales, theme.Neutral, "timeline.rule-set-aside", setAside},
	activity.HoldLifted:        {Decisions, theme.IconPlay, theme.Neutral, "timeline.hold-lifted", why},
	activity.DisputeOpened:     {Decisions, theme.IconDispute, theme.Disputed, "timeline.dispute-opened", disputeFacts},
	activity.DisputeResolved:   {Decisions, theme.IconTicked, theme.Neutral, "timeline.dispute-resolved", outcome},
	activity.PromiseTaken:      {Money, theme.IconTicked, theme.Promised, "timeline.promise-taken", promiseFacts},
	activity.PromiseBroken:     {Money, theme.IconCrossed, theme.Overdue4, "timeline.promise-broken", promiseFacts},
	activity.PromiseKept:       {Money, theme.IconTicked, theme.Promised, "timeline.promise-kept", promiseFacts},
	activity.PlanAgreed:        {Money, theme.IconTicked, theme.Promised, "timeline.plan-agreed", planFacts},
	activity.PlanKept:          {Money, theme.IconTicked, theme.Promised, "timeline.plan-kept", planFacts},
	activity.PlanBroken:        {Money, theme.IconCrossed, theme.Overdue4, "timeline.plan-broken", planFacts},
	activity.PlanReopened:      {Money, theme.IconUndo, theme.Overdue2, "timeline.plan-reopened", planFacts},
	activity.PlanCancelled:     {Decisions, theme.IconUndo, theme.Neutral, "timeline.plan-cancelled", planFacts},
	activity.PlanAcknowledged:  {Decisions, theme.IconEdit, theme.Promised, "timeline.plan-acknowledged", planFacts},
	activity.CreditLineSet:     {Decisions, theme.IconBanknote, theme.Neutral, "timeline.credit-line", creditLineFacts},
	activity.FinanceOffered:    {Decisions, theme.IconBanknote, theme.Neutral, "timeline.finance-offered", offerFacts},
	activity.FinanceAnswered:   {Decisions, theme.IconBanknote, theme.Neutral, "timeline.finance-answered", answeredOfferFacts},
	activity.ChargeWaived:      {Decisions, theme.IconUndo, theme.Neutral, "timeline.charge-waived", waivedFacts},
	activity.DebtAcknowledged:  {Decisions, theme.IconEdit, theme.Promised, "timeline.acknowledged", acknowledgedFacts},
	activity.DebtorMerged:      {Decisions, theme.IconCustomers, theme.Neutral, "timeline.merged", mergedFacts},
	activity.CallNoted:         {Calls, theme.IconPhone, theme.Neutral, "timeline.call", callFacts},
	activity.VisitPlanned:      {Calls, theme.IconCalendar, theme.Neutral, "timeline.visit-planned", visitFacts},
	activity.VisitCancelled:    {Calls, theme.IconUndo, theme.Neutral, "timeline.visit-called-off", visitFacts},
	activity.VisitNoted:        {Calls, theme.IconPerson, theme.Neutral, "timeline.visit", callFacts},
	activity.NoteAdded:         {Decisions, theme.IconEdit, theme.Neutral, "timeline.note", noteText},
	activity.AnswerNoted:       {Mail, theme.IconMail, theme.Neutral, "timeline.answer", answerFacts},
	activity.AnswerReceived:    {Mail, theme.IconMail, theme.Promised, "timeline.answer-received", receivedFacts},
	activity.MailNoted:         {Mail, theme.IconMail, theme.Neutral, "timeline.mail-noted", receivedFacts},
	activity.MailSettled:       {Mail, theme.IconTicked, theme.Neutral, "timeline.mail-settled", settledMailFacts},
	activity.MailDismissed:     {Mail, theme.IconMinus, theme.Neutral, "timeline.mail-dismissed", why},
	activity.MailsForgotten:    {Mail, theme.IconShield, theme.Neutral, "timeline.mails-forgotten", nil},
	activity.NoticeBounced:     {Mail, theme.IconCrossed, theme.Overdue4, "timeline.notice-bounced", bouncedFacts},
	activity.NoticeDelayed:     {Mail, theme.IconClock, theme.Overdue2, "timeline.notice-delayed", bouncedFacts},
	activity.ChannelDead:       {Mail, theme.IconMail, theme.Overdue3, "timeline.channel-dead", deadFacts},
	activity.ChannelRevived:    {Mail, theme.IconTicked, theme.Neutral, "timeline.channel-revived", deadFacts},
	activity.LetterTracked:     {Mail, theme.IconLetter, theme.Neutral, "timeline.letter-tracked", trackedFacts},
	activity.ReviewDecided:     {Decisions, theme.IconPlay, theme.Neutral, "timeline.review", nil},
	activity.ClaimWrittenOff:   {Decisions, theme.IconMinus, theme.Neutral, "timeline.written-off", givenUpFacts},
	activity.WriteOffPosted:    {Money, theme.IconTicked, theme.Neutral, "timeline.write-off-posted", givenUpFacts},
	activity.WriteOffRecovered: {Money, theme.IconPlus, theme.Promised, "timeline.write-off-recovered", givenUpFacts},
	activity.WriteOffReversed:  {Decisions, theme.IconUndo, theme.Neutral, "timeline.write-off-reversed", givenUpFacts},
	activity.BankMatched:       {Money, theme.IconBanknote, theme.Promised, "timeline.bank-matched", bankFacts},
	activity.BankMoved:         {Money, theme.IconBanknote, theme.Neutral, "timeline.bank-moved", bankFacts},
	activity.PayersForgotten:   {Decisions, theme.IconShield, theme.Neutral, "timeline.payers-forgotten", nil},
	activity.FindingMade:       {Decisions, theme.IconTriangle, theme.Overdue2, "timeline.finding-made", findingFacts},
	activity.FindingEnded:      {Decisions, theme.IconTicked, theme.Neutral, "timeline.finding-ended", findingFacts},
	activity.FindingNoted:      {Decisions, theme.IconTicked, theme.Neutral, "timeline.finding-noted", findingFacts},
	activity.PostingEnded:      {Decisions, theme.IconConnections, theme.Neutral, "timeline.posting-ended", postingFacts},
	activity.PostingSettled:    {Decisions, theme.IconConnections, theme.Neutral, "timeline.posting-settled", postingFacts},
	activity.ClaimEscalated:    {Decisions, theme.IconAgency, theme.Overdue4, "timeline.escalated", handedOverFacts},
	activity.EscalationSaid:    {Decisions, theme.IconAgency, theme.Neutral, "timeline.escalation-said", escalationFacts},
	activity.InvoiceAttached:   {Decisions, theme.IconCopy, theme.Neutral, "timeline.invoice-attached", attachedFacts},
	activity.ConsentNoted:      {Decisions, theme.IconShield, theme.Neutral, "timeline.consent", consentFacts},
	activity.PersonExported:    {Decisions, theme.IconDownload, theme.Neutral, "timeline.person-exported", nil},
	activity.LegalHoldSet:      {Decisions, theme.IconShield, theme.Held, "timeline.legal-hold-set", legalHoldFacts},
	activity.LegalHoldLifted:   {Decisions, theme.IconShield, theme.Neutral, "timeline.legal-hold-lifted", why},
	activity.Anonymised:        {Decisions, theme.IconPerson, theme.Neutral, "timeline.anonymised", why},
	activity.RequestMade:       {Decisions, theme.IconApprovals, theme.Neutral, "timeline.request-made", requestFacts},
	activity.RequestChanged:    {Decisions, theme.IconEdit, theme.Neutral, "timeline.request-changed", changedFacts},
	activity.RequestDecided:    {Decisions, theme.IconApprovals, theme.Neutral, "timeline.request-decided", decidedFacts},
	activity.StaffChanged:      {Decisions, theme.IconPerson, theme.Neutral, "timeline.staff-changed", nil},
	activity.SignedIn:          {Decisions, theme.IconKey, theme.Neutral, "timeline.signed-in", nil},
	activity.SignInRefused:     {Decisions, theme.IconLock, theme.Overdue4, "timeline.sign-in-refused", nil},
}

func setAside(f facts, _ words.Words) string {
	return words.Facts(f.text("rule"), quoted(f.text("why")))
}

func holdFacts(f facts, w words.Words) string {
	until := ""
	if f.text("until") != "" {
		until = i18n.T("timeline.until", i18n.Args{"date": f.day("until", w)})
	}
	review := ""
	if f.text("reviewer") != "" {
		review = i18n.T("timeline.review-by", i18n.Args{"who": f.text("reviewer"), "date": f.day("review_on", w)})
	}
	return words.Facts(until, words.HoldReason(f.text("reason")), review)
}

func disputeFacts(f facts, w words.Words) string {
	part := ""
	if f.text("amount") != "" {
		part = f.money(w)
	}
	owner := f.text("owner")
	if due := f.day("due", w); owner != "" && due != "" {
		owner = i18n.T("timeline.answers-by", i18n.Args{"owner": owner, "date": due})
	}
	return words.Facts(f.text("number"), words.DisputeCode(dunning.DisputeCode(f.text("code"))), part, quoted(f.text("reason")), owner)
}

func promiseFacts(f facts, w words.Words) string {
	return i18n.T("timeline.promise-for", i18n.Args{"amount": f.money(w), "date": f.day("by", w)})
}

func callFacts(f facts, w words.Words) string {
	again := ""
	if f.text("follow_up") != "" {
		again = i18n.T("timeline.again", i18n.Args{"date": f.day("follow_up", w)})
	}
	return words.Facts(words.CallResult(f.text("result")), f.text("text"), again)
}

func visitFacts(f facts, w words.Words) string {
	return words.Facts(strings.TrimSpace(f.day("on", w)+" "+f.text("at")), f.text("who"), quoted(f.text("why")))
}

func waivedFacts(f facts, w words.Words) string {
	return words.Facts(f.money(w), chargeName(dunning.ChargeKind(f.text("kind"))), f.text("number"), quoted(f.text("why")))
}

func takenBackFacts(f facts, _ words.Words) string {
	return words.Facts(f.text("number"), quoted(f.text("why")))
}

func acknowledgedFacts(f facts, w words.Words) string {
	return words.Facts(f.text("number"), f.day("on", w), quoted(f.text("note")))
}

func mergedFacts(f facts, _ words.Words) string { return words.Facts(f.text("name"), f.text("number")) }

func noteText(f facts, _ words.Words) string { return f.text("text") }

func outcome(f facts, w words.Words) string {
	credit := ""
	if f.text("credit") != "" {
		f["amount"] = f["credit"]
		credit = i18n.T("timeline.to-credit", i18n.Args{"amount": f.money(w)})
	}
	return words.Facts(f.text("number"), words.Outcome(f.text("outcome")), credit, quoted(f.text("note")))
}

func answerFacts(f facts, _ words.Words) string {
	return words.Facts(words.Answer(dunning.Answer(f.text("asks"))), quoted(f.text("text")))
}

func deadFacts(f facts, _ words.Words) string {
	return words.Facts(words.Channel(receivable.Channel(f.text("channel"))), f.text("why"))
}

func trackedFacts(f facts, w words.Words) string {
	return words.Facts(f.text("number"), f.text("tracking"), f.day("on", w))
}

func droppedWhy(f facts, _ words.Words) string { return words.Reason(dunning.Reason(f.text("why"))) }
