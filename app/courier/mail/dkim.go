package mail

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"strings"

	"github.com/emersion/go-msgauth/dkim"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// BadKey is the code of a key that no mail can be signed with.
const BadKey fault.Code = "bad-mail-key"

// Lengths of RSA keys in bits: what is made, and the least that receivers take (RFC 8301 section 3.2).
const (
	madeKey  = 2048
	leastKey = 1024
)

// DKIM signs mails in the name of a domain (RFC 6376).
type DKIM struct {
	Domain   string
	Selector string
	Key      crypto.Signer
}

// NewKey makes a key to sign mails with, as PEM. RSA: Ed25519 (RFC 8463) is not checked by many large receivers.
func NewKey() (string, error) {
	key, err := rsa.GenerateKey(rand.Reader, madeKey)
	if err != nil {
		return "", fault.Wrap(err, fault.Internal, "no key could be made")
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return "", fault.Wrap(err, fault.Internal, "the key could not be written")
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})), nil
}

// ParseKey reads a private key in PEM: PKCS #8, or the PKCS #1 that opendkim-genkey writes. No error says anything of the key.
func ParseKey(text string) (crypto.Signer, error) {
	bad := func(why string) error {
		return fault.New(BadKey, "this is no key to sign mails with: %s", why).OnField("dkim-key").WithHint("make a new one, or give a PEM file such as opendkim-genkey writes")
	}
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return nil, bad("it is not in PEM form")
	}
	var found any
	var err error
	if found, err = x509.ParsePKCS8PrivateKey(block.Bytes); err != nil {
		if found, err = x509.ParsePKCS1PrivateKey(block.Bytes); err != nil {
			return nil, bad("it holds no private key without a passphrase")
		}
	}
	switch key := found.(type) {
	case *rsa.PrivateKey:
		if key.N.BitLen() < leastKey {
			return nil, bad("receivers refuse keys as short as this one")
		}
		return key, nil
	case ed25519.PrivateKey:
		return key, nil
	}
	return nil, bad("mails are signed with RSA or Ed25519")
}

// Record is the text to be published under Selector._domainkey.Domain (RFC 6376 section 3.6.1).
func Record(key crypto.Signer) (string, error) {
	switch public := key.Public().(type) {
	case *rsa.PublicKey:
		der, err := x509.MarshalPKIXPublicKey(public)
		return "v=DKIM1; k=rsa; p=" + base64.StdEncoding.EncodeToString(der), err
	case ed25519.PublicKey:
		return "v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(public), nil
	}
	return "", fault.New(BadKey, "mails are signed with RSA or Ed25519")
}

// SameRecord reports whether what is published is the record, however it is spaced and whatever else stands in it.
func SameRecord(published, record string) bool {
	return publicKey(published) != "" && publicKey(published) == publicKey(record)
}

func publicKey(record string) string {
	for tag := range strings.SplitSeq(record, ";") {
		if name, value, ok := strings.Cut(tag, "="); ok && strings.TrimSpace(name) == "p" {
			return strings.Join(strings.Fields(value), "")
		}
	}
	return ""
}

// signedHeader are the fields under the signature. Those that a reader sees are named once more than they occur, so that nobody
// can add another (RFC 6376 section 8.15).
var signedHeader = []string{
	"From", "From", "To", "To", "Subject", "Subject", "Date", "Date", "Reply-To", "Reply-To", "Message-ID", "References", "Auto-Submitted", "Content-Language",
	"MIME-Version", "Content-Type", "Content-Transfer-Encoding",
}

// signed puts a signature before a message. Its moment is the machine's, as the library has it.
func (k *DKIM) signed(eml []byte) ([]byte, error) {
	var out bytes.Buffer
	out.Grow(len(eml) + 1024)
	if err := dkim.Sign(&out, bytes.NewReader(eml), &dkim.SignOptions{
		Domain: k.Domain, Selector: k.Selector, Signer: k.Key, Hash: crypto.SHA256, HeaderKeys: signedHeader,
		HeaderCanonicalization: dkim.CanonicalizationRelaxed, BodyCanonicalization: dkim.CanonicalizationRelaxed,
	}); err != nil {
		return nil, fault.Wrap(err, BadKey, "the mail could not be signed for %s", k.Domain)
	}
	return out.Bytes(), nil
}
