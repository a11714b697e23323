package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"sekisho/dataplane/content"
	"sekisho/dataplane/netlab"
)

// language is a list of people in a language, and a list of things to go with it.
type language struct {
	people, things []string // cells with tabs between them; the first is the heading
}

// wrappedLists are tried in turn: a charset holds some languages only.
func wrappedLists() []language {
	ja := language{people: strings.Split(strings.ReplaceAll(strings.TrimSpace(customerList(20)), ",", "\t"), "\n"), things: []string{"品名様式\t個数\t備考"}}
	zh := language{people: []string{"姓名\t电话\t电子邮箱\t地址"}, things: []string{"品名\t状态\t备注"}}
	tw := language{people: []string{"姓名\t電話號碼\t電子郵件\t地址"}, things: []string{"品名證\t數量\t備註"}}
	ko := language{people: []string{"성명\t전화번호\t이메일\t주소"}, things: []string{"품명\t수량\t비고"}}
	en := language{people: []string{"Name\tPhone\tEmail\tDate of birth"}, things: []string{"Article\tPieces\tRemark"}}
	es := language{people: slices.Clone(en.people), things: []string{"Artículo\tPiezas\tNota"}}
	for i := range 20 {
		mail := fmt.Sprintf("kehu%03d@mail.example.com", i)
		zh.people = append(zh.people, fmt.Sprintf("%s%s\t138%08d\t%s\t北京市海淀区虚构路%d号", string([]rune("王李张刘陈")[i%5]), string([]rune("伟芳娜敏静")[i/5]), 12345678+i*7919, mail, i+1))
		tw.people = append(tw.people, fmt.Sprintf("%s%s\t0912-%03d-%03d\t%s\t臺北市大安區虛構路%d號", string([]rune("陳林黃張李")[i%5]), [...]string{"志明", "淑芬", "俊傑", "美玲"}[i/5], 100+i*7, 200+i*11, mail, i+1))
		ko.people = append(ko.people, fmt.Sprintf("%s%s\t010-%04d-%04d\t%s\t서울특별시 종로구 가공로 %d", string([]rune("김이박최정")[i%5]), [...]string{"민수", "영희", "철수", "지은"}[i/5], 2000+i*7, 3000+i*11, mail, i+1))
		en.people = append(en.people, fmt.Sprintf("%s %s\t(202) 555-01%02d\t%s\t19%02d-0%d-1%d", [...]string{"James", "Mary", "Robert", "Linda"}[i/5], [...]string{"Smith", "Johnson", "Brown", "Miller", "Davis"}[i%5], i, mail, 60+i, i%9+1, i%9))
		es.people = append(es.people, fmt.Sprintf("%s %s\t(202) 555-01%02d\t%s\t19%02d-0%d-1%d", [...]string{"José", "María", "Andrés", "Lucía"}[i/5], [...]string{"García", "López", "Martínez", "Sánchez", "Pérez"}[i%5], i, mail, 60+i, i%9+1, i%9))
		for _, l := range []*language{&ja, &zh, &tw, &ko, &en, &es} {
			l.things = append(l.things, fmt.Sprintf("%c-%d\t%d\tok", 'A'+i, i%4, i%7))
		}
	}
	return []language{ja, zh, tw, ko, en, es}
}

// asLayout writes rows as a wrapping wants them: as they are, or as lines of a label
// and a value.
func asLayout(layout wrappable, rows []string) []byte {
	if layout != linesWrapped {
		return []byte(strings.Join(rows, "\n") + "\n")
	}
	var b bytes.Buffer
	labels := strings.Split(rows[0], "\t")
	for _, row := range rows[1:] {
		for i, cell := range strings.Split(row, "\t") {
			fmt.Fprintf(&b, "%s: %s\n", labels[i], cell)
		}
		b.WriteString("\n")
	}
	return b.Bytes()
}

// letter is a body and what its carrier declares.
type letter struct {
	part content.Part
	body []byte
}

// wrapped is a list of people in a wrapping, and a harmless list in the same.
type wrapped struct {
	name         string
	people, fine letter
}

// inEveryWrapping packs lists. It fails where a wrapping holds none, as when the
// program that writes it isn't installed.
func inEveryWrapping(t *testing.T) (all []wrapped) {
	t.Helper()
	r := rand.New(rand.NewPCG(accuracySeed, 2))
	lists := wrappedLists()
next:
	for _, w := range slices.Concat(wrappings, seenWrappings, seenParcels) {
		in := func(rows []string) letter {
			p, body := w.wrap(r, "list.txt", asLayout(w.layout, rows))
			return letter{p, body}
		}
		for _, l := range lists {
			if x := (wrapped{w.name, in(l.people), in(l.things)}); x.people.body != nil && x.fine.body != nil {
				all = append(all, x)
				continue next
			}
		}
		t.Errorf("%s: no list can be written so: is its program installed?", w.name)
	}
	return all
}

// post sends a letter and returns an error unless it was taken and answered.
func (g *gateway) post(to netip.AddrPort, path string, l letter) error {
	client := http.Client{Timeout: patience, Transport: &http.Transport{DisableKeepAlives: true, DialContext: g.LAN[0].Dial}}
	q, err := http.NewRequest(http.MethodPost, "http://"+to.String()+path, bytes.NewReader(l.body))
	g.must(err)
	q.Header.Set("Content-Type", cmp.Or(l.part.MediaType, "application/octet-stream"))
	if l.part.Encodings != nil {
		q.Header.Set("Content-Encoding", strings.Join(l.part.Encodings, ", "))
	}
	answer, err := client.Do(q)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	_, err = io.Copy(io.Discard, answer.Body)
	return err
}

