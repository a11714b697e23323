package web

import (
	"context"
	"io"

	"sekisho/dataplane/event"
)

// maxScan bounds what can be tried, in bytes.
const maxScan = 8 << 20

// Scan is what was found in a text or a file.
type Scan struct {
	MediaType string          `json:"media_type,omitempty"`
	Charset   string          `json:"charset,omitempty"`
	Bytes     int64           `json:"bytes"`
	Findings  []event.Finding `json:"findings"` // samples masked
	Parts     []ScanPart      `json:"parts"`
	Unread    int64           `json:"unread_bytes"`
	Reasons   []string        `json:"unread_reasons,omitempty"`
}

// ScanPart is a member of a file, or the file itself.
type ScanPart struct {
	Name      string `json:"name"`
	MediaType string `json:"media_type,omitempty"`
	Bytes     int64  `json:"bytes"`
}

// trial is a text or a file to try detectors on.
type trial struct {
	Name string    `query:"name" max:"255" doc:"of the file; its ending may tell what it is"`
	Body io.Reader `body:"application/octet-stream"`
}

// testDetectors keeps nothing of what it is sent.
func (s *Server) testDetectors(ctx context.Context, c *call, in trial) (Scan, error) {
	leave, err := s.trials.enter(c)
	if err != nil {
		return Scan{}, err
	}
	defer leave()
	if in.Name == "" {
		in.Name = "text"
	}
	return s.options.Scan(ctx, in.Name, in.Body)
}
