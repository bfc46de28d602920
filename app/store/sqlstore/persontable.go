package sqlstore

import (
	"maps"
	"slices"
	"strings"
)

// personTable says how a table is about a debtor, how its columns are shown to the person, and which of them go when the
// debtor is anonymised. Lists are names with spaces between. Every column stands in exactly one of them, but for bytes that
// go, so that a test finds a new one that nobody has thought about.
type personTable struct {
	name  string
	where string // which rows are about the debtor: @who is the debtor and those merged into it
	order string
	// What is shown as it is and stays: keys, numbers and codes.
	numbers, texts string
	days           string // kept as YYYYMMDD
	moments        string
	yes            string // 1 or 0
	money          string // minor units of currency
	currency       string // SQL for it
	packed         string // structures as JSON; they stay
	bytes          string // those of documents are taken away apart, see shred
	// Texts and bytes that go, with what stands in their place in SQL. A value of redacted says that the log has its own way.
	gone map[string]string
	// Of the days and moments, those that are an activity: retention begins after the last.
	activity string
}

// What stands in the place of what went.
const (
	nothing    = "''"
	noFacts    = "'{}'"
	redacted   = ""
	pseudonym  = "'anonymised-' || id"
	ofDebtor   = "debtor IN @who"
	ofItem     = "item IN (SELECT id FROM item WHERE debtor IN @who)"
	ofNotice   = "notice IN (SELECT id FROM notice WHERE debtor IN @who)"
	ofCharge   = "charge IN (SELECT id FROM charge WHERE debtor IN @who)"
	itsItems   = "SELECT i.currency FROM item i WHERE i.id = "
	ownColumn  = "currency"
	sourceKeys = `EXISTS (SELECT 1 FROM payment p JOIN item i ON i.connection = p.connection AND i.external_id = allocation.item_external
		WHERE p.id = allocation.payment AND i.debtor IN @who)`
)

// personTables lists every table that is about a debtor. Anonymising goes through it in this order: what finds its rows by a
// key of the source stands before what loses that key.
func personTables() []personTable {
	return slices.Concat(sourceTables(), claimTables(), termsTables(), wayOutTables(), wordTables())
}

// sourceTables are what the accounting system says.
func sourceTables() []personTable {
	return []personTable{
		{
			name: "allocation", where: "payment IN (SELECT id FROM payment WHERE debtor IN @who) OR " + sourceKeys, order: "payment, item_external, day, minor",
			numbers: "payment", days: "day", money: "minor", currency: "(SELECT p.currency FROM payment p WHERE p.id = allocation.payment)",
			gone: map[string]string{"item_external": `COALESCE((SELECT 'anonymised-' || i.id FROM item i JOIN payment p ON p.connection = i.connection
				WHERE p.id = allocation.payment AND i.external_id = allocation.item_external), '')`},
			activity: "day",
		},
		{
			name: "debtor", where: "id IN @who", order: "id", numbers: "id connection hash merged", texts: "kind country currency owner",
			days: "last_notice", moments: "last_issued cleared anonymised", yes: "own_owner gone",
			gone: map[string]string{
				"external_id": pseudonym, "number": "'#' || id", "name": "'Anonymised customer ' || id", "search": "'anonymised customer ' || id || ' #' || id",
				"language": nothing, "timezone": nothing, "org_number": nothing, "debtor_group": nothing, "email": nothing, "phone": nothing,
				"address": nothing, "postal_code": nothing, "city": nothing, "region": nothing, "address_country": nothing, "contacts": nothing,
				"credit_limit": nothing, "note": nothing, "extra": nothing, "dead": nothing, "answer": nothing,
			},
		},
		{
			name: "item", where: ofDebtor, order: "id", numbers: "id connection debtor hash first_overdue level fees", texts: "number kind currency",
			days: "issued due settled last_notice last_deadline warned warned_to charged_to early_notice", yes: "reviewed stale lump thanked escalated banked collected quarantined withheld",
			money: "amount open charged written told", currency: ownColumn, activity: "issued settled",
			gone: map[string]string{
				"external_id": pseudonym, "reference": nothing, "order_ref": nothing, "description": nothing, "pay_link": nothing, "applies_to": nothing,
			},
		},
		{
			name: "item_move", where: ofItem, order: "item, day, minor", numbers: "item", days: "day", money: "minor",
			currency: "(" + itsItems + "item_move.item)", activity: "day",
		},
		{
			name: "item_change", where: ofItem, order: "id", numbers: "id run item", texts: "what", moments: "at",
			money: "before_minor after_minor", currency: "(" + itsItems + "item_change.item)",
		},
		{
			name: "payment", where: ofDebtor, order: "id", numbers: "id connection debtor hash", texts: "currency", days: "day", yes: "reversed",
			money: "amount unapplied", currency: ownColumn, activity: "day",
			gone: map[string]string{"external_id": pseudonym, "reference": nothing, "text": nothing},
		},
		{
			name: "debtor_total", where: ofDebtor, order: "debtor, currency", numbers: "debtor level", texts: "currency", days: "oldest",
			money: "not_due days_30 days_60 days_90 over_90 credits charges written", currency: ownColumn,
		},
		{
			name: "finding", where: ofDebtor, order: "id", numbers: "id connection debtor item hash", texts: "about reason currency actor", moments: "since changed ended noted", yes: "lessens",
			money: "minor", currency: ownColumn,
			gone: map[string]string{"external_id": pseudonym, "number": nothing, "customer": nothing, "facts": noFacts, "note": nothing}, activity: "noted",
		},
		{name: "standing", where: ofDebtor, order: "debtor", numbers: "debtor overdue level disputed", texts: "promise", days: "oldest promise_by", yes: "has_open held"},
	}
}

