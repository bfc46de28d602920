package theme

import "fyne.io/fyne/v2"

// Status is a meaning that has a colour, an icon and a word, always the three together. The zero value judges nothing.
type Status string

// The statuses, and what they are shown for.
const (
	Neutral  Status = ""     // a state without a judgement: no answer, asks for time, mail unread
	Overdue1 Status = "o1"   // 1 to 30 days, level 1
	Overdue2 Status = "o2"   // 31 to 60 days, level 2; something to mend; an effect of law
	Overdue3 Status = "o3"   // 61 to 90 days, level 3; bounced; limitation near
	Overdue4 Status = "o4"   // over 90 days, level 4; promise broken; failed
	Held     Status = "held" // held to a date; dry run
	Disputed Status = "disp"
	Promised Status = "prom" // promised, plan kept; sums agree; fresh
	Credit   Status = "cred" // credit; says paid
)

// Statuses lists every status with a colour of its own.
func Statuses() []Status {
	return []Status{Overdue1, Overdue2, Overdue3, Overdue4, Held, Disputed, Promised, Credit}
}

// Text names the colour of the status's word and icon.
func (s Status) Text() fyne.ThemeColorName {
	if s == Neutral {
		return Text2
	}
	return fyne.ThemeColorName("desk." + string(s) + ".text")
}

// Soft names the background of the status's chip or banner.
func (s Status) Soft() fyne.ThemeColorName {
	if s == Neutral {
		return Pane
	}
	return fyne.ThemeColorName("desk." + string(s) + ".soft")
}

// Fill names the colour of the status's part of a bar.
func (s Status) Fill() fyne.ThemeColorName {
	if s == Neutral {
		return NotDue
	}
	return fyne.ThemeColorName("desk." + string(s) + ".fill")
}

// Icon is the icon that goes with the status when nothing more particular is known.
func (s Status) Icon() IconName {
	switch s {
	case Overdue1:
		return IconClock
	case Overdue2:
		return IconTriangle
	case Overdue3:
		return IconFlag
	case Overdue4:
		return IconCrossed
	case Held:
		return IconPause
	case Disputed:
		return IconDispute
	case Promised:
		return IconTicked
	case Credit:
		return IconMinus
	}
	return IconClock
}

// AgeStatus is the status of something overdue for a number of days; what is not overdue is Neutral.
func AgeStatus(days int) Status {
	switch {
	case days <= 0:
		return Neutral
	case days <= 30:
		return Overdue1
	case days <= 60:
		return Overdue2
	case days <= 90:
		return Overdue3
	}
	return Overdue4
}

// LevelStatus is the status of a dunning level; level 0 is Neutral, everything from 4 on is the gravest.
func LevelStatus(level int) Status {
	switch {
	case level <= 0:
		return Neutral
	case level == 1:
		return Overdue1
	case level == 2:
		return Overdue2
	case level == 3:
		return Overdue3
	}
	return Overdue4
}
