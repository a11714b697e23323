package siem

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"golang.org/x/sys/unix"
)

const (
	// datagramLimit is the longest message that receivers of UDP should take (RFC 5426
	// section 3.2).
	datagramLimit = 2048
	// refusalTime is how long a host has to say that nobody listens, when people test.
	refusalTime = time.Second
)

// datagram is syslog over UDP (RFC 5426): a message a datagram, which is never cut up on
// its way, so a long one loses its end here. What gets lost is sent again only when the
// receiver's host says that nobody listens (ICMP, port unreachable); a receiver that must
// get everything is reached by TCP.
type datagram struct {
	address  string
	patience time.Duration // how long a test waits for the word that nobody listens

	conn      *net.UDPConn // nil: not connected
	limit     int          // octets of a message
	sent      uint64       // a sequence: nothing was heard against it yet
	confirmed uint64
}

// Send implements Transport. That it went well is believed when the next Send, or Flush,
// still hears nothing to the contrary.
func (d *datagram) Send(ctx context.Context, batch []Message) error {
	if err := d.send(ctx, batch); err != nil {
		d.Close()
		return fmt.Errorf("send to %s: %w", d.address, err)
	}
	return nil
}

func (d *datagram) send(ctx context.Context, batch []Message) error {
	if err := d.connected(ctx); err != nil {
		return err
	}
	if err := d.believe(); err != nil {
		return err
	}
	for _, m := range batch {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := d.put(m.Body); err != nil {
			return err
		}
		d.sent = m.Sequence
	}
	return nil
}

func (d *datagram) connected(ctx context.Context) (err error) {
	if d.conn == nil {
		d.conn, d.limit, err = connectUDP(ctx, d.address)
	}
	return err
}

// believe confirms what was sent, unless it was refused.
func (d *datagram) believe() error {
	heard, err := option(d.conn, unix.SOL_SOCKET, unix.SO_ERROR)
	if err != nil {
		return fmt.Errorf("ask for errors: %w", err)
	}
	if heard != 0 {
		return explain(unix.Errno(heard))
	}
	d.confirmed = max(d.confirmed, d.sent)
	return nil
}

// put sends one message, and once more if the path has become narrower.
func (d *datagram) put(body []byte) error {
	_, err := d.conn.Write(cutSyslog(body, d.limit))
	if errors.Is(err, unix.EMSGSIZE) {
		if d.limit, err = room(d.conn); err != nil {
			return err
		}
		_, err = d.conn.Write(cutSyslog(body, d.limit))
	}
	return explain(err)
}

// explain says in people's words what an ICMP message came to.
func explain(err error) error {
	if errors.Is(err, unix.ECONNREFUSED) {
		return fmt.Errorf("nobody listens at the receiver's port: %w", err)
	}
	return err
}

// connectUDP makes a socket that hears of errors, and whose datagrams are never cut up.
func connectUDP(ctx context.Context, address string) (conn *net.UDPConn, limit int, err error) {
	ctx, cancel := context.WithTimeout(ctx, connectTime)
	defer cancel()
	c, err := new(net.Dialer).DialContext(ctx, "udp", address)
	if err != nil {
		return nil, 0, fmt.Errorf("connect: %w", err)
	}
	conn = c.(*net.UDPConn)
	if err = unfragmented(conn); err == nil {
		limit, err = room(conn)
	}
	if err != nil {
		conn.Close()
		return nil, 0, err
	}
	return conn, limit, nil
}

func isIPv4(conn *net.UDPConn) bool { return conn.RemoteAddr().(*net.UDPAddr).IP.To4() != nil }

func unfragmented(conn *net.UDPConn) error {
	level, name, value := unix.IPPROTO_IPV6, unix.IPV6_MTU_DISCOVER, unix.IPV6_PMTUDISC_DO
	if isIPv4(conn) {
		level, name, value = unix.IPPROTO_IP, unix.IP_MTU_DISCOVER, unix.IP_PMTUDISC_DO
	}
	err := control(conn, func(fd int) error { return unix.SetsockoptInt(fd, level, name, value) })
	if err != nil {
		return fmt.Errorf("forbid fragments: %w", err)
	}
	return nil
}

// room is how long a message may be: what the path's MTU leaves beside the headers of IP
// (20 or 40 octets) and UDP (8).
func room(conn *net.UDPConn) (int, error) {
	level, name, headers := unix.IPPROTO_IPV6, unix.IPV6_MTU, 48
	if isIPv4(conn) {
		level, name, headers = unix.IPPROTO_IP, unix.IP_MTU, 28
	}
	mtu, err := option(conn, level, name)
	if err != nil {
		return 0, fmt.Errorf("ask for the path's MTU: %w", err)
	}
	return min(mtu-headers, datagramLimit), nil
}

func option(conn *net.UDPConn, level, name int) (value int, err error) {
	err = control(conn, func(fd int) (err error) {
		value, err = unix.GetsockoptInt(fd, level, name)
		return err
	})
	return value, err
}

// Confirmed implements Transport.
func (d *datagram) Confirmed() uint64 { return d.confirmed }

// Flush implements Transport.
func (d *datagram) Flush(context.Context) error {
	if d.conn == nil {
		return nil
	}
	if err := d.believe(); err != nil {
		d.Close()
		return fmt.Errorf("flush to %s: %w", d.address, err)
	}
	return nil
}

// Test implements Transport.
func (d *datagram) Test(ctx context.Context, m Message) (string, error) {
	conn, limit, err := connectUDP(ctx, d.address)
	if err != nil {
		return "", fmt.Errorf("test %s: %w", d.address, err)
	}
	defer conn.Close()
	one := datagram{conn: conn, limit: limit}
	if err = one.put(m.Body); err == nil {
		err = refused(ctx, conn, d.patience)
	}
	if err != nil {
		return "", fmt.Errorf("test %s: %w", d.address, err)
	}
	return fmt.Sprintf("sent to %s, at most %d octets a message; UDP has no answer: look for it at the receiver", conn.RemoteAddr(), limit), nil
}

// refused waits a little for the word that nobody listens; nil: it hasn't come.
func refused(ctx context.Context, conn *net.UDPConn, patience time.Duration) error {
	stop := context.AfterFunc(ctx, func() { conn.SetReadDeadline(time.Unix(1, 0)) })
	defer stop()
	if err := conn.SetReadDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	if _, err := conn.Read(make([]byte, 1)); errors.Is(err, unix.ECONNREFUSED) {
		return explain(err)
	}
	return ctx.Err()
}

// Close implements Transport.
func (d *datagram) Close() error {
	if d.conn != nil {
		d.conn.Close()
	}
	d.conn, d.sent = nil, d.confirmed
	return nil
}
