package letter

import (
	"sync"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/pdf"
	"github.com/dunningdesk/dunningdesk/assets"
)

// faces are the two weights of the typeface.
type faces struct{ regular, bold *pdf.Face }

// loaded reads the embedded fonts once.
var loaded = sync.OnceValues(func() (*faces, error) {
	f := &faces{}
	for _, file := range []struct {
		name string
		into **pdf.Face
	}{{"DeskSans-Regular", &f.regular}, {"DeskSans-SemiBold", &f.bold}} {
		raw, err := assets.Fonts.ReadFile("fonts/" + file.name + ".ttf")
		if err != nil {
			return nil, fault.Wrap(err, fault.Internal, "the letter's font %s is missing", file.name)
		}
		if *file.into, err = pdf.NewFace(file.name, raw); err != nil {
			return nil, fault.Wrap(err, fault.Internal, "the letter's font %s is damaged", file.name)
		}
	}
	return f, nil
})

// has reports whether both weights have a character.
func (f *faces) has(r rune) bool { return f.regular.Has(r) && f.bold.Has(r) }

func (f *faces) of(w weight) *pdf.Face {
	if w == bold {
		return f.bold
	}
	return f.regular
}
