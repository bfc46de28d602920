package sqlstore

// Rows that hang on an agreement, a write-off or an escalation belong to whom that was made with: an item that the source gave
// to another customer later does not take what was said of its former one along.
const (
	ofPlan       = "plan IN (SELECT id FROM payment_plan WHERE debtor IN @who)"
	ofWriteOff   = "write_off IN (SELECT id FROM write_off WHERE debtor IN @who)"
	ofEscalation = "escalation IN (SELECT id FROM escalation WHERE debtor IN @who)"
	ofDecision   = `(about IN ('write-off', 'reversal') AND about_id IN (SELECT id FROM write_off WHERE debtor IN @who))
		OR (about = 'escalation' AND about_id IN (SELECT id FROM escalation WHERE debtor IN @who))
		OR (about = 'invoice' AND about_id IN (SELECT id FROM item WHERE debtor IN @who))`
)

// termsTables are what was agreed, and what was recorded beside it. Terms and basis of a plan hold numbers and days alone; who
// provides finance is a house of its own, and its name stays.
func termsTables() []personTable {
	return []personTable{
		{
			name: "payment_plan", where: ofDebtor, order: "id", numbers: "id debtor grace", texts: "kind state currency actor", days: "agreed ended missed", moments: "made",
			money: "debt let_go interest total", currency: ownColumn, packed: "terms basis evidence", gone: map[string]string{"why": nothing}, activity: "agreed ended",
		},
		{
			name: "plan_item", where: ofPlan, order: "plan, item", numbers: "plan item", money: "open",
			currency: "(SELECT p.currency FROM payment_plan p WHERE p.id = plan_item.plan)",
		},
		{
			name: "plan_row", where: ofPlan, order: "plan, pos", numbers: "plan pos no", texts: "moved", days: "day meant", money: "interest off payment left_of",
			currency: "(SELECT p.currency FROM payment_plan p WHERE p.id = plan_row.plan)",
		},
		{
			name: "paper_proof", where: "paper = 'plan_paper' AND paper_id IN (SELECT id FROM plan_paper WHERE " + ofPlan + ") OR paper = 'enclosure' AND paper_id IN (SELECT id FROM enclosure WHERE " + ofDecision + ")",
			order: "paper, paper_id", numbers: "paper_id length", texts: "paper sha256", moments: "at",
		},
		{
			name: "plan_paper", where: ofPlan, order: "id", numbers: "id plan", texts: "kind actor", days: "day", moments: "at", bytes: "doc",
			gone: map[string]string{"note": nothing, "name": nothing, "doc": nothing}, activity: "day",
		},
		{
			name: "credit_line", where: ofDebtor, order: "id", numbers: "id debtor", texts: "currency actor", days: "day review", moments: "at",
			money: "minor", currency: ownColumn, gone: map[string]string{"note": nothing}, activity: "day",
		},
		{
			name: "finance_offer", where: ofDebtor, order: "id", numbers: "id debtor", texts: "kind provider currency actor", days: "day until", moments: "at",
			money: "quote fee", currency: ownColumn, gone: map[string]string{"note": nothing}, activity: "day",
		},
		{
			name: "finance_answer", where: "offer IN (SELECT id FROM finance_offer WHERE debtor IN @who)", order: "offer", numbers: "offer", texts: "actor", yes: "accepted",
			days: "day", moments: "at", gone: map[string]string{"note": nothing}, activity: "day",
		},
	}
}

// wayOutTables are what was given up and what was handed over. To whom stays; under which reference the other has it goes.
func wayOutTables() []personTable {
	return []personTable{
		{
			name: "write_off", where: ofDebtor, order: "id", numbers: "id debtor", texts: "reason currency by_name agreed", days: "day", moments: "at",
			money: "at_risk", currency: ownColumn, gone: map[string]string{"why": nothing}, activity: "day",
		},
		{
			name: "write_off_item", where: ofWriteOff, order: "write_off, item", numbers: "write_off item", days: "posted_on", money: "minor posted recovered reversed",
			currency: "(SELECT o.currency FROM write_off o WHERE o.id = write_off_item.write_off)", activity: "posted_on",
		},
		{
			name: "write_off_seen", where: ofItem, order: "item", numbers: "item", money: "open amount paid",
			currency: "(" + itsItems + "write_off_seen.item)",
		},
		{
			name: "escalation", where: ofDebtor, order: "id", numbers: "id debtor", texts: "to_kind party currency state", days: "day", moments: "at",
			gone: map[string]string{"reference": nothing, "why": nothing}, activity: "day",
		},
		{
			name: "escalation_item", where: ofEscalation, order: "escalation, item", numbers: "escalation item", money: "minor",
			currency: "(SELECT e.currency FROM escalation e WHERE e.id = escalation_item.escalation)",
		},
		{
			name: "escalation_event", where: ofEscalation, order: "id", numbers: "id escalation", texts: "kind actor line_key", days: "day", moments: "at", money: "minor",
			currency: "(SELECT e.currency FROM escalation e WHERE e.id = escalation_event.escalation)", gone: map[string]string{"note": nothing}, activity: "day",
		},
		{
			name: "write_back", where: ofDebtor, order: "id", numbers: "id connection debtor about_id undoes attempts", texts: "write_key kind about reason currency state holder code actor",
			days: "day until", moments: "next_try lease_to made changed", money: "minor", currency: ownColumn, packed: "posted",
			gone: map[string]string{"title": nothing, "words": nothing, "detail": nothing, "parts": "'[]'"}, activity: "day",
		},
		{
			name: "bank_line", where: ofDebtor, order: "id", numbers: "id connection debtor", texts: "external_id account currency state how origin actor format batch credited",
			days: "booked value_day", moments: "seen changed", yes: "reversal collective", money: "minor", currency: ownColumn,
			gone: map[string]string{"refs": "'[]'", "bank_ref": nothing, "payer": nothing, "payer_account": nothing, "words": nothing, "why": nothing}, activity: "booked",
		},
		{
			name: "bank_part", where: "line IN (SELECT id FROM bank_line WHERE debtor IN @who)", order: "line, item", numbers: "line item", money: "minor open_then",
			currency: "(" + itsItems + "bank_part.item)",
		},
		{name: "bank_same", where: "other IN (SELECT id FROM bank_line WHERE debtor IN @who)", order: "line, other", numbers: "line other"},
		{
			name: "enclosure", where: ofDecision, order: "id", numbers: "id about_id", texts: "about kind actor", moments: "at", bytes: "content",
			gone: map[string]string{"name": nothing, "content": nothing}, activity: "at",
		},
	}
}
