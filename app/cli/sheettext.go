package cli

import "fmt"

// sheetText prints a statement: what was invoiced and what moved it, interest, charges, what they come to, and the way to what
// the last notice asked for.
func (s *session) sheetText(out sheetJSON) {
	s.say("%s to %s, %s: invoiced %s, open %s", out.Item, out.To, out.Currency, out.Amount, out.Open)
	for _, m := range out.Moves {
		what := "lowered"
		switch {
		case m.Paid:
			what = "payment"
		case m.Amount[0] != '-':
			what = "raised"
		}
		s.say("  %s  %s %s  %s", m.On, what, m.Amount, m.Ref)
	}
	s.spanText(out)
	s.sheetCharges("CHARGED FOR IT", out.Charges)
	s.sheetCharges("CHARGED FOR A REMINDER AS A WHOLE, AND IN NO TOTAL OF ONE INVOICE", out.OfNotices)
	for _, w := range out.Waivers {
		s.say("%s waived %s of %d, %s: %s", w.On, w.Amount, w.Charge, w.By, w.Why)
	}
	if none(out.Fresh) {
		s.say("total %s", out.Total)
	} else {
		s.say("open and claimed %s, interest not claimed yet %s, total %s", out.Asked, out.Fresh, out.Total)
	}
	s.limitText(out.Limitation)
	s.bridgeText(out)
}

func none(amount string) bool {
	for _, c := range amount {
		if c >= '1' && c <= '9' {
			return false
		}
	}
	return true
}

// claimedBy is the procedure by which a notice claimed a span, a dash where none has.
func (j *sheetSpanJSON) claimedBy() string {
	switch {
	case !j.Claimed:
		return "-"
	case j.Procedure == "":
		return "a notice"
	}
	return fmt.Sprintf("%s v%d", j.Procedure, j.Version)
}

func (s *session) spanText(out sheetJSON) {
	rows := [][]string{}
	for _, j := range out.Spans {
		source := j.Source
		if !j.Verified {
			source += " (NOT VERIFIED)"
		}
		rows = append(rows, []string{j.From, j.To, fmt.Sprint(j.Days), j.Principal, j.Rate, j.Basis, j.claimedBy(), j.Rule, source})
	}
	if len(rows) > 0 {
		s.table([]string{"FROM", "TO", "DAYS", "PRINCIPAL", "RATE", "BASIS", "CLAIMED BY", "RULE", "SOURCE"}, map[int]bool{2: true, 3: true, 4: true}, rows)
	}
	s.say("interest %s, of which %s is claimed and %s is not claimed yet", out.Interest, out.Claimed, out.Fresh)
	if !none(out.Less) {
		s.say("%s of the days after the last claim is not asked: by today's terms the days before come to less", out.Less)
	}
	if !none(out.Excess) {
		s.say("%s more was claimed than these spans come to", out.Excess)
	}
	if out.Assumed {
		s.say("reminders did not keep how they reckoned what they claimed: their days are reckoned by today's terms")
	}
	if out.Missing != "" {
		s.say("what came after the last claim is not in this: %s", out.Missing)
	}
}

func (s *session) sheetCharges(title string, charges []chargeJSON) {
	if len(charges) == 0 {
		return
	}
	rows := make([][]string, 0, len(charges))
	for _, c := range charges {
		source := c.Source
		if c.Unchecked {
			source += " (NOT VERIFIED)"
		}
		rows = append(rows, []string{c.On, c.Kind, c.Amount, c.Waived, c.Paid, c.Open, c.Rule, source})
	}
	s.say("%s", title)
	s.table([]string{"ON", "KIND", "CLAIMED", "WAIVED", "PAID", "OPEN", "RULE", "SOURCE"}, map[int]bool{2: true, 3: true, 4: true, 5: true}, rows)
}

// limitText says when the claim is barred, by which rule, and what started the period anew.
func (s *session) limitText(l *limitationJSON) {
	if l == nil {
		return
	}
	if !l.Known {
		s.say("when the claim is barred is not known: the law pack says nothing about it")
		return
	}
	verified := ""
	if !l.Verified {
		verified = " (NOT VERIFIED)"
	}
	s.say("barred after %s: %s, %s%s", l.LastDay, l.Rule, l.Ref, verified)
	if l.Restarted != "" {
		s.say("  the period runs from %s: %s %s", l.From, l.Restarted, l.Note)
	}
}

// bridgeText leads from the item to what its last notice asked for, a line for each part.
func (s *session) bridgeText(out sheetJSON) {
	b := out.Bridge
	if b == nil {
		return
	}
	s.say("what reminder %s of %s asked for", b.Notice, b.Date)
	rows := [][]string{}
	add := func(what, amount, source string) {
		if !none(amount) {
			rows = append(rows, []string{"  " + what, amount, source})
		}
	}
	add("open of "+out.Item, b.Open, "")
	add("its earlier charges", b.Earlier, "")
	add("newly charged for it", b.New, "")
	for _, c := range b.Whole {
		add(c.Kind+" of the reminder as a whole", c.Amount, c.Rule+", "+c.Source)
	}
	add("open of other invoices", b.OtherOpen, "")
	add("their earlier charges", b.OtherEarlier, "")
	add("newly charged for them", b.OtherNew, "")
	if !none(b.Credit) {
		add("credits taken off", "-"+b.Credit, "")
	}
	rows = append(rows, []string{"  in all", b.Total, ""})
	s.table([]string{"  WHAT", "AMOUNT", "RULE AND SOURCE"}, map[int]bool{1: true}, rows)
}
