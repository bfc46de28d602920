package desk

import (
	"context"
)

// keepSecret puts a secret of the settings into the keychain; nil leaves what is there. Who may not change settings does not change it
// either: the keychain asks nobody.
func (d *Desk) keepSecret(ctx context.Context, name string, secret *string) error {
	if secret == nil {
		return nil
	}
	if err := d.mayAdminister(ctx); err != nil {
		return err
	}
	return d.Secrets.Set(name, *secret)
}
