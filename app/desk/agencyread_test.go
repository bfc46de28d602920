package desk_test

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// away hands the first customer's claims over, until the agency has accepted them.
func (o *office) away() settlement.Escalation {
	o.t.Helper()
	items := o.final()
	o.done(o.Escalate(o.t.Context(), o.handOver(items)))
	e := o.customer("C1", "2027-02-15").Escalations[0]
	for _, kind := range []settlement.EscalationKind{settlement.SaidHandedOver, settlement.SaidAccepted} {
		o.must(o.SayEscalation(o.t.Context(), desk.AgencySays{Escalation: e.ID, Kind: kind}))
	}
	return o.escalation()
}

func (o *office) escalation() settlement.Escalation {
	o.t.Helper()
	all, err := o.Escalations(o.t.Context(), o.debtorID("C1"))
	o.must(err)
	return all[len(all)-1]
}

func TestAnAgencysFileCountsOnce(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.away()
	file := []byte(agencyHead + "1,K-7,t1,paid,2027-02-15,60.00,NOK,\n1,K-7,t2,withheld,2027-02-15,6.00,NOK,their fee\n1,K-7,t3,remitted,2027-02-15,54.00,NOK,\n")
	got, err := o.ReadAgencyFile(t.Context(), file)
	o.must(err)
	if got.New != 3 || got.Known != 0 || len(got.Escalations) != 1 {
		t.Fatalf("%+v", got)
	}
	first := o.escalation()
	if first.PaidThem != nok(60_00) || first.Held() != nok(0) || first.Net() != nok(54_00) || first.Reference != "K-7" || first.State != settlement.Paying {
		t.Fatalf("%+v", first)
	}
	kinds := o.kinds("C1")
	again, err := o.ReadAgencyFile(t.Context(), append(file, []byte("1,K-7,t4,billed,2027-02-15,10.00,NOK,court\n")...))
	o.must(err)
	if again.New != 1 || again.Known != 3 {
		t.Errorf("%+v", again)
	}
	second := o.escalation()
	if second.Open() != first.Open() || second.Billed != nok(10_00) || len(second.Events) != len(first.Events)+1 {
		t.Errorf("%+v", second)
	}
	if _, err := o.ReadAgencyFile(t.Context(), file); err != nil {
		t.Error(err)
	}
	if third := o.escalation(); len(third.Events) != len(second.Events) || len(o.kinds("C1")) != len(kinds) {
		t.Errorf("a file that was read before changed something: %+v", third)
	}
}

// One line that cannot be keeps the whole file out.
func TestAnAgencysFileIsKeptWholeOrNotAtAll(t *testing.T) {
	o := newOffice(t, twoCustomers)
	before := o.away()
	good := "1,K-9,t1,paid,2027-02-15,60.00,NOK,\n"
	for line, want := range map[string]string{
		"7,,t2,paid,2027-02-15,1.00,NOK,\n":      "line 3, handover: there is no hand-over 7",
		"1,,t2,paid,2027-02-16,1.00,NOK,\n":      "line 3, date: 2027-02-16 is not between",
		"1,,t2,paid,2027-02-14,1.00,NOK,\n":      "line 3, date",
		"1,,t2,paid,2027-02-15,900.00,NOK,\n":    "line 3, amount: 900.00 is more than what is open",
		"1,,t2,remitted,2027-02-15,60.01,NOK,\n": "line 3, amount: 60.01 is more than what they hold",
		"1,,t2,paid,2027-02-15,1.00,EUR,\n":      "line 3, currency: escalation 1 is in NOK",
		"1,,t2,refused,2027-02-15,,,\n":          `line 3, kind: escalation 1 is paying: "refused" cannot follow`,
		"1,,t2,closed,2027-02-15,,,\n":           "line 3, kind: Inkasso AS still holds 60.00",
	} {
		got, err := o.ReadAgencyFile(t.Context(), []byte(agencyHead+good+line))
		if err == nil || !strings.Contains(err.Error(), want) || got.New != 0 {
			t.Errorf("%s: %+v, %v", line, got, err)
		}
		if e := o.escalation(); len(e.Events) != len(before.Events) || e.Reference != before.Reference {
			t.Fatalf("%s: something of it was kept: %+v", line, e)
		}
	}
	_, err := o.ReadAgencyFile(t.Context(), []byte(agencyHead+good))
	o.must(err)
	if _, err := o.ReadAgencyFile(t.Context(), []byte(agencyHead+"1,,t1,paid,2027-02-15,61.00,NOK,\n")); err == nil || !strings.Contains(err.Error(), `line 2, key: "t1" was told before as paid 60.00`) {
		t.Errorf("another amount under the same key: %v", err)
	}
}

// What came to us, and what we corrected, goes to the agency; what it told itself does not.
func TestWhatTheAgencyHasToBeTold(t *testing.T) {
	o := newOffice(t, twoCustomers)
	e := o.away()
	o.came("P1", 25_00)
	o.sync()
	v, err := o.HandOver(t.Context(), e.ID)
	o.must(err)
	if v.Untold != nok(25_00) || v.Items[0].Open.Minor != e.Claim().Minor-25_00 || v.Left != nil {
		t.Fatalf("after a payment to us: %+v", v)
	}
	for _, says := range []desk.AgencySays{{Kind: settlement.SaidPaidUs, Amount: v.Untold}, {Kind: settlement.SaidCorrected, Amount: nok(-5_00), Note: "freight"}} {
		says.Escalation = e.ID
		o.must(o.SayEscalation(t.Context(), says))
	}
	_, err = o.ReadAgencyFile(t.Context(), []byte(agencyHead+"1,K-7,t1,corrected,2027-02-15,3.00,NOK,interest\n1,K-7,t2,paid,2027-02-15,10.00,NOK,\n"))
	o.must(err)
	if v, err = o.HandOver(t.Context(), e.ID); err != nil || v.Untold != nok(-2_00) { // 5.00 credited and 3.00 more: the books do not know
		t.Errorf("untold %s, %v", v.Untold, err)
	}
	o.done(o.Recall(t.Context(), e.ID, "the customer pays us"))
	doc, err := o.TellAgency(t.Context(), e.ID)
	o.must(err)
	want := agencyHead + "1,K-7,1-3,paid-us,2027-02-15,25.00,NOK,\n1,K-7,1-4,corrected,2027-02-15,-5.00,NOK,freight\n1,K-7,1-7,recalled,2027-02-15,,NOK,the customer pays us\n"
	if string(doc.Bytes) != want {
		t.Errorf("we tell\n%s\nwant\n%s", doc.Bytes, want)
	}
}
