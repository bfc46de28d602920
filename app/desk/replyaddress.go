package desk

import (
	"context"
	"crypto/rand"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/store"
)

// ReplyDetail says which of our addresses carry a notice's token behind a + (RFC 5233), so that what comes back tells what it
// is about. A server that knows no such addresses must not be given any: answers and bounces would be lost.
type ReplyDetail string

// Ways. A new book uses both.
const (
	DetailBoth    ReplyDetail = ""        // Reply-To, for answers, and the envelope sender, for bounces
	DetailReplyTo ReplyDetail = "answers" // Reply-To alone: the server sends from the plain address only
	DetailNone    ReplyDetail = "none"
)

// Lengths of a token, which is of the letters a-z and the digits 2-7 (100 bits of chance), and of the part of an address
// before the @ (RFC 5321 section 4.5.3.1.1).
const (
	tokenLength = 20
	maxLocal    = 64
)

// newReplyToken is a token that nobody guesses. Servers may change the case of an address on its way.
func newReplyToken() string { return strings.ToLower(rand.Text()[:tokenLength]) }

// WithDetail puts a token into an address: kari+TOKEN@example.org. The address stays as it is where there is no token, and
// where it would become longer than servers take.
func WithDetail(address, token string) string {
	at := strings.LastIndexByte(address, '@')
	if token == "" || at < 1 || at+1+len(token) > maxLocal || address[at-1] == '"' {
		return address
	}
	return address[:at] + "+" + token + address[at:]
}

// ReplyTokenIn finds the token in an address that something came back to; empty when it has none of the shape of ours.
func ReplyTokenIn(address string) string {
	local, _, _ := strings.Cut(strings.Trim(strings.TrimSpace(address), "<>"), "@")
	plus := strings.LastIndexByte(local, '+')
	token := strings.ToLower(local[plus+1:])
	if plus < 0 || len(token) != tokenLength || strings.ContainsFunc(token, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '2' || r > '7') }) {
		return ""
	}
	return token
}

// BounceAddress is the envelope sender of a mail with this token, AnswerAddress where its Reply-To points.
func (m MailSettings) BounceAddress(from, token string) string {
	if m.Detail != DetailBoth {
		return from
	}
	return WithDetail(from, token)
}

// AnswerAddress is where the Reply-To of a mail with this token points.
func (m MailSettings) AnswerAddress(replyTo, token string) string {
	if m.Detail == DetailNone {
		return replyTo
	}
	return WithDetail(replyTo, token)
}

// NoticeByReplyToken finds the notice that an answer or bounce to an address with this token is about; fault.NotFound when no
// notice has it. See ReplyTokenIn.
func (d *Desk) NoticeByReplyToken(ctx context.Context, token string) (store.Notice, error) {
	token = strings.ToLower(strings.TrimSpace(token))
	return d.foundNotice(ctx, func(r store.Reader) (store.Notice, error) { return r.NoticeByReplyToken(token) })
}

// NoticeByMessageID finds the notice that left as the mail with this Message-ID, with or without its angle brackets;
// fault.NotFound when none did.
func (d *Desk) NoticeByMessageID(ctx context.Context, id string) (store.Notice, error) {
	id = strings.Trim(strings.TrimSpace(id), "<>")
	return d.foundNotice(ctx, func(r store.Reader) (store.Notice, error) { return r.NoticeByMessageID(id) })
}

func (d *Desk) foundNotice(ctx context.Context, find func(store.Reader) (store.Notice, error)) (n store.Notice, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		if n, err = find(r); err != nil {
			return err
		}
		seen, err := d.sightOf(r)
		if seen.masked {
			n.To = maskRecipient(n.To)
		}
		return err
	})
	return n, err
}
