package settings

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// showSide lists the sections, each with what is set in it and whether something waits to be saved.
func (s *Screen) showSide() {
	k := s.model.Kept
	entries := []widget.SideEntry{
		{ID: string(Company), Icon: theme.IconBooks, Title: i18n.T("settings.company"), Line: k.Company.Name},
		{ID: string(Accounts), Icon: theme.IconBanknote, Title: i18n.T("settings.accounts"), Line: accountsLine(k.Company), State: accountsState(k.Company)},
		{ID: string(Mail), Icon: theme.IconMail, Title: i18n.T("settings.mail"), Line: mailLine(k.Mail), State: mailState(k.Mail)},
		{ID: string(MailIn), Icon: theme.IconDownload, Title: i18n.T("settings.mail-in"), Line: mailInLine(k.MailIn)},
		{ID: string(SMS), Icon: theme.IconPhone, Title: i18n.T("settings.sms"), Line: smsLine(k.SMS), State: smsState(k.SMS)},
		{ID: string(Reminders), Icon: theme.IconFlag, Title: i18n.T("settings.procedure"), Line: remindersLine(k)},
		{ID: string(Assignment), Icon: theme.IconPerson, Title: i18n.T("settings.assignment"), Line: assignmentLine(k)},
		{ID: stage.Texts, Icon: theme.IconLetter, Title: i18n.T("screen.texts"), Line: i18n.T("settings.texts-line")},
		{ID: string(Waves), Icon: theme.IconClock, Title: i18n.T("settings.waves"), Line: wavesLine(k.Rules)},
		{ID: string(Booking), Icon: theme.IconBooks, Title: i18n.T("settings.booking"), Line: bookingLine(k.Booking)},
		{ID: string(Law), Icon: theme.IconScales, Title: i18n.T("settings.law"), Line: i18n.N("settings.law-packs", len(k.Laws)), State: s.model.lawState()},
		{ID: string(Users), Icon: theme.IconCustomers, Title: i18n.T("settings.users"), Line: usersLine(&k.Users)},
		{ID: string(Privacy), Icon: theme.IconShield, Title: i18n.T("settings.privacy"), Line: i18n.T("settings.privacy-line")},
		{ID: string(Appearance), Icon: theme.IconContrast, Title: i18n.T("settings.look"), Line: words.Facts(modeName(s.look.Mode), words.Tongue(i18n.Language()))},
	}
	for _, section := range s.model.Dirty() {
		for i := range entries {
			if entries[i].ID == string(section) {
				entries[i].State = unsaved()
			}
		}
	}
	s.side.SetEntries(entries)
}

// remindersLine names the procedure, or counts them when there are several.
func remindersLine(k Kept) string {
	if n := len(k.Procedures.List); n > 1 {
		return i18n.N("procedures.count", n)
	}
	return words.Facts(k.Procedure.Name, i18n.N("settings.levels", len(k.Procedure.Levels)))
}

func assignmentLine(k Kept) string {
	if n := len(k.Procedures.Assignment.Rules); n > 0 {
		return i18n.N("procedures.rules", n)
	}
	return k.Procedures.Assignment.Default
}

func accountsLine(c desk.Company) string {
	var codes []string
	for _, a := range c.Accounts {
		codes = append(codes, string(a.Currency))
	}
	return strings.Join(codes, ", ")
}

// accountsState warns when nobody could pay: no notice leaves without an account.
func accountsState(c desk.Company) widget.State {
	if _, ok := c.Account(c.Currency); ok || c.Currency == "" {
		return widget.State{}
	}
	return widget.State{Status: theme.Overdue2, Icon: theme.IconTriangle, Word: i18n.T("settings.none-for", i18n.Args{"currency": string(c.Currency)})}
}

// lawState warns when an own row no longer fits the law: nothing is planned until somebody has looked.
func (m *Model) lawState() widget.State {
	rows, misfits := m.ownRowCount()
	switch {
	case misfits > 0:
		return widget.State{Status: theme.Overdue4, Icon: theme.IconTriangle, Word: i18n.T("law.misfit")}
	case rows > 0:
		return widget.State{Status: theme.Neutral, Icon: theme.IconEdit, Word: i18n.N("law.own-rows", rows)}
	}
	return widget.State{}
}

func mailLine(m desk.MailSettings) string {
	if m.Mode == desk.MailToServer {
		return m.Host
	}
	return i18n.T("settings.to-files")
}

func mailInLine(s desk.MailInSettings) string {
	if !s.On {
		return i18n.T("mail-in.off")
	}
	return s.User
}

func mailState(m desk.MailSettings) widget.State {
	if m.Mode == desk.MailToServer && m.TestTo != "" {
		return widget.State{Status: theme.Held, Icon: theme.IconPause, Word: i18n.T("settings.trying")}
	}
	return widget.State{}
}

func wavesLine(r desk.WaveSettings) string {
	var parts []string
	if r.AutoSync {
		parts = append(parts, i18n.T("settings.reads-at", i18n.Args{"time": r.SyncAt}))
	}
	if r.AutoPropose {
		parts = append(parts, i18n.T("settings.proposes-at", i18n.Args{"time": r.ProposeAt}))
	}
	if len(parts) == 0 {
		return i18n.T("settings.by-hand")
	}
	return words.Facts(parts...)
}
