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

// ForgetTables lists the tables of which the preview of anonymising tells.
func ForgetTables(*testing.T) (tables []string) {
	for _, g := range forgetGroups {
		tables = append(tables, g.tables...)
	}
	return tables
}
