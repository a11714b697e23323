package nfqueue

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"
	"unsafe"

	gonfqueue "github.com/florianl/go-nfqueue/v2"
	"golang.org/x/sys/unix"
)

const (
	batchLen = 32
	// A datagram is one packet of at most 65,531 bytes and its attributes.
	datagramLen = 1<<16 + 512
	// copyRange is the most that the kernel copies of a packet.
	copyRange = 1<<16 - 1
	// sendLimit is when collected verdicts are sent, in bytes; one more message
	// may exceed it. The send buffer must hold both.
	sendLimit  = 1 << 20
	sendBuffer = 4 << 20
)

// mmsghdr is struct mmsghdr of recvmmsg(2).
type mmsghdr struct {
	header unix.Msghdr
	length uint32
}

// socket is a bound queue: batches of frames in, messages out.
type socket struct {
	fd       int
	portID   uint32
	queue    uint16
	failOpen bool // as the kernel was told when the queue was opened

	buffers []byte
	iovecs  [batchLen]unix.Iovec
	headers [batchLen]mmsghdr
	out     []byte
}

// openSocket has go-nfqueue open, bind and configure the queue, and takes over a
// duplicate of its socket.
func openSocket(cfg Config) (*socket, error) {
	open := cfg.failOpen()
	nf, err := gonfqueue.Open(goConfig(cfg, open))
	if err != nil {
		return nil, fmt.Errorf("open queue %d: %w", cfg.Queue, explain(err))
	}
	s, err := takeOver(nf, cfg)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open queue %d: %w", cfg.Queue, explain(err)), nf.Close())
	}
	s.failOpen = open
	// Closing go-nfqueue's descriptor first keeps it from unbinding the queue.
	if err := nf.Close(); err != nil {
		return nil, errors.Join(fmt.Errorf("open queue %d: hand over: %w", cfg.Queue, err), s.close())
	}
	if err := s.ready(cfg); err != nil {
		return nil, errors.Join(fmt.Errorf("open queue %d: %w", cfg.Queue, err), s.close())
	}
	return s, nil
}

func goConfig(cfg Config, failOpen bool) *gonfqueue.Config {
	flags := uint32(gonfqueue.NfQaCfgFlagGSO)
	if failOpen {
		flags |= gonfqueue.NfQaCfgFlagFailOpen
	}
	return &gonfqueue.Config{
		NfQueue: cfg.Queue, MaxPacketLen: copyRange, MaxQueueLen: cfg.MaxLen,
		Copymode: gonfqueue.NfQnlCopyPacket, Flags: flags, AfFamily: unix.AF_UNSPEC,
	}
}

// takeOver configures the queue through go-nfqueue and duplicates its descriptor.
// Packets are kept from the socket meanwhile; ready lets them in.
func takeOver(nf *gonfqueue.Nfqueue, cfg Config) (*socket, error) {
	s := &socket{fd: -1, queue: cfg.Queue}
	raw, err := nf.Con.SyscallConn()
	if err != nil {
		return nil, err
	}
	err = errors.Join(raw.Control(func(fd uintptr) {
		s.fd, err = unix.FcntlInt(fd, unix.F_DUPFD_CLOEXEC, 0)
	}), err)
	if err != nil {
		return nil, fmt.Errorf("duplicate socket: %w", err)
	}
	if err := s.configure(nf); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

func (s *socket) configure(nf *gonfqueue.Nfqueue) error {
	if err := unix.SetsockoptSockFprog(s.fd, unix.SOL_SOCKET, unix.SO_ATTACH_FILTER, noPackets()); err != nil {
		return fmt.Errorf("attach socket filter: %w", err)
	}
	ignore := func(gonfqueue.Attribute) int { return 0 }
	stop := func(error) int { return 1 }
	return nf.RegisterWithErrorFunc(context.Background(), ignore, stop)
}

// noPackets is a classic BPF program that drops packet messages and passes all
// else. A filter loads in network byte order what netlink has in the host's.
func noPackets() *unix.SockFprog {
	var packetType [2]byte
	binary.NativeEndian.PutUint16(packetType[:], typePacket)
	program := []unix.SockFilter{
		{Code: unix.BPF_LD | unix.BPF_H | unix.BPF_ABS, K: 4}, // nlmsg_type
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, Jf: 1, K: uint32(binary.BigEndian.Uint16(packetType[:]))},
		{Code: unix.BPF_RET | unix.BPF_K, K: 0},
		{Code: unix.BPF_RET | unix.BPF_K, K: 1<<32 - 1},
	}
	return &unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
}

