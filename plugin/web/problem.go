package web

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Problem is why a call failed.
type Problem struct {
	Host   string
	Status int // 0: no answer came
	// Sent: the source may have got the request. A write that failed without it has surely not been written.
	Sent bool
	// Said is the source's own explanation.
	Said string
	// RetryAfter is how long the source asks to wait.
	RetryAfter time.Duration
	Page       bool  // a web page came in place of data
	Cut        bool  // the answer ended in its middle
	Garbled    bool  // the answer is not what it should be
	TooBig     int64 // the answer has more bytes than this
	Err        error

	final bool // trying again is useless
}

// Error says what happened in one line.
func (p *Problem) Error() string {
	d := p.Diagnostic()
	return strings.TrimSpace(d.Summary + " " + d.Detail)
}

// Unwrap returns the cause.
func (p *Problem) Unwrap() error { return p.Err }

// passing reports whether waiting may help.
func (p *Problem) passing() bool {
	if p.final {
		return false
	}
	switch p.Status {
	case http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable,
		http.StatusGatewayTimeout, http.StatusRequestTimeout:
		return true
	case 0:
		return p.TooBig == 0 && p.Host != "" && !p.certificate()
	}
	return false
}

func (p *Problem) certificate() bool {
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var verify *tls.CertificateVerificationError
	return errors.As(p.Err, &unknown) || errors.As(p.Err, &name) || errors.As(p.Err, &invalid) || errors.As(p.Err, &verify)
}

// Diagnostic words the problem for people.
func (p *Problem) Diagnostic() spec.Diagnostic {
	d := spec.Diagnostic{Severity: spec.SeverityError, Code: spec.CodeSourceUnreachable, Detail: p.Said, RetryAfter: p.RetryAfter}
	if p.Err != nil && d.Detail == "" {
		d.Detail = p.Err.Error()
	}
	switch {
	case p.Status == http.StatusUnauthorized || p.Status == http.StatusForbidden:
		d.Code = spec.CodeNotAuthorised
		d.Summary = fmt.Sprintf("%s refuses the sign-in (%d).", p.Host, p.Status)
		d.Hint = "Sign in again, or look whether the user or key may read this."
	case p.Status == http.StatusTooManyRequests:
		d.Code = spec.CodeRateLimited
		d.Summary = p.Host + " has been asked too often."
		d.Hint = "Nothing is lost: it is asked again later."
	case p.Status == http.StatusNotFound:
		d.Code = spec.CodeSourceNotFound
		d.Summary = p.Host + " does not have what was asked for (404)."
		d.Hint = "Look at the address and the company in the settings."
	case p.Garbled || p.Cut || p.TooBig > 0:
		p.unreadable(&d)
	case p.Status >= http.StatusInternalServerError:
		d.Summary = fmt.Sprintf("%s has a fault of its own (%d).", p.Host, p.Status)
		d.Hint = "Try again later."
	case p.Status != 0:
		d.Code = spec.CodeSourceUnreadable
		d.Summary = fmt.Sprintf("%s refuses the request (%d).", p.Host, p.Status)
	case p.certificate():
		d.Summary = "The certificate of " + p.Host + " cannot be trusted."
		d.Hint = "Look at the address; a proxy of your network may stand between."
	case p.Host == "":
		d.Code, d.Summary = spec.CodeConnectorFailed, "The request could not be made."
	default:
		d.Summary = p.Host + " cannot be reached."
		d.Hint = "Look at the address and the network."
	}
	return d
}

func (p *Problem) unreadable(d *spec.Diagnostic) {
	d.Code, d.Hint = spec.CodeSourceUnreadable, "Try again later; report it when it stays."
	switch {
	case p.TooBig > 0:
		d.Summary = fmt.Sprintf("%s answers with more than %d MiB, which is more than is read.", p.Host, p.TooBig>>20)
	case p.Cut:
		d.Code, d.Summary = spec.CodeSourceTruncated, "The answer of "+p.Host+" ended in its middle."
	case p.Page:
		d.Summary, d.Hint = p.Host+" answers with a web page and not with data.", "Look at the address; a sign-in page or a proxy may stand between."
	default:
		d.Summary = p.Host + " answers with something that cannot be read."
	}
}

