// Package wording looks at the texts of notices as a person does who knows the law and has collected debts for a living: does it say
// how much, by when, to whom to turn; does it threaten, shout, or speak of collection before it may.
package wording

import "slices"

// Severity says what a finding does.
type Severity string

// Severities. An error keeps a text from being saved, a warning does not.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Rule is what a finding goes by. Rules are shown to scripts: add, never change.
type Rule string

// Rules, and what stands in Args.
const (
	Syntax     Rule = "syntax"           // it cannot be read or filled in: message, hint
	Threat     Rule = "threat"           // word: what nobody who collects may say (inkassoloven s. 8; UWG; CONC 7)
	Announced  Rule = "announced"        // word: a step that is said to follow, where it only may
	Early      Rule = "early-collection" // word: collection or a court before the notice that the law wants first
	NoAmount   Rule = "no-amount"        // value: what it does not name
	NoDeadline Rule = "no-deadline"      // value
	NoContact  Rule = "no-contact"       // value
	NoPayment  Rule = "no-payment"       // value
	NoFact     Rule = "no-fact"          // value: what this event is about
	FeeBasis   Rule = "fee-basis"        // a fee is named, and not what it rests on
	FixedSum   Rule = "fixed-sum"        // word: a sum written by hand
	NoMark     Rule = "no-mark"          // word: the heading that the law wants in a passage of its own
	Shouting   Rule = "shouting"         // word
	Gap        Rule = "gap"              // word: it reads badly where a value is missing
	NoSMS      Rule = "no-sms"           // it has no form as a text message
	LongSMS    Rule = "sms-long"         // segments, most
	WideSMS    Rule = "sms-wide"         // word: characters that make a text message dearer
)

// Rules lists them.
func Rules() []Rule {
	return []Rule{
		Syntax, Threat, Announced, Early, NoAmount, NoDeadline, NoContact, NoPayment, NoFact, FeeBasis, FixedSum, NoMark, Shouting, Gap, NoSMS, LongSMS, WideSMS,
	}
}

// Finding is something about a text that a person should look at.
type Finding struct {
	Line     int // of the source, from 1; 0: the text as a whole
	Rule     Rule
	Severity Severity
	Args     map[string]string // ready values for the words
}

// Refused reports whether any of the findings is an error.
func Refused(all []Finding) bool {
	return slices.ContainsFunc(all, func(f Finding) bool { return f.Severity == Error })
}

// Sort puts errors before warnings, and each in the order of lines.
func Sort(all []Finding) {
	slices.SortStableFunc(all, func(a, b Finding) int {
		if a.Severity != b.Severity {
			if a.Severity == Error {
				return -1
			}
			return 1
		}
		return a.Line - b.Line
	})
}
