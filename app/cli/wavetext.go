package cli

import (
	"context"
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// waveText prints the notices of a wave, what the rules did to each, and whom it leaves out and why.
func (s *session) waveText(ctx context.Context, d *desk.Desk, v desk.WaveView, out waveJSON) error {
	say, err := speechOf(ctx, d)
	if err != nil {
		return err
	}
	rows, under := make([][]string, 0, len(out.Lines)), make([][]string, 0, len(out.Lines))
	for i, l := range out.Lines {
		n := &v.Lines[i].Notice
		state := l.State
		if l.Why != "" {
			state += ": " + l.Why
		}
		rows = append(rows, append(append([]string{l.Debtor, l.Name, levels(*n), byText(n, l.Segments)}, amounts(n)...), l.Currency, say.why(n.Why), state))
		under = append(under, say.effects(n))
	}
	s.tableUnder([]string{"NO.", "CUSTOMER", "LEVEL", "BY", "OPEN", "CREDIT", "EARLIER", "FEE", "INTEREST", "TOTAL", "CUR", "REASON", "STATE"},
		map[int]bool{4: true, 5: true, 6: true, 7: true, 8: true, 9: true}, rows, under)
	s.say("wave %d of %s is %s", out.Wave, out.Date, out.State)
	for _, cur := range sortedKeys(out.Totals) {
		t := out.Totals[cur]
		s.say("  %s: %s, open %s, fees %s, interest %s, total %s", cur, counted(t.Notices, "notice", "notices"), t.Open, t.Fee, t.Interest, t.Total)
	}
	return s.leftOutText(ctx, d, say, v.Wave.ID, out.LeftOut)
}

// byText is how a notice leaves, and what it takes as a text message.
func byText(n *dunning.Notice, segments int) string {
	if n.Registered {
		return "registered " + channelName(n.Channel)
	}
	if segments == 0 {
		return channelName(n.Channel)
	}
	return channelName(n.Channel) + ", " + counted(segments, "segment", "segments")
}

// mostLeftOut is how many are named for one reason before the rest is counted.
const mostLeftOut = 40

// leftOutText names whom a wave leaves out, reason by reason. What is simply not due yet is counted alone.
func (s *session) leftOutText(ctx context.Context, d *desk.Desk, say speech, id desk.WaveID, counts map[string]int) error {
	for _, r := range sortedKeys(counts) {
		s.say("  left out: %d %s", counts[r], reason(r))
		if r == string(dunning.ReasonNotDue) || r == string(dunning.ReasonGrace) {
			continue
		}
		left, err := d.LeftOut(ctx, id, dunning.Reason(r))
		if err != nil {
			return err
		}
		for i, l := range left {
			if i == mostLeftOut {
				s.say("    and %d more", len(left)-i)
				break
			}
			s.say("    %s", fmt.Sprintf("%s  %s  %s  %s", l.DebtorNumber, l.Name, l.Number, say.leftOut(l.LeftOut)))
		}
	}
	return nil
}
