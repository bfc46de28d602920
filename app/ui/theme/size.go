package theme

import (
	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Type steps: text size in device-independent pixels.
const (
	SizeFigureLarge float32 = 28 // the sum of an approval
	SizeFigure      float32 = 24 // the one sum of a screen, title of a wizard
	SizeTitle       float32 = 18 // screen or customer name, counters
	SizeGroup       float32 = 14 // heading inside a screen
	SizeBody        float32 = 13
	SizeSmall       float32 = 12 // labels, dates, codes, footers; nothing is smaller
)

// Measures on the 8-pixel grid.
const (
	Edge          float32 = 16 // from the edge of a page to its content
	Gap           float32 = 8
	GroupGap      float32 = 24
	CellPad       float32 = 8
	NavWidth      float32 = 160
	NavFolded     float32 = 48
	PaneWidth     float32 = 320
	SideListWidth float32 = 304
	RowDense      float32 = 28
	RowWork       float32 = 36
	RowTwoLine    float32 = 46
	HeaderRow     float32 = 28
	FooterHeight  float32 = 32
	HeaderHeight  float32 = 52
	DecisionBar   float32 = 64
	BulkBarHeight float32 = 44
	ControlHeight float32 = 28
	ControlLarge  float32 = 36
	ControlPad    float32 = 10
	ControlPadLg  float32 = 14
	IconChip      float32 = 12
	IconRow       float32 = 14
	IconNav       float32 = 16
	IconEmpty     float32 = 32
	RadiusBar     float32 = 2
	RadiusBox     float32 = 3
	Radius        float32 = 4
	RadiusGroup   float32 = 6
	RadiusStep    float32 = 11
	StrokeFocus   float32 = 2
	StrokeMark    float32 = 3 // left edge of a selected row
)

// LineHeight is the height of a line of text of a type step.
func LineHeight(size float32) float32 {
	switch size {
	case SizeFigureLarge:
		return 34
	case SizeFigure:
		return 30
	case SizeTitle:
		return 24
	case SizeGroup:
		return 20
	case SizeBody:
		return 18
	case SizeSmall:
		return 16
	}
	return size * 1.4
}

var toolkitSizes = map[fyne.ThemeSizeName]float32{
	fynetheme.SizeNameText:               SizeBody,
	fynetheme.SizeNameCaptionText:        SizeSmall,
	fynetheme.SizeNameHeadingText:        SizeTitle,
	fynetheme.SizeNameSubHeadingText:     SizeGroup,
	fynetheme.SizeNamePadding:            4,
	fynetheme.SizeNameInnerPadding:       6,
	fynetheme.SizeNameInlineIcon:         IconNav,
	fynetheme.SizeNameInputBorder:        1,
	fynetheme.SizeNameInputRadius:        Radius,
	fynetheme.SizeNameSelectionRadius:    Radius,
	fynetheme.SizeNameSeparatorThickness: 1,
	fynetheme.SizeNameScrollBar:          10,
	fynetheme.SizeNameScrollBarSmall:     4,
	fynetheme.SizeNameScrollBarRadius:    3,
}
