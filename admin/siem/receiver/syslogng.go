package receiver

import (
	"fmt"
	"path/filepath"
	"strings"
)

// syslogNGModules is the folder of its plug-ins below the root.
const syslogNGModules = "usr/lib/syslog-ng/*.*/"

// syslogNG is Debian's syslog-ng.
func syslogNG() program {
	return program{
		binary:    "usr/sbin/syslog-ng",
		libraries: []string{"usr/lib/syslog-ng", "usr/lib/*-linux-gnu*", "lib/*-linux-gnu*"},
		config:    syslogNGConfig,
		arguments: func(o Options, config string) []string {
			in := func(name string) string { return filepath.Join(o.Dir, name) }
			return []string{"--foreground", "--cfgfile=" + config, "--pidfile=" + in("pid"), "--persist-file=" + in("persist"),
				"--control=" + in("control"), "--module-path=" + strings.Join(below(o.Root, syslogNGModules), ":")}
		},
	}
}

func syslogNGConfig(o Options, store string) string {
	var c strings.Builder
	c.WriteString("@version: 3.38\noptions { use-dns(no); dns-cache(no); log-msg-size(65536); };\nsource arriving {\n")
	family := 6
	if o.Address.Is4() {
		family = 4
	}
	at := func(transport string, port uint16, more string) {
		if port != 0 {
			fmt.Fprintf(&c, "  syslog(transport(%q) ip-protocol(%d) ip(\"%s\") port(%d) flags(store-raw-message) log-iw-size(10000)%s);\n", transport, family, o.Address, port, more)
		}
	}
	verify := "optional-untrusted"
	if o.Mutual {
		verify = "required-trusted"
	}
	at("udp", o.UDP, "")
	at("tcp", o.TCP, " max-connections(100)")
	at("tls", o.TLS, fmt.Sprintf(" max-connections(100) tls(ca-file(%q) cert-file(%q) key-file(%q) peer-verify(%s))", o.CA, o.Certificate, o.Key, verify))
	fmt.Fprintf(&c, "};\ndestination stored { file(%q template(\"${RAWMSG}\\n\")); };\n", store)
	c.WriteString("log { source(arriving); destination(stored); flags(flow-control); };\n")
	return c.String()
}
