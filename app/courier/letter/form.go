package letter

import "github.com/dunningdesk/dunningdesk/app/courier/pdf"

// form is where the parts of a letter's first page lie, so that the address shows in the window of the country's
// envelopes; millimetres from the upper left corner.
type form struct {
	name    string
	size    pdf.Size
	back    float64 // baseline of the return line above the address
	address float64 // first baseline of the address
	window  float64 // from the first baseline to the last that shows
	lines   int     // that fit there in a readable size
	facts   float64 // first baseline of the facts beside the window
	heading float64 // baseline of the heading
	folds   []float64
	punch   float64 // where to punch; 0: no mark
	bottom  float64 // content ends here, the foot follows
	foot    float64 // the line above the foot
}

// Forms of letters. Where the address stands:
//
//   - din-b: DIN 5008:2020 form B, window 45 to 90 mm from the top, 20 mm from the left; folds at 105 and 210 mm.
//   - din-a: DIN 5008:2020 form A, the same 18 mm higher, for a low letterhead; folds at 87 and 192 mm.
//   - no-c5: Norwegian window envelopes have their window 15 mm from the left and, by kind, C5 at 44, C6/5 at 39 and E6/5 at
//     40 mm from the top, 30 to 35 mm high: lines from 47 to 69 mm show in each. C5 takes the sheet folded once, the
//     others twice.
//   - us-10: Letter paper folded in thirds in a #10 envelope, whose window is 7/8 inch from the left and 1/2 inch from the
//     bottom, 4 1/2 by 1 1/8 inch. The sheet can move 12 mm up, so 64 to 80 mm show always.
var forms = map[string]form{
	"din-b": {
		name: "din-b", size: pdf.A4, back: 47.4, address: 58.2, window: 25.2, lines: 6, facts: 53.4, heading: 102.6,
		folds: []float64{105, 210}, punch: 148.5, bottom: 270, foot: 277,
	},
	"din-a": {
		name: "din-a", size: pdf.A4, back: 29.4, address: 40.2, window: 25.2, lines: 6, facts: 35.4, heading: 84.6,
		folds: []float64{87, 192}, punch: 148.5, bottom: 270, foot: 277,
	},
	"no-c5": {
		name: "no-c5", size: pdf.A4, back: 45.8, address: 52.2, window: 17, lines: 6, facts: 47.4, heading: 91,
		folds: []float64{99, 148.5, 198}, bottom: 270, foot: 277,
	},
	"us-10": {
		name: "us-10", size: pdf.Letter, back: 60.4, address: 66.8, window: 13.2, lines: 5, facts: 53.4, heading: 98.6,
		folds: []float64{93.1, 186.3}, bottom: 253, foot: 259.6,
	},
}

// formOf is the form by its name; unknown and empty are that of DIN 5008, form B.
func formOf(name string) form {
	if f, ok := forms[name]; ok {
		return f
	}
	return forms["din-b"]
}

// SizeOf is the paper of a form.
func SizeOf(name string) pdf.Size { return formOf(name).size }
