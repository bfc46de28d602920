package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

func TestTheSeatIsAsItWasLeft(t *testing.T) {
	data := t.TempDir()
	left := seat{Mode: string(theme.Dark), Folded: true, Width: 1600, Height: 900}
	if err := left.keep(data); err != nil {
		t.Fatal(err)
	}
	if got := readSeat(data); got != left {
		t.Errorf("%+v, want %+v", got, left)
	}
}

// A bad file must not keep the window shut, nor make it too small to use.
func TestABrokenSeatIsTheFirstOne(t *testing.T) {
	for name, text := range map[string]string{"missing": "", "broken": "{", "tiny": `{"width":10,"height":10}`, "huge": `{"width":1e9,"height":1e9}`} {
		t.Run(name, func(t *testing.T) {
			data := t.TempDir()
			if text != "" {
				if err := os.WriteFile(filepath.Join(data, seatFile), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			s := readSeat(data)
			if size := s.size(); size.Width != firstWidth || size.Height != firstHeight || s.mode() != theme.Light {
				t.Errorf("%v, %v", size, s.mode())
			}
		})
	}
}
