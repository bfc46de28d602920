package writeback_test

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/writeback"
)

func TestWaitsDoubleUpToSixHours(t *testing.T) {
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		attempts int
		asked    time.Duration
		wait     time.Duration
	}{
		{attempts: 1, wait: time.Minute},
		{attempts: 2, wait: 2 * time.Minute},
		{attempts: 5, wait: 16 * time.Minute},
		{attempts: 9, wait: 256 * time.Minute},
		{attempts: 10, wait: 6 * time.Hour},
		{attempts: 23, wait: 6 * time.Hour},
		{attempts: 1, asked: 90 * time.Minute, wait: 90 * time.Minute},
	} {
		e := writeback.Entry{Attempts: tc.attempts}
		if at, ok := e.Again(now, tc.asked); !ok || at.Sub(now) != tc.wait {
			t.Errorf("after %d attempts, asked for %s: %s, %v", tc.attempts, tc.asked, at.Sub(now), ok)
		}
	}
	tired := writeback.Entry{Attempts: 24}
	if _, ok := tired.Again(now, 0); ok {
		t.Error("it is tried for ever")
	}
}
