package main

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// grammar is what the four dialects write differently.
type grammar struct {
	backslash bool // 'a\'b' is one text, and "a" is one too
	backtick  bool // `name`
	bracket   bool // [name]
	dollar    bool // $tag$text$tag$ and E'a\'b'
	hash      bool // # begins a comment
	// inName are marks that a name may hold beside letters, digits and _.
	inName string
}

// token is a piece of a statement. Comments are none: they never reach the
// server, so that it cannot read them otherwise than we do.
type token struct {
	kind tokenKind
	// text is a word in upper case, what stands in quotes, or the mark.
	text string
	// depth counts the parentheses around it, line its line from 1.
	depth, line int
}

type tokenKind int

const (
	word tokenKind = iota
	quotedName
	literal
	number
	mark
)

// flaw is why a text is not taken as a query, with the line it stands in.
type flaw struct {
	line int
	text string
}

// Error completes the sentence "The query ...".
func (f flaw) Error() string { return f.text }

// lexer takes a statement apart and writes it again without its comments.
type lexer struct {
	grammar
	src    string
	at     int
	line   int
	depth  int
	tokens []token
	out    strings.Builder
}

// takeApart gives the tokens of a statement, and the statement as it goes to
// the server: comments are spaces, and lines stay where they are.
func takeApart(g grammar, src string) ([]token, string, error) {
	l := &lexer{grammar: g, src: strings.ReplaceAll(src, "\r\n", "\n"), line: 1}
	if err := l.legible(); err != nil {
		return nil, "", err
	}
	for l.at < len(l.src) {
		if err := l.next(); err != nil {
			return nil, "", err
		}
	}
	if l.depth != 0 {
		return nil, "", l.flaw("has a parenthesis that is never closed")
	}
	return l.tokens, l.out.String(), nil
}

func (l *lexer) flaw(format string, args ...any) error {
	return flaw{l.line, fmt.Sprintf(format, args...)}
}

// legible refuses what servers disagree about: some end a line where others
// see a letter.
func (l *lexer) legible() error {
	if !utf8.ValidString(l.src) {
		return l.flaw("is not written in UTF-8")
	}
	line := 1
	for _, r := range l.src {
		switch {
		case r == '\n':
			line++
		case r == '\t':
		case unicode.IsControl(r), r == '\u2028', r == '\u2029', unicode.Is(unicode.Cf, r):
			return flaw{line, fmt.Sprintf("holds a character that cannot be seen (U+%04X)", r)}
		}
	}
	return nil
}

func (l *lexer) next() error {
	rest := l.src[l.at:]
	r, _ := utf8.DecodeRuneInString(rest)
	switch {
	case r == ' ' || r == '\t' || r == '\n':
		l.keep(1)
		return nil
	case strings.HasPrefix(rest, "--"), l.hash && r == '#':
		return l.lineComment(rest)
	case strings.HasPrefix(rest, "/*"):
		return l.blockComment(rest)
	case r == '\'', r == '"', l.backtick && r == '`', l.bracket && r == '[':
		return l.quoted(rest, l.backslash && (r == '\'' || r == '"'))
	case l.dollar && r == '$':
		return l.dollarQuoted(rest)
	case r >= '0' && r <= '9', r == '.' && len(rest) > 1 && rest[1] >= '0' && rest[1] <= '9':
		return l.number(rest)
	case l.beginsName(r):
		return l.name(rest)
	case r > unicode.MaxASCII:
		return l.flaw("holds %q outside quotation marks", r)
	case r == '\\':
		return l.flaw("holds a backslash outside quotation marks")
	}
	return l.mark(rest[:1])
}

// add keeps a token that is the next n bytes.
func (l *lexer) add(kind tokenKind, text string, n int) {
	l.tokens = append(l.tokens, token{kind, text, l.depth, l.line})
	l.keep(n)
}

func (l *lexer) keep(n int) {
	piece := l.src[l.at : l.at+n]
	l.out.WriteString(piece)
	l.line += strings.Count(piece, "\n")
	l.at += n
}

// drop leaves a comment out; the lines below stay where they are.
func (l *lexer) drop(n int) {
	lines := strings.Count(l.src[l.at:l.at+n], "\n")
	l.out.WriteString(" " + strings.Repeat("\n", lines))
	l.line += lines
	l.at += n
}

func (l *lexer) mark(m string) error {
	switch m {
	case "(":
		l.add(mark, m, 1)
		l.depth++
		return nil
	case ")":
		if l.depth--; l.depth < 0 {
			return l.flaw("closes a parenthesis that was never opened")
		}
	}
	l.add(mark, m, 1)
	return nil
}

func (l *lexer) lineComment(rest string) error {
	// For MySQL 5--3 is eight; for the others a comment begins.
	if l.backslash && rest[0] == '-' && len(rest) > 2 && !strings.ContainsRune(" \t\n", rune(rest[2])) {
		return l.flaw("holds -- without a space behind it: write it with one")
	}
	end := strings.IndexByte(rest, '\n')
	if end < 0 {
		end = len(rest)
	}
	l.drop(end)
	return nil
}

