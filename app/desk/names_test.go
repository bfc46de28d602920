package desk_test

import "testing"

// Who reports a bounce by a Message-ID is believed. Two offices whose books and clocks are the same would give the same ids, were they
// reckoned: then a customer could reckon those of all others from the mail that he got.
func TestNobodyReckonsTheMessageIDOfAnotherMail(t *testing.T) {
	one, _ := mailOffice(t)
	two, _ := mailOffice(t)
	if a, b := one.job("C1"), two.job("C1"); a.Number != b.Number || !a.At.Equal(b.At) || a.MessageID == b.MessageID {
		t.Errorf("%s and %s", a.MessageID, b.MessageID)
	}
}
