package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Surfaces, edges and text, by use. Every text colour reaches 4.5:1 on each of the four surfaces (WCAG 2.2, 1.4.3).
const (
	Work         fyne.ThemeColorName = "desk.work"    // middle column
	Pane         fyne.ThemeColorName = "desk.pane"    // right column, side lists, row under the pointer
	Nav          fyne.ThemeColorName = "desk.nav"     // left column
	Hair         fyne.ThemeColorName = "desk.hair"    // rule between rows
	Line         fyne.ThemeColorName = "desk.line"    // edge of areas and quiet buttons
	Control      fyne.ThemeColorName = "desk.ctl"     // stroke of fields, checkboxes and radios
	Selected     fyne.ThemeColorName = "desk.sel"     // selected row or tab
	AccentSoft   fyne.ThemeColorName = "desk.accsoft" // banner of the next step, chosen card
	NotDue       fyne.ThemeColorName = "desk.nd"      // bar of what is not due yet
	Text         fyne.ThemeColorName = "desk.text"
	Text2        fyne.ThemeColorName = "desk.text2"
	Text3        fyne.ThemeColorName = "desk.text3"
	Accent       fyne.ThemeColorName = "desk.accent"
	OnAccent     fyne.ThemeColorName = "desk.onacc"  // text on the primary button
	AccentHover  fyne.ThemeColorName = "desk.acchov" // primary button under the pointer
	Danger       fyne.ThemeColorName = "desk.danger"
	Transparent  fyne.ThemeColorName = "desk.none"
	Veil         fyne.ThemeColorName = "desk.veil" // laid over the window while a dialog is open
	SelectedText fyne.ThemeColorName = "desk.marked"
)

type palette map[fyne.ThemeColorName]color.Color

// rgb reads "#RRGGBB" or "#RRGGBBAA"; only constants of this package are given to it.
func rgb(hex string) color.NRGBA {
	digit := func(i int) uint8 {
		c := hex[i]
		switch {
		case c >= '0' && c <= '9':
			return c - '0'
		case c >= 'A' && c <= 'F':
			return c - 'A' + 10
		}
		panic("theme: colour " + hex + " is not #RRGGBB in capitals")
	}
	at := func(i int) uint8 { return digit(i)<<4 | digit(i+1) }
	c := color.NRGBA{R: at(1), G: at(3), B: at(5), A: 0xFF}
	if len(hex) == 9 {
		c.A = at(7)
	}
	return c
}

// toolkitColors says which meaning each of the toolkit's own names takes, for the few widgets that are the toolkit's:
// text entry, scroll bar, file dialog, pop-up.
var toolkitColors = map[fyne.ThemeColorName]fyne.ThemeColorName{
	fynetheme.ColorNameBackground:          Work,
	fynetheme.ColorNameButton:              Work,
	fynetheme.ColorNameDisabledButton:      Pane,
	fynetheme.ColorNameDisabled:            Text3,
	fynetheme.ColorNameError:               Overdue4.Text(),
	fynetheme.ColorNameFocus:               Selected,
	fynetheme.ColorNameForeground:          Text,
	fynetheme.ColorNameForegroundOnError:   Work,
	fynetheme.ColorNameForegroundOnPrimary: OnAccent,
	fynetheme.ColorNameForegroundOnSuccess: Work,
	fynetheme.ColorNameForegroundOnWarning: Work,
	fynetheme.ColorNameHover:               Pane,
	fynetheme.ColorNameHyperlink:           Accent,
	fynetheme.ColorNameInputBackground:     Work,
	fynetheme.ColorNameInputBorder:         Control,
	fynetheme.ColorNameMenuBackground:      Work,
	fynetheme.ColorNameOverlayBackground:   Work,
	fynetheme.ColorNamePlaceHolder:         Text3,
	fynetheme.ColorNamePressed:             Selected,
	fynetheme.ColorNamePrimary:             Accent,
	fynetheme.ColorNameScrollBar:           NotDue,
	fynetheme.ColorNameScrollBarBackground: Transparent,
	fynetheme.ColorNameSelection:           SelectedText,
	fynetheme.ColorNameSeparator:           Line,
	fynetheme.ColorNameShadow:              Transparent,
	fynetheme.ColorNameSuccess:             Promised.Text(),
	fynetheme.ColorNameWarning:             Overdue2.Text(),
}
