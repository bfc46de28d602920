package inbox

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"github.com/emersion/go-imap/v2"

	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// mostRefused is how many mails in a row a server may refuse before it is the server that is ill, and not the mails.
const mostRefused = 5

// codeUnavailable is said by a server that cannot give what it will give later (RFC 5530).
const codeUnavailable = imap.ResponseCode("UNAVAILABLE")

// refused reports whether the server answers, and says no. One that says that it is ill itself refuses nothing.
func refused(err error) bool {
	var said *imap.Error
	return errors.As(err, &said) && said.Code != codeUnavailable && (said.Type == imap.StatusResponseTypeNo || said.Type == imap.StatusResponseTypeBad)
}

// again gives the numbers of the mails to try again.
func (o *session) again(mark desk.MailMark) []imap.UID {
	if mark.Validity != o.validity {
		return nil
	}
	out := make([]imap.UID, len(mark.Again))
	for i, uid := range mark.Again {
		out[i] = imap.UID(uid)
	}
	return slices.Clip(out)
}

// oneByOne reads mails of which the server refuses one, so that it does not stand in the way of the others.
func (o *session) oneByOne(numbers []imap.UID, limits Limits) ([]fetched, error) {
	var out []fetched
	read := 0
	for _, uid := range numbers {
		got, err := o.fetch([]imap.UID{uid}, limits)
		switch {
		case refused(err):
			f, herr := o.header(uid, limits, err)
			if herr != nil {
				return nil, herr
			}
			out = append(out, f)
		case err != nil:
			return nil, err
		default:
			read += len(got)
			out = append(out, got...)
		}
		if read == 0 && len(out) > mostRefused {
			return nil, err
		}
	}
	return out, nil
}

// header reads what can be had of a mail that the server refuses to give.
func (o *session) header(uid imap.UID, limits Limits, why error) (fetched, error) {
	got, err := o.ask([]imap.UID{uid}, &imap.FetchOptions{
		UID: true, InternalDate: true, BodySection: []*imap.FetchItemBodySection{{Specifier: imap.PartSpecifierHeader, Peek: true, Partial: &imap.SectionPartial{Size: textBytes}}},
	}, talkAllowed)
	if err != nil && !refused(err) {
		return fetched{}, err
	}
	f := fetched{Arrival: desk.Arrival{Validity: o.validity, UID: uint32(uid)}}
	if len(got) == 1 {
		f = got[0]
	}
	f.unread(line(why.Error()), &limits)
	return f, nil
}

// unread makes a mail one that could not be read: of it is kept what its header tells, if that was had. Its print is that of its place,
// so that it can still be taken as what it is when it is read some day.
func (f *fetched) unread(why string, limits *Limits) {
	f.Unread = why
	if limits != nil && len(f.raw) > 0 {
		f.Mail = Read(f.raw, *limits)
	}
	f.Mail.Kind, f.Mail.By, f.Mail.ID, f.Mail.Text, f.Mail.Reports = incoming.Unreadable, "", "", "", nil
	sum := sha256.Sum256(fmt.Appendf(nil, "%d/%d", f.Validity, f.UID))
	f.Mail.Print = "unread-" + hex.EncodeToString(sum[:])
}
