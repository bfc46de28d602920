package inbox

import (
	"bytes"
	"io"
	"slices"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"github.com/dunningdesk/dunningdesk/app/desk"
)

// Of each mail at most so many bytes are fetched, and of a text that stands behind them so many.
const (
	mailBytes = 256 << 10
	textBytes = 64 << 10
)

// fetched is a mail as it came over the line.
type fetched struct {
	desk.Arrival
	raw  []byte // its beginning; nil: the server gave none
	size int64  // of the whole mail, as the server says
	form imap.BodyStructure
}

// withoutText is said of a mail that the server tells of and does not give.
const withoutText = "FETCH without BODY"

// fetch reads some mails, of each its beginning.
func (o *session) fetch(numbers []imap.UID, limits Limits) ([]fetched, error) {
	got, err := o.ask(numbers, &imap.FetchOptions{
		UID: true, InternalDate: true, RFC822Size: true, BodySection: []*imap.FetchItemBodySection{{Peek: true, Partial: &imap.SectionPartial{Size: mailBytes}}},
	}, int64(len(numbers))*(mailBytes+8<<10)+talkAllowed)
	if err != nil {
		return nil, err
	}
	for i := range got {
		f := &got[i]
		if len(f.raw) == 0 && (f.raw == nil || f.size > 0) {
			f.unread(withoutText, nil)
			continue
		}
		f.Mail = Read(f.raw, limits)
		f.Mail.Cut = f.Mail.Cut || f.beginning()
	}
	return got, nil
}

// beginning reports whether no more than the beginning of the mail was fetched.
func (f *fetched) beginning() bool { return int64(len(f.raw)) < f.size || len(f.raw) >= mailBytes }

// ask has the server tell of some mails, in the order of their numbers. A mail that nobody asked for is passed over.
func (o *session) ask(numbers []imap.UID, what *imap.FetchOptions, most int64) ([]fetched, error) {
	o.conn.allow(most)
	cmd := o.client.Fetch(imap.UIDSetNum(numbers...), what)
	var out []fetched
	for msg := cmd.Next(); msg != nil; msg = cmd.Next() {
		f, err := readOne(msg)
		if err != nil {
			_ = cmd.Close()
			return nil, err
		}
		if slices.Contains(numbers, imap.UID(f.UID)) {
			f.Validity = o.validity
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b fetched) int { return int(int64(a.UID) - int64(b.UID)) })
	out = slices.CompactFunc(out, func(a, b fetched) bool { return a.UID == b.UID })
	return out, cmd.Close()
}

func readOne(msg *imapclient.FetchMessageData) (f fetched, err error) {
	for item := msg.Next(); item != nil; item = msg.Next() {
		switch item := item.(type) {
		case imapclient.FetchItemDataUID:
			f.UID = uint32(item.UID)
		case imapclient.FetchItemDataInternalDate:
			f.At = item.Time.UTC()
		case imapclient.FetchItemDataRFC822Size:
			f.size = item.Size
		case imapclient.FetchItemDataBodyStructure:
			f.form = item.BodyStructure
		case imapclient.FetchItemDataBodySection:
			if item.Literal == nil {
				continue
			}
			var buf bytes.Buffer
			if _, err := io.Copy(&buf, io.LimitReader(item.Literal, mailBytes)); err != nil {
				return f, err
			}
			f.raw = append(f.raw, buf.Bytes()...)
			if f.raw == nil {
				f.raw = []byte{}
			}
		}
	}
	return f, nil
}
