package stage

import (
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
)

// Snapshot carries the desk's progress to the window.
func Snapshot(p desk.Progress) runner.Snapshot {
	return runner.Snapshot{Phase: p.Phase, Done: int(p.Done), Total: int(p.Total)}
}

var phases = map[string]string{
	"": "phase.starting", "customers": "phase.customers", "debtors": "phase.customers", "items": "phase.items", "payments": "phase.payments",
	"planning": "phase.planning", "checking": "phase.checking", "making": "phase.making", "sending": "phase.sending",
}

// ProgressWords says how far work has come: "Sending mails and letters", "61 of 214".
func ProgressWords(now runner.Snapshot) (phase, count string) {
	phase = now.Phase
	if key, ok := phases[now.Phase]; ok {
		phase = i18n.T(key)
	}
	switch {
	case now.Total > 0:
		count = i18n.T("phase.of", i18n.Args{"done": now.Done, "total": now.Total})
	case now.Done > 0:
		count = i18n.T("phase.so-far", i18n.Args{"done": now.Done})
	}
	return phase, count
}
