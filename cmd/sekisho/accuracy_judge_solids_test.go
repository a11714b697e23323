package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// solidBody is a body of some blocks in the records of ACIS 7 (its manual of the SAT format, chapter 2): $7 is the
// eighth record, $-1 none. A body has lumps, these a shell, faces, loops, and a half edge for each side of a face.
func solidBody(r *rand.Rand) string {
	blocks := between(r, 1, 5)
	s := "body $-1 -1 $-1 $1 $-1 $-1 #\n"
	for i := range blocks {
		b := block{first: 1 + i*blockRecords, next: 1 + (i+1)*blockRecords, at: [3]int{200 * i, r.IntN(90), 0}}
		if i == blocks-1 {
			b.next = -1
		}
		for axis := range b.size {
			b.size[axis] = between(r, 5, 150)
		}
		s += b.records()
	}
	return s
}

// blockRecords is how many a block has: lump and shell, 6 faces with loop and plane, 24 half edges, 12 edges with their
// lines, 8 vertices with their points. They stand in this order.
const (
	firstFace    = 2
	firstHalf    = firstFace + 6*3
	firstEdge    = firstHalf + 24
	firstCorner  = firstEdge + 12*2
	blockRecords = firstCorner + 8*2
)

// block is a solid with six sides: the number of its first record and of the next block's, its corner and size.
type block struct {
	first, next int
	at, size    [3]int
}

// faceCorners are a block's sides, seen from outside against the clock. A corner's bits are its x, y and z.
var faceCorners = [6][4]int{{0, 2, 3, 1}, {4, 5, 7, 6}, {0, 1, 5, 4}, {2, 6, 7, 3}, {0, 4, 6, 2}, {1, 3, 7, 5}}

// edgeOf numbers the edge between two corners by the axis it runs along and its lower corner.
func edgeOf(from, to int) (edge, axis, low int) {
	axis, low = (from^to)/2, from&to
	other := [3]int{low / 2, low&1 | low/4*2, low & 3}[axis]
	return 4*axis + other, axis, low
}

func (b block) point(corner int) string {
	var p [3]any
	for axis := range p {
		p[axis] = b.at[axis] + b.size[axis]*(corner>>axis&1)
	}
	return fmt.Sprintf("%d %d %d", p[:]...)
}

func (b block) records() string {
	var s strings.Builder
	record := func(kind, format string, values ...any) {
		fmt.Fprintf(&s, kind+" $-1 -1 $-1 "+format+" #\n", values...)
	}
	record("lump", "$%d $%d $0", b.next, b.first+1)
	record("shell", "$-1 $-1 $%d $-1 $%d", b.first+firstFace, b.first)
	b.faces(record)
	halves := b.halfEdges(record)
	for edge := range 12 {
		axis, other := edge/4, edge%4
		low := [3]int{other * 2, other&1 | other/2*4, other}[axis]
		high := low | 1<<axis
		record("edge", "$%d 0 $%d %d $%d $%d forward @7 unknown", b.corner(low), b.corner(high), b.size[axis], halves[edge], b.first+firstEdge+2*edge+1)
		record("straight-curve", "%s %s I I", b.point(low), [3]string{"1 0 0", "0 1 0", "0 0 1"}[axis])
	}
	for corner := range 8 {
		edge, _, _ := edgeOf(corner, corner^1)
		record("vertex", "$%d $%d", b.first+firstEdge+2*edge, b.corner(corner)+1)
		record("point", "%s", b.point(corner))
	}
	return s.String()
}

func (b block) corner(corner int) int { return b.first + firstCorner + 2*corner }

func (b block) faces(record func(kind, format string, values ...any)) {
	outward := [6]string{"0 0 -1 1 0 0", "0 0 1 1 0 0", "0 -1 0 1 0 0", "0 1 0 1 0 0", "-1 0 0 0 1 0", "1 0 0 0 1 0"}
	for f, corners := range faceCorners {
		number := b.first + firstFace + 3*f
		next := number + 3
		if f == 5 {
			next = -1
		}
		record("face", "$%d $%d $%d $-1 $%d forward single", next, number+1, b.first+1, number+2)
		record("loop", "$-1 $%d $%d", b.first+firstHalf+4*f, number)
		record("plane-surface", "%s %s forward_v I I I I", b.point(corners[0]), outward[f])
	}
}

// halfEdges writes them and returns one of each edge.
func (b block) halfEdges(record func(kind, format string, values ...any)) (halves [12]int) {
	type side struct{ from, to int }
	number := map[side]int{}
	for f, corners := range faceCorners {
		for i, from := range corners {
			number[side{from, corners[(i+1)%4]}] = b.first + firstHalf + 4*f + i
		}
	}
	for f, corners := range faceCorners {
		for i, from := range corners {
			to, start := corners[(i+1)%4], b.first+firstHalf+4*f
			edge, _, low := edgeOf(from, to)
			sense := map[bool]string{true: "forward", false: "reversed"}[low == from]
			halves[edge] = start + i
			record("coedge", "$%d $%d $%d $%d %s $%d $-1", start+(i+1)%4, start+(i+3)%4, number[side{to, from}], b.first+firstEdge+2*edge, sense, b.first+firstFace+3*f+1)
		}
	}
	return halves
}
