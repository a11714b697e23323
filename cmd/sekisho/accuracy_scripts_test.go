package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// script is a short program of a firm's own. Names in it that begin with a sharp sign are
// drawn anew for each document.
type script struct{ name, file, text string }

var scripts = map[set][]script{seen: seenScripts, judging: judgingScripts}

// scriptSample is a short program as a file, as a text, in a letter or, if it is Python,
// in a notebook.
func scriptSample(r *rand.Rand, s set) sample {
	p := pick(r, scripts[s])
	text := named(r, p.text)
	d := sample{set: s, about: "file.source_code", layout: "script in " + p.name, lang: "en", name: p.file, body: []byte(text), truth: newTruth()}
	switch r.IntN(4) {
	case 0:
		d.name = "memo.txt"
	case 1:
		d.layout, d.name = "script in a letter", "mail.txt"
		d.body = []byte(filler[s]["en"] + "\n\n" + text + "\n" + filler[s]["en"] + "\n")
	case 2:
		if p.name == "Python" {
			d.layout, d.name, d.body = "notebook", "work.ipynb", notebook(text)
		}
	}
	d.truth.add("file.source_code", p.file)
	d.truth.doubt["pii.name"], d.truth.doubt["pii.person"] = true, true
	return d
}

// named puts words for #1 to #6.
func named(r *rand.Rand, text string) string {
	all := strings.Fields("order stock batch invoice shift route sensor price parcel ledger budget valve")
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for i := range 6 {
		text = strings.ReplaceAll(text, fmt.Sprint("#", i+1), all[i])
	}
	return text
}

