package inbox

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/incoming"
)

// reader is a mail on its way to being understood. The parts are split by hand and not by a library: what comes here is broken
// on purpose or by age, and has to end within the limits with all that can be understood of it.
type reader struct {
	limits Limits
	head   header
	parts  []part
	m      incoming.Mail
	plain  string // the text of the mail itself, before quotes are cut off
}

// Read says what a mail is. It never fails: of bytes that are no mail little is understood, and that is what it gives.
func Read(raw []byte, limits Limits) incoming.Mail {
	limits = limits.orDefault()
	r := reader{limits: limits}
	if len(raw) > limits.Bytes {
		raw, r.m.Cut = raw[:limits.Bytes], true
	}
	if bytes.HasPrefix(raw, []byte("From ")) || bytes.HasPrefix(raw, []byte(">From ")) { // of an mbox file
		_, raw, _ = bytes.Cut(raw, []byte("\n"))
	}
	head, body := splitHeader(raw, limits.Header)
	w := walker{limits: limits}
	w.walk(head, body, 0, false)
	r.head, r.parts = head, w.parts
	r.m.Cut = r.m.Cut || w.cut
	r.origin()
	r.text()
	r.kind()
	r.references()
	if r.m.Kind == incoming.Answer || r.m.List != "" {
		r.m.Text = ownWords(r.plain)
	} else {
		r.m.Text = tidy(r.plain)
	}
	r.m.Print = r.print()
	return r.m
}

// origin reads who wrote, to whom and when.
func (r *reader) origin() {
	from, name := r.head.addresses("from")
	if len(from) == 0 {
		from, name = r.head.addresses("sender")
	}
	if len(from) > 0 {
		r.m.From = from[0]
	} else {
		name = r.head.words("from")
	}
	r.m.Name = name
	r.m.Subject = r.head.words("subject")
	r.m.Sent = r.head.date()
	r.m.Bare = r.head.has("return-path") && strings.ReplaceAll(r.head.get("return-path"), " ", "") == "<>"
	if found := messageID.FindStringSubmatch(r.head.get("message-id")); found != nil {
		r.m.ID = found[1]
	}
	for _, key := range []string{"x-original-to", "delivered-to", "envelope-to", "x-envelope-to", "to", "cc"} {
		list, _ := r.head.addresses(key)
		for _, a := range list {
			if len(r.m.To) < mostTo && !slices.Contains(r.m.To, a) {
				r.m.To = append(r.m.To, a)
			}
		}
	}
}

// text finds the text of the mail: the first that is plain, else the first of a web page.
func (r *reader) text() {
	for _, kind := range []string{"text/plain", "text/html"} {
		for i := range r.parts {
			p := &r.parts[i]
			if p.kind != kind || p.nested || p.file {
				continue
			}
			text, cut := p.text(4 * r.limits.Text) // quotes are cut off it yet
			if kind == "text/html" {
				text = plainOf(text)
			}
			if strings.TrimSpace(text) == "" {
				continue
			}
			r.plain, r.m.Cut = shorten(text, r.limits.Text), r.m.Cut || cut || len(text) > r.limits.Text
			return
		}
	}
}

// kind says what the mail is: what a machine says in a form that is made for machines first, its words last.
func (r *reader) kind() {
	switch {
	case r.complaint(): // it has said so
	case r.delivery():
		r.m.Kind, r.m.By = worst(r.m.Reports), "rfc3464"
	case r.told():
		r.m.Kind = worst(r.m.Reports)
	default:
		r.m.Kind = incoming.Answer
		if by := r.automatic(); by != "" {
			r.m.Kind, r.m.By = incoming.Automatic, by
		} else if by := r.byList(); by != "" {
			r.m.Kind, r.m.By, r.m.List = incoming.Automatic, by, r.listName()
		}
	}
}

// worst is what the reports together are: one recipient that never gets the message outweighs all others.
func worst(reports []incoming.Report) incoming.Kind {
	kind := incoming.Receipt
	for i := range reports {
		if k := reports[i].Kind(); k == incoming.Bounce {
			return k
		} else if k == incoming.Delay {
			kind = k
		}
	}
	return kind
}

// references gathers the messages that the mail speaks of.
func (r *reader) references() {
	add := func(ids []string) {
		for _, id := range ids {
			if len(r.m.Refs) < mostRefs && id != r.m.ID && !slices.Contains(r.m.Refs, id) {
				r.m.Refs = append(r.m.Refs, id)
			}
		}
	}
	for i := range r.parts {
		p := &r.parts[i]
		switch p.kind {
		case "text/rfc822-headers", "message/rfc822-headers", "message/global-headers":
			inner, _ := splitHeader(decodedBody(p.head, p.body), r.limits.Header)
			add(inner.ids("message-id"))
		case "message/rfc822", "message/global":
			add(p.head.ids("message-id"))
		case "message/delivery-status", "message/global-delivery-status":
			for _, group := range groups(decodedBody(p.head, p.body), r.limits) {
				add(group.ids("x-original-message-id"))
				add(group.ids("original-message-id"))
			}
		}
	}
	if r.m.Kind != incoming.Answer {
		add(idsInText(r.plain))
	}
	add(r.head.ids("in-reply-to"))
	add(r.head.ids("references"))
}

// print tells the mail from all others.
func (r *reader) print() string {
	of := []string{r.m.ID, r.m.From, r.m.Sent.String()}
	if r.m.ID == "" {
		of = append(of, r.m.Subject, r.plain, strings.Join(r.m.To, " "), r.head.get("received"))
	}
	sum := sha256.Sum256([]byte(strings.Join(of, "\x00")))
	return hex.EncodeToString(sum[:])
}
