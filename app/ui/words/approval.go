package words

import (
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

type kindWords struct {
	icon          theme.IconName
	status        theme.Status
	name, heading string // keys: "Write-off", "Write off 12 400,00 kr"
	noun          string // key: "write-off of 12 400,00 kr"
}

var approvalKinds = map[approval.Kind]kindWords{
	approval.WriteOff:   {theme.IconMinus, theme.Overdue4, "approval.write-off", "approval.write-off-title", "approval.write-off-noun"},
	approval.Settlement: {theme.IconBanknote, theme.Credit, "approval.settlement", "approval.settlement-title", "approval.settlement-noun"},
	approval.Waive:      {theme.IconUndo, theme.Neutral, "approval.waive", "approval.waive-title", "approval.waive-noun"},
	approval.Plan:       {theme.IconCalendar, theme.Promised, "approval.plan", "approval.plan-title", "approval.plan-noun"},
	approval.Release:    {theme.IconWaves, theme.Neutral, "approval.release", "approval.release-title", "approval.release-noun"},
	approval.Override:   {theme.IconScales, theme.Overdue2, "approval.override", "approval.override-title", "approval.override-noun"},
	approval.Escalate:   {theme.IconAgency, theme.Overdue4, "approval.escalate", "approval.escalate-title", "approval.escalate-noun"},
	approval.CreditLine: {theme.IconBooks, theme.Neutral, "approval.credit-line", "approval.credit-line-title", "approval.credit-line-noun"},
}

// unknownKind serves kinds that a newer program wrote.
var unknownKind = kindWords{theme.IconQuestion, theme.Neutral, "approval.other", "approval.other-title", "approval.other-noun"}

func kindOf(k approval.Kind) kindWords {
	if w, ok := approvalKinds[k]; ok {
		return w
	}
	return unknownKind
}

// ApprovalKind names what needs a second pair of eyes: "Write-off".
func ApprovalKind(k approval.Kind) string { return i18n.T(kindOf(k).name) }

// ApprovalIcon pictures it.
func ApprovalIcon(k approval.Kind) (theme.IconName, theme.Status) {
	return kindOf(k).icon, kindOf(k).status
}

// Wanted heads a request: "Write off 12 400,00 kr".
func (w Words) Wanted(m approval.Measure) string {
	return i18n.T(kindOf(m.Kind).heading, w.measured(m))
}

// WantedNoun says the same within a sentence: "write-off of 12 400,00 kr".
func (w Words) WantedNoun(m approval.Measure) string {
	return i18n.T(kindOf(m.Kind).noun, w.measured(m))
}

func (w Words) measured(m approval.Measure) i18n.Args {
	args := i18n.Args{"amount": "", "months": i18n.N("approval.months", m.Months), "notices": i18n.N("approval.notices", m.Notices)}
	if m.Amount.Currency != "" {
		args["amount"] = w.Money(m.Amount)
	}
	return args
}

// Bound writes how much somebody may do or decide: "any", "25 000 kr", "50 000 kr, 12 months", "none".
func (w Words) Bound(k approval.Kind, b approval.Bound, c money.Currency) string {
	switch {
	case b.Any:
		return i18n.T("limit.any")
	case k == approval.Override || b == approval.Bound{}:
		return i18n.T("limit.none")
	}
	amount := w.WholeMoney(money.New(b.Amount, c))
	switch k {
	case approval.Plan:
		return i18n.T("limit.plan", i18n.Args{"amount": amount, "months": i18n.N("approval.months", b.Months)})
	case approval.Release:
		return i18n.T("limit.release", i18n.Args{"amount": amount, "notices": i18n.N("approval.notices", b.Notices), "level": b.Level})
	case approval.WriteOff, approval.Settlement, approval.Waive, approval.Override, approval.Escalate, approval.CreditLine:
	}
	return amount
}

var roleNames = map[approval.Role][2]string{
	approval.Clerk:    {"role.clerk", "role.clerk-text"},
	approval.Manager:  {"role.manager", "role.manager-text"},
	approval.Approver: {"role.approver", "role.approver-text"},
	approval.Admin:    {"role.admin", "role.admin-text"},
	approval.Auditor:  {"role.auditor", "role.auditor-text"},
}

// Role names what a person does at the desk.
func Role(r approval.Role) string {
	if keys, ok := roleNames[r]; ok {
		return i18n.T(keys[0])
	}
	return string(r)
}

// RoleText says what a role may do.
func RoleText(r approval.Role) string {
	if keys, ok := roleNames[r]; ok {
		return i18n.T(keys[1])
	}
	return ""
}

var requestStates = map[approval.State]string{
	approval.Waiting: "request.waiting", approval.SentBack: "request.sent-back", approval.Approved: "request.approved",
	approval.Declined: "request.declined", approval.Withdrawn: "request.withdrawn", approval.Expired: "request.expired",
}

// RequestState says where a request stands.
func RequestState(s approval.State) string {
	if key, ok := requestStates[s]; ok {
		return i18n.T(key)
	}
	return string(s)
}
