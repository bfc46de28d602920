package desk_test

import "testing"

// A source that replaces a secret while a read waits for its turn: the read gets the new one, and one that was not there before.
func TestAnOrderGivesTheSecretsOfNow(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	order := o.source.reads[0]
	if order.Current == nil || order.Renewed == nil {
		t.Fatal("the order does not say how secrets are renewed")
	}
	o.must(order.Renewed(map[string]string{"refresh_token": "first"}))
	o.must(order.Renewed(map[string]string{"refresh_token": "second"}))
	got, err := order.Current()
	if err != nil || got["refresh_token"] != "second" {
		t.Errorf("%v, %v", got, err)
	}
}
