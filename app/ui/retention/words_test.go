package retention

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// Whatever stands against forgetting a customer is said in words, and so is every part that goes or stays.
func TestEverythingHasWords(t *testing.T) {
	for _, o := range privacy.Obstacles() {
		if obstacleKeys[o] == "" || desk.ObstacleText(o) == "" {
			t.Errorf("there are no words for %s", o)
		}
	}
	for _, part := range desk.ForgetParts() {
		if partKeys[part] == "" {
			t.Errorf("there are no words for %s", part)
		}
	}
}
