package netlab

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"

	"github.com/vishvananda/netlink"
)

// ownEnv tells a process that it has been started by OnOwnLoopback.
const ownEnv = "SEKISHO_OWN_LOOPBACK"

// OnOwnLoopback runs a package's tests as a process of its own in a network namespace of
// its own, and returns that process's exit status: what TestMain is for. Nobody else has
// a port there, and the loopback has both address families, whatever the machine's has.
func OnOwnLoopback(run func() int) (status int) {
	if os.Getenv(ownEnv) == "" {
		return again()
	}
	if err := ownLoopback(); err != nil {
		fmt.Fprintf(os.Stderr, "bring up a loopback: %v (these tests need root)\n", err)
		return 1
	}
	return run()
}

// again runs this program in a new namespace. Its thread stays: the kernel takes its end for the program's.
func again() int {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	cmd := exec.Command("/proc/self/exe", os.Args[1:]...)
	cmd.Args[0] = os.Args[0]
	cmd.Env = append(os.Environ(), ownEnv+"=1")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET, Pdeathsig: syscall.SIGKILL}
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		fmt.Fprintf(os.Stderr, "run in a network namespace: %v (these tests need root)\n", err)
		return 1
	}
	return cmd.ProcessState.ExitCode()
}

func ownLoopback() error {
	const setting = "/proc/sys/net/ipv6/conf/all/disable_ipv6"
	if err := os.WriteFile(setting, []byte("0"), 0o644); err != nil {
		return fmt.Errorf("set %s: %w", setting, err)
	}
	link, err := netlink.LinkByName("lo")
	if err != nil {
		return fmt.Errorf("find loopback: %w", err)
	}
	return netlink.LinkSetUp(link)
}
