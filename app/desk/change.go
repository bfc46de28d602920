package desk

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Values gives every setting of the book as text by its key, such as company.name or mail.host. Secrets are not among them.
func (d *Desk) Values(ctx context.Context) (map[string]string, error) {
	company, err := d.Company(ctx)
	if err != nil {
		return nil, err
	}
	mail, err := d.Mail(ctx)
	if err != nil {
		return nil, err
	}
	rules, err := d.WaveRules(ctx)
	if err != nil {
		return nil, err
	}
	back, err := d.MailIn(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	texts, err := d.SMS(ctx)
	if err != nil {
		return nil, err
	}
	for group, value := range map[string]any{"company": company, "mail": mail, "mail-in": back, "waves": rules, "sms": texts} {
		fields, err := fieldsOf(value)
		if err != nil {
			return nil, err
		}
		for name, raw := range fields {
			text := string(raw)
			var plain string
			if json.Unmarshal(raw, &plain) == nil {
				text = plain
			}
			out[group+"."+strings.ToLower(name)] = text
		}
	}
	return out, nil
}

// SetValues changes settings by their keys, all or none; text of a list or structure is JSON. The mail password is nil when
// it stays as it is.
func (d *Desk) SetValues(ctx context.Context, values map[string]string, mailPassword *string) error {
	company, err := d.Company(ctx)
	if err != nil {
		return err
	}
	mail, err := d.Mail(ctx)
	if err != nil {
		return err
	}
	rules, err := d.WaveRules(ctx)
	if err != nil {
		return err
	}
	back, err := d.MailIn(ctx)
	if err != nil {
		return err
	}
	texts, err := d.SMS(ctx)
	if err != nil {
		return err
	}
	groups := map[string]any{"company": &company, "mail": &mail, "mail-in": &back, "waves": &rules, "sms": &texts}
	changed := map[string]bool{}
	for _, key := range sortedKeys(values) {
		group, name, _ := strings.Cut(key, ".")
		into, ok := groups[group]
		if !ok {
			return unknownSetting(key)
		}
		if level, ok := attachLevel(key); ok {
			if mail.AttachLevels, err = mail.attachingAt(level, values[key]); err != nil {
				return err
			}
		} else if err := setField(into, key, name, settingWord(key, values[key])); err != nil {
			return err
		}
		changed[group] = true
	}
	if changed["company"] {
		if err := d.SetCompany(ctx, company); err != nil {
			return err
		}
	}
	if changed["mail"] || mailPassword != nil {
		if err := d.SetMail(ctx, mail, mailPassword); err != nil {
			return err
		}
	}
	if changed["mail-in"] {
		if err := d.SetMailIn(ctx, back, nil); err != nil {
			return err
		}
	}
	if changed["sms"] {
		if err := d.SetSMS(ctx, texts, nil); err != nil {
			return err
		}
	}
	if changed["waves"] {
		return d.SetWaveRules(ctx, rules)
	}
	return nil
}

func unknownSetting(key string) error {
	return fault.New(fault.Invalid, "there is no setting %q", key).OnField(key).WithHint("see those there are with `settings keys`")
}

// fieldsOf gives the fields of a settings structure as JSON, by name.
func fieldsOf(value any) (map[string]json.RawMessage, error) {
	data, err := json.Marshal(value)
	if err != nil {
		return nil, fault.Wrap(err, fault.Internal, "the settings cannot be written")
	}
	out := map[string]json.RawMessage{}
	if err := json.Unmarshal(data, &out); err != nil {
		return nil, fault.Wrap(err, fault.Internal, "the settings cannot be read")
	}
	return out, nil
}

// setField sets one field of a settings structure: text as it is, everything else as JSON.
func setField(into any, key, name, text string) error {
	fields, err := fieldsOf(into)
	if err != nil {
		return err
	}
	names := sortedKeys(fields)
	i := slices.IndexFunc(names, func(n string) bool { return strings.EqualFold(n, name) })
	if i < 0 {
		return unknownSetting(key)
	}
	quoted, err := json.Marshal(text)
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "%s cannot be %q", key, text).OnField(key)
	}
	for _, raw := range [][]byte{quoted, []byte(text)} {
		if !json.Valid(raw) {
			continue
		}
		one, err := json.Marshal(map[string]json.RawMessage{names[i]: raw})
		if err == nil && json.Unmarshal(one, into) == nil {
			return nil
		}
	}
	return fault.New(fault.Invalid, "%s cannot be %q", key, text).OnField(key).WithHint("numbers are digits; yes or no is true or false; lists are JSON")
}