// Gone reports whether the source does not have what was asked for any more (404).
func Gone(err error) bool {
	var p *Problem
	return errors.As(err, &p) && p.Status == http.StatusNotFound
}

// Diagnose makes any error of a connector a diagnostic; field is the setting that a refused sign-in is about.
func Diagnose(err error, field string) spec.Diagnostic {
	var d spec.Diagnostic
	if errors.As(err, &d) {
		return d
	}
	var p *Problem
	if errors.As(err, &p) {
		d = p.Diagnostic()
		if d.Code == spec.CodeNotAuthorised {
			d.Field = field
		}
		return d
	}
	return spec.Diagnostic{Severity: spec.SeverityError, Code: spec.CodeConnectorFailed, Summary: err.Error()}
}

// WriteFailure turns the error of a write into what sdk.Poster promises: refused and later only when the source has surely
// not written.
func WriteFailure(err error) error {
	var p *Problem
	if !errors.As(err, &p) {
		return err
	}
	d := p.Diagnostic()
	switch {
	case p.Status == http.StatusTooManyRequests, !p.Sent && p.passing():
		return sdk.Later(d, p.RetryAfter)
	case !p.Sent, p.Status >= 400 && p.Status < 500 && p.Status != http.StatusRequestTimeout && p.Status != http.StatusConflict:
		return sdk.Refuse(spec.CodePostingRefused, strings.TrimSpace(d.Summary+" "+d.Detail), d.Hint)
	}
	return d
}

// Absent reports whether the source has said that there is no such thing.
func Absent(err error) bool {
	var p *Problem
	return errors.As(err, &p) && (p.Status == http.StatusNotFound || p.Status == http.StatusGone)
}

// InPart is the failure of a write of which a part is there already: the desk searches, finds it wanting, and has the rest
// written.
func InPart(source string, err error) error {
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeOutcomeUnknown, Summary: source + " has taken a part of it: " + err.Error(), Hint: "The rest is written when it is tried again.",
	}
}

// Ended is how a Write ends that notes whether it has changed something: what failed before that is judged by its own cause, what
// failed after it was taken in part.
func Ended(source string, at spec.Posted, wrote bool, err error) (spec.Posted, error) {
	switch {
	case err == nil:
		return at, nil
	case wrote:
		return spec.Posted{}, InPart(source, err)
	}
	return spec.Posted{}, WriteFailure(err)
}

// unreached is a request without an answer. Only one that could not be connected was surely not got.
func unreached(req *http.Request, err error) *Problem {
	p := &Problem{Host: req.URL.Host, Sent: true, Err: err}
	var address *url.Error
	if errors.As(err, &address) {
		p.Err = address.Err // without the address, whose query may hold a secret
	}
	var dial *net.OpError
	var name *net.DNSError
	never := errors.As(err, &name) || errors.As(err, &dial) && dial.Op == "dial" || errors.Is(err, syscall.ECONNREFUSED) || p.certificate()
	p.Sent = !never
	if errors.Is(err, os.ErrDeadlineExceeded) {
		p.Err = errors.New("it did not answer in time")
	}
	return p
}

// refused is an answer with a status of failure.
func (c *Client) refused(req *http.Request, res *Response) *Problem {
	p := &Problem{Host: req.URL.Host, Status: res.Status, Sent: true, Page: looksLikeHTML(res), RetryAfter: retryAfter(res.Header, time.Now)} //nolint:forbidigo // compared with the source's clock
	if c.Explain != nil && !p.Page {
		p.Said = c.Explain(res.Status, res.Body)
	}
	return p
}

func looksLikeHTML(res *Response) bool {
	return strings.Contains(res.Header.Get("Content-Type"), "html") || bytes.HasPrefix(bytes.TrimSpace(res.Body), []byte("<"))
}

// retryAfter reads Retry-After (RFC 9110, 10.2.3): seconds or a moment.
func retryAfter(h http.Header, now func() time.Time) time.Duration {
	text := strings.TrimSpace(h.Get("Retry-After"))
	if n, err := strconv.Atoi(text); err == nil && n >= 0 {
		return min(time.Duration(n)*time.Second, 24*time.Hour)
	}
	if at, err := http.ParseTime(text); err == nil {
		return min(max(0, at.Sub(now())), 24*time.Hour)
	}
	return 0
}
