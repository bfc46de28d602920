package host

import "fmt"

// flood holds a read against its limits. Records, bytes and checkpoints are
// counted since it began, and what the desk holds in memory since the last
// checkpoint.
type flood struct {
	limits                         Limits
	records, atMark                int64
	bytesBefore, bytesAtMark       int64
	checkpoints, chatter, renewals int
}

// message counts one message; bytes are all that has come in until now.
func (f *flood) message(bytes int64) string {
	f.chatter++
	switch {
	case f.chatter > f.limits.Chatter:
		return fmt.Sprintf("sent %d messages without a record", f.limits.Chatter)
	case bytes-f.bytesBefore > f.limits.Bytes:
		return fmt.Sprintf("sent more than %d MiB", f.limits.Bytes>>20)
	case bytes-f.bytesAtMark > f.limits.StretchBytes:
		return fmt.Sprintf("sent more than %d MiB without a checkpoint", f.limits.StretchBytes>>20)
	}
	return ""
}

// batch counts records. An empty batch is chatter like any other.
func (f *flood) batch(records int64) string {
	if records > f.records {
		f.chatter = 0
	}
	f.records = records
	switch {
	case records > f.limits.Records:
		return fmt.Sprintf("sent more than %d records", f.limits.Records)
	case records-f.atMark > f.limits.Stretch:
		return fmt.Sprintf("sent more than %d records without a checkpoint", f.limits.Stretch)
	}
	return ""
}

// checkpoint begins a new stretch.
func (f *flood) checkpoint(bytes int64) string {
	f.atMark, f.bytesAtMark = f.records, bytes
	if f.checkpoints++; f.checkpoints > f.limits.Checkpoints {
		return fmt.Sprintf("sent more than %d checkpoints", f.limits.Checkpoints)
	}
	return ""
}

// renewal counts answers that replace secrets.
func (f *flood) renewal() string {
	if f.renewals++; f.renewals > f.limits.Renewals {
		return fmt.Sprintf("renewed its secrets more than %d times", f.limits.Renewals)
	}
	return ""
}
