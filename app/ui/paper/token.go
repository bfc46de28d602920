package paper

import "unicode/utf16"

// token is a number, a name, a text or an operator of a content stream.
type token struct {
	kind kind
	text []byte
}

type kind int

const (
	ended kind = iota
	figure
	name
	words
	operator
)

// tokens walks a content stream (ISO 32000-1 s. 7.2 and 7.8).
type tokens struct {
	in []byte
	at int
}

func (t *tokens) next() token {
	for t.at < len(t.in) && isSpace(t.in[t.at]) {
		t.at++
	}
	if t.at >= len(t.in) {
		return token{}
	}
	switch c := t.in[t.at]; {
	case c == '(':
		return token{words, t.string()}
	case c == '/':
		t.at++
		return token{name, t.run()}
	case c == '[' || c == ']' || c == '<' || c == '>' || c == '{' || c == '}' || c == ')':
		t.at++
		return token{operator, t.in[t.at-1 : t.at]}
	case c == '-' || c == '+' || c == '.' || c >= '0' && c <= '9':
		return token{figure, t.run()}
	}
	return token{operator, t.run()}
}

func (t *tokens) run() []byte {
	from := t.at
	for t.at < len(t.in) && !isSpace(t.in[t.at]) && !isDelimiter(t.in[t.at]) {
		t.at++
	}
	if t.at == from {
		t.at++ // a lone delimiter such as the second slash of "//"
		return nil
	}
	return t.in[from:t.at]
}

// string reads a text in parentheses with its escapes.
func (t *tokens) string() []byte {
	var out []byte
	depth := 0
	for ; t.at < len(t.in); t.at++ {
		c := t.in[t.at]
		switch {
		case c == '\\' && t.at+1 < len(t.in):
			t.at++
			out = append(out, unescape(t.in[t.at]))
			continue
		case c == '(':
			depth++
			if depth == 1 {
				continue
			}
		case c == ')':
			depth--
			if depth == 0 {
				t.at++
				return out
			}
		}
		out = append(out, c)
	}
	return out
}

func unescape(c byte) byte {
	switch c {
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	}
	return c
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

// decode reads the text of a font whose codes are UTF-16, as the program's own are.
func decode(b []byte) string {
	units := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
	}
	return string(utf16.Decode(units))
}
