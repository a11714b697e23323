package detect

import (
	"bytes"
	"strings"
)

// command is a program that takes a password among its words.
type command struct {
	name string
	// options come before the password, in a word of their own or in the same one; those
	// that end in '+' have it in the same word only.
	options string
	pairs   string // options before a user and a password, with the sign between as their end
	last    bool   // the last word that is no option is one
	first   bool   // any word is one
}

var commands = []command{
	{name: "curl ", pairs: "-u: --user: -U: --proxy-user:"},
	{name: "mysql", options: "-p+"}, {name: "mariadb", options: "-p+"}, {name: "mongo", options: "-p"}, {name: "redis-cli ", options: "-a"},
	{name: "sqlplus ", pairs: "/"}, {name: "expdp ", pairs: "/"}, {name: "jdbc:oracle:thin:", pairs: "/"},
	{name: "sqlcmd ", options: "-P -P+"}, {name: "bcp ", options: "-P -P+"}, {name: "isql ", options: "-P -P+"}, {name: "db2 connect ", options: "using"},
	{name: "sshpass ", options: "-p+ -p"}, {name: " -pw ", first: true}, {name: "psexec", options: "-p"}, {name: " /rp ", first: true},
	{name: "ldap", options: "-w"}, {name: "smbclient ", pairs: "-U% --user%"}, {name: "net use ", last: true}, {name: "net user ", last: true},
	{name: " login ", options: "-p"}, {name: "freerdp", options: "/p:+ -p"}, {name: "rdesktop ", options: "-p"},
	{name: "openssl enc", options: "-k"}, {name: "zip ", options: "-P"}, {name: "rar ", options: "-p+ -hp+"}, {name: "7z a ", options: "-p+"}, {name: "7z x ", options: "-p+"},
	{name: "htpasswd ", last: true}, {name: "lftp ", pairs: "-u,"}, {name: "ipmitool ", options: "-P"}, {name: "snmp", options: "-A -X"}, {name: "mosquitto_", options: "-P"}, {name: "rabbitmqctl add_user ", last: true},
	{name: "rabbitmqctl change_password ", last: true}, {name: "ldappasswd ", options: "-s -w"}, {name: "cqlsh ", options: "-p"}, {name: "openssl passwd ", last: true, first: true},
	{name: "rman target ", pairs: "/"}, {name: "impdp ", pairs: "/"}, {name: "sqlldr ", pairs: "/"}, {name: "connect ", pairs: "/"}, {name: ".logon ", pairs: "/"},
	{name: "convertto-securestring ", options: "-string", first: true},
}

// commandWords are the names that start a judgement.
func commandWords() (words []string) {
	for _, c := range commands {
		words = append(words, c.name)
	}
	return words
}

// judgeCommand judges a command line.
func judgeCommand(w *window) verdict {
	within := w.word == "zip " || w.word == "rar " || w.word == "freerdp" // of "unzip", "xfreerdp"
	if w.start > 0 && (isLetter(w.buf[w.start-1]) && !within && w.word[0] != ' ' || w.buf[w.start-1] == '_') {
		return verdict{final: true}
	}
	line := w.buf[w.end:min(len(w.buf), w.end+secretReach)]
	final := w.closed || len(line) == secretReach
	if end := endOfCommand(line); end >= 0 {
		line, final = line[:end], true
	}
	for i := range commands {
		if c := &commands[i]; c.name == w.word {
			if v := c.password(line); v != nil {
				return verdict{hit: true, final: final, value: v, confidence: 0.9}
			}
		}
	}
	return verdict{final: final}
}

// endOfCommand returns where a command line ends, or -1.
func endOfCommand(line []byte) int {
	for i, c := range line {
		if c == '\n' && (i == 0 || line[i-1] != '\\' && line[i-1] != '`' && line[i-1] != '^') || c == '|' && i > 0 && line[i-1] == ' ' || c == ';' && i > 0 && line[i-1] == ' ' {
			return i
		}
	}
	return -1
}

// password returns the password among the words of a command, or nil.
func (c *command) password(line []byte) []byte {
	if len(line) > 0 && isWordByte(line[0]) && strings.IndexByte(" :", c.name[len(c.name)-1]) < 0 { // "mysqldump"
		line = line[len(line)-len(bytes.TrimLeft(line, "abcdefghijklmnopqrstuvwxyz_-.0123456789")):]
	}
	var before, last []byte
	for len(line) > 0 {
		var word []byte
		if word, line = nextCommandWord(line); len(word) == 0 {
			break
		}
		if v := c.optionValue(before, word); v != nil && passwordScore(v, enclosedIn) > 0 {
			return v
		}
		if c.first && c.name[0] == ' ' && before != nil {
			break
		}
		if (c.last && before != nil || c.first) && word[0] != '-' && word[0] != '/' && passwordScore(word, namedAt) > 0 && bytes.IndexByte(word, '\\') < 0 {
			last = word
		}
		before = word
	}
	return last
}

// optionValue returns what may be a password in a word or behind the one before.
func (c *command) optionValue(before, word []byte) []byte {
	for o := range strings.FieldsSeq(c.options) {
		name, attached := strings.CutSuffix(o, "+")
		if v, ok := bytes.CutPrefix(word, []byte(name)); ok && len(v) > 0 && (attached || v[0] == '=') {
			v = bytes.TrimPrefix(bytes.TrimLeft(v, "=:"), []byte("pass:"))
			return bytes.Trim(v, "'\"")
		}
		if !attached && string(before) == name {
			return word
		}
		if attached && strings.HasPrefix(name, "-pass") && string(before) == name {
			return bytes.TrimPrefix(word, []byte("pass:"))
		}
	}
	for o := range strings.FieldsSeq(c.pairs) {
		name, sign := o[:len(o)-1], o[len(o)-1:]
		v, here := bytes.CutPrefix(word, []byte(name))
		if name != "" && string(before) != name && (!here || len(v) == 0) {
			continue
		}
		if string(before) == name {
			v = word
		}
		_, v, found := bytes.Cut(bytes.Trim(v, "='\""), []byte(sign))
		if found && name == "" {
			v, _, found = bytes.Cut(v, []byte("@"))
		}
		if found {
			return v
		}
	}
	return nil
}

// nextCommandWord cuts the first word off a command line, without its quotes.
func nextCommandWord(line []byte) (word, rest []byte) {
	line = bytes.TrimLeft(line, " \t\r\n`^,([")
	for len(line) > 1 && line[0] == '\\' && line[1] <= ' ' { // the command goes on in the next line
		line = bytes.TrimLeft(line[1:], " \t\r\n")
	}
	if len(line) == 0 {
		return nil, nil
	}
	if c := line[0]; c == '"' || c == '\'' {
		if end := bytes.IndexByte(line[1:], c); end >= 0 {
			return line[1 : 1+end], line[end+2:]
		}
	}
	end := bytes.IndexAny(line, " \t\r\n)]")
	if quote := bytes.IndexAny(line, "'\""); quote > 0 && (end < 0 || quote < end) {
		if close := bytes.IndexByte(line[quote+1:], line[quote]); close >= 0 {
			end = quote + 1 + close + 1
		}
	}
	if end < 0 {
		end = len(line)
	}
	return bytes.TrimRight(line[:end], ","), line[end:]
}
