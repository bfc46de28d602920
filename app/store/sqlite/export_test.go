package sqlite

// At makes options of a program that knows the schema only up to a version.
func At(version int) Options { return Options{upTo: version} }

// Small makes options of a disk that holds so many pages.
func Small(pages int) Options { return Options{maxPages: pages} }
