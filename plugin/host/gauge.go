package host

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// gauge tells how many bytes of memory the processes of a group hold together.
type gauge func(ctx context.Context, group int) (int64, error)

// memoryLook is how often a gauge is looked at: a program that fills memory as
// fast as it can gets half a second of it.
var memoryLook = 500 * time.Millisecond

// watchMemory is for systems on which nobody can set a bound for another process:
// it looks at each tick how much a group holds, and calls over once when it is
// more than most, in bytes. It ends with done. What cannot be measured is looked
// at again at the next tick.
func watchMemory(done <-chan struct{}, ticks <-chan time.Time, held gauge, group int, most int64, over func()) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		select {
		case <-done:
			cancel()
		case <-ctx.Done():
		}
	}()
	for {
		select {
		case <-done:
			return
		case <-ticks:
		}
		if n, err := held(ctx, group); err == nil && n > most {
			over()
			return
		}
	}
}

// psPath is where every Unix has it.
const psPath = "/bin/ps"

// errNoGroup: the group has ended.
var errNoGroup = errors.New("nobody is in the group")

// heldByPS is the gauge that every Unix has: the resident memory of the group's
// processes as ps tells it.
func heldByPS(ctx context.Context, group int) (int64, error) {
	cmd := exec.CommandContext(ctx, psPath, "-A", "-o", "pgid=,rss=")
	cmd.Env = []string{"LC_ALL=C"}
	out, err := cmd.Output()
	if err != nil {
		return 0, err
	}
	return heldIn(out, group)
}

// heldIn adds up the kilobytes in lines of group and kilobytes.
func heldIn(listing []byte, group int) (bytesHeld int64, err error) {
	err = errNoGroup
	lines := bufio.NewScanner(bytes.NewReader(listing))
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) != 2 || fields[0] != strconv.Itoa(group) {
			continue
		}
		kilobytes, odd := strconv.ParseInt(fields[1], 10, 64)
		if odd != nil {
			return 0, odd
		}
		bytesHeld, err = bytesHeld+kilobytes<<10, nil
	}
	return bytesHeld, err
}
