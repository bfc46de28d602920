package webtest

import (
	"bytes"
	"io"
	"net/http"
)

// keep reads a request's body and puts it back for the answer.
func keep(r *http.Request) string {
	body, err := io.ReadAll(io.LimitReader(r.Body, 32<<20))
	if err != nil {
		return ""
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return string(body)
}
