package desk

import "testing"

// ReadmeText gives the words of an export in a language.
func ReadmeText(t *testing.T, language string) string {
	t.Helper()
	text, err := readmes.ReadFile("readme/" + language + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
