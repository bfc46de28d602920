// Package assets holds the files that ship inside the program: the typeface, the icons and the texts of the screens.
package assets

import "embed"

// Fonts holds DeskSans-Regular.ttf and DeskSans-SemiBold.ttf, a derivative of Inter with digits of one width, and their
// licence (SIL OFL 1.1).
//
//go:embed fonts/*.ttf fonts/LICENSE-OFL.txt
var Fonts embed.FS

// Icons holds icons/<name>.svg: a 24-unit box, strokes in currentColor.
//
//go:embed icons/*.svg
var Icons embed.FS

// Texts holds i18n/<language>.json: the words of the screens by key.
//
//go:embed i18n/*.json
var Texts embed.FS

// Notices holds notices/<language>/: the texts of the notices by tone (friendly, reminder, firm, final) and words.json,
// the fixed words of letters and mails. A language is added by adding a folder.
//
//go:embed notices
var Notices embed.FS

// Icon is the program's own picture, 512 pixels square: system trays and window lists take no SVG.
//
//go:embed packaging/icon.png
var Icon []byte

// Law holds law/<country>.json, the law packs, and law/calendar/<country>.json, the business calendars.
//
//go:embed law/*.json law/calendar/*.json
var Law embed.FS
