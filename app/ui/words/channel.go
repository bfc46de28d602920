package words

import (
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// channelWord is how a channel is shown.
type channelWord struct {
	name, by string
	icon     theme.IconName
}

var channels = map[receivable.Channel]channelWord{
	receivable.Email:  {"channel.email", "channel.by-email", theme.IconMail},
	receivable.Letter: {"channel.letter", "channel.by-letter", theme.IconLetter},
	receivable.SMS:    {"channel.sms", "channel.by-sms", theme.IconSms},
	receivable.Call:   {"channel.call", "channel.by-call", theme.IconPhone},
	receivable.Visit:  {"channel.visit", "channel.by-visit", theme.IconPerson},
}

// Channels lists the channels in the order in which screens count them.
func Channels() []receivable.Channel {
	return []receivable.Channel{receivable.Email, receivable.SMS, receivable.Letter, receivable.Call, receivable.Visit}
}

// Channel names a channel: "Letter".
func Channel(c receivable.Channel) string {
	if w, ok := channels[c]; ok {
		return i18n.T(w.name)
	}
	return string(c)
}

// ByChannel names a channel inside a sentence: "by letter".
func ByChannel(c receivable.Channel) string {
	if w, ok := channels[c]; ok {
		return i18n.T(w.by)
	}
	return string(c)
}

// ChannelIcon is the channel's icon.
func ChannelIcon(c receivable.Channel) theme.IconName {
	if w, ok := channels[c]; ok {
		return w.icon
	}
	return theme.IconQuestion
}
