package inbox

import (
	"bytes"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
)

// textsBehind fetches the texts of mails in whose beginning none stands: an attachment of many megabytes may stand before it. The server
// is asked for the parts (RFC 3501 s. 7.4.2, BODYSTRUCTURE), and then for the text alone. A server that does not tell is left alone.
func (o *session) textsBehind(got []fetched, limits Limits) error {
	for i := range got {
		f := &got[i]
		if f.Unread != "" || !f.beginning() || f.Mail.Text != "" || len(f.Mail.Reports) > 0 {
			continue
		}
		if err := o.textBehind(f, limits); err != nil && !refused(err) {
			return err
		}
	}
	return nil
}

func (o *session) textBehind(f *fetched, limits Limits) error {
	number := []imap.UID{imap.UID(f.UID)}
	asked, err := o.ask(number, &imap.FetchOptions{UID: true, BodyStructure: &imap.FetchItemBodyStructure{Extended: true}}, listAllowed)
	if err != nil || len(asked) == 0 || asked[0].form == nil {
		return err
	}
	at, part := textPart(asked[0].form)
	if part == nil {
		return nil
	}
	section := imap.FetchItemBodySection{Part: at, Peek: true, Partial: &imap.SectionPartial{Size: textBytes}}
	text, err := o.ask(number, &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{&section}}, textBytes+talkAllowed)
	if err != nil || len(text) == 0 || len(text[0].raw) == 0 {
		return err
	}
	f.Mail = Read(withText(f.raw, part, text[0].raw), limits)
	f.Mail.Cut = true
	return nil
}

// textPart finds the text of a mail: the first that is plain, else the first of a web page. What is attached or returned is none.
func textPart(form imap.BodyStructure) (at []int, part *imap.BodyStructureSinglePart) {
	form.Walk(func(path []int, p imap.BodyStructure) bool {
		single, ok := p.(*imap.BodyStructureSinglePart)
		if d := p.Disposition(); d != nil && strings.EqualFold(d.Value, "attachment") || part != nil && part.MediaType() == "text/plain" {
			return false
		}
		if ok && (single.MediaType() == "text/plain" || single.MediaType() == "text/html" && part == nil) {
			at, part = slices.Clone(path), single
		}
		return true
	})
	return at, part
}

// withText is a mail with the header of a longer one and its text alone.
func withText(raw []byte, part *imap.BodyStructureSinglePart, text []byte) []byte {
	head, _ := splitHeader(raw, len(raw))
	var out bytes.Buffer
	for _, f := range head {
		if f.key != "content-type" && f.key != "content-transfer-encoding" && f.key != "content-disposition" {
			out.WriteString(f.key + ": " + f.value + "\r\n")
		}
	}
	out.WriteString("content-type: " + part.MediaType())
	if charset := line(part.Params["charset"]); charset != "" {
		out.WriteString("; charset=\"" + strings.ReplaceAll(charset, `"`, "") + "\"")
	}
	out.WriteString("\r\ncontent-transfer-encoding: " + line(part.Encoding) + "\r\n\r\n")
	out.Write(text)
	return out.Bytes()
}