// claimTables are what was proposed, claimed and sent. The claims keep their amounts and lose their references, see scrubClaims.
func claimTables() []personTable {
	return []personTable{
		{
			name: "wave_line", where: ofDebtor, order: "id", numbers: "id wave debtor issued", texts: "currency state actor", packed: "claim",
			gone: map[string]string{"why": nothing},
		},
		{
			name: "left_out", where: ofDebtor, order: "wave, item, reason", numbers: "wave debtor item", texts: "number currency reason", money: "open", currency: ownColumn,
			gone: map[string]string{"detail": noFacts},
		},
		{
			name: "notice", where: ofDebtor, order: "id", numbers: "id wave line debtor text_version", texts: "number sender language message_id reply_token event currency text_name text_language",
			days: "day deadline", moments: "issued", yes: "cancelled registered trial", packed: "claim", activity: "day",
			gone: map[string]string{"recipient": nothing, "subject": nothing, "why": nothing},
		},
		{
			name: "notice_item", where: ofNotice, order: "notice, item", numbers: "notice item level old_level old_fees", yes: "old_lump",
			days: "old_notice old_deadline old_warned old_warned_to old_charged_to", money: "old_charged", currency: "(" + itsItems + "notice_item.item)",
		},
		{
			name: "document", where: ofNotice, order: "notice, position", numbers: "notice position length", texts: "kind sha256", bytes: "content",
			gone: map[string]string{"name": "'removed-' || notice || '-' || position || '.' || kind"},
		},
		{name: "tracking", where: ofNotice, order: "id", numbers: "id notice", texts: "number actor", days: "day", moments: "at"},
		{
			name: "charge", where: ofDebtor, order: "id", numbers: "id debtor item notice", texts: "kind currency rule source", days: "day asked",
			money: "amount open waived", currency: ownColumn, activity: "day",
		},
		{
			name: "fee_invoice", where: ofCharge, order: "id", numbers: "id charge connection", texts: "number", moments: "made", yes: "seen", money: "minor",
			currency: "(SELECT c.currency FROM charge c WHERE c.id = fee_invoice.charge)", gone: map[string]string{"external_id": pseudonym},
		},
		{
			name: "charge_waiver", where: ofCharge, order: "id", numbers: "id charge after_notice", texts: "actor", days: "day", moments: "at", money: "minor",
			currency: "(SELECT c.currency FROM charge c WHERE c.id = charge_waiver.charge)", gone: map[string]string{"why": nothing}, activity: "day",
		},
		{
			name: "outbox", where: ofNotice, order: "id", numbers: "id notice wave attempts", texts: "channel message_id state holder code",
			moments: "next_try lease_to sent_at changed", gone: map[string]string{"detail": nothing},
		},
	}
}

