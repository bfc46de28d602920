package host

// StdoutNoise returns how many bytes the connector has printed to standard
// output, where nothing belongs.
func (s *Session) StdoutNoise() int64 {
	if p := s.running(); p != nil {
		return p.noise.Load()
	}
	return 0
}

// PID returns the connector's process id, 0 when it never started.
func (s *Session) PID() int {
	if p := s.running(); p != nil && p.started.Load() {
		return p.cmd.Process.Pid
	}
	return 0
}

// PeakMemory returns the most memory the connector has held, in bytes, once it
// has ended; 0 where the system does not tell.
func (s *Session) PeakMemory() int64 {
	p := s.running()
	if p == nil || !p.started.Load() || !p.exited(0) {
		return 0
	}
	return peakMemory(p.cmd.ProcessState)
}

// noiseLog takes what the connector prints once the SDK has taken standard
// output away from it.
type noiseLog struct{ s *Session }

func (w noiseLog) Write(b []byte) (int, error) {
	if p := w.s.running(); p != nil {
		return noiseWriter{p}.Write(b)
	}
	return len(b), nil
}

func (s *Session) logNoise(text string) {
	newLogAdapter(s.log, s.gate).Warn("the connector printed to standard output", "text", text)
}
