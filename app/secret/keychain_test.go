package secret

import (
	"strings"
	"testing"

	"github.com/zalando/go-keyring"
)

// windowsLimit is what the Windows credential store takes in one entry.
const windowsLimit = 2560

func entry(t *testing.T, key string) string {
	t.Helper()
	value, err := keyring.Get(service, key)
	if err != nil {
		t.Fatalf("no entry %s: %v", key, err)
	}
	return value
}

func TestLongSecretsFitEveryKeychain(t *testing.T) {
	keyring.MockInit()
	value := strings.Repeat("€", 3000)
	if err := (keychain{}).set("token", value); err != nil {
		t.Fatal(err)
	}
	generation, count, inParts := readHead(entry(t, "token"))
	if !inParts || count < 2 {
		t.Fatalf("%d bytes lie in %d parts", len(value), count)
	}
	for number := range count {
		part := entry(t, partKey("token", generation, number))
		if len(part) > windowsLimit || strings.Trim(part, "€") != "" {
			t.Errorf("part %d has %d bytes, or a letter cut in two", number, len(part))
		}
	}
}

func TestPartsOfTheOldSecretAreRemoved(t *testing.T) {
	keyring.MockInit()
	long, longer := strings.Repeat("a", 5000), strings.Repeat("b", 9000)
	for _, next := range []string{longer, long, "short"} {
		if err := (keychain{}).set("token", long); err != nil {
			t.Fatal(err)
		}
		generation, count, _ := readHead(entry(t, "token"))
		if err := (keychain{}).set("token", next); err != nil {
			t.Fatal(err)
		}
		for number := range count {
			if _, err := keyring.Get(service, partKey("token", generation, number)); err == nil {
				t.Errorf("part %d of the old secret is still there", number)
			}
		}
	}
}

// A program that dies while it writes a long secret has written parts only; the head still names the old ones.
func TestCrashBeforeTheHeadKeepsTheOldSecret(t *testing.T) {
	keyring.MockInit()
	old := strings.Repeat("old", 2000)
	if err := (keychain{}).set("token", old); err != nil {
		t.Fatal(err)
	}
	generation, _, _ := readHead(entry(t, "token"))
	if _, err := writeParts("token", 1-generation, strings.Repeat("new", 2000)); err != nil {
		t.Fatal(err)
	}
	if got, err := (keychain{}).get("token"); err != nil || got != old {
		t.Errorf("got %.10q..., %v", got, err)
	}
}

func FuzzReadHead(f *testing.F) {
	for _, seed := range []string{"", "in-parts:", "in-parts:0:3", "in-parts:1:99999999999999999999", "in-parts:-1:2", "hunter2"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, entry string) {
		generation, count, inParts := readHead(entry)
		if generation < 0 || generation > 1 || count < 0 || count > maxValue || (!inParts && count != 0) {
			t.Errorf("readHead(%q) = %d, %d, %v", entry, generation, count, inParts)
		}
	})
}
