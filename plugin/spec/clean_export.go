package spec

// CleanLine returns a text as one line: valid UTF-8, spaces around it trimmed,
// control characters turned into spaces.
func CleanLine(s string) string {
	var c cleaner
	c.line(&s)
	return s
}

// CleanText does the same for a text of several lines and makes line ends "\n".
func CleanText(s string) string {
	var c cleaner
	c.text(&s)
	return s
}
