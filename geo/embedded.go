package geo

import (
	_ "embed"
	"fmt"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
)

// The embedded databases, made by make geodata (geodata.go). data/README says
// whose they are and under which licence.
var (
	//go:embed data/country.mmdb.zst
	countryData []byte
	//go:embed data/asn.mmdb.zst
	asnData []byte
	//go:embed data/date
	dataDate string
)

// embeddedPath stands for the path of an embedded database.
const embeddedPath = "embedded"

// maxEmbedded bounds the decompressed size of one embedded database, in bytes.
const maxEmbedded = 64 << 20

// EmbeddedDate is when the embedded country data was built by its publisher,
// UTC. The zero Time would mean a build with broken data, which tests refuse.
func EmbeddedDate() time.Time {
	t, err := time.Parse(time.RFC3339, strings.TrimSpace(dataDate))
	if err != nil {
		return time.Time{}
	}
	return t
}

// addEmbedded lays the embedded databases down. They are decompressed each
// time: a DB lives for weeks, and the bytes need not outlive its making.
func (b *builder) addEmbedded() error {
	for _, packed := range [][]byte{countryData, asnData} {
		data, err := unpack(packed)
		if err == nil {
			err = b.add(embeddedPath, data)
		}
		if err != nil {
			return fmt.Errorf("open embedded geo database: %w", err)
		}
	}
	return nil
}

func unpack(packed []byte) ([]byte, error) {
	r, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxEmbedded), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return r.DecodeAll(packed, nil)
}
