package words

import (
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// CallResults lists what a call can come to, in the order in which a clerk is asked.
func CallResults() []string {
	return []string{"reached", "promised", "disputes", "asks-time", "wrong-number", "no-answer"}
}

var callResults = map[string]string{
	"reached": "call.reached", "promised": "call.promised", "asks-time": "call.asks-time", "disputes": "call.disputes",
	"no-answer": "call.no-answer", "wrong-number": "call.wrong-number",
}

// CallResult names the result of a call; words that somebody else wrote stay as they are.
func CallResult(code string) string {
	if key, ok := callResults[code]; ok {
		return i18n.T(key)
	}
	return code
}

var outcomes = map[string]string{"accepted": "outcome.accepted", "credited": "outcome.accepted", "rejected": "outcome.rejected", "partly": "outcome.partly"}

// Outcomes lists how a dispute can end.
func Outcomes() []string { return []string{"credited", "rejected", "partly"} }

var disputeCodes = map[dunning.DisputeCode]string{
	dunning.DisputeQuality: "dispute.quality", dunning.DisputeQuantity: "dispute.quantity", dunning.DisputePrice: "dispute.price",
	dunning.DisputeNotReceived: "dispute.not-received", dunning.DisputePaid: "dispute.already-paid", dunning.DisputeRecipient: "dispute.wrong-recipient",
	dunning.DisputeOther: "dispute.other",
}

// DisputeCode names what kind of objection a customer raises; empty for one that older books do not name.
func DisputeCode(c dunning.DisputeCode) string {
	if key, ok := disputeCodes[c]; ok {
		return i18n.T(key)
	}
	return string(c)
}

// Outcome names how a dispute ended.
func Outcome(code string) string {
	if key, ok := outcomes[code]; ok {
		return i18n.T(key)
	}
	return code
}

// Answer names what came back from a customer.
func Answer(a dunning.Answer) string {
	switch a {
	case dunning.AsksTime:
		return i18n.T("answer.asks-time")
	case dunning.SaysPaid:
		return i18n.T("answer.says-paid")
	case dunning.SaysDisputes:
		return i18n.T("answer.disputes")
	case dunning.Answered:
		return i18n.T("answer.other")
	case dunning.NoAnswer:
	}
	return i18n.T("answer.none")
}

// PromiseState says in a word how a promise stands.
func PromiseState(s dunning.PromiseState) string {
	switch s {
	case dunning.PromiseKept:
		return i18n.T("promise.state-kept")
	case dunning.PromisePartly:
		return i18n.T("promise.state-partly")
	case dunning.PromiseBroken:
		return i18n.T("promise.state-broken")
	case dunning.PromisePending:
	}
	return i18n.T("promise.state-pending")
}
