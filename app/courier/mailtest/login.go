package mailtest

import "github.com/emersion/go-sasl"

// loginServer is the serving side of LOGIN, an obsolete mechanism that some mail servers offer alone.
type loginServer struct {
	check func(user, password string) error
	user  string
	asked int
}

var _ sasl.Server = (*loginServer)(nil)

func (s *loginServer) Next(response []byte) (challenge []byte, done bool, err error) {
	if s.asked == 0 && response == nil {
		s.asked = 1
		return []byte("Username:"), false, nil
	}
	if s.asked <= 1 {
		s.user, s.asked = string(response), 2
		return []byte("Password:"), false, nil
	}
	return nil, true, s.check(s.user, string(response))
}
