package cli

import "github.com/spf13/cobra"

// saying makes a verb say in a line that it has done its work: silence could be anything.
func (s *session) saying(verb *cobra.Command, done string) *cobra.Command {
	verb.PostRun = func(*cobra.Command, []string) {
		if !s.json {
			s.say("%s", done)
		}
	}
	return verb
}