// notebook has a cell of the program between two of text.
func notebook(text string) []byte {
	note := map[string]any{"cell_type": "markdown", "metadata": map[string]any{}, "source": []string{"# Monthly run"}}
	code := map[string]any{"cell_type": "code", "execution_count": 3, "metadata": map[string]any{}, "outputs": []any{}, "source": strings.SplitAfter(text, "\n")}
	return []byte(asText(map[string]any{"cells": []any{note, code, note}, "metadata": map[string]any{"language_info": map[string]any{"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}, " "))
}

var seenScripts = []script{
	{"Python", "collect.py", `import csv
import sys
from collections import defaultdict


def load_#1(path):
    """Read the #1 file of one day."""
    with open(path, newline="", encoding="cp932") as f:
        return [row for row in csv.DictReader(f) if row["#2_code"]]


def total_by_#2(rows):
    totals = defaultdict(int)
    for row in rows:
        totals[row["#2_code"]] += int(row["#3"] or 0)
    return totals


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: collect.py FILE")
    for code, #3 in sorted(total_by_#2(load_#1(sys.argv[1])).items()):
        if #3 > 1000:
            print(f"{code}\t{#3}")


if __name__ == "__main__":
    main()
`},
	{"Java", "OrderService.java", `package net.example.#1;

import java.util.ArrayList;
import java.util.List;

public class #1Service {
    private final #2Repository repository;

    public #1Service(#2Repository repository) {
        this.repository = repository;
    }

    public List<#2Entry> findOpen(long #3Id) {
        List<#2Entry> result = new ArrayList<>();
        for (#2Entry e : repository.findAll()) {
            if (e.get#3Id() == #3Id && !e.isClosed()) {
                result.add(e);
            }
        }
        return result;
    }

    @Override
    public String toString() {
        return "#1Service[" + repository.size() + "]";
    }
}
`},
	{"C#", "Worker.cs", `using System;
using System.Collections.Generic;
using System.Linq;

namespace Example.#1
{
    public class #2Worker
    {
        private readonly I#3Store store;

        public #2Worker(I#3Store store)
        {
            this.store = store ?? throw new ArgumentNullException(nameof(store));
        }

        public decimal Sum(IEnumerable<int> ids)
        {
            var found = ids.Select(id => store.Get(id)).Where(x => x != null);
            decimal total = 0;
            foreach (var x in found)
            {
                total += x.#4 * 1.1m;
            }
            return Math.Round(total, 2);
        }
    }
}
`},
	{"SQL", "close_month.sql", `CREATE OR REPLACE FUNCTION close_#1(p_month date) RETURNS integer AS $$
DECLARE
    v_count integer := 0;
    r record;
BEGIN
    FOR r IN SELECT #2_id, sum(#3) AS total FROM #1_lines
             WHERE month = p_month AND closed IS FALSE GROUP BY #2_id LOOP
        INSERT INTO #1_closed (#2_id, month, total) VALUES (r.#2_id, p_month, r.total);
        v_count := v_count + 1;
    END LOOP;
    UPDATE #1_lines SET closed = TRUE WHERE month = p_month;
    RETURN v_count;
EXCEPTION
    WHEN unique_violation THEN
        RAISE NOTICE 'month % is closed already', p_month;
        RETURN 0;
END;
$$ LANGUAGE plpgsql;
`},
	{"C", "valve.c", `#include <stdint.h>
#include <string.h>

#define #1_MAX 16

struct #2_state {
    uint16_t level[#1_MAX];
    uint8_t count;
};

static uint16_t average(const struct #2_state *s)
{
    uint32_t sum = 0;
    for (uint8_t i = 0; i < s->count; i++)
        sum += s->level[i];
    return s->count ? (uint16_t)(sum / s->count) : 0;
}

int #2_push(struct #2_state *s, uint16_t level)
{
    if (s->count == #1_MAX) {
        memmove(s->level, s->level + 1, sizeof(s->level) - sizeof(s->level[0]));
        s->count--;
    }
    s->level[s->count++] = level;
    return average(s) > 4000 ? -1 : 0;
}
`},
	{"shell", "nightly.sh", `#!/bin/bash
set -euo pipefail

base=/srv/#1
today=$(date +%Y%m%d)
target="$base/out/#2_$today.csv"

cleanup() {
  rm -f "$base/tmp/$$".*
}
trap cleanup EXIT

for f in "$base"/in/*.csv; do
  [ -s "$f" ] || continue
  if ! head -1 "$f" | grep -q '#3'; then
    echo "skipped: $f" >&2
    continue
  fi
  tail -n +2 "$f" | sort -t, -k2 >> "$base/tmp/$$.#2"
done

mv "$base/tmp/$$.#2" "$target"
case "$(wc -l < "$target")" in
  0) echo "nothing today" ;;
  *) gzip -k "$target" ;;
esac
`},
	{"PLCopen", "line3.xml", `<?xml version="1.0" encoding="utf-8"?>
<project xmlns="http://www.plcopen.org/xml/tc6_0200">
<fileHeader companyName="" productName="#1" creationDateTime="2026-11-20T10:00:00"/>
<types><pous><pou name="Main" pouType="program"><interface><localVars>
<variable name="#2_on"><type><BOOL/></type></variable>
<variable name="#3_level"><type><REAL/></type></variable>
</localVars></interface><body><LD>
<contact localId="1"><position x="40" y="60"/><variable>#2_on</variable></contact>
<coil localId="2"><position x="140" y="60"/><variable>#4_out</variable></coil>
</LD></body></pou></pous></types>
</project>
`},
	{"RSLogix", "line3.L5X", `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<RSLogix5000Content SchemaRevision="1.0" SoftwareRevision="32.00" TargetName="#1" TargetType="Controller">
<Controller Use="Target" Name="#1"><Programs><Program Name="Main"><Routines><Routine Name="R1" Type="RLL"><RLLContent>
<Rung Number="0" Type="N"><Text><![CDATA[XIC(#2_in)TON(#3_t,5000,0)OTE(#4_out);]]></Text></Rung>
<Rung Number="1" Type="N"><Text><![CDATA[GRT(#5_level,80)OTE(#6_alarm);]]></Text></Rung>
</RLLContent></Routine></Routines></Program></Programs></Controller>
</RSLogix5000Content>
`},
}
