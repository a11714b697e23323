package proto

// MQTT 3.1, 3.1.1 and 5.0 (OASIS), by the CONNECT packet.
func init() {
	register(protocol{name: "mqtt", transport: "tcp", match: matchMQTT, start: startPlain("mqtt")})
}

const (
	mqttConnect   = 0x10
	mqttLengthMax = 4 // bytes of the variable length
)

func matchMQTT(p peek) verdict {
	b, _ := p.speaks()
	if len(b) == 0 {
		return maybe
	}
	if b[0] != mqttConnect {
		return no
	}
	for i, c := range b[1:min(len(b), 1+mqttLengthMax)] {
		if c < 0x80 {
			rest := b[i+2:]
			return max(prefix(rest, "\x00\x04MQTT"), prefix(rest, "\x00\x06MQIsdp"))
		}
	}
	if len(b) > mqttLengthMax {
		return no
	}
	return maybe
}
