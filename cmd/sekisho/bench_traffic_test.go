package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"sekisho/dataplane/netlab"
)

const (
	streamPort, webPort = 9, 80

	// pieceLen is what one read or write of the generators moves: large, so that
	// they take less of the processors than what they measure.
	pieceLen = 256 << 10
	// warmUp passes before counting starts: slow start, and the first packets' decision.
	warmUp = 300 * time.Millisecond
	// clients is how many ask at a time where requests are counted.
	clients = 4
)

// lander takes streams and web requests, and counts the bytes that land.
type lander struct{ bytes atomic.Int64 }

// listen serves all addresses of a host while its lab exists.
func (l *lander) listen(h *netlab.Host) error {
	for _, a := range h.Addrs {
		streams, err := h.Listen("tcp", netip.AddrPortFrom(a, streamPort).String())
		if err != nil {
			return err
		}
		web, err := h.Listen("tcp", netip.AddrPortFrom(a, webPort).String())
		if err != nil {
			return err
		}
		go l.take(streams)
		go http.Serve(web, l)
	}
	return nil
}

func (l *lander) take(ln net.Listener) {
	for {
		c, err := ln.Accept()
		if err != nil {
			return
		}
		go func() {
			defer c.Close()
			l.count(c, make([]byte, pieceLen))
		}()
	}
}

func (l *lander) count(r io.Reader, piece []byte) {
	for {
		n, err := r.Read(piece)
		l.bytes.Add(int64(n))
		if err != nil {
			return
		}
	}
}

func (l *lander) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.count(r.Body, make([]byte, min(max(r.ContentLength, 1), pieceLen)))
	w.WriteHeader(http.StatusNoContent)
}

// rate is how many bits a second land while send sends on c, which it ends.
func (l *lander) rate(c net.Conn, d time.Duration, send func(net.Conn) error) (float64, error) {
	ended := make(chan error, 1)
	go func() { ended <- send(c) }()
	time.Sleep(warmUp)
	before, since := l.bytes.Load(), time.Now()
	time.Sleep(d)
	bits, took := float64(l.bytes.Load()-before)*8, time.Since(since)
	c.Close()
	if err := <-ended; !errors.Is(err, net.ErrClosed) {
		return 0, fmt.Errorf("the transfer broke off: %w", err)
	}
	return bits / took.Seconds(), nil
}

// stream sends text over and over, and nothing around it.
func stream(text []byte) func(net.Conn) error {
	return func(c net.Conn) error {
		for {
			if err := send(c, text); err != nil {
				return err
			}
		}
	}
}

// lastingPost sends text over and over as the body of one HTTP request.
func lastingPost(text []byte) func(net.Conn) error {
	return func(c net.Conn) error {
		if _, err := c.Write(postHead(1<<40, "keep-alive")); err != nil {
			return err
		}
		return stream(text)(c)
	}
}

// posts sends text over and over as the bodies of HTTP requests.
func posts(text []byte) func(net.Conn) error {
	head := postHead(len(text), "keep-alive")
	return func(c net.Conn) error {
		answers := bufio.NewReader(c)
		for {
			if err := ask(c, answers, head, text); err != nil {
				return err
			}
		}
	}
}

func send(c net.Conn, text []byte) error {
	for piece := range slices.Chunk(text, pieceLen) {
		if _, err := c.Write(piece); err != nil {
			return err
		}
	}
	return nil
}

func postHead(length int, connection string) []byte {
	return fmt.Appendf(nil, "POST /upload HTTP/1.1\r\nHost: collect.example\r\nUser-Agent: bench\r\n"+
		"Content-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\nConnection: %s\r\n\r\n", length, connection)
}

// ask sends one request and reads its answer.
func ask(c net.Conn, answers *bufio.Reader, head, body []byte) error {
	if _, err := c.Write(head); err != nil {
		return err
	}
	if err := send(c, body); err != nil {
		return err
	}
	return answered(answers)
}

func answered(answers *bufio.Reader) error {
	a, err := http.ReadResponse(answers, nil)
	if err != nil {
		return err
	}
	a.Body.Close()
	if a.StatusCode != http.StatusNoContent {
		return fmt.Errorf("answer %s", a.Status)
	}
	return nil
}

// visit runs clients on a host until d has passed: each makes one turn after the
// other, on the connection that is its own or on none. It returns what each turn took.
func visit(h *netlab.Host, d time.Duration, client func() (turn func() error, err error)) ([]time.Duration, error) {
	took, errs := make([][]time.Duration, clients), make([]error, clients)
	var all sync.WaitGroup
	end := time.Now().Add(d)
	for i := range clients {
		all.Go(func() {
			errs[i] = h.Do(func() error {
				turn, err := client()
				for began := time.Now(); err == nil && began.Before(end); began = time.Now() {
					err = turn()
					took[i] = append(took[i], time.Since(began))
				}
				return err
			})
		})
	}
	all.Wait()
	return slices.Concat(took...), errors.Join(errs...)
}

// requester asks over and over on one connection.
func requester(to netip.AddrPort, body []byte) func() (func() error, error) {
	head := postHead(len(body), "keep-alive")
	return func() (func() error, error) {
		c, err := net.Dial("tcp", to.String())
		if err != nil {
			return nil, err
		}
		answers := bufio.NewReader(c)
		return func() error { return ask(c, answers, head, body) }, nil
	}
}

// connector makes a connection for each request. The server closes it first, so that
// the waiting that TCP asks for takes none of the client's ports.
func connector(to netip.AddrPort, body []byte) func() (func() error, error) {
	request := append(postHead(len(body), "close"), body...)
	return func() (func() error, error) {
		return func() error {
			c, err := net.Dial("tcp", to.String())
			if err != nil {
				return err
			}
			defer c.Close()
			if _, err := c.Write(request); err != nil {
				return err
			}
			answers := bufio.NewReader(c)
			if err := answered(answers); err != nil {
				return err
			}
			_, err = io.Copy(io.Discard, answers)
			return err
		}, nil
	}
}

// openIdle opens n connections that each begin an upload and then say no more.
func openIdle(h *netlab.Host, to netip.AddrPort, n int, begin []byte) (open []net.Conn, err error) {
	err = h.Do(func() error {
		for range n {
			c, err := net.Dial("tcp", to.String())
			if err != nil {
				return err
			}
			open = append(open, c)
			if _, err := c.Write(begin); err != nil {
				return err
			}
		}
		return nil
	})
	return open, err
}
