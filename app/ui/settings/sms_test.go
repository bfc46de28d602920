package settings

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// A gateway that is chosen fills in its ways, and leaves what is the house's own.
func TestAPresetFillsInTheGatewaysWays(t *testing.T) {
	o := inWindow(t, skagerrak())
	o.choose(SMS)
	if o.sms.gateway.Visible() || !o.sms.try.Disabled() {
		t.Error("a book that writes files shows the gateway's fields")
	}
	o.forms[SMS].sheet.boxes["mode"].field.Control().(*widget.RadioCards).SetSelected(string(desk.SMSToGateway))
	o.model.Set(SMS, "mode", string(desk.SMSToGateway))
	o.wroteSMS("mode", string(desk.SMSToGateway))
	o.write(SMS, "sender", "Skagerrak")
	o.write(SMS, "user", "desk")
	o.wroteSMS("preset", "vonage")
	s, secret, err := o.model.ReadSMS()
	if err != nil || s.Mode != desk.SMSToGateway || s.URL != "https://rest.nexmo.com/sms/json" || s.Later != "1" || s.Sender != "Skagerrak" || s.User != "desk" || secret != nil {
		t.Errorf("%v: %+v, %v", err, s, secret)
	}
	o.wroteSMS("preset", ownGateway)
	if again, _, _ := o.model.ReadSMS(); again.URL != s.URL || again.Preset != "" {
		t.Errorf("describing it by hand begins with what stands there: %+v", again)
	}
	o.write(SMS, "secret", "k3y")
	o.write(SMS, "price", "0,45")
	o.forms[SMS].save.Tapped(nil)
	if o.book.password != "k3y" || o.book.kept.SMS.Price.String() != "0.45" || o.model.Get(SMS, "secret") != "" {
		t.Errorf("saved %+v with %q", o.book.kept.SMS, o.book.password)
	}
}

func TestATestMessageLeavesByWhatIsTyped(t *testing.T) {
	b := skagerrak()
	b.kept.SMS = desk.SMSSettings{Mode: desk.SMSToGateway, Preset: "seven", URL: "https://gateway.seven.io/api/sms", Sender: "Skagerrak", TestTo: "+4791000009"}
	o := inWindow(t, b)
	o.choose(SMS)
	o.sms.try.Tapped(nil)
	press(t, o)
	if len(o.book.tried) != 1 || o.book.tried[0] != "seven +4791000009: Test: text messages from Dunning Desk arrive." || len(o.told) != 1 {
		t.Errorf("tried %q, told %q", o.book.tried, o.told)
	}
}

// press does what the open dialog asks.
func press(t *testing.T, o *office) {
	t.Helper()
	top := o.stage.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("no dialog is open")
	}
	for _, x := range test.LaidOutObjects(top) {
		if d, ok := x.(*widget.Dialog); ok {
			d.Do()
		}
	}
}

func TestWhatIsTypedWrongIsSaidAtItsField(t *testing.T) {
	for field, text := range map[string]string{"url": "", "sender": "", "statuses": "2oo", "headers": "no colon", "price": "dear", "per-minute": "x"} {
		m := filled()
		m.Kept.SMS = desk.SMSSettings{Mode: desk.SMSToGateway, URL: "https://gateway.example", Sender: "Desk"}
		m.SetKept(m.Kept)
		m.Set(SMS, field, text)
		_, _, err := m.ReadSMS()
		if !fault.Has(err, fault.Invalid) || fieldOfError(err) != field {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestHeadersAndStatusesKeepTheirShape(t *testing.T) {
	m := filled()
	m.Kept.SMS = desk.SMSSettings{Statuses: []int{200, 202}, Headers: []desk.SMSHeader{{Name: "X-A", Value: "b: c"}, {Name: "X-D", Value: "{{reference}}"}}}
	m.SetKept(m.Kept)
	got, _, err := m.ReadSMS()
	if err != nil || len(got.Statuses) != 2 || got.Headers[0].Value != "b: c" || got.Headers[1].Name != "X-D" {
		t.Errorf("%v: %+v", err, got)
	}
}
