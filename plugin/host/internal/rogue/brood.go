package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

// childEnv has the program play its own child.
const childEnv = "ROGUE_CHILD"

// brood starts a child that lives on as the manner says, and notes the process
// ids of all that live in a file beside the program.
//
//	plain    in the connector's process group
//	session  in a session of its own, so that no group reaches it
//	away     in a session of its own and with a parent that is gone
//	bare     in a session of its own and without the environment
//	breakaway  outside of the desk's job, on Windows
func startChild(manner string) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	child := exec.Command(program) //nolint:gosec // itself
	child.Env = append(os.Environ(), childEnv+"="+manner)
	if manner == "bare" {
		child.Env = []string{childEnv + "=" + manner, "ROGUE_NOTE=" + notePath()}
	}
	switch manner {
	case "plain":
	case "breakaway":
		breakAway(child)
	default:
		detach(child)
	}
	if err := child.Start(); err != nil {
		return err
	}
	for range 500 { // until it lives
		if _, err := os.Stat(notePath()); err == nil {
			return nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	return fmt.Errorf("the child %s never came up", manner)
}

// notePath is where a child tells its process id.
func notePath() string {
	if path := os.Getenv("ROGUE_NOTE"); path != "" {
		return path
	}
	program, err := os.Executable()
	if err != nil {
		return ""
	}
	return filepath.Join(filepath.Dir(program), "children")
}

// playChild lives for a minute; one that goes away leaves its own child behind.
func playChild(manner string) {
	if manner == "away" {
		program, err := os.Executable()
		if err != nil {
			os.Exit(1)
		}
		child := exec.Command(program) //nolint:gosec // itself
		child.Env = append(os.Environ(), childEnv+"=session")
		detach(child)
		if err := child.Start(); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	path := notePath()
	if err := os.WriteFile(path+".new", []byte(strconv.Itoa(os.Getpid())), 0o600); err != nil {
		os.Exit(1)
	}
	if err := os.Rename(path+".new", path); err != nil {
		os.Exit(1)
	}
	time.Sleep(time.Minute)
}

// glutton takes memory until there is none, and uses it.
func glutton() {
	var held [][]byte
	for {
		piece := make([]byte, 16<<20)
		for i := 0; i < len(piece); i += 4096 {
			piece[i] = 1
		}
		held = append(held, piece)
		if len(held) > 4096 { // 64 GiB: nobody has stopped it
			fmt.Fprintln(os.Stderr, "nobody stops me")
			os.Exit(9)
		}
	}
}
