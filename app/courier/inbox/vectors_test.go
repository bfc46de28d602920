package inbox

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/incoming"
)

// The recipient as the bytes of the mail name it, found without any reading of parts: what our own reading is compared with.
var (
	rawRecipient = regexp.MustCompile(`(?im)^Final-Recipient:[ \t]*(?:[a-z0-9-]+[ \t]*;)?[ \t\r\n]*[<"]?([^\s<>"]+)`)
	rawOriginal  = regexp.MustCompile(`(?im)^Original-Recipient:[ \t]*(?:[a-z0-9-]+[ \t]*;)?[ \t\r\n]*[<"]?([^\s<>"]+)`)
	rawReport    = regexp.MustCompile(`(?im)^Content-Type:\s*message/(?:global-)?delivery-status`)
)

// realMails gives the real bounces that lie beside the repository, by name.
func realMails(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "..", "shared", "vectors", "bounce-mail", "maildir", folder)
	names, _ := filepath.Glob(filepath.Join(dir, "*.eml"))
	if len(names) == 0 {
		t.Skipf("the real bounce mails are not beside the repository: %s", dir)
	}
	out := map[string][]byte{}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(name)] = raw
	}
	return out
}

func TestRealReportsNameTheirRecipient(t *testing.T) {
	reports, right, without, told, found := 0, 0, 0, 0, 0
	for _, folder := range []string{"bsd", "err"} {
		for name, raw := range realMails(t, folder) {
			m := Read(raw, Limits{})
			if m.Kind != incoming.Answer {
				found++
			}
			if !rawReport.Match(raw) || !rawRecipient.Match(raw) {
				without++
				if m.Kind == incoming.Bounce || m.Kind == incoming.Delay || m.Kind == incoming.Complaint {
					told++
				}
				continue
			}
			reports++
			want := map[string]bool{}
			for _, pattern := range []*regexp.Regexp{rawRecipient, rawOriginal} {
				for _, found := range pattern.FindAllSubmatch(raw, -1) {
					want[strings.ToLower(string(found[1]))] = true
				}
			}
			if len(m.Reports) > 0 && want[m.Reports[0].Recipient] && (m.Kind != incoming.Answer && m.Kind != incoming.Automatic) {
				right++
			} else {
				t.Logf("%s/%s: %s by %q, %+v, want one of %v", folder, name, m.Kind, m.By, m.Reports, want)
			}
		}
	}
	t.Logf("%d of %d reports in the form of RFC 3464 have the right recipient; of %d without such a part %d (%d %%) were understood by their words or as complaints; %d of %d are taken for no person's answer",
		right, reports, without, told, told*100/without, found, reports+without)
	if right*100 < reports*95 {
		t.Errorf("%d of %d reports have the right recipient, want 95 %%", right, reports)
	}
}

func TestWhatIsNoBounceIsNotTakenForOne(t *testing.T) {
	for name, raw := range realMails(t, "not") {
		if m := Read(raw, Limits{}); m.Kind == incoming.Bounce || m.Kind == incoming.Delay {
			t.Errorf("%s is %s by %q: %+v", name, m.Kind, m.By, m.Reports)
		}
	}
}
