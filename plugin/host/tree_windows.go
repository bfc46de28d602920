//go:build windows

package host

import (
	"os"
	"os/exec"
	"sync"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// tree is a program and everything it starts: on Windows a job object, which
// the system ends when the desk's handle to it closes, even by a crash. What a
// program starts is in its job, and this one lets nobody out.
type tree struct {
	mu  sync.Mutex
	job windows.Handle
}

// prepare has the program stand still at first, so that it starts nothing
// before it is in its job.
func (*tree) prepare(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{HideWindow: true, CreationFlags: windows.CREATE_NO_WINDOW | windows.CREATE_SUSPENDED}
}

// adopt puts the program into a new job and lets it run. Without a job (an old
// system, a job that allows no nesting) killing the program alone has to do.
// There is no other way to bound its memory, so that nothing is left to watch.
func (t *tree) adopt(p *os.Process, memory int64) bool {
	if job, err := jobFor(uint32(p.Pid), memory); err == nil {
		t.mu.Lock()
		t.job = job
		t.mu.Unlock()
	}
	if resume(uint32(p.Pid)) != nil {
		_ = p.Kill() // it would stand still for good
	}
	return true
}

func jobFor(pid uint32, memory int64) (windows.Handle, error) {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return 0, err
	}
	info := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{JobMemoryLimit: uintptr(memory)}
	info.BasicLimitInformation.LimitFlags = windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | windows.JOB_OBJECT_LIMIT_JOB_MEMORY
	_, err = windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation,
		uintptr(unsafe.Pointer(&info)), uint32(unsafe.Sizeof(info)))
	if err == nil {
		err = assign(job, pid)
	}
	if err != nil {
		_ = windows.CloseHandle(job)
		return 0, err
	}
	return job, nil
}

func assign(job windows.Handle, pid uint32) error {
	handle, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, pid)
	if err != nil {
		return err
	}
	defer func() { _ = windows.CloseHandle(handle) }()
	return windows.AssignProcessToJobObject(job, handle)
}

// resume lets the threads of a process run that was started standing still: it
// has one.
func resume(pid uint32) error {
	all, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPTHREAD, 0)
	if err != nil {
		return err
	}
	defer func() { _ = windows.CloseHandle(all) }()
	entry := windows.ThreadEntry32{}
	entry.Size = uint32(unsafe.Sizeof(entry))
	for err = windows.Thread32First(all, &entry); err == nil; err = windows.Thread32Next(all, &entry) {
		if entry.OwnerProcessID != pid {
			continue
		}
		thread, err := windows.OpenThread(windows.THREAD_SUSPEND_RESUME, false, entry.ThreadID)
		if err != nil {
			return err
		}
		_, err = windows.ResumeThread(thread)
		_ = windows.CloseHandle(thread)
		return err
	}
	return err
}

// look has nothing to note: the job knows who is in it.
func (*tree) look(*os.Process) {}

func (t *tree) kill(p *os.Process) {
	t.mu.Lock()
	defer t.mu.Unlock()
	_ = p.Kill() // it may have ended already
	if t.job != 0 {
		_ = windows.TerminateJobObject(t.job, 1)
		_ = windows.CloseHandle(t.job)
		t.job = 0
	}
}

// close has nothing to do: kill has closed the job.
func (*tree) close() {}
