package desk

import (
	"os"
	"strings"
	"testing"
)

// ShippedPasswordCost tells how a password is kept outside of tests: the beginning of its hash.
var ShippedPasswordCost = strings.Join(strings.Split(hashPassword("a few words in a row"), "$")[:4], "$")

// TestMain makes passwords cheap to try: tests sign in hundreds of times.
func TestMain(m *testing.M) {
	costOfPasswords = passwordCost{passes: 1, memory: 64, lanes: 1}
	os.Exit(m.Run())
}

// ReadmeText gives the words of an export in a language.
func ReadmeText(t *testing.T, language string) string {
	t.Helper()
	text, err := readmes.ReadFile("readme/" + language + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// ForgetTables lists the tables of which the preview of anonymising tells.
func ForgetTables(*testing.T) (tables []string) {
	for _, g := range forgetGroups {
		tables = append(tables, g.tables...)
	}
	return tables
}
