//go:build unix

package host_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/host"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// A connector that tells its password to everybody, in every way in which
// programs write one, tells it to nobody.
func TestSecretsStayInWhateverFormTheyAreTold(t *testing.T) {
	const password = `p&s/w"örd <9`
	var log lockedBuffer
	s := start(t, moodily(t, "leak"), host.Options{Logger: logTo(&log)})
	values := spec.NewSettings(nil, map[string]string{"password": password})
	var got sink
	_, err := s.Read(t.Context(), values, full(), &got)
	var failed *host.Error
	if !errors.As(err, &failed) {
		t.Fatal(err)
	}
	found, err := s.Check(t.Context(), values)
	if err != nil || len(found) == 0 {
		t.Fatalf("%v, %v", found, err)
	}
	eventually(t, "both streams are logged", func() bool {
		return strings.Contains(log.String(), "printed to standard output") && strings.Contains(log.String(), "login failed for kari")
	})
	s.Close()
	said, err := json.Marshal(append(got.diagnostics, found...))
	if err != nil {
		t.Fatal(err)
	}
	quoted, err := json.Marshal(password)
	if err != nil {
		t.Fatal(err)
	}
	for where, text := range map[string]string{
		"the log": log.String(), "the diagnostics": string(said), "the error": failed.Message + failed.Hint + failed.Detail,
	} {
		for _, form := range []string{
			password, strings.Trim(string(quoted), `"`), strings.ReplaceAll(password, `"`, `\"`), url.QueryEscape(password), url.PathEscape(password),
			hex.EncodeToString([]byte(password)), base64.RawURLEncoding.EncodeToString([]byte(password))[:12],
			base64.StdEncoding.EncodeToString([]byte("kari:" + password))[8:20],
			base64.StdEncoding.EncodeToString([]byte("administrator:" + password))[20:32],
		} {
			if strings.Contains(text, form) {
				t.Errorf("%s tells %q:\n%s", where, form, text)
			}
		}
	}
	if len(got.diagnostics) == 0 || !strings.Contains(string(said), spec.Redacted) {
		t.Errorf("nothing was said: %s", said)
	}
}
