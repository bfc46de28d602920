// Package theme is the look of the program: its colours by meaning, its sizes, its typeface and its icons, in light, dark
// and high contrast. Widgets name a meaning (Overdue2, Pane, Held); only this package knows which colour that is.
package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

var _ fyne.Theme = (*Theme)(nil)

// Theme answers the toolkit's questions for one mode.
type Theme struct {
	mode Mode
}

// New makes the theme of a mode.
func New(mode Mode) *Theme { return &Theme{mode: mode} }

// Mode tells which mode the theme draws.
func (t *Theme) Mode() Mode { return t.mode }

// Color gives the colour of a meaning of this package or of one of the toolkit's own names.
func (t *Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	p := t.palette(variant)
	if own, ok := toolkitColors[name]; ok {
		name = own
	}
	if c, ok := p[name]; ok {
		return c
	}
	if name == fynetheme.ColorNameShadow || name == fynetheme.ColorNameHeaderBackground {
		return color.NRGBA{}
	}
	return p[Text]
}

// Font gives Desk Sans in one of its two weights. There are no italics; figures are tabular in both weights.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Symbol:
		return fynetheme.DefaultTheme().Font(style)
	case style.Monospace:
		return fynetheme.DefaultTheme().Font(style)
	case style.Bold:
		return semiBold
	}
	return regular
}

// Icon gives the toolkit's own icons (file dialog, menus); the program's icons come from the function Icon.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return fynetheme.DefaultTheme().Icon(name)
}

// Size gives the toolkit's sizes in the measures of this program.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if v, ok := toolkitSizes[name]; ok {
		return v
	}
	return fynetheme.DefaultTheme().Size(name)
}

func (t *Theme) palette(variant fyne.ThemeVariant) palette {
	switch t.mode {
	case Dark:
		return dark
	case HighContrast:
		return contrast
	case Light:
		return light
	}
	if variant == fynetheme.VariantDark {
		return dark
	}
	return light
}

// Color gives a meaning's colour in the theme that is in use now. Where the app has another theme than ours (before main
// has set it, in tests of a single widget) it is that of the light one.
func Color(name fyne.ThemeColorName) color.Color {
	if app := fyne.CurrentApp(); app != nil {
		if t, ok := app.Settings().Theme().(*Theme); ok {
			return t.Color(name, app.Settings().ThemeVariant())
		}
	}
	return New(Light).Color(name, 0)
}

// IsHighContrast reports whether the theme in use now is the one for high contrast, where chips are white with a stroke.
func IsHighContrast() bool {
	app := fyne.CurrentApp()
	if app == nil {
		return false
	}
	t, ok := app.Settings().Theme().(*Theme)
	return ok && t.mode == HighContrast
}
