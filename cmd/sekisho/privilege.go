package main

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"

	"sekisho/configs"
)

// transientUser runs the admin process where root starts the appliance and the configured
// user doesn't exist. No package gives it to anyone: it lies past the ranges of
// people, packages and systemd (systemd.io/UIDS-GIDS).
const transientUser = 65533

// account is who the admin process runs as.
type account struct{ uid, gid int }

// adminAccount finds the admin process's user. Where this process is not root, and there is no such
// user, it is the same as this one's.
func adminAccount(c configs.Config) (account, error) {
	u, err := user.Lookup(c.Admin.User)
	switch {
	case err == nil:
		uid, e1 := strconv.Atoi(u.Uid)
		gid, e2 := strconv.Atoi(u.Gid)
		return account{uid, gid}, errors.Join(e1, e2)
	case !errors.As(err, new(user.UnknownUserError)):
		return account{}, fmt.Errorf("find the user %s of the admin process: %w", c.Admin.User, err)
	case os.Getuid() == 0:
		return account{transientUser, transientUser}, nil
	}
	return account{os.Getuid(), os.Getgid()}, nil
}

// credential has a process started as the account, with no group but its own. nil means
// as the process that starts it, which can't choose.
func (a account) credential() *syscall.Credential {
	if os.Getuid() != 0 {
		return nil
	}
	return &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
}

func adminDir(c configs.Config) string { return filepath.Join(c.StateDir, "admin") }

// prepareAdmin makes the directory that is the admin process's own.
func prepareAdmin(c configs.Config) (account, error) {
	a, err := adminAccount(c)
	if err != nil {
		return a, err
	}
	if err := os.MkdirAll(c.StateDir, 0o755); err != nil {
		return a, fmt.Errorf("make state_dir: %w", err)
	}
	dir := adminDir(c)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return a, fmt.Errorf("make the admin process's directory: %w", err)
	}
	if os.Getuid() == 0 {
		if err := os.Chown(dir, a.uid, a.gid); err != nil {
			return a, fmt.Errorf("make the admin process's directory: %w", err)
		}
	}
	return a, nil
}

// shed gives up every capability of this process for good, and all it could gain by
// running another program: the admin process needs none.
func shed() error {
	_, _, no := syscall.AllThreadsSyscall6(unix.SYS_PRCTL, unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0, 0)
	if no == syscall.ENOTSUP { // what AllThreadsSyscall says where C code may have threads of its own
		return errors.New("give up new privileges: this binary was built with cgo; build it with CGO_ENABLED=0, as make does")
	}
	if no != 0 {
		return fmt.Errorf("give up new privileges: %w", no)
	}
	_, _, no = syscall.AllThreadsSyscall6(unix.SYS_PRCTL, unix.PR_CAP_AMBIENT, unix.PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0, 0)
	if no != 0 {
		return fmt.Errorf("clear ambient capabilities: %w", no)
	}
	return dropCapabilities()
}

// dropCapabilities empties all sets of all threads, capabilities(7).
func dropCapabilities() error {
	header := &unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var have [2]unix.CapUserData
	if err := unix.Capget(header, &have[0]); err != nil {
		return fmt.Errorf("read capabilities: %w", err)
	}
	none := new([2]unix.CapUserData)
	if have == *none {
		return nil
	}
	_, _, no := syscall.AllThreadsSyscall(unix.SYS_CAPSET, uintptr(unsafe.Pointer(header)), uintptr(unsafe.Pointer(none)), 0)
	runtime.KeepAlive(header)
	runtime.KeepAlive(none)
	if no != 0 {
		return fmt.Errorf("give up capabilities: %w", no)
	}
	return nil
}
