package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// PausedWave is the code of letters whose wave somebody has stopped.
const PausedWave = "wave-paused"

// LettersHeld are letters that a print run leaves waiting, for one reason.
type LettersHeld struct {
	Count int
	Code  string    // OutsideHours, PausedWave, or what ended the last attempt; empty: nothing is known but the time
	Why   string    // the rule and its source, or what the last attempt said
	Until time.Time // the first moment at which one of them may be printed; zero: when somebody goes on with the wave
}

// heldLetters says of the letters that wait and may not be printed yet how many there are, for what they wait and until when.
func heldLetters(r store.Reader, now time.Time, wave WaveID) ([]LettersHeld, error) {
	rows, err := r.Outbox(0, OutQueued)
	if err != nil {
		return nil, err
	}
	paused := map[WaveID]bool{}
	var held []LettersHeld
	for _, m := range rows {
		if m.Channel != receivable.Letter || wave != 0 && m.Wave != wave {
			continue
		}
		h := LettersHeld{Count: 1, Code: m.Code, Why: m.Detail, Until: m.NextTry}
		stopped, known := paused[m.Wave]
		if !known && m.Wave != 0 {
			of, err := r.Wave(m.Wave)
			if err != nil {
				return nil, err
			}
			stopped = of.State == WavePaused
			paused[m.Wave] = stopped
		}
		switch {
		case stopped:
			h.Code, h.Why, h.Until = PausedWave, fmt.Sprintf("wave %d is paused", m.Wave), time.Time{}
		case !m.NextTry.After(now):
			continue // it only came in meanwhile
		}
		held = addHeld(held, h)
	}
	slices.SortStableFunc(held, func(a, b LettersHeld) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Why, b.Why)) })
	return held, nil
}

func addHeld(held []LettersHeld, h LettersHeld) []LettersHeld {
	for i := range held {
		if held[i].Code == h.Code && held[i].Why == h.Why {
			held[i].Count++
			if h.Until.Before(held[i].Until) {
				held[i].Until = h.Until
			}
			return held
		}
	}
	return append(held, h)
}

// Said is how many letters wait, for what, and until when, in English; the clock is the company's.
func (h LettersHeld) Said(zone *time.Location) string {
	count := "1 letter waits"
	if h.Count != 1 {
		count = fmt.Sprintf("%d letters wait", h.Count)
	}
	why := h.Why
	if h.Code == OutsideHours {
		why = "for the hours in which its customer may be written to (" + h.Why + ")"
	} else if why != "" {
		why = "because " + why
	}
	if !h.Until.IsZero() {
		why = strings.TrimSpace(why + " until " + h.Until.In(zone).Format("2006-01-02 15:04"))
	}
	return strings.TrimSpace(count + " " + why)
}

// nothingToPrint says that no letter can be printed, and of those that wait for what.
func nothingToPrint(held []LettersHeld, zone *time.Location) error {
	if len(held) == 0 {
		return fault.New(NothingToPrint, "no letter waits to be printed").WithHint("letters that have left are printed again by naming their run or wave, with a reason")
	}
	said := make([]string, len(held))
	for i, h := range held {
		said[i] = h.Said(zone)
	}
	return fault.New(NothingToPrint, "no letter can be printed now: %s", strings.Join(said, "; ")).WithHint("print again when the time has come; the outbox lists them")
}
