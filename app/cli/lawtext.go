package cli

import (
	"maps"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/law"
)

// wideText is how wide a line of running text may be.
const wideText = 120

// moved is how far the lines of a block stand in.
const moved = "    "

// wrapped writes text in lines that fit, each moved in.
func (s *session) wrapped(text string) { s.wrappedAfter(moved, moved, text) }

// wrappedAfter is wrapped with something else before the first line.
func (s *session) wrappedAfter(line, in, text string) {
	first := line
	for _, word := range strings.Fields(text) {
		if len([]rune(line))+1+len([]rune(word)) > wideText && line != in && line != first {
			s.say("%s", line)
			line = in
		}
		if line != in && line != first {
			line += " "
		}
		line += word
	}
	if line != in || in == first {
		s.say("%s", line)
	}
}

// lawRowText prints a row as a block: what it says, when and towards whom, whom it binds, where it stands, and who checked it.
func (s *session) lawRowText(r *law.Row) {
	s.wrappedAfter(r.ID+"  ", "        ", string(r.Fact)+": "+rowSays(r))
	s.say("    %s; %s; %s; %s", rowHolds(r), rowProtects(r), rowBinds(r), rowVerified(r))
	s.wrapped("reference: " + r.Ref)
	s.wrapped("source: " + r.Source)
	if r.Remark != "" {
		s.wrapped("remark: " + r.Remark)
	}
	for _, language := range slices.Sorted(maps.Keys(r.Texts)) {
		s.wrapped(language + ": " + r.Texts[language])
	}
}

// rowSays is the figure of a row with what narrows it.
func rowSays(r *law.Row) string {
	said := r.Figure()
	if r.Fact == law.NoticeText && !r.Off {
		said = "words that the notice must carry"
	}
	if r.Above.IsPositive() {
		said += ", for claims of at least " + r.Above.String()
	}
	if len(r.Tones) > 0 {
		said += ", on notices that are " + strings.Join(r.Tones, ", ")
	}
	if len(r.Channels) > 0 {
		names := make([]string, 0, len(r.Channels))
		for _, c := range r.Channels {
			names = append(names, string(c))
		}
		said += ", by " + strings.Join(names, ", ")
	}
	return said
}

func rowHolds(r *law.Row) string {
	of := ""
	if r.Dated == law.ByDue {
		of = "of claims due "
	}
	switch {
	case r.From.IsZero() && r.To.IsZero():
		return "holds always"
	case r.To.IsZero():
		return of + "from " + r.From.String()
	case r.From.IsZero():
		return of + "until " + r.To.String()
	}
	return of + "from " + r.From.String() + " to " + r.To.String()
}

func rowProtects(r *law.Row) string {
	if r.Applies == law.Both {
		return "towards everybody"
	}
	return "towards a " + r.Applies
}

// rowBinds says whom a row binds, and whether a person may set it aside.
func rowBinds(r *law.Row) string {
	switch {
	case !r.BindsOwn():
		return "binds agencies, not you"
	case r.Own:
		return "your OWN ROW"
	case r.IsHouse():
		return "house rule, which may be set aside"
	case r.By == law.Both:
		return "law for you and for agencies"
	}
	return "law for you"
}

func rowVerified(r *law.Row) string {
	if r.Verified.IsZero() {
		return "NOT VERIFIED"
	}
	return "verified " + r.Verified.String() + " by " + r.VerifiedBy
}
