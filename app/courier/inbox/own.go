package inbox

import (
	"regexp"
	"strings"
	"unicode"
)

// Lines with which mail programs begin what they quote, in the four languages our customers write.
var (
	attribution = regexp.MustCompile(`(?i)^(?:on\s.{4,200}\swrote|den\s.{4,200}\sskrev.{0,120}|(?:am|on)\s.{4,200}\sschrieb.{0,120}|pada\s.{4,200}\smenulis|` +
		`.{2,120}\s(?:skrev følgende|wrote|schrieb|menulis))\s*:\s*$`)
	opening   = regexp.MustCompile(`(?i)^(?:on|den|am|pada)\s`)
	separator = regexp.MustCompile(`(?i)^\s*-{2,}\s*(?:original message|opprinnelig melding|videresendt melding|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|` +
		`pesan asli|pesan yang diteruskan)\s*-{2,}`)
	fromLine = regexp.MustCompile(`(?i)^\W{0,2}(?:from|fra|von|dari)\W{0,3}:\s*\S`)
	sentLine = regexp.MustCompile(`(?i)^\W{0,2}(?:sent|date|sendt|dato|gesendet|datum|dikirim|tanggal|to|til|an|kepada)\W{0,3}:\s*\S`)
	device   = regexp.MustCompile(`(?i)^(?:sent from my |sent from (?:outlook|yahoo|mail) |get outlook for |sendt fra (?:min|outlook)|von meinem .{2,40} gesendet|gesendet von |dikirim dari )`)
)

// ownWords takes off a text what is quoted and the signature. Of a text that is nothing else, everything is kept: too much to
// read is better than nothing.
func ownWords(text string) string {
	lines := strings.Split(tidy(text), "\n")
	var kept []string
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		if l == "--" || separator.MatchString(l) || device.MatchString(l) || quotedHead(lines, i) {
			break
		}
		if strings.HasPrefix(strings.TrimSpace(l), ">") {
			continue
		}
		if n := attributed(lines, i); n > 0 {
			i += n - 1
			continue
		}
		kept = append(kept, l)
	}
	if out := tidy(strings.Join(kept, "\n")); out != "" {
		return out
	}
	return tidy(text)
}

// attributed tells over how many lines "On Monday somebody wrote:" goes, 0: it is none. What it introduces must follow, quoted
// or to the end: such words may also stand in what a person writes.
func attributed(lines []string, i int) int {
	joined := ""
	for n := 1; n <= 3 && i+n <= len(lines); n++ {
		next := strings.TrimSpace(lines[i+n-1])
		if next == "" || n == 2 && !opening.MatchString(joined) {
			break
		}
		joined = strings.TrimSpace(joined + " " + next)
		if !attribution.MatchString(joined) {
			continue
		}
		for _, next := range lines[i+n:] {
			if next = strings.TrimSpace(next); next != "" {
				if strings.HasPrefix(next, ">") {
					return n
				}
				break
			}
		}
		if strings.ContainsAny(joined, "@") { // with an address in it nobody wrote it by hand: what follows is the quote, unmarked
			return len(lines) - i
		}
		return 0
	}
	return 0
}

// quotedHead reports whether the head of a quoted mail begins here, as Outlook writes it: From, then Sent or To within a few lines.
func quotedHead(lines []string, i int) bool {
	if !fromLine.MatchString(lines[i]) {
		return false
	}
	for _, l := range lines[i+1 : min(i+4, len(lines))] {
		if sentLine.MatchString(l) {
			return true
		}
	}
	return false
}

// tidy makes text safe to show: valid, without controls, lines trimmed, no runs of empty lines.
func tidy(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(strings.ToValidUTF8(text, "�"), "\r\n", "\n"), "\r", "\n")
	var out strings.Builder
	empty := 0
	for l := range strings.SplitSeq(text, "\n") {
		l = strings.TrimRightFunc(strings.Map(func(r rune) rune {
			switch {
			case r == '\t':
				return ' '
			case unwanted(r):
				return -1
			}
			return r
		}, l), unicode.IsSpace)
		if l == "" {
			empty++
			continue
		}
		if out.Len() > 0 {
			out.WriteString(strings.Repeat("\n", min(empty, 1)+1))
		}
		empty = 0
		out.WriteString(l)
	}
	return out.String()
}
