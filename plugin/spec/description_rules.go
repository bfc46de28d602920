package spec

import (
	"regexp"
	"slices"
)

// Limits of a description, so that the desk can draw any that passes.
const (
	maxFields  = 100
	maxChoices = 1000
	maxDocs    = 64 << 10
)

var (
	kindForm    = regexp.MustCompile(`^[a-z][a-z0-9-]{0,39}$`)
	keyForm     = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,59}$`)
	versionForm = regexp.MustCompile(`^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$`)
)

// Validate returns a *Violation for the first rule the description breaks. The
// SDK refuses to serve one that is wrong; the host refuses to use it.
func (d Description) Validate() error {
	var c checker
	if !kindForm.MatchString(d.Kind) {
		c.fail("kind", "must be lower-case letters, digits and dashes: %s", quoteShort(d.Kind))
	}
	if !versionForm.MatchString(d.Version) || len(d.Version) > 64 {
		c.fail("version", "is not a semantic version (1.2.3): %s", quoteShort(d.Version))
	}
	c.wording("title", d.Title, true)
	c.wording("summary", d.Summary, true)
	c.docs(d.Docs)
	c.line("publisher", d.Publisher)
	c.line("protocol_version", d.ProtocolVersion)
	if !slices.Contains([]Verification{VerifiedLive, VerifiedRecorded, VerifiedContract, VerifiedDocumentation}, d.Verified) {
		c.fail("verified", "must say how the connector was proven: live, recorded, contract or documentation")
	}
	claims := slices.Contains(d.Streams, StreamItems) && slices.Contains(d.Streams, StreamDebtors)
	if claims == slices.Contains(d.Streams, StreamBankLines) {
		c.fail("streams", "must hold either debtors and items, or bank-lines")
	}
	c.fields(d.Fields)
	return c.err()
}

func (c *checker) wording(field string, t Text, required bool) {
	if required && t["en"] == "" {
		c.fail(field, "has no English wording")
	}
	if len(t) > 0 && t["en"] == "" {
		c.fail(field, "has wordings but no English one")
	}
	if c.count(field, len(t), MaxExtra) {
		for lang, s := range t {
			c.line(field, lang)
			c.bounded(field, s, MaxText, true)
		}
	}
}

func (c *checker) docs(t Text) {
	if !c.count("docs", len(t), MaxExtra) {
		return
	}
	for _, s := range t {
		c.bounded("docs", s, maxDocs, true)
	}
}

func (c *checker) fields(fields []Field) {
	if !c.count("fields", len(fields), maxFields) {
		return
	}
	seen := map[string]bool{}
	for _, f := range fields {
		name := "fields." + f.Key
		if !keyForm.MatchString(f.Key) {
			c.fail("fields", "has a key that is not lower-case letters, digits, _ and -: %s", quoteShort(f.Key))
		}
		if seen[f.Key] {
			c.fail(name, "stands twice")
		}
		seen[f.Key] = true
		c.field(name, f)
	}
}

func (c *checker) field(name string, f Field) {
	c.wording(name+".label", f.Label, true)
	c.wording(name+".help", f.Help, false)
	c.line(name+".type", string(f.Type))
	if f.Type == "" {
		c.fail(name, "has no type")
	}
	if _, err := regexp.Compile(f.Pattern); err != nil {
		c.fail(name+".pattern", "is not a regular expression: %v", err)
	}
	if f.Type == FieldChoice && len(f.Choices) == 0 {
		c.fail(name, "is a choice without choices")
	}
	if c.count(name+".choices", len(f.Choices), maxChoices) {
		for _, choice := range f.Choices {
			c.line(name+".choices", choice.Value)
			c.wording(name+".choices", choice.Label, false)
		}
	}
	if f.Default == "" {
		return
	}
	if f.IsSecret() {
		c.fail(name, "is a secret with a default")
	} else if problem := valueProblem(f, f.Default); problem != "" {
		c.fail(name+".default", "%s", problem)
	}
}
