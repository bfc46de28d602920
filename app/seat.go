package main

import (
	"encoding/json"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// seat is how the window stands on this machine. It is no part of the book, which others may open elsewhere.
type seat struct {
	Mode   string  `json:"mode,omitempty"` // look
	Folded bool    `json:"folded,omitempty"`
	Width  float32 `json:"width,omitempty"` // device-independent pixels
	Height float32 `json:"height,omitempty"`
}

const seatFile = "window.json"

// readSeat gives what was kept; a file that is missing or broken is the first start.
func readSeat(data string) (s seat) {
	raw, err := os.ReadFile(filepath.Join(data, seatFile))
	if err != nil || json.Unmarshal(raw, &s) != nil {
		return seat{}
	}
	return s
}

// keep writes it whole or not at all.
func (s seat) keep(data string) error {
	raw, err := json.Marshal(s)
	if err != nil {
		return err
	}
	path := filepath.Join(data, seatFile)
	if err := os.WriteFile(path+".new", raw, 0o600); err != nil {
		return fault.Wrap(err, fault.Unavailable, "%s cannot be written", path)
	}
	return os.Rename(path+".new", path)
}

// mode is light until somebody chooses: many desktops say nothing of their look, and the toolkit then takes dark.
func (s seat) mode() theme.Mode {
	if s.Mode == "" {
		return theme.Light
	}
	return theme.ParseMode(s.Mode)
}

// The window at first, and bounds beyond which a kept size is not believed.
const (
	firstWidth, firstHeight = 1280, 800
	leastWidth, leastHeight = 960, 600
	mostWidth, mostHeight   = 7680, 4320
)

func (s seat) size() fyne.Size {
	if s.Width < leastWidth || s.Height < leastHeight || s.Width > mostWidth || s.Height > mostHeight {
		return fyne.NewSize(firstWidth, firstHeight)
	}
	return fyne.NewSize(s.Width, s.Height)
}
