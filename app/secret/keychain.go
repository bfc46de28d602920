package secret

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/zalando/go-keyring"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

const (
	// service is the name under which a user finds the entries in their keychain's own window.
	service = "Dunning Desk"
	// maxEntry is what one entry may hold in bytes. Windows refuses more than 2560, and macOS counts the key and an
	// encoding by a third longer towards 4096.
	maxEntry = 2000
	// partMark stands in the keys of the parts of a long secret; checkKey keeps it out of others.
	partMark = "//"
	// headMark begins the entry of a secret that lies in parts: headMark + generation + ":" + number of parts.
	headMark = "in-parts:"
)

// keychain keeps secrets with the operating system. A secret that is longer than an entry may be is kept in parts. The
// parts of its successor are written beside them, under the other of two generations, before the head points to them:
// a crash in between leaves the old secret readable.
type keychain struct{}

// keychainAnswers asks for an entry that is never made, which needs everything a real look-up does.
func keychainAnswers() error {
	if _, err := keyring.Get(service, "probe"); err != nil && !errors.Is(err, keyring.ErrNotFound) {
		return refused(err)
	}
	return nil
}

func (keychain) get(key string) (string, error) {
	entry, err := lookUp(key)
	if err != nil {
		return "", err
	}
	generation, count, inParts := readHead(entry)
	if !inParts {
		return entry, nil
	}
	var whole strings.Builder
	for number := range count {
		part, err := lookUp(partKey(key, generation, number))
		if err != nil {
			return "", err
		}
		whole.WriteString(part)
	}
	return whole.String(), nil
}

func (k keychain) set(key, value string) error {
	old, err := lookUp(key)
	if err != nil && !fault.Has(err, fault.NotFound) {
		return err
	}
	oldGeneration, oldCount, wasInParts := readHead(old)
	entry := value
	if len(value) > maxEntry || strings.HasPrefix(value, headMark) {
		generation := 1 - oldGeneration
		count, err := writeParts(key, generation, value)
		if err != nil {
			return err
		}
		entry = fmt.Sprintf("%s%d:%d", headMark, generation, count)
	}
	if err := keyring.Set(service, key, entry); err != nil {
		return refused(err)
	}
	if wasInParts {
		return removeParts(key, oldGeneration, oldCount)
	}
	return nil
}

func (keychain) remove(key string) error {
	entry, err := lookUp(key)
	if fault.Has(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := keyring.Delete(service, key); err != nil && !errors.Is(err, keyring.ErrNotFound) {
		return refused(err)
	}
	if generation, count, inParts := readHead(entry); inParts {
		return removeParts(key, generation, count)
	}
	return nil
}

func lookUp(key string) (string, error) {
	entry, err := keyring.Get(service, key)
	if errors.Is(err, keyring.ErrNotFound) {
		return "", fault.New(fault.NotFound, "the keychain has no entry for %s", key)
	}
	if err != nil {
		return "", refused(err)
	}
	return entry, nil
}

func writeParts(key string, generation int, value string) (count int, err error) {
	for ; value != ""; count++ {
		part := firstPart(value)
		if err := keyring.Set(service, partKey(key, generation, count), part); err != nil {
			return 0, refused(err)
		}
		value = value[len(part):]
	}
	return count, nil
}

// firstPart cuts between letters: some keychains take text only.
func firstPart(value string) string {
	end := min(maxEntry, len(value))
	for end < len(value) && end > maxEntry-utf8.UTFMax && !utf8.RuneStart(value[end]) {
		end--
	}
	return value[:end]
}

func removeParts(key string, generation, count int) error {
	for number := range count {
		err := keyring.Delete(service, partKey(key, generation, number))
		if err != nil && !errors.Is(err, keyring.ErrNotFound) {
			return refused(err)
		}
	}
	return nil
}

func partKey(key string, generation, number int) string {
	return fmt.Sprintf("%s%s%d.%d", key, partMark, generation, number)
}

// readHead reads the entry of a secret in parts. Any other entry is the secret itself, as generation 0.
func readHead(entry string) (generation, count int, inParts bool) {
	head, found := strings.CutPrefix(entry, headMark)
	if !found {
		return 0, 0, false
	}
	first, second, _ := strings.Cut(head, ":")
	generation, errGeneration := strconv.Atoi(first)
	count, errCount := strconv.Atoi(second)
	if errGeneration != nil || errCount != nil || generation < 0 || generation > 1 || count < 0 || count > maxValue {
		return 0, 0, false
	}
	return generation, count, true
}

func refused(err error) error {
	return fault.Wrap(err, KeychainUnavailable, "the keychain refused").
		WithHint("unlock it, or set %s=%s to keep secrets in a file instead", PlaceVariable, File)
}
