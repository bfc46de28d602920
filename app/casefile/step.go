package casefile

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Step is one dated step.
type Step struct {
	Line    int
	On      date.Date
	Kind    string     // plan, release, pay ...
	Refused fault.Code // the step must be refused with this code
	do      action
	notices []wantNotice // nil: the case does not care
	leftOut []wantReason
}

// action carries out a step on the run and says in a sentence what happened.
type action func(r *run, s *Step) (string, error)

type wantReason struct {
	item   string
	reason dunning.Reason
}

// kinds are the steps that a file may write, with how each is read.
var kinds = []struct {
	name string
	read func(f *fields, c *Case, s *Step) action
}{
	{"plan", readPlan},
	{"release", readRelease},
	{"pay", readPay},
	{"reverse", readReverse},
	{"hold", readHold},
	{"dispute", readDispute},
	{"resolve", readResolve},
	{"credit", readCredit},
	{"promise", readPromise},
	{"answer", readAnswer},
	{"bounce", readBounce},
	{"revive", readRevive},
	{"consent", readConsent},
	{"cancel", readCancel},
	{"procedure", readProcedure},
	{"waive", readWaive},
	{"acknowledge", readAcknowledge},
	{"write_off", readWriteOff},
	{"reverse_write_off", readReverseWriteOff},
	{"book_write_off", readBookWriteOff},
	{"escalate", readEscalate},
	{"recall", readRecall},
	{"says", readSays},
	{"handed_over", readHandedOver},
	{"limitation", readLimitation},
	{"contact", readContact},
	{"set_aside", readSetAside},
	{"may_contact", readMayContact},
	{"agree", readAgree},
	{"agreement", readAgreement},
	{"end_agreement", readEndAgreement},
	{"interest", readInterest},
	{"state", readState},
}

func decodeStep(v *value, c *Case) error {
	f := open(v)
	s := Step{Line: v.line, On: f.mustDate("on"), Refused: fault.Code(f.text("refused", ""))}
	if n := len(c.Steps); f.err == nil && n > 0 && s.On.Before(c.Steps[n-1].On) {
		return f.get("on").wrong("steps stand in order of date; %s is before %s", s.On, c.Steps[n-1].On)
	}
	for _, k := range kinds {
		detail := f.get(k.name)
		if detail == nil || f.err != nil {
			continue
		}
		if s.Kind != "" {
			return detail.wrong("a step does one thing; this one already has %s", s.Kind)
		}
		s.Kind = k.name
		inner := open(detail)
		s.do = k.read(inner, c, &s)
		if err := inner.done(); err != nil {
			return err
		}
	}
	f.entries("left_out", func(id string, v *value) error {
		if c.item(id) == nil {
			return v.wrong("there is no item %q", id)
		}
		if !reasons[dunning.Reason(v.text)] {
			return v.wrong("%q is not a reason code", v.text)
		}
		s.leftOut = append(s.leftOut, wantReason{id, dunning.Reason(v.text)})
		return nil
	})
	if f.err == nil {
		switch {
		case s.Kind == "" && f.get("left_out") != nil:
			s.Kind, s.do = "plan", doPlan
		case s.Kind == "":
			names := make([]string, 0, len(kinds))
			for _, k := range kinds {
				names = append(names, k.name)
			}
			return v.wrong("expected one of %s", strings.Join(names, ", "))
		case f.get("left_out") != nil && s.Kind != "plan" && s.Kind != "release":
			return f.get("left_out").wrong("stands only beside plan and release")
		}
	}
	c.Steps = append(c.Steps, s)
	return f.done()
}

var reasons = map[dunning.Reason]bool{
	dunning.ReasonNotDue: true, dunning.ReasonGrace: true, dunning.ReasonTooSoon: true, dunning.ReasonDeadline: true,
	dunning.ReasonHold: true, dunning.ReasonDispute: true, dunning.ReasonPromise: true, dunning.ReasonPlan: true,
	dunning.ReasonBelowMinimum: true, dunning.ReasonCreditCovers: true, dunning.ReasonPaid: true,
	dunning.ReasonContactCap: true, dunning.ReasonOutsideHours: true, dunning.ReasonFinalLevel: true,
	dunning.ReasonNoChannel: true, dunning.ReasonStaleData: true, dunning.ReasonNeedsApproval: true,
	dunning.ReasonFirstRunReview: true, dunning.ReasonLaw: true, dunning.ReasonWrittenOff: true, dunning.ReasonEscalated: true, dunning.ReasonBanked: true, dunning.ReasonCollected: true, dunning.ReasonConsent: true,
	dunning.ReasonQuarantined: true,
}

// item reads the item that a step is about; nil when none is named and none must be.
func (f *fields) item(c *Case, must bool) *Item {
	v := f.get("item")
	if v == nil {
		if must {
			f.must("item")
		}
		return nil
	}
	it := c.item(v.text)
	if it == nil {
		f.fail(v.wrong("there is no item %q", v.text))
	}
	return it
}

func idOf(it *Item) receivable.ItemID {
	if it == nil {
		return 0
	}
	return it.ID
}

// amountOf reads an amount in the currency of an item, or of the case.
func (f *fields) amountOf(c *Case, it *Item) money.Amount {
	v := f.must("amount")
	if v == nil || f.err != nil {
		return money.Amount{}
	}
	currency := money.Currency(f.text("currency", ""))
	if it != nil {
		currency = it.Amount.Currency
	} else if currency == "" {
		var err *fault.Error
		if currency, err = c.currency(v); err != nil {
			f.fail(err)
			return money.Amount{}
		}
	}
	return readAmount(f, v, currency)
}
