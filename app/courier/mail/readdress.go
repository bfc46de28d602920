package mail

import (
	"bytes"
	netmail "net/mail"
	"strings"
)

// Readdress gives a built mail another recipient and changes nothing else that a reader sees; it is signed anew. It is for a mail
// that has reached nobody.
func Readdress(eml []byte, to Address, sign *DKIM) ([]byte, error) {
	to, err := to.checked("to")
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	inHeader, dropped := true, false
	for line := range bytes.Lines(eml) {
		name, _, _ := strings.Cut(string(line), ":")
		switch {
		case !inHeader:
		case len(bytes.TrimSpace(line)) == 0:
			inHeader, dropped = false, false
		case line[0] == ' ' || line[0] == '\t': // goes on with the field above it
		case strings.EqualFold(name, "To"):
			dropped = true
			field := (&netmail.Address{Name: to.Name, Address: to.Addr}).String()
			out.WriteString("To: " + strings.ReplaceAll(field, "?= =?", "?=\r\n =?") + "\r\n") // a line has 998 characters at most
		default:
			dropped = strings.EqualFold(name, "DKIM-Signature")
		}
		if !dropped {
			out.Write(line)
		}
	}
	if sign != nil {
		return sign.signed(out.Bytes())
	}
	return out.Bytes(), nil
}
