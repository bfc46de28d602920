package settings

import (
	"maps"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
)

// newLevel is what a further level starts with: a fortnight after the one before, asked and reached as there, and no charge.
var newLevel = map[string]string{
	"kept": "", "after_days": "14", "since": string(dunning.SincePrevious), "deadline_days": "14", "tone": "",
	"text": "", "compensation": "", "fee": noFee, "fee.mode": singleBand, tiersKey: "0", "if_silent": "", "if_answered": "", "approval": "", "fee.fixed": "", "fee.percent": "", "fee.min": "", "fee.max": "",
	"fee.of": string(dunning.OfOpen), "fee.per": string(dunning.PerNotice), "interest": noInterest, "interest.rate": "",
	"interest.basis": string(dunning.Act365),
}

func addLevel(v Values) {
	before := levelCount(v)
	n := before + 1
	for field, text := range newLevel {
		v[levelKey(n, field)] = text
	}
	for i := range channelSlots {
		v[levelKey(n, channelField(i))] = v[levelKey(before, channelField(i))]
	}
	if before == 0 {
		v[levelKey(n, channelField(0))] = "email"
		v[levelKey(n, "since")] = string(dunning.SinceDue)
	}
	v[levelsKey] = strconv.Itoa(n)
}

// removeLevel takes a level away; those after it move up, so that the numbers have no gap.
func removeLevel(v Values, number int) {
	last := levelCount(v)
	if number < 1 || number > last || last == 1 {
		return
	}
	moved := Values{}
	for key, text := range v {
		at, field := splitLevel(key)
		if at < number {
			continue
		}
		delete(v, key)
		if at > number {
			moved[levelKey(at-1, field)] = text
		}
	}
	maps.Copy(v, moved)
	v[levelsKey] = strconv.Itoa(last - 1)
}
