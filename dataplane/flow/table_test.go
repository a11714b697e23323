package flow

import (
	"net/netip"
	"testing"
	"time"
)

func key(n int, proto uint8) Key {
	in := netip.AddrPortFrom(netip.MustParseAddr("10.0.0.2"), uint16(n))
	return NewKey(in, netip.MustParseAddrPort("203.0.113.9:80"), proto)
}

func TestKeyEnds(t *testing.T) {
	for _, s := range []string{"10.0.0.2:7", "[2001:db8::1]:7", "[::ffff:10.0.0.2]:7"} {
		a, b := netip.MustParseAddrPort(s), netip.MustParseAddrPort("[2001:db8::2]:9")
		k := NewKey(a, b, 6)
		if x, _ := k.Ends(); x != a {
			t.Errorf("%v became %v", a, x)
		}
	}
}

func TestTableIsBounded(t *testing.T) {
	gone := 0
	table := NewTable(3, func(*Flow[int]) { gone++ })
	now := time.Unix(1000, 0)
	for i := range 3 {
		table.Add(key(i, protoTCP), now)
	}
	if table.Add(key(9, protoTCP), now) != nil {
		t.Fatal("a table full of flows under inspection took another")
	}
	table.Touch(table.Get(key(1, protoTCP)), Decided, now)
	if table.Add(key(9, protoTCP), now) == nil || table.Get(key(1, protoTCP)) != nil || gone != 1 {
		t.Errorf("a decided flow did not make room; %d gone", gone)
	}
}

func TestTableExpires(t *testing.T) {
	var gone []Key
	table := NewTable(10, func(f *Flow[int]) { gone = append(gone, f.Key) })
	start := time.Unix(1000, 0)
	tcp, udp := table.Add(key(1, protoTCP), start), table.Add(key(2, 17), start)
	table.Touch(tcp, Open, start)
	table.Touch(udp, Open, start)
	table.Expire(start.Add(datagramLimit))
	if len(gone) != 0 {
		t.Fatalf("gone too early: %v", gone)
	}
	table.Expire(start.Add(datagramLimit + 1))
	if len(gone) != 1 || gone[0] != udp.Key {
		t.Fatalf("after the datagram limit: %v", gone)
	}
	table.Expire(start.Add(limits[Open] + 1))
	if len(gone) != 2 || table.Len() != 0 {
		t.Fatalf("after the stream limit: %v", gone)
	}
}
