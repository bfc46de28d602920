package inbox

import (
	"bytes"
	"mime"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/emersion/go-message/charset"
)

// header is a block of fields as a mail holds them, in order, keys in lower case. It takes what the libraries refuse: a line that
// is no field is passed over.
type header []field

type field struct{ key, value string }

// splitHeader takes the fields off the front of raw and gives the rest. A block that is longer than most ends there.
func splitHeader(raw []byte, most int) (header, []byte) {
	var h header
	used := 0
	for len(raw) > 0 {
		line, rest, _ := bytes.Cut(raw, []byte("\n"))
		text := string(bytes.TrimRight(line, "\r"))
		raw = rest
		if text == "" {
			break
		}
		if used += len(line); used > most {
			continue
		}
		if (text[0] == ' ' || text[0] == '\t') && len(h) > 0 {
			h[len(h)-1].value += " " + strings.TrimSpace(text)
			continue
		}
		key, value, ok := strings.Cut(text, ":")
		key = strings.TrimSpace(key)
		if ok && key != "" && !strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' }) {
			h = append(h, field{strings.ToLower(key), strings.TrimSpace(value)})
		}
	}
	return h, raw
}

// get gives the first value of a field.
func (h header) get(key string) string {
	for _, f := range h {
		if f.key == key {
			return f.value
		}
	}
	return ""
}

func (h header) has(key string) bool {
	return slices.ContainsFunc(h, func(f field) bool { return f.key == key })
}

// media gives the type of the part and its parameters; what cannot be read is plain text.
func (h header) media() (string, map[string]string) {
	value := h.get("content-type")
	if value == "" {
		return "text/plain", nil
	}
	kind, params, err := mime.ParseMediaType(value)
	if err != nil || kind == "" {
		kind, _, _ = strings.Cut(value, ";")
		params = looseParams(value)
	}
	return strings.ToLower(strings.TrimSpace(kind)), params
}

var looseParam = regexp.MustCompile(`(?i);\s*(boundary|charset|report-type)\s*=\s*"?([^";]+)`)

// looseParams finds parameters in a field that the standard would refuse.
func looseParams(value string) map[string]string {
	params := map[string]string{}
	for _, m := range looseParam.FindAllStringSubmatch(value, -1) {
		params[strings.ToLower(m[1])] = strings.TrimSpace(m[2])
	}
	return params
}

var wordDecoder = mime.WordDecoder{CharsetReader: charset.Reader}

// words gives a field as people read it, in one line of bounded length.
func (h header) words(key string) string {
	value := h.get(key)
	if len(value) > 8*longLine {
		value = value[:8*longLine]
	}
	if decoded, err := wordDecoder.DecodeHeader(value); err == nil {
		value = decoded
	}
	return line(value)
}

// addresses gives the addresses of a field, in lower case, with the name of the first.
func (h header) addresses(key string) (out []string, name string) {
	parser := mail.AddressParser{WordDecoder: &wordDecoder}
	for _, f := range h {
		if f.key != key || len(out) >= mostTo {
			continue
		}
		value := f.value
		if len(value) > 16*longLine {
			value = value[:16*longLine]
		}
		list, err := parser.ParseList(value)
		if err != nil {
			out = append(out, findAddresses(value)...)
			continue
		}
		for _, a := range list {
			if name == "" {
				name = line(a.Name)
			}
			out = append(out, strings.ToLower(a.Address))
		}
	}
	return out[:min(len(out), mostTo)], name
}

var looseAddress = regexp.MustCompile(`[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}[A-Za-z0-9]`)

// findAddresses gives what looks like an address.
func findAddresses(text string) []string {
	found := looseAddress.FindAllString(text, mostTo)
	for i := range found {
		found[i] = strings.ToLower(strings.Trim(found[i], ".'"))
	}
	return found
}

var messageID = regexp.MustCompile(`<\s*([^<>\s@]{1,200}@[^<>\s@]{1,200})\s*>`)

// ids gives the Message-IDs of a field, nearest first: the last of a list is the message that was answered (RFC 5322 s. 3.6.4).
func (h header) ids(key string) []string {
	var out []string
	for _, f := range h {
		if f.key == key {
			for _, m := range messageID.FindAllStringSubmatch(f.value, -1) {
				out = append(out, m[1])
			}
		}
	}
	slices.Reverse(out)
	return out
}

// date gives when a mail says it was sent, zero when it does not say so.
func (h header) date() time.Time {
	at, err := mail.ParseDate(h.get("date"))
	if err != nil || at.Year() < 1980 || at.Year() > 2200 {
		return time.Time{}
	}
	return at.UTC()
}

// line makes text safe for one line: valid, without control characters and runs of blanks, of bounded length.
func line(text string) string {
	text = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, "�"), func(r rune) bool { return unicode.IsSpace(r) || unwanted(r) }), " ")
	return shorten(text, longLine)
}

// unwanted are characters that no text of ours shows: controls, and those that turn the direction of the line around.
func unwanted(r rune) bool {
	return unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0xfeff || r == 0x200e || r == 0x200f
}

// shorten cuts text at the end of a character.
func shorten(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most]
}
