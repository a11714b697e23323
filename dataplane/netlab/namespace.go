package netlab

import (
	"fmt"
	"os"
	"runtime"

	"golang.org/x/sys/unix"
)

// namespace is a network namespace together with a thread that stays in it.
// Programs are started from that thread: the kernel kills a child that asked
// for it (PDEATHSIG) when the thread that forked it ends, so the thread must
// outlive the program.
type namespace struct {
	file *os.File
	jobs chan func()
}

// newNamespace makes an empty namespace and leaves a thread waiting in it.
func newNamespace() (*namespace, error) {
	ns := &namespace{jobs: make(chan func())}
	ready := make(chan error)
	go ns.stay(ready)
	if err := <-ready; err != nil {
		return nil, err
	}
	return ns, nil
}

// stay runs jobs in the namespace until the channel is closed. The goroutine
// never unlocks its thread, so the runtime ends the thread with it instead of
// giving other goroutines a thread in a foreign network.
func (ns *namespace) stay(ready chan<- error) {
	runtime.LockOSThread()
	if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
		ready <- fmt.Errorf("create network namespace: %w", err)
		return
	}
	file, err := os.Open("/proc/thread-self/ns/net")
	if err != nil {
		ready <- fmt.Errorf("open network namespace: %w", err)
		return
	}
	ns.file = file
	ready <- nil
	for job := range ns.jobs {
		job()
	}
}

// onResident runs fn on the thread that stays in the namespace. It must be quick.
func (ns *namespace) onResident(fn func() error) error {
	done := make(chan error, 1)
	ns.jobs <- func() { done <- fn() }
	return <-done
}

// do runs fn on a thread of its own, moved into the namespace and thrown away after.
func (ns *namespace) do(fn func() error) error {
	done := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		if err := unix.Setns(int(ns.file.Fd()), unix.CLONE_NEWNET); err != nil {
			done <- fmt.Errorf("enter network namespace: %w", err)
			return
		}
		done <- fn()
	}()
	return <-done
}

// close lets go of the namespace; the kernel removes it with its last user.
func (ns *namespace) close() error {
	close(ns.jobs)
	return ns.file.Close()
}
