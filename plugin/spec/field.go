package spec

// Field describes one setting of a connection. One description draws the form,
// writes the connector's documentation, checks the values and marks what is a
// secret.
type Field struct {
	// Key is the stable name of the setting: lower-case letters, digits, _ and -.
	Key string `json:"key"`
	// Label is the name above the input; Help the line that tells where to
	// find the value.
	Label Text `json:"label"`
	Help  Text `json:"help,omitempty"`
	// Type says how the value is entered, checked and kept.
	Type FieldType `json:"type"`
	// Required: the connection cannot be checked or read without it.
	Required bool `json:"required,omitempty"`
	// Default is used when the value is empty. A secret has none.
	Default string `json:"default,omitempty"`
	// Choices are the values of a choice, or the targets of a mapping.
	Choices []Choice `json:"choices,omitempty"`
	// Advanced fields are folded away at first.
	Advanced bool `json:"advanced,omitempty"`
	// Pattern is a regular expression (RE2) that the whole value must match.
	Pattern string `json:"pattern,omitempty"`
	// Min and Max bound a number or a date, both inclusive, as text.
	Min string `json:"min,omitempty"`
	Max string `json:"max,omitempty"`
	// Extensions narrow a file dialog (".csv"); other files are still allowed.
	Extensions []string `json:"extensions,omitempty"`
}

// IsSecret reports whether the value belongs in the keychain and never in the
// book, a log or on a command line.
func (f Field) IsSecret() bool { return f.Type == FieldSecret }

// MayBeSecret reports whether the value may be given as a secret.
func (f Field) MayBeSecret() bool { return f.IsSecret() || f.Type == FieldTextOrSecret }

// FieldType is the kind of a setting's value. Values travel as text.
type FieldType string

// The field types of protocol 1. A form that meets one it does not know shows
// a plain text input.
const (
	FieldText   FieldType = "text"
	FieldSecret FieldType = "secret"
	// FieldTextOrSecret is a text that may hold a secret, as a connection string
	// with a password does. It is given as a value, or then as a secret; a
	// connector refuses a value that holds one.
	FieldTextOrSecret FieldType = "text-or-secret"
	// FieldFile and FieldFolder are absolute paths on the desk's machine.
	FieldFile   FieldType = "file"
	FieldFolder FieldType = "folder"
	// FieldURL is an absolute http or https address.
	FieldURL FieldType = "url"
	// FieldNumber is a whole number.
	FieldNumber FieldType = "number"
	// FieldBool is "true" or "false".
	FieldBool FieldType = "bool"
	// FieldChoice is the Value of one of Choices.
	FieldChoice FieldType = "choice"
	// FieldDate is a civil date, YYYY-MM-DD.
	FieldDate FieldType = "date"
	// FieldTimezone is an IANA zone ("Europe/Oslo").
	FieldTimezone FieldType = "timezone"
	// FieldMapping is a JSON object that gives each target (a Choice's Value)
	// the name of a column at the source: {"number":"Invoice no."}.
	FieldMapping FieldType = "mapping"
)

// Choice is one value a setting may take.
type Choice struct {
	Value string `json:"value"`
	Label Text   `json:"label,omitempty"`
}
