package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// OwnTexts gives the highest version of each text of the house.
func (r *reader) OwnTexts() ([]store.OwnText, error) {
	return r.texts("version = (SELECT MAX(o.version) FROM notice_text o WHERE o.name = t.name AND o.language = t.language)")
}

// TextVersions gives every version of a text, oldest first.
func (r *reader) TextVersions(name, language string) ([]store.OwnText, error) {
	return r.texts("name = ? AND language = ?", name, language)
}

func (r *reader) texts(where string, args ...any) ([]store.OwnText, error) {
	var out []store.OwnText
	err := r.each(func(row scanner) error {
		var t store.OwnText
		var at int64
		err := row.Scan(&t.Name, &t.Language, &t.Version, &t.Source, &t.By, &at)
		t.At = unmoment(at)
		out = append(out, t)
		return err
	}, "SELECT t.name, t.language, t.version, t.source, t.actor, t.at FROM notice_text t WHERE "+where+" ORDER BY t.name, t.language, t.version", args...)
	return out, err
}

// PutText keeps one more version of a text.
func (w *writer) PutText(name, language, source string, after int) (int, error) {
	var highest int
	if _, err := w.one("SELECT COALESCE(MAX(version), 0) FROM notice_text WHERE name = ? AND language = ?", []any{name, language}, &highest); err != nil {
		return 0, err
	}
	if highest != after {
		return 0, fault.New(fault.Conflict, "somebody changed the text %s (%s) meanwhile: it is version %d now", name, language, highest).
			WithHint("read it again, and make your change anew")
	}
	_, err := w.insert("INSERT INTO notice_text (name, language, version, source, actor, at) VALUES "+marks(6, 1),
		name, language, highest+1, source, w.actor.Name, moment(w.now))
	return highest + 1, err
}
