package store

import "time"

// OwnText is a version of a text that the house has written. Versions of a name and language are counted from 1.
type OwnText struct {
	Name     string // of a shipped text, whose place it takes, or a new one
	Language string
	Version  int
	Source   string // empty: the text that comes with the program holds again
	By       string
	At       time.Time
}

// TextUsed names the text that a notice was written with. Version 0 is the one that came with the program; no name: nobody
// kept it.
type TextUsed struct {
	Name     string
	Language string
	Version  int
}

// TextReader reads the house's own texts.
type TextReader interface {
	// OwnTexts gives the highest version of each name and language, by name and language, also where its source is empty.
	OwnTexts() ([]OwnText, error)
	// TextVersions gives all versions of one, oldest first.
	TextVersions(name, language string) ([]OwnText, error)
}

// TextWriter keeps the house's own texts. Nothing is ever changed or removed.
type TextWriter interface {
	// PutText keeps a version after the highest there is and gives its number. One that somebody else has kept meanwhile, so that
	// after is not the highest any more, is a fault.Conflict.
	PutText(name, language, source string, after int) (int, error)
}
