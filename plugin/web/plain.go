package web

import (
	"net"
	"net/url"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// CodeNotEncrypted says that an address would have a password or key travel unencrypted.
const CodeNotEncrypted = "not-encrypted"

// IsPlain reports whether what is sent to an address travels unencrypted over a network. Within this machine it does not.
func IsPlain(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback())
}

func notEncrypted(host string) spec.Diagnostic {
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: CodeNotEncrypted, Summary: "What signs in would travel unencrypted to " + host + ", so nothing was sent.",
		Hint: "Enter the address with https:// in front.",
	}
}
