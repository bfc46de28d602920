package desk

import (
	"maps"
	"slices"
)

// CalendarNames lists the countries whose business days a procedure may count.
func (d *Desk) CalendarNames() []string { return slices.Sorted(maps.Keys(d.Calendars)) }

// SecretsWarning says in plain words that secrets lie in a file instead of a keychain; empty when they do not.
func (d *Desk) SecretsWarning() string { return d.Secrets.Warning() }
