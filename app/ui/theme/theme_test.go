package theme

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// contrastRatio is that of WCAG 2.2: relative luminance of the lighter over the darker, both plus 0.05.
func contrastRatio(a, b color.Color) float64 {
	l1, l2 := luminance(a), luminance(b)
	return (math.Max(l1, l2) + 0.05) / (math.Min(l1, l2) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	part := func(v uint32) float64 {
		s := float64(v>>8) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
}

var drawnModes = []Mode{Light, Dark, HighContrast}

func TestTextIsReadableOnEverySurface(t *testing.T) {
	const readable = 4.5 // WCAG 2.2, success criterion 1.4.3, level AA
	inks := []fyne.ThemeColorName{Text, Text2, Text3, Accent, Danger}
	for _, s := range Statuses() {
		inks = append(inks, s.Text())
	}
	for _, mode := range drawnModes {
		th := New(mode)
		for _, ink := range inks {
			for _, ground := range []fyne.ThemeColorName{Work, Pane, Nav, Selected} {
				if r := contrastRatio(th.Color(ink, 0), th.Color(ground, 0)); r < readable {
					t.Errorf("%s: %s on %s has %.2f, want at least %.1f", mode, ink, ground, r, readable)
				}
			}
		}
		for _, s := range Statuses() {
			if r := contrastRatio(th.Color(s.Text(), 0), th.Color(s.Soft(), 0)); r < readable {
				t.Errorf("%s: %s on its chip has %.2f, want at least %.1f", mode, s, r, readable)
			}
		}
		if r := contrastRatio(th.Color(OnAccent, 0), th.Color(Accent, 0)); r < readable {
			t.Errorf("%s: the primary button's words have %.2f", mode, r)
		}
		if r := contrastRatio(th.Color(Control, 0), th.Color(Work, 0)); r < 3 {
			t.Errorf("%s: the edge of a field has %.2f, want at least 3 (1.4.11)", mode, r)
		}
	}
}

func TestEveryMeaningHasAColourInEveryPalette(t *testing.T) {
	for name := range light {
		for mode, p := range map[Mode]palette{Dark: dark, HighContrast: contrast} {
			if _, ok := p[name]; !ok {
				t.Errorf("%s has no colour in %s", name, mode)
			}
		}
	}
	for toolkit, own := range toolkitColors {
		if _, ok := light[own]; !ok {
			t.Errorf("the toolkit's %s takes %s, which no palette has", toolkit, own)
		}
	}
}

func TestColoursAreThoseOfTheDesign(t *testing.T) {
	for _, c := range []struct {
		mode Mode
		name fyne.ThemeColorName
		want color.NRGBA
	}{
		{Light, Work, color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF}},
		{Light, Accent, color.NRGBA{0x1F, 0x57, 0xB8, 0xFF}},
		{Light, Overdue4.Text(), color.NRGBA{0x8E, 0x14, 0x20, 0xFF}},
		{Dark, Pane, color.NRGBA{0x1B, 0x1F, 0x24, 0xFF}},
		{Dark, Promised.Fill(), color.NRGBA{0x35, 0x9A, 0x60, 0xFF}},
		{HighContrast, Line, color.NRGBA{0, 0, 0, 0xFF}},
	} {
		if got := New(c.mode).Color(c.name, 0); got != c.want {
			t.Errorf("%s in %s = %v, want %v", c.name, c.mode, got, c.want)
		}
	}
}

func TestAutoFollowsTheDesktopAndTheOthersDoNot(t *testing.T) {
	if got, want := New(Auto).Color(Work, fynetheme.VariantDark), dark[Work]; got != want {
		t.Errorf("auto on a dark desktop = %v, want %v", got, want)
	}
	if got, want := New(Light).Color(Work, fynetheme.VariantDark), light[Work]; got != want {
		t.Errorf("light on a dark desktop = %v, want %v", got, want)
	}
}

func TestParseMode(t *testing.T) {
	for text, want := range map[string]Mode{"dark": Dark, "contrast": HighContrast, "auto": Auto, "": Auto, "pink": Auto} {
		if got := ParseMode(text); got != want {
			t.Errorf("ParseMode(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestStatusOfDaysAndLevels(t *testing.T) {
	for days, want := range map[int]Status{-17: Neutral, 0: Neutral, 1: Overdue1, 30: Overdue1, 31: Overdue2, 60: Overdue2, 61: Overdue3, 90: Overdue3, 91: Overdue4, 5000: Overdue4} {
		if got := AgeStatus(days); got != want {
			t.Errorf("AgeStatus(%d) = %q, want %q", days, got, want)
		}
	}
	for level, want := range map[int]Status{-1: Neutral, 0: Neutral, 1: Overdue1, 2: Overdue2, 3: Overdue3, 4: Overdue4, 9: Overdue4} {
		if got := LevelStatus(level); got != want {
			t.Errorf("LevelStatus(%d) = %q, want %q", level, got, want)
		}
	}
}

func TestFontsAreOurs(t *testing.T) {
	th := New(Light)
	if got := th.Font(fyne.TextStyle{}).Name(); got != "DeskSans-Regular.ttf" {
		t.Errorf("regular font = %s", got)
	}
	if got := th.Font(fyne.TextStyle{Bold: true}).Name(); got != "DeskSans-SemiBold.ttf" {
		t.Errorf("semi-bold font = %s", got)
	}
}
