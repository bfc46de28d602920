package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strconv"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// maxMessage bounds a mail: most servers refuse 25 MB and more.
const maxMessage = 20 << 20

var messageIDShape = regexp.MustCompile(`^[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,100}@[A-Za-z0-9.-]{1,100}$`)

// languageShape is a tag of RFC 5646 as we use them.
var languageShape = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$`)

// Build makes the bytes of a mail: those bytes are kept and those bytes are sent. The same message gives the same
// bytes, but for a signature, which says when it was made. It is marked as automatic (RFC 3834), so that no machine answers it, and is no mailing list.
func Build(m Message) (eml []byte, err error) {
	if m, err = checkMessage(m); err != nil {
		return nil, err
	}
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithEncoding(gomail.EncodingQP))
	msg.SetMessageIDWithValue(m.ID)
	msg.SetDateWithValue(m.Date)
	msg.Subject(asWords(m.Subject))
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetGenHeader("X-Auto-Response-Suppress", "All")
	if m.Language != "" {
		msg.SetGenHeader("Content-Language", m.Language)
	}
	if len(m.References) > 0 {
		msg.SetGenHeader("References", "<"+strings.Join(m.References, "> <")+">")
	}
	if err := setAddresses(msg, m); err != nil {
		return nil, fault.Wrap(err, BadAddress, "mail %s has an address that cannot be written", m.ID)
	}
	msg.SetBodyString(gomail.TypeTextPlain, m.Plain)
	if m.HTML != "" {
		msg.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	}
	for _, a := range m.Attach {
		if err := msg.AttachReader(a.Name, bytes.NewReader(a.Bytes), gomail.WithFileContentType(gomail.ContentType(a.Type))); err != nil {
			return nil, fault.Wrap(err, fault.Internal, "%s could not be attached to mail %s", a.Name, m.ID)
		}
	}
	for _, a := range m.Embed {
		if err := msg.EmbedReader(a.Name, bytes.NewReader(a.Bytes), gomail.WithFileContentType(gomail.ContentType(a.Type)), gomail.WithFileContentID("<"+a.Name+">")); err != nil {
			return nil, fault.Wrap(err, fault.Internal, "%s could not be put into mail %s", a.Name, m.ID)
		}
	}
	var out bytes.Buffer
	if _, err := msg.WriteTo(&out); err != nil {
		return nil, fault.Wrap(err, fault.Internal, "mail %s could not be written", m.ID)
	}
	eml = steadyBoundaries(out.Bytes(), m.ID)
	if m.Sign != nil {
		return m.Sign.signed(eml)
	}
	return eml, nil
}

func setAddresses(msg *gomail.Msg, m Message) error {
	if err := msg.From(m.From.mailbox()); err != nil {
		return err
	}
	for _, to := range m.To {
		if err := msg.AddTo(to.mailbox()); err != nil {
			return err
		}
	}
	if m.ReplyTo.Addr == "" {
		return nil
	}
	return msg.ReplyTo(m.ReplyTo.mailbox())
}

// checkMessage refuses what must not leave and brings addresses into the form they are sent in.
func checkMessage(m Message) (Message, error) {
	if !messageIDShape.MatchString(m.ID) {
		return m, fault.New(BadMessage, "%q is not a message id", m.ID).OnField("id")
	}
	if m.Date.IsZero() || m.Subject == "" || m.Plain == "" || len(m.To) == 0 {
		return m, fault.New(BadMessage, "mail %s needs a date, a subject, a text and a recipient", m.ID)
	}
	if err := oneHeaderLine("subject", m.Subject); err != nil {
		return m, err
	}
	m.Subject = Visible(m.Subject)
	if m.Language != "" && !languageShape.MatchString(m.Language) {
		return m, fault.New(BadMessage, "%q is no tag of a language", m.Language).OnField("language")
	}
	// What another program gave us as an id and is none is left out: nothing depends on it.
	m.References = slices.DeleteFunc(slices.Clone(m.References), func(id string) bool { return !messageIDShape.MatchString(id) })
	var err error
	if m.From, err = m.From.checked("from"); err != nil {
		return m, err
	}
	if m.ReplyTo.Addr != "" {
		if m.ReplyTo, err = m.ReplyTo.checked("reply_to"); err != nil {
			return m, err
		}
	}
	m.To = append([]Address(nil), m.To...)
	for i := range m.To {
		if m.To[i], err = m.To[i].checked("to"); err != nil {
			return m, err
		}
	}
	size := len(m.Plain) + len(m.HTML)
	m.Attach = slices.Clone(m.Attach)
	for i, a := range m.Attach {
		m.Attach[i].Name = strings.ReplaceAll(Visible(a.Name), "=?", "=_")
	}
	for _, a := range append(m.Attach[:len(m.Attach):len(m.Attach)], m.Embed...) {
		if err := oneHeaderLine("attachment", a.Name+a.Type); err != nil {
			return m, err
		}
		size += len(a.Bytes)
	}
	if size > maxMessage {
		return m, fault.New(BadMessage, "mail %s has %d MB, the most is %d", m.ID, size>>20, maxMessage>>20)
	}
	return m, nil
}

var boundaryParameter = regexp.MustCompile(`boundary=([0-9a-f]{60})`)

// steadyBoundaries replaces the random part separators by ones made of the message id, so that a preview is byte for
// byte what leaves. They stay of equal length, so lines stay as they were folded.
func steadyBoundaries(eml []byte, id string) []byte {
	for i, found := range boundaryParameter.FindAllSubmatch(eml, -1) {
		sum := sha256.Sum256([]byte(id + "\x00" + strconv.Itoa(i)))
		eml = bytes.ReplaceAll(eml, found[1], []byte(hex.EncodeToString(sum[:])[:60]))
	}
	return eml
}