// wrappedPlaces are where lists stand within the body, in wrappings that have a within.
var wrappedPlaces = map[string]string{
	"HTTP form, multipart": "!list.txt", "ZIP": "!list.txt", "ZIP, stored": "!list.txt", "ZIP in ZIP": "!inner.zip!list.txt",
	"tar": "!list.txt", "tar.gz": "!list.txt", "7z": "!list.txt", "7z, header packed": "!list.txt", "RAR": "!list.txt",
	"mail, base64 attachment": "!list.txt", "mail, ZIP attached": "!list.txt.zip!list.txt", "mail in mail": "!list.txt", "mbox": "!list.txt",
	"winmail.dat": "!list.txt", "winmail.dat in mail": "!winmail.dat!list.txt", "MSG": "!body", "MSG, file attached": "!list.txt",
	"DOCX, runs split": "!word/document.xml", "DOCX, header": "!word/header1.xml", "DOCX, comments": "!word/comments.xml",
	"DOCX, file embedded": "!word/embeddings/oleObject1.bin!list.txt", "PPTX": "!ppt/slides/slide1.xml", "ODT": "!content.xml",
	"XLSX, shared strings": "!Sheet1", "XLSX, hidden sheet": "!xl/worksheets/sheet1.xml", "XLSX, strings in cells": "!xl/worksheets/sheet1.xml",
	"tar.xz": "!list.txt", "tar.bz2": "!list.txt", "7z in ZIP": "!inner.7z!list.txt", "ZIP, names in Shift_JIS": "!資料/名簿.txt", "CSV, UTF-16 in ZIP": "!export.txt",
	"HTTP form, multipart, gzip uploaded": "!a.csv.gz!a.csv", "HTTP form, multipart, Shift_JIS": "!a.txt", "uuencoded": "!list.txt",
	"mail in ZIP": "!mail.eml!list.txt", "DOCX, footnote": "!word/footnotes.xml", "DOCX, table": "!word/document.xml",
	"PPTX, notes": "!ppt/notesSlides/notesSlide1.xml", "PPTX, table": "!ppt/slides/slide1.xml", "PDF, file attached": "!list.txt",
	"ODS": "!Sheet1", "XLS": "!Sheet1", "XLS, hidden sheet": "!Sheet1", "SQLite": "!entries",
}

// TestEveryWrappingIsJudged sends a list of people in each wrapping through the
// gateway: it passes where it may land, and is refused where it may not, with an
// event that names where it stood. A harmless list passes in the same wrapping.
func TestEveryWrappingIsJudged(t *testing.T) {
	g := newGateway(t, netlab.Options{LAN: 1})
	for _, h := range g.Outside {
		g.must(g.serve(h, 80, g.inbox))
	}
	g.up()
	letters := inEveryWrapping(t)
	var blocked []string
	refused := map[string]wrapped{} // by path
	for i, w := range letters {
		watched := netip.AddrPortFrom(g.Outside[0].Addrs[i%2], 80)
		friendly := netip.AddrPortFrom(g.Outside[1].Addrs[i%2], 80)
		g.passes(w.name+", people to where they may go", friendly, w.people)
		g.passes(w.name+", harmless", watched, w.fine)
		path := g.inbox.path()
		if err := g.post(watched, path, w.people); err == nil {
			t.Errorf("%s: the list of people was taken", w.name)
			continue
		}
		blocked, refused[path] = append(blocked, w.name), w
	}
	g.wait("the servers' handlers", g.inbox.quiet)
	for path, w := range refused {
		if got := g.inbox.at(path); got.whole || len(got.body) >= len(w.people.body) {
			t.Errorf("%s: all %d bytes landed", w.name, len(got.body))
		}
	}
	g.down()
	g.checkPlaces(blocked)
}

func (g *gateway) passes(what string, to netip.AddrPort, l letter) {
	g.t.Helper()
	path := g.inbox.path()
	err := g.post(to, path, l)
	if got := g.inbox.at(path); err != nil || !got.whole || !bytes.Equal(got.body, l.body) {
		g.t.Errorf("%s: %d of %d bytes landed: %v", what, len(got.body), len(l.body), err)
	}
}

// checkPlaces holds the events of blocks, one a name, against where lists stand.
func (g *gateway) checkPlaces(names []string) {
	g.t.Helper()
	events, err := g.events()
	g.must(err)
	var blocks []map[string]any
	for _, e := range events {
		if field(e, "event.action") == "block" {
			blocks = append(blocks, e)
		}
	}
	if len(blocks) != len(names) {
		g.t.Fatalf("%d events of blocks, %d blocks seen", len(blocks), len(names))
	}
	for i, e := range blocks {
		found, _ := field(e, "sekisho.findings").([]any)
		if len(found) == 0 {
			g.t.Errorf("%s: an event without findings", names[i])
		}
		for _, f := range found {
			if where := f.(map[string]any)["where"]; where != "http.request.body"+wrappedPlaces[names[i]] {
				g.t.Errorf("%s: found in %v", names[i], where)
			}
		}
	}
}
