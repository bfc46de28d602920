package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/proto/receivable/v1"
	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"google.golang.org/grpc"
)

// scribe is a generator that also writes, well or badly by its name.
type scribe struct{ generator }

// Describe tells what a scribe takes.
func (s scribe) Describe() spec.Description {
	d := s.generator.Describe()
	d.Capabilities = append(d.Capabilities, spec.CanWriteNote, spec.CanWriteWriteOff, spec.CanFind, spec.CanAuthorize)
	return d
}

// Write behaves as the name says.
func (s scribe) Write(ctx context.Context, settings spec.Settings, p spec.Posting) (spec.Posted, error) {
	switch strings.TrimPrefix(s.kind, "write-") {
	case "refused":
		return spec.Posted{}, sdk.Refuse(spec.CodePostingRefused, "The period is closed for "+settings.Secret("password")+".", "Open it.")
	case "later":
		return spec.Posted{}, sdk.Later(errors.New("too many calls"), 90*time.Second)
	case "lost":
		return spec.Posted{}, errors.New("the line went dead")
	case "crash":
		os.Exit(7)
	case "panic":
		panic("out of ink")
	case "hang":
		select {}
	case "renews":
		if err := sdk.Renew(ctx, "password", "brand-new-secret"); err != nil {
			return spec.Posted{}, err
		}
		return spec.Posted{Number: "kept brand-new-secret"}, nil
	case "rotates":
		return rotate(ctx, settings)
	case "babble":
		return spec.Posted{ExternalIDs: make([]string, spec.MaxParts+1)}, nil
	}
	return spec.Posted{ExternalIDs: []string{p.Key + "-1"}, Number: "V 7"}, nil
}

// rotation is the secret that the source takes now, and how often it has been replaced.
var rotation struct {
	secret string
	times  int
}

// rotate is a source whose refresh token may be used once.
func rotate(ctx context.Context, settings spec.Settings) (spec.Posted, error) {
	have := settings.Secret("password")
	if rotation.times > 0 && have != rotation.secret {
		return spec.Posted{}, sdk.Refuse(spec.CodePostingRefused, "This secret has been used before.", "Sign in.")
	}
	rotation.times++
	rotation.secret = fmt.Sprintf("rotated-secret-%d", rotation.times)
	if err := sdk.Renew(ctx, "password", rotation.secret); err != nil {
		return spec.Posted{}, err
	}
	return spec.Posted{Number: have + " " + rotation.secret + " rotated-secret-1"}, nil
}

// Find finds what ends in "there".
func (s scribe) Find(_ context.Context, _ spec.Settings, p spec.Posting) (spec.Posted, bool, error) {
	switch s.kind {
	case "write-lost":
		return spec.Posted{}, false, errors.New("the search is broken")
	case "write-refused":
		return spec.Posted{ExternalIDs: []string{""}}, false, sdk.Refuse(spec.CodePostingRefused, "There is no such customer.", "Look again.")
	case "write-crash-find":
		os.Exit(7)
	case "write-hang-find":
		select {}
	}
	return spec.Posted{ExternalIDs: []string{"9"}}, strings.HasSuffix(p.Key, "there"), nil
}

// Authorize has a person look at a page.
func (s scribe) Authorize(ctx context.Context, _ spec.Settings, in sdk.SignIn) error {
	switch s.kind {
	case "write-crash-signin":
		os.Exit(7)
	case "write-hang-signin":
		select {}
	}
	page := "https://login.example.com/authorize"
	if s.kind == "write-babble" {
		page = "file:///etc/passwd"
	}
	if err := in.OpenPage(page); err != nil {
		return err
	}
	if err := in.Learn("company", "42"); err != nil {
		return err
	}
	if s.kind == "write-hang" { // nobody agrees
		<-ctx.Done()
		return ctx.Err()
	}
	if s.kind == "write-refused" {
		return errors.New("the person said no")
	}
	return sdk.Renew(ctx, "password", "fresh-from-the-page")
}

// Write of moody notes what it is given in a file beside the program, or is in a mood.
func (moody) Write(_ context.Context, r *receivablev1.WriteRequest) (*receivablev1.WriteResponse, error) {
	switch manner() {
	case "crash-write":
		os.Exit(7)
	case "hang-write":
		select {}
	}
	return &receivablev1.WriteResponse{
		Outcome: "written", Posted: &receivablev1.Posted{ExternalIds: []string{r.GetPosting().GetKey()}},
	}, nil
}

// Find of moody finds nothing.
func (moody) Find(context.Context, *receivablev1.FindRequest) (*receivablev1.FindResponse, error) {
	switch manner() {
	case "crash-find":
		os.Exit(7)
	case "hang-find":
		select {}
	}
	return &receivablev1.FindResponse{}, nil
}

// Authorize of moody needs nobody.
func (moody) Authorize(*receivablev1.AuthorizeRequest, grpc.ServerStreamingServer[receivablev1.AuthorizeResponse]) error {
	switch manner() {
	case "crash-signin":
		os.Exit(7)
	case "hang-signin":
		select {}
	}
	return nil
}
