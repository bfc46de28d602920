package window

import "testing"

// Where customers pay is set in the window; an address that is not safe is refused at its field.
func TestPayLinksAreSetInTheWindow(t *testing.T) {
	o := newOffice(t)
	o.owing()
	o.window.shell.Go("connections", "")
	o.connection()
	o.window.connections.AskPayLinks()
	o.until("it is asked", func() bool { return o.sees("Keep the pay links") })
	o.fill("Address", "http://pay.example/{{token}}")
	o.press("Keep the pay links")
	o.until("it is refused", func() bool { return o.sees("by https alone") })
	o.fill("Address", "https://pay.example/{{token}}")
	o.press("Keep the pay links")
	o.until("it is kept", func() bool {
		conns, err := o.desk.Connections(t.Context())
		if err != nil || len(conns) == 0 {
			return false
		}
		s, err := o.desk.PayLink(t.Context(), conns[0].Connection.ID)
		return err == nil && s.Template == "https://pay.example/{{token}}"
	})
}
