package intake

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/desk"
)

// SignIn has a person sign in at the source of a connection.
func (in *Intake) SignIn(ctx context.Context, order desk.ReadOrder, open func(page string) error) (map[string]string, error) {
	session, settings, err := in.start(ctx, order)
	if err != nil {
		return nil, err
	}
	defer session.Close()
	learned, err := session.Authorize(ctx, settings, open)
	return learned, coded(err)
}
