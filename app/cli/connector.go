package cli

import (
	"github.com/spf13/cobra"
)

// ConnectorOrder says which connector to begin, and where.
type ConnectorOrder struct{ Kind, Dir, Source string }

// ConnectorMade is the folder of a new connector.
type ConnectorMade struct {
	Dir   string   `json:"dir"`
	Files []string `json:"files"`
	// Outside: it is a module of its own. Bound: it builds at once.
	Outside bool `json:"outside"`
	Bound   bool `json:"bound"`
}

// connectorVerbs are for those who write connectors.
func connectorVerbs(s *session) []*cobra.Command {
	connector := &cobra.Command{Use: "connector", Short: "begin a connector of your own", RunE: needsVerb("connector")}
	connector.AddCommand(connectorNewVerb(s))
	return []*cobra.Command{connector}
}

func connectorNewVerb(s *session) *cobra.Command {
	var o ConnectorOrder
	cmd := &cobra.Command{
		Use: "new NAME [--dir FOLDER] [--source CHECKOUT]", Short: "make the folder of a new connector, which runs and passes the conformance suite",
		Long: `Makes the folder of a new connector. It reads made-up customers, runs, and passes the conformance suite before a line of it is changed.
NAME is lower-case letters, digits and dashes. In a checkout of Dunning Desk the folder is made under connectors/; elsewhere it is a Go module
of its own, which --source binds to a checkout. What is there is never written over.`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			o.Kind = args[0]
			made, err := s.NewConnector(o)
			if err != nil {
				return err
			}
			if s.json {
				return s.printJSON(made)
			}
			s.say("made the connector %s in %s", o.Kind, made.Dir)
			if made.Outside && !made.Bound {
				s.say("next: go get github.com/dunningdesk/dunningdesk && go mod tidy, or make it again with --source and a checkout of Dunning Desk")
			}
			s.say("next: go test . there runs the conformance suite; begin with client.go")
			return nil
		},
	}
	cmd.Flags().StringVar(&o.Dir, "dir", "", "the folder in which NAME is made (default: connectors/ of the checkout you stand in, else here)")
	cmd.Flags().StringVar(&o.Source, "source", "", "a checkout of Dunning Desk to build against")
	return cmd
}
