package letter

import (
	"sync"

	"golang.org/x/image/font/sfnt"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/assets"
)

// faces are the two weights of the typeface and the characters that both of them have.
type faces struct {
	regular, bold []byte
	covered       [0x10000]bool
}

// loaded reads the embedded fonts once.
var loaded = sync.OnceValues(func() (*faces, error) {
	f := &faces{}
	parsed := make([]*sfnt.Font, 2)
	for i, file := range []struct {
		name string
		into *[]byte
	}{{"fonts/DeskSans-Regular.ttf", &f.regular}, {"fonts/DeskSans-SemiBold.ttf", &f.bold}} {
		raw, err := assets.Fonts.ReadFile(file.name)
		if err != nil {
			return nil, fault.Wrap(err, fault.Internal, "the letter's font %s is missing", file.name)
		}
		if parsed[i], err = sfnt.Parse(raw); err != nil {
			return nil, fault.Wrap(err, fault.Internal, "the letter's font %s is damaged", file.name)
		}
		*file.into = raw
	}
	var buf sfnt.Buffer
	for r := range f.covered {
		inBoth := true
		for _, font := range parsed {
			glyph, err := font.GlyphIndex(&buf, rune(r))
			inBoth = inBoth && err == nil && glyph != 0
		}
		f.covered[r] = inBoth
	}
	return f, nil
})

func (f *faces) has(r rune) bool { return r >= 0 && r < 0x10000 && f.covered[r] }