// wordTables are what people at the desk wrote and decided.
func wordTables() []personTable {
	return []personTable{
		{
			name: "task", where: ofDebtor, order: "id", numbers: "id debtor item wave notice", texts: "kind", days: "due snooze", moments: "done created",
			gone: map[string]string{"why": noFacts, "result": nothing}, activity: "done",
		},
		{
			name: "hold", where: ofDebtor, order: "id", numbers: "id debtor item", texts: "actor reviewer", days: "until review_on", moments: "created lifted",
			gone: map[string]string{"reason": nothing, "why": nothing}, activity: "created lifted",
		},
		{
			name: "dispute", where: ofDebtor, order: "id", numbers: "id debtor item", texts: "code owner outcome currency", days: "since due_by resolved_day", moments: "resolved",
			money: "minor credit", currency: ownColumn, gone: map[string]string{"reason": nothing, "note": nothing}, activity: "since resolved_day resolved",
		},
		{
			name: "promise", where: ofDebtor, order: "id", numbers: "id debtor late_days", texts: "currency state actor", packed: "items", days: "made by_day told",
			moments: "taken judged", money: "amount short", currency: ownColumn, activity: "made by_day judged",
		},
		{
			name: "answer", where: ofDebtor, order: "id", numbers: "id debtor", texts: "answer actor", moments: "at",
			gone: map[string]string{"text": nothing}, activity: "at",
		},
		{
			name: "acknowledgement", where: ofItem, order: "id", numbers: "id item", texts: "actor", days: "day", moments: "at",
			gone: map[string]string{"note": nothing}, activity: "day",
		},
		{
			name: "incoming", where: ofDebtor, order: "id", numbers: "id validity uid debtor notice hold", texts: "mailbox print kind seen_by action status how says state verdict actor",
			moments: "arrived sent seen changed", yes: "cut", activity: "arrived", gone: map[string]string{
				"message_id": nothing, "sender": nothing, "name": nothing, "subject": nothing, "text": nothing, "recipient": nothing, "detail": nothing, "words": "'null'", "note": nothing,
			},
		},
		{name: "contact", where: ofDebtor, order: "day, at, notice", numbers: "debtor notice", texts: "channel actor", days: "day", moments: "at", activity: "day"},
		{
			name: "consent", where: ofDebtor, order: "id", numbers: "id debtor", texts: "channel state actor", days: "day", moments: "at past",
			gone: map[string]string{"contact": nothing, "name": nothing, "address": nothing, "source": nothing},
		},
		{
			name: "dead_channel", where: ofDebtor, order: "id", numbers: "id debtor", texts: "channel cause actor", days: "day", moments: "at revived",
			gone: map[string]string{"why": nothing, "address": nothing, "revived_why": nothing},
		},
		{
			name: "set_aside", where: ofDebtor, order: "day, at, rule", numbers: "debtor", texts: "rule actor", days: "day", moments: "at",
			gone: map[string]string{"reason": nothing},
		},
		{
			name: "request", where: ofDebtor, order: "id", numbers: "id version months notices level debtor by_user decided_by decided_for", texts: "kind currency state",
			days: "expires", moments: "at decided_at", money: "amount", currency: ownColumn,
			gone: map[string]string{"subject": nothing, "what": noFacts, "facts": noFacts, "why": nothing, "decided_why": nothing}, activity: "at decided_at",
		},
		{
			name: "legal_hold", where: ofDebtor, order: "id", numbers: "id debtor", texts: "actor lifted_by", days: "review", moments: "created lifted",
			gone: map[string]string{"reason": nothing, "why": nothing},
		},
		{
			name: "log", where: ofDebtor, order: "seq", numbers: "seq debtor item", texts: "actor actor_kind kind prev hash subject_hash data_hash", moments: "at",
			gone: map[string]string{"subject": redacted, "data": redacted, "salt": redacted},
		},
	}
}

// NotOfPersons are the tables that are about nobody who owes, and why. A table is in this list or among those that are.
func NotOfPersons() map[string]string {
	return map[string]string{
		"counter":        "the last numbers given",
		"mail_again":     "numbers of mails in a mailbox, of which nothing was read",
		"notice_text":    "what the house writes to everybody; who wrote it works at the desk",
		"setting":        "the house's own settings; a rule names a customer by its key alone",
		"connection":     "an accounting system",
		"mailbox":        "how far our own mailboxes were read",
		"sync_run":       "a read as a whole; notes that name an anonymised customer are removed with it",
		"sync_seen":      "keys of the book, while a read is under way",
		"wave":           "a run of reminders as a whole; its lines are listed",
		"print_run":      "a file of letters as a whole; its messages are listed by their numbers",
		"staff":          "who works at the desk, not who owes",
		"delegation":     "between people at the desk",
		"schedule":       "when things run",
		"schedule_run":   "that things ran",
		"lease":          "which program is at work",
		"schema_version": "steps of the schema",
	}
}

// PersonColumns gives the columns that the book has thought about, by table, and of texts and bytes whether they stay.
func PersonColumns() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for _, t := range personTables() {
		out[t.name] = map[string]bool{}
		for _, column := range t.columns() {
			_, goes := t.gone[column]
			out[t.name][column] = !goes && !slices.Contains(strings.Fields(t.bytes), column)
		}
	}
	return out
}

// columns lists every column, those that are keys or codes first.
func (t *personTable) columns() []string {
	var out []string
	for _, list := range []string{t.numbers, t.texts, t.days, t.moments, t.yes, t.money, t.packed, t.bytes} {
		out = append(out, strings.Fields(list)...)
	}
	for _, column := range slices.Sorted(maps.Keys(t.gone)) {
		if !slices.Contains(out, column) { // bytes stand in both
			out = append(out, column)
		}
	}
	return out
}
