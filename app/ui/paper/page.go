// Package paper shows a letter as it will look, from the very bytes that would be printed. It reads the PDF that the
// program's own letters are written in, a small part of ISO 32000: text in the program's typeface, lines, and boxes with
// straight or round corners. Anything else in a PDF is passed over.
package paper

import "image/color"

// Page is one sheet. All measures are points (1/72 inch) from the upper left corner.
type Page struct {
	Width, Height float32
	Boxes         []Box
	Lines         []Line
	Texts         []Text
}

// Text stands on a baseline that begins at X, Y.
type Text struct {
	X, Y, Size float32
	Bold       bool
	Ink        color.NRGBA
	Text       string
}

// Line is straight.
type Line struct {
	X1, Y1, X2, Y2, Width float32
	Ink                   color.NRGBA
}

// Box is filled, or drawn as a frame when Stroke is not 0.
type Box struct {
	X, Y, Width, Height float32
	Radius, Stroke      float32
	Ink                 color.NRGBA
}
