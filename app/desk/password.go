package desk

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// passwordCost is what it takes to try a password, by Argon2id.
type passwordCost struct {
	passes uint32
	memory uint32 // KiB
	lanes  uint8
}

// costOfPasswords is the second set of parameters that RFC 9106 section 4 recommends where memory is short: 3 passes over 64 MiB
// in 4 lanes, with a salt of 16 bytes and a tag of 32. Only tests, which sign in hundreds of times, set another.
var costOfPasswords = passwordCost{passes: 3, memory: 64 * 1024, lanes: 4}

const (
	saltBytes = 16
	tagBytes  = 32
)

// leastPassword and mostPassword bound a password, in bytes. Length counts, not signs (NIST SP 800-63B section 5.1.1).
const (
	leastPassword = 10
	mostPassword  = 200
)

// checkPassword refuses what is too short, too long, or the login itself.
func checkPassword(login, password string) error {
	switch {
	case len(password) < leastPassword:
		return fault.New(fault.Invalid, "a password has at least %d characters", leastPassword).OnField("password").WithHint("a few words in a row are easy to remember")
	case len(password) > mostPassword:
		return fault.New(fault.Invalid, "a password has at most %d characters", mostPassword).OnField("password")
	case strings.Contains(strings.ToLower(password), login):
		return fault.New(fault.Invalid, "the password must not hold the login").OnField("password")
	}
	return nil
}

// hashPassword gives the hash in its PHC form.
func hashPassword(password string) string {
	salt := make([]byte, saltBytes)
	_, _ = rand.Read(salt) // never fails: crypto/rand ends the program instead
	c := costOfPasswords
	return phc(c, salt, argon2.IDKey([]byte(password), salt, c.passes, c.memory, c.lanes, tagBytes))
}

func phc(c passwordCost, salt, tag []byte) string {
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.passes, c.lanes, encode(salt), encode(tag))
}

// noPassword is a hash that nothing fits, and that takes as long to try as one that something does.
func noPassword() string {
	return phc(costOfPasswords, make([]byte, saltBytes), make([]byte, tagBytes))
}

// passwordFits compares in a time that does not depend on the password. A hash that cannot be read, or one whose parameters
// nobody here wrote, fits nothing.
func passwordFits(hash, password string) bool {
	var version, memory, passes, lanes int
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || len(password) > mostPassword {
		return false
	}
	if _, err := fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return false
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &passes, &lanes); err != nil {
		return false
	}
	if memory < 8*lanes || memory > 1<<20 || passes < 1 || passes > 16 || lanes < 1 || lanes > 64 {
		return false
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false
	}
	tag, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil || len(tag) < 16 || len(tag) > 64 {
		return false
	}
	got := argon2.IDKey([]byte(password), salt, uint32(passes), uint32(memory), uint8(lanes), uint32(len(tag)))
	return subtle.ConstantTimeCompare(got, tag) == 1
}
