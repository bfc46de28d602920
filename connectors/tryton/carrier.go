package main

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// maxCertificates bounds the file of certificates.
const maxCertificates = 1 << 20

// carrier makes the HTTP client. It follows no redirect: the password would go
// along.
func (c connector) carrier(settings spec.Settings) (*http.Client, error) {
	patience := requestTime
	if c.patience != 0 {
		patience = c.patience
	}
	transport := &http.Transport{
		Proxy:       http.ProxyFromEnvironment,
		DialContext: (&net.Dialer{Timeout: 10 * time.Second}).DialContext, TLSHandshakeTimeout: 10 * time.Second,
		MaxIdleConns: 1, MaxIdleConnsPerHost: 1, IdleConnTimeout: time.Minute,
	}
	if path := settings.Get("certificate"); path != "" {
		pool, err := trusted(path)
		if err != nil {
			return nil, err
		}
		transport.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: pool}
	}
	return &http.Client{
		Transport: transport, Timeout: patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, nil
}

// trusted are the certificates of the machine and those of the file.
func trusted(path string) (*x509.CertPool, error) {
	bad := trouble(spec.CodeSourceUnreadable, "certificate", "The certificate cannot be read.", "Choose the file with the certificate of your server or of who signed it, in PEM form.")
	info, err := os.Stat(path)
	if err != nil || info.IsDir() || info.Size() > maxCertificates {
		return nil, bad
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, bad
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(text) {
		return nil, bad
	}
	return pool, nil
}
