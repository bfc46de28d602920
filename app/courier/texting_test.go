package courier

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/shopspring/decimal"
)

// textJob is a reminder by text message to a mobile number.
func textJob(change ...func(*desk.Job)) desk.Job {
	job := oneInvoice("NO", "F-2204", "")
	job.Notice.Channel, job.Debtor.Phone = receivable.SMS, "912 34 567"
	price := decimal.RequireFromString("0.45")
	job.SMS = desk.SMSSettings{Sender: "Skagerrak", Price: &price}
	for _, f := range change {
		f(&job)
	}
	return job
}

func TestATextMessageIsPlainAndCounted(t *testing.T) {
	made, err := (&Courier{}).Make(t.Context(), textJob())
	if err != nil {
		t.Fatal(err)
	}
	if made.To != "+4791234567" || made.From != "Skagerrak" || made.Docs[0].Kind != "sms" || string(made.Docs[0].Bytes) != made.Plain {
		t.Errorf("%+v", made)
	}
	if !strings.Contains(made.Plain, "1 234,50 kr") || strings.ContainsAny(made.Plain, "\u00a0\u202f–’") {
		t.Errorf("%q", made.Plain)
	}
	if s := made.Size; s.Encoding != "GSM-7" || s.Segments < 1 || s.Cost == nil || s.Cost.Minor != int64(45*s.Segments) {
		t.Errorf("%+v", s)
	}
}

// What a law wants said stands in a text message too.
func TestATextMessageHoldsWhatTheLawWants(t *testing.T) {
	made, err := (&Courier{}).Make(t.Context(), textJob(func(j *desk.Job) {
		j.Notice.Effects = []dunning.Effect{{Rule: "X", What: dunning.Why{Key: dunning.EffectText, Args: map[string]string{"text.nb": "Dette må sies."}}}}
	}))
	if err != nil || !strings.Contains(made.Plain, "Dette må sies.") {
		t.Errorf("%v: %q", err, made.Plain)
	}
}

func TestWhereNoTextMessageCanGo(t *testing.T) {
	for phone, code := range map[string]fault.Code{"22 00 00 00": receivable.BadNumber, "ring oss": receivable.BadNumber, "": receivable.BadNumber} {
		if _, err := (&Courier{}).Make(t.Context(), textJob(func(j *desk.Job) { j.Debtor.Phone = phone })); !fault.Has(err, code) {
			t.Errorf("%q: %v", phone, err)
		}
	}
	long := textJob(func(j *desk.Job) {
		j.Notice.Effects = []dunning.Effect{{Rule: "X", What: dunning.Why{Key: dunning.EffectText, Args: map[string]string{"text.nb": strings.Repeat("Ł", 700)}}}}
	})
	if _, err := (&Courier{}).Make(t.Context(), long); !fault.Has(err, TooLong) {
		t.Errorf("a very long one: %v", err)
	}
}

func TestATrialGoesToTheHouse(t *testing.T) {
	made, err := (&Courier{}).Make(t.Context(), textJob(func(j *desk.Job) { j.SMS.TestTo = "+47 900 00 000" }))
	if err != nil || made.To != "+4790000000" || !strings.HasPrefix(made.Plain, "[TEST +4791234567] ") {
		t.Errorf("%v: to %s, %q", err, made.To, made.Plain)
	}
	hidden, err := (&Courier{}).Make(t.Context(), textJob(func(j *desk.Job) { j.Debtor.Phone = "***67" }))
	if err != nil || hidden.To != "***67" {
		t.Errorf("a preview with the number hidden: %v, %s", err, hidden.To)
	}
}

// Every preset is a description by which a message could be sent.
func TestEveryPresetCanBeSentBy(t *testing.T) {
	for _, p := range desk.SMSPresets() {
		s := desk.SMSSettings{User: "user", Account: "7", Sender: "Skagerrak"}.Begin(p)
		if err := (&Courier{}).CheckGateway(s); err != nil {
			t.Errorf("%s: %v", p.Name, err)
		}
		if p.Verified {
			t.Errorf("%s counts as verified: by whom?", p.Name)
		}
	}
}
