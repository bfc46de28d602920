package words

import (
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// CallResults lists what a call can come to, in the order in which a clerk is asked.
func CallResults() []string {
	return []string{"reached", "promised", "asks-time", "disputes", "no-answer", "wrong-number"}
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

var outcomes = map[string]string{"accepted": "outcome.accepted", "rejected": "outcome.rejected", "partly": "outcome.partly"}

// Outcomes lists how a dispute can end.
func Outcomes() []string { return []string{"accepted", "rejected", "partly"} }

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