// ready prepares buffers and lets packets in.
func (s *socket) ready(cfg Config) error {
	s.layOut()
	name, err := unix.Getsockname(s.fd)
	if err != nil {
		return fmt.Errorf("read socket name: %w", err)
	}
	if nl, ok := name.(*unix.SockaddrNetlink); ok {
		s.portID = nl.Pid
	}
	// A full buffer costs frames, not the socket: no ENOBUFS, which would also make
	// the kernel refuse more until the buffer is empty. Ids tell what is missing.
	return errors.Join(
		option("SO_RCVBUFFORCE", unix.SetsockoptInt(s.fd, unix.SOL_SOCKET, unix.SO_RCVBUFFORCE, cfg.BufferBytes)),
		option("SO_SNDBUFFORCE", unix.SetsockoptInt(s.fd, unix.SOL_SOCKET, unix.SO_SNDBUFFORCE, sendBuffer)),
		option("NETLINK_NO_ENOBUFS", unix.SetsockoptInt(s.fd, unix.SOL_NETLINK, unix.NETLINK_NO_ENOBUFS, 1)),
		option("SO_DETACH_FILTER", unix.SetsockoptInt(s.fd, unix.SOL_SOCKET, unix.SO_DETACH_FILTER, 0)),
	)
}

func option(name string, err error) error {
	if err != nil {
		return fmt.Errorf("set socket option %s: %w", name, err)
	}
	return nil
}

func (s *socket) layOut() {
	s.buffers = make([]byte, batchLen*datagramLen)
	s.out = make([]byte, 0, sendLimit)
	for i := range s.headers {
		s.iovecs[i].Base = &s.buffers[i*datagramLen]
		s.iovecs[i].SetLen(datagramLen)
		s.headers[i].header.Iov = &s.iovecs[i]
		s.headers[i].header.SetIovlen(1)
	}
}

// receive reads the datagrams that are there, at most batchLen, without waiting.
// They are read with datagram(0) and so on, and valid until the next call.
func (s *socket) receive() (int, error) {
	for {
		n, _, errno := unix.Syscall6(unix.SYS_RECVMMSG, uintptr(s.fd),
			uintptr(unsafe.Pointer(&s.headers[0])), batchLen, unix.MSG_DONTWAIT, 0, 0)
		switch errno {
		case 0:
			return int(n), nil
		case unix.EAGAIN:
			return 0, nil
		case unix.EINTR, unix.ENOBUFS:
		default:
			return 0, fmt.Errorf("receive from queue %d: %w", s.queue, errno)
		}
	}
}

func (s *socket) datagram(i int) []byte {
	start := i * datagramLen
	return s.buffers[start : start+min(int(s.headers[i].length), datagramLen)]
}

// wait returns when a datagram or a wake-up is there, or after limit.
func (s *socket) wait(wake int, limit time.Duration) error {
	fds := [2]unix.PollFd{{Fd: int32(s.fd), Events: unix.POLLIN}, {Fd: int32(wake), Events: unix.POLLIN}}
	timeout := unix.NsecToTimespec(int64(limit))
	_, err := unix.Ppoll(fds[:], &timeout, nil)
	if err != nil && err != unix.EINTR {
		return fmt.Errorf("wait for queue %d: %w", s.queue, err)
	}
	return nil
}

// yield lets other threads run on this processor first (sched_yield(2)).
func yield() { unix.Syscall(unix.SYS_SCHED_YIELD, 0, 0, 0) }

// send sends the messages collected in out as one datagram and empties it. Without
// an address netlink takes it to the kernel (netlink(7)); one would be allocated anew
// for each batch.
func (s *socket) send() error {
	defer func() { s.out = s.out[:0] }()
	for len(s.out) > 0 {
		_, err := unix.Write(s.fd, s.out)
		switch err {
		case nil:
			return nil
		case unix.EINTR, unix.ENOBUFS:
		default:
			return fmt.Errorf("answer queue %d: %w", s.queue, err)
		}
	}
	return nil
}

func (s *socket) close() error {
	if s.fd < 0 {
		return nil
	}
	err := unix.Close(s.fd)
	s.fd = -1
	return err
}

func explain(err error) error {
	switch {
	case errors.Is(err, unix.EPERM):
		return fmt.Errorf("CAP_NET_ADMIN is missing, or another program holds the queue: %w", err)
	case errors.Is(err, unix.EBUSY):
		return fmt.Errorf("another program holds the queue: %w", err)
	case errors.Is(err, unix.EOPNOTSUPP), errors.Is(err, unix.EPROTONOSUPPORT):
		return fmt.Errorf("the kernel lacks CONFIG_NETFILTER_NETLINK_QUEUE or a feature of it: %w", err)
	}
	return err
}