func (l *lexer) blockComment(rest string) error {
	end := strings.Index(rest[2:], "*/")
	if end < 0 {
		return l.flaw("has a comment that is never closed")
	}
	inside := rest[2 : 2+end]
	switch {
	case strings.Contains(inside, "/*"):
		return l.flaw("has a comment within a comment")
	case strings.HasPrefix(inside, "!"), strings.HasPrefix(inside, "M!"):
		return l.flaw("has a comment that MySQL would run (/*! ... */)")
	}
	l.drop(end + 4)
	return nil
}

// quoted takes a text or a name in quotation marks; a mark in it is doubled.
func (l *lexer) quoted(rest string, escapes bool) error {
	closing := rest[0]
	if closing == '[' {
		closing = ']'
	}
	for i := 1; i < len(rest); i++ {
		switch {
		case escapes && rest[i] == '\\':
			i++
		case rest[i] != closing:
		case i+1 < len(rest) && rest[i+1] == closing:
			i++
		default:
			kind := quotedName
			if closing == '\'' || closing == '"' && l.backslash {
				kind = literal
			}
			// PostgreSQL reads the second of two texts by the rules of the first.
			if n := len(l.tokens); kind == literal && n > 0 && l.tokens[n-1].kind == literal {
				return l.flaw("has two texts in a row: put something between them")
			}
			l.add(kind, rest[1:i], i+1)
			return nil
		}
	}
	return l.flaw("has a quotation mark %c that is never closed", rest[0])
}

func (l *lexer) dollarQuoted(rest string) error {
	end := 1
	for end < len(rest) && (isNameByte(rest[end]) || rest[end] >= utf8.RuneSelf) {
		end++
	}
	if end == len(rest) || rest[end] != '$' || end > 1 && rest[1] >= '0' && rest[1] <= '9' {
		return l.flaw("holds a parameter ($1): there is nobody to fill it in")
	}
	tag := rest[:end+1]
	closing := strings.Index(rest[len(tag):], tag)
	if closing < 0 {
		return l.flaw("has a text %s that is never closed", tag)
	}
	l.add(literal, rest[len(tag):len(tag)+closing], closing+2*len(tag))
	return nil
}

// number takes a number. Servers disagree about 1INTO: it is refused.
func (l *lexer) number(rest string) error {
	n := numberLength(rest)
	if r, _ := utf8.DecodeRuneInString(rest[n:]); n < len(rest) && (l.isName(r) || r == '.') {
		return l.flaw("has a number that runs into a word: put a space between them")
	}
	l.add(number, rest[:n], n)
	return nil
}

func numberLength(s string) int {
	digits := func(i int, of string) int {
		for i < len(s) && strings.IndexByte(of, s[i]) >= 0 {
			i++
		}
		return i
	}
	const ten = "0123456789"
	if len(s) > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X') {
		return digits(2, ten+"abcdefABCDEF")
	}
	n := digits(0, ten)
	if n < len(s) && s[n] == '.' {
		n = digits(n+1, ten)
	}
	if n < len(s) && (s[n] == 'e' || s[n] == 'E') {
		from := n + 1
		if from < len(s) && (s[from] == '+' || s[from] == '-') {
			from++
		}
		if end := digits(from, ten); end > from {
			n = end
		}
	}
	return n
}

func (l *lexer) name(rest string) error {
	n := strings.IndexFunc(rest, func(r rune) bool { return !l.isName(r) })
	if n < 0 {
		n = len(rest)
	}
	text, quote := asciiUpper(rest[:n]), strings.HasPrefix(rest[n:], "'")
	switch {
	case l.dollar && text == "U" && strings.HasPrefix(rest[n:], "&"):
		return l.flaw("writes a text or a name with U&: write it plainly")
	case l.dollar && text == "E" && quote:
		l.add(word, text, n)
		return l.quoted(rest[n:], true)
	}
	l.add(word, text, n)
	return nil
}

func (l *lexer) beginsName(r rune) bool {
	return r == '_' || isLetter(r) || r != '$' && r <= unicode.MaxASCII && strings.ContainsRune(l.inName, r)
}

func (l *lexer) isName(r rune) bool {
	return l.beginsName(r) || r >= '0' && r <= '9' || unicode.IsMark(r) || r == '$' || r > unicode.MaxASCII && unicode.IsDigit(r)
}

// isLetter leaves out the wide and narrow twins of Latin letters.
func isLetter(r rune) bool { return unicode.IsLetter(r) && (r < 0xFF00 || r > 0xFFEF) }

func isNameByte(b byte) bool {
	return b == '_' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

// asciiUpper folds as databases fold their key words: no other letter becomes
// an ASCII one.
func asciiUpper(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}, s)
}
