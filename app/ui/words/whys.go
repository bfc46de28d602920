package words

// whys are the reasons that have words. A reason's values stand in the text by their names.
var whys = map[string]string{
	"promise-broken":         "why.promise-broken",
	"promise-due":            "why.promise-due",
	"largest-overdue":        "why.largest-overdue",
	"limitation-urgent":      "why.limitation-urgent",
	"limitation-soon":        "why.limitation-soon",
	"limitation-passed":      "why.limitation-passed",
	"channel-dead":           "why.channel-dead",
	"letter-exception":       "why.letter-exception",
	"stale-data":             "why.stale-data",
	"message-uncertain":      "why.message-uncertain",
	"message-failed":         "why.message-failed",
	"overdue-first":          "why.overdue-first",
	"by-age":                 "why.by-age",
	"since-level":            "why.since-level",
	"silent-task":            "why.silent-task",
	"confirm-time":           "why.confirm-time",
	"rate-missing":           "why.rate-missing",
	"sum-too-large":          "why.sum-too-large",
	"fee-capped":             "why.fee-capped",
	"fee-too-early":          "why.fee-too-early",
	"fee-count":              "why.fee-count",
	"fee-cap-other-currency": "why.fee-cap-other-currency",
	"deadline-extended":      "why.deadline-extended",
	"rate-unverified":        "why.rate-unverified",
	"fee-total":              "why.fee-total",
	"fee-gap":                "why.fee-gap",
	"fee-needs-notice":       "why.fee-needs-notice",
	"fee-beside-lump":        "why.fee-beside-lump",
	"lump-claimed":           "why.lump-claimed",
	"lump-other-currency":    "why.lump-other-currency",
	"lump-after-fee":         "why.lump-after-fee",
	"interest-capped":        "why.interest-capped",
	"fee-repeat":             "why.fee-repeat",
	"text-required":          "why.text-required",
	"visit-forbidden":        "why.visit-forbidden",
	"visit-after-notice":     "why.visit-after-notice",
	"house-rule-set-aside":   "why.house-rule-set-aside",
	"contact-hours":          "why.contact-hours",
	"notice-waiting":         "why.notice-waiting",
	"contact-max":            "why.contact-max",
	"statute-barred":         "why.statute-barred",
	"final-by-agency":        "why.final-by-agency",
	"before-due":             "why.before-due",
	"thank-you":              "why.thank-you",
	"other-contact-first":    "why.other-contact-first",
}

// promisedWhy is a broken promise on a notice, which says the day promised and not the sum's currency.
const (
	promisedWhy      = "why.promise-broken-since"
	promisedWhyFirst = "why.promise-broken-first" // nothing has been sent before
)

// shortEffects are the effects of law in the few words of a table.
var shortEffects = map[string]string{
	"fee-capped":             "effect.fee-capped",
	"fee-too-early":          "effect.fee-too-early",
	"fee-count":              "effect.fee-count",
	"fee-cap-other-currency": "effect.fee-cap-other-currency",
	"deadline-extended":      "effect.deadline-extended",
	"rate-unverified":        "effect.rate-unverified",
	"fee-total":              "effect.fee-total",
	"fee-gap":                "effect.fee-gap",
	"fee-needs-notice":       "effect.fee-needs-notice",
	"fee-beside-lump":        "effect.fee-beside-lump",
	"lump-claimed":           "effect.lump-claimed",
	"lump-other-currency":    "effect.lump-other-currency",
	"lump-after-fee":         "effect.lump-after-fee",
	"interest-capped":        "effect.interest-capped",
	"fee-repeat":             "effect.fee-repeat",
	"text-required":          "effect.text-required",
	"visit-forbidden":        "effect.visit-forbidden",
	"visit-after-notice":     "effect.visit-after-notice",
	"house-rule-set-aside":   "effect.house-rule-set-aside",
}
