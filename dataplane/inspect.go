package dataplane

import (
	"sekisho/dataplane/content"
	"sekisho/dataplane/detect"
	"sekisho/dataplane/event"
	"sekisho/dataplane/proto"
)

// Inspection is what one flow, or one file, is found to carry: it joins the three
// stages that read it. Protocols hand their bodies to content, content hands texts to
// detect, and what neither can read is counted.
type Inspection struct {
	proto   proto.Flow
	extract *content.Extractor
	scan    *detect.Scanner

	// readBodies is false while only the protocol and the domain are asked for.
	readBodies bool
	attributes []event.Attribute
	changes    int   // of attributes
	inspected  int64 // bytes of bodies that went out
	opaque     int64 // bytes among them, or unpacked from them, that can't be read
	unread     []event.Unread
	onPart     func(content.Info, int64)
	onOpaque   func(content.Info, int64, string)
}

// NewInspection makes an inspection with a program's detectors.
func NewInspection(d *Detectors, limits content.Limits) *Inspection {
	in := &Inspection{scan: d.NewScanner()}
	in.extract = content.New(limits, contentSink{in})
	return in
}

// File begins a file. The returned writer takes its bytes.
func (in *Inspection) File(name string) content.Writer {
	return in.extract.Open(content.Part{Where: name, Name: name})
}

// OnPart and OnOpaque have f called with each file or member found, and with
// each run of bytes that can't be read.
func (in *Inspection) OnPart(f func(content.Info, int64)) { in.onPart = f }

// OnOpaque: see OnPart.
func (in *Inspection) OnOpaque(f func(content.Info, int64, string)) { in.onOpaque = f }

// Findings returns what has been found so far, samples masked.
func (in *Inspection) Findings() []event.Finding {
	found := in.scan.Findings()
	out := make([]event.Finding, len(found))
	for i, f := range found {
		out[i] = event.Finding(f)
	}
	return out
}

// OpaqueBytes is the number of bytes that could not be read.
func (in *Inspection) OpaqueBytes() int64 { return in.opaque }

// Release gives back what the inspection holds; its findings stay.
func (in *Inspection) Release() { in.extract.Release() }

func (in *Inspection) memory() int { return in.proto.Memory() + in.extract.Memory() }

// Set implements proto.Sink.
func (in *Inspection) Set(f proto.Field, value string) {
	in.changes++
	for i := range in.attributes {
		if in.attributes[i].Name == string(f) {
			in.attributes[i].Value = value
			return
		}
	}
	in.attributes = append(in.attributes, event.Attribute{Name: string(f), Value: value})
}

func (in *Inspection) attribute(f proto.Field) string {
	for _, a := range in.attributes {
		if a.Name == string(f) {
			return a.Value
		}
	}
	return ""
}

// Open implements proto.Sink. Only bodies that go out are read.
func (in *Inspection) Open(d proto.Dir, p proto.Part) proto.Body {
	if d != proto.Out || !in.readBodies {
		return unread{}
	}
	return body{in, in.extract.Open(content.Part(p))}
}

// Opaque implements proto.Sink.
func (in *Inspection) Opaque(d proto.Dir, n int, reason string) {
	if d == proto.Out {
		in.inspected += int64(n)
		in.unreadable(content.Info{Where: "network"}, int64(n), reason)
	}
}

func (in *Inspection) unreadable(i content.Info, n int64, reason string) {
	in.opaque += n
	in.because(reason, n)
	in.scan.Add("opaque", int(n), i.Where, "")
	if in.onOpaque != nil {
		in.onOpaque(i, n, reason)
	}
}

// because counts bytes by why they can't be read. The reasons are few.
func (in *Inspection) because(reason string, n int64) {
	for i := range in.unread {
		if in.unread[i].Reason == reason {
			in.unread[i].Bytes += n
			return
		}
	}
	in.unread = append(in.unread, event.Unread{Reason: reason, Bytes: n})
}

// body counts what a body's content is given.
type body struct {
	in *Inspection
	w  content.Writer
}

func (b body) Write(p []byte) {
	b.in.inspected += int64(len(p))
	b.w.Write(p)
}

func (b body) Close() { b.w.Close() }

// unread takes a body that nobody asks for.
type unread struct{}

func (unread) Write([]byte) {}
func (unread) Close()       {}

// contentSink takes what content unwraps.
type contentSink struct{ in *Inspection }

func (s contentSink) Text(i content.Info) content.Writer {
	return s.in.scan.Open(detect.Text{Where: i.Where, Name: i.Name, MediaType: i.MediaType, Binary: i.Binary})
}

func (s contentSink) Part(i content.Info, n int64) {
	if s.in.onPart != nil {
		s.in.onPart(i, n)
	}
}

func (s contentSink) Kind(i content.Info, mediaType string) {
	s.in.scan.Recognised(detect.File{Where: i.Where, Name: i.Name, Declared: i.MediaType, MediaType: mediaType})
}

func (s contentSink) Opaque(i content.Info, n int64, reason string) { s.in.unreadable(i, n, reason) }

func (s contentSink) Flag(class string, i content.Info, _ string) {
	s.in.scan.Add(class, 1, i.Where, "")
}
