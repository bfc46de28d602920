package sqlstore

import (
	"encoding/json"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Setting reads a value by key.
func (r *reader) Setting(key string, into any) (bool, error) {
	var text string
	found, err := r.one("SELECT value FROM setting WHERE name = ?", []any{key}, &text)
	if err != nil || !found {
		return false, err
	}
	return true, unpack(text, into, "setting "+key)
}

// PutSetting keeps a value by key.
func (w *writer) PutSetting(key string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return fault.Wrap(err, fault.Internal, "setting %s cannot be written", key)
	}
	_, err = w.exec(`INSERT INTO setting (name, value, changed, actor) VALUES (?, ?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed = excluded.changed, actor = excluded.actor`,
		key, string(text), moment(w.now), w.actor.Name)
	return err
}
