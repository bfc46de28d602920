package cli

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/spf13/cobra"
)

// referenceVerbs make and check payment references. They need no book: the kind is said, never guessed.
func referenceVerbs(s *session) []*cobra.Command {
	cmd := &cobra.Command{Use: "reference", Short: "payment references: KID, OCR, viite, QRR, RF", RunE: needsVerb("reference")}
	cmd.AddCommand(referenceMakeVerb(s), &cobra.Command{
		Use: "check KIND REFERENCE", Short: "say whether a reference is right, or what is wrong with it", Args: cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			kind := receivable.ReferenceKind(args[0])
			if err := receivable.CheckReference(kind, args[1]); err != nil {
				return err
			}
			if s.json {
				return s.printJSON(referenceJSON{Kind: kind, Reference: args[1]})
			}
			s.say("%s is right by %s", args[1], kind)
			return nil
		},
	})
	return []*cobra.Command{cmd}
}

type referenceJSON struct {
	Kind      receivable.ReferenceKind `json:"kind"`
	Reference string                   `json:"reference"`
}

func referenceMakeVerb(s *session) *cobra.Command {
	var scheme receivable.ReferenceScheme
	cmd := &cobra.Command{
		Use: "make KIND NUMBER", Short: "make the reference of an invoice from the digits of its number", Args: cobra.ExactArgs(2),
		Long: "make the reference of an invoice from the digits of its number\n\nKinds: " + kinds(),
		RunE: func(_ *cobra.Command, args []string) error {
			scheme.Kind = receivable.ReferenceKind(args[0])
			if err := scheme.Check(); err != nil {
				return err
			}
			reference, err := scheme.Make(args[1])
			if err != nil {
				return err
			}
			if s.json {
				return s.printJSON(referenceJSON{Kind: scheme.Kind, Reference: reference})
			}
			s.say("%s", reference)
			return nil
		},
	}
	cmd.Flags().StringVar(&scheme.Prefix, "prefix", "", "digits before the invoice's, such as the number of the bank agreement")
	cmd.Flags().IntVar(&scheme.Length, "length", 0, "characters of the whole reference, filled with zeros (default: as long as it comes)")
	return cmd
}

func kinds() string {
	names := make([]string, 0, len(receivable.ReferenceKinds()))
	for _, k := range receivable.ReferenceKinds() {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}
