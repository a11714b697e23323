package main

import (
	"fmt"
	"io"
	"net/http"
	"sync"
)

// inbox is a web server's handler that keeps what arrives of bodies, whole or not, by
// their paths: what is left of one that was refused may come later than the next.
type inbox struct {
	mu      sync.Mutex
	paths   int
	inside  int // requests that are being read
	arrived map[string]arrival
}

type arrival struct {
	body  []byte
	whole bool
}

func (i *inbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	i.mu.Lock()
	i.inside++
	i.mu.Unlock()
	b, err := io.ReadAll(r.Body)
	i.mu.Lock()
	i.inside--
	i.arrived[r.URL.Path] = arrival{b, err == nil}
	i.mu.Unlock()
	if err == nil {
		fmt.Fprintf(w, "%d", len(b))
	}
}

// path is one to send to that no other body has.
func (i *inbox) path() string {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.paths++
	return fmt.Sprintf("/upload/%d", i.paths)
}

// at gives what has arrived at a path.
func (i *inbox) at(path string) arrival {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.arrived[path]
}

// quiet reports whether no request is being read.
func (i *inbox) quiet() bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.inside == 0
}
