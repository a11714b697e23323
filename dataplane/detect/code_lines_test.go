package detect

import (
	"bytes"
	"strings"
	"testing"
)

// programs has a few lines of each language; a program has more of the like.
var programs = map[string]string{
	"Go":              "func total(items []Item) int {\n\tsum := 0\n\tfor _, it := range items {\n\t\tsum += it.Price\n\t}\n\treturn sum\n}\n",
	"C":               "static int clamp(int v, int low)\n{\n\tif (v < low)\n\t\treturn low;\n\tfor (i = 0; i < n; i++)\n\t\tput(i);\n\treturn v;\n}\n",
	"C++":             "template <typename T>\nclass Ring {\npublic:\n  void push(const T& v) { data_.push_back(v); }\nprivate:\n  std::vector<T> data_;\n};\n",
	"C#":              "using System.IO;\nnamespace Plant.Control {\n  public class Valve : IDevice {\n    private readonly double limit;\n    public double Open() { return limit * 0.8; }\n  }\n}\n",
	"Java":            "import java.util.List;\npublic class Valve {\n  private final int limit;\n  @Override\n  public int open(List<Integer> steps) {\n    return steps.size() * limit;\n  }\n}\n",
	"Kotlin":          "class Valve(val limit: Int) {\n  fun open(steps: List<Int>): Int {\n    val sum = steps.sum()\n    return sum * limit\n  }\n}\n",
	"Swift":           "import Foundation\nstruct Valve {\n  let limit: Int\n  func open(_ steps: [Int]) -> Int {\n    guard !steps.isEmpty else { return 0 }\n    return steps.count * limit\n  }\n}\n",
	"Rust":            "use std::fs;\npub fn open(steps: &[u32]) -> u32 {\n    let mut sum = 0;\n    for s in steps {\n        sum += s;\n    }\n    sum\n}\n",
	"Python":          "import math\ndef area(radius):\n    \"\"\"Return the area of a disc.\n\n    The radius is in metres, and it must not be negative.\n    \"\"\"\n    if radius < 0:\n        raise ValueError(radius)\n    return math.pi * radius ** 2\n",
	"JavaScript":      "const fs = require('fs');\nfunction load(path) {\n  const text = fs.readFileSync(path, 'utf8');\n  return text.split('\\n').map((l) => {\n    return l.trim();\n  });\n}\n",
	"TypeScript":      "export interface Step { at: number; }\nexport class Plan {\n  private steps: Step[] = [];\n  add(s: Step): void {\n    this.steps.push(s);\n  }\n}\n",
	"PHP":             "function total(array $items): int {\n    $sum = 0;\n    foreach ($items as $i) {\n        $sum += $i->price;\n    }\n    return $sum;\n}\n",
	"Ruby":            "class Valve\n  attr_reader :limit\n  def open(steps)\n    return 0 if steps.empty?\n    steps.sum * limit\n  end\nend\n",
	"Perl":            "sub total {\n    my ($items) = @_;\n    my $sum = 0;\n    foreach my $i (@$items) {\n        $sum += $i->{price};\n    }\n    return $sum;\n}\n",
	"shell":           "if [ -z \"$1\" ]; then\n  echo \"usage: $0 FILE\"\n  exit 1\nfi\nfor f in \"$@\"; do\n  gzip -9 \"$f\"\ndone\n",
	"SQL":             "CREATE OR REPLACE FUNCTION total(k integer) RETURNS integer AS $$\nDECLARE\n  s integer := 0;\nBEGIN\n  SELECT sum(price) INTO s FROM items;\n  IF s > k THEN\n    RETURN k;\n  END IF;\n  RETURN s;\nEND;\n$$ LANGUAGE plpgsql;\n",
	"VBA":             "Private Sub Worksheet_Change(ByVal Target As Range)\n  Dim i As Integer\n  For i = 1 To 10\n    If Cells(i, 1).Value > 5 Then\n      Cells(i, 2).Value = \"high\"\n    End If\n  Next i\nEnd Sub\n",
	"Verilog":         "module counter(input clk, input rst, output reg [7:0] q);\n  always @(posedge clk) begin\n    if (rst)\n      q <= 8'd0;\n    else\n      q <= q + 1;\n  end\nendmodule\n",
	"VHDL":            "library ieee;\nuse ieee.std_logic_1164.all;\nentity counter is\n  port (clk : in std_logic; q : out std_logic_vector(7 downto 0));\nend entity;\narchitecture rtl of counter is\n  signal n : unsigned(7 downto 0);\nbegin\n  process(clk)\n  begin\n    if rising_edge(clk) then\n      n <= n + 1;\n    end if;\n  end process;\nend architecture;\n",
	"MATLAB":          "% response of the controller to a step\nfunction y = response(k, n)\n  y = zeros(1, n);\n  for i = 2:n\n    if y(i-1) < 1\n      y(i) = y(i-1) + k * (1 - y(i-1));\n    end\n  end\nend\n",
	"Fortran":         "      subroutine smooth(a, n)\n      implicit none\n      integer :: i, n\n      real :: a(n)\n      do i = 2, n - 1\n        a(i) = (a(i-1) + a(i+1)) / 2\n      end do\n      call report(a, n)\n      end subroutine smooth\n",
	"COBOL":           "       IDENTIFICATION DIVISION.\n       PROGRAM-ID. TOTALS.\n       DATA DIVISION.\n       WORKING-STORAGE SECTION.\n       01  WS-SUM        PIC 9(7)V99.\n       PROCEDURE DIVISION.\n           MOVE ZERO TO WS-SUM.\n           PERFORM ADD-ITEMS UNTIL WS-END = 1.\n           DISPLAY WS-SUM.\n           STOP RUN.\n",
	"assembler":       "start:\n\tpush\trbp\n\tmov\trbp, rsp\n\tmov\teax, [rdi+8] ; limit\n\tcmp\teax, 10\n\tjle\tdone\n\tadd\teax, 1\n\tret\n",
	"ARM assembler":   "loop:\n\tldr r1, [r0, #4]\n\tadd r2, r2, r1\n\tsub r3, r3, #1\n\tcmp r3, #0\n\tbne loop\n",
	"structured text": "FUNCTION_BLOCK Heater\nVAR_INPUT\n  Level : REAL;\nEND_VAR\nIF Level > 80.0 THEN\n  Valve := FALSE;\nEND_IF;\nTimer1(IN := Valve, PT := T#5s);\nEND_FUNCTION_BLOCK\n",
	"Tcl":             "proc total {items} {\n  set sum 0\n  foreach i $items {\n    set sum [expr {$sum + $i}]\n  }\n  return $sum\n}\n",
	"Lisp":            "(defun total (items)\n  \"Sum the prices.\"\n  (let ((sum 0))\n    (dolist (i items)\n      (incf sum (price i)))\n    sum))\n",
	"Scheme":          "(define (total items)\n  (let loop ((items items) (sum 0))\n    (if (null? items)\n        sum\n        (loop (cdr items) (+ sum (car items))))))\n",
	"Clojure":         "(ns plant.valve)\n(defn total [items]\n  (let [prices (map :price items)]\n    (when (seq prices)\n      (reduce + prices))))\n",
	"Emacs Lisp":      "(defvar limit 10)\n(defun open-valve (n)\n  (interactive)\n  (setq limit (+ limit n))\n  (when (> limit 20)\n    (message \"limit %d\" limit)))\n",
	"Haskell":         "module Valve where\nimport qualified Data.Map as M\ntotal :: [Item] -> Int\ntotal items = sum (map price items)\nstep n\n  | n > 10 = open n\n  | otherwise = close n\n  where\n    limit = 20\n",
	"OCaml":           "open Printf\nlet rec total items =\n  match items with\n  | [] -> 0\n  | i :: rest -> i.price + total rest\nlet () = printf \"%d\" (total [])\n",
	"Erlang":          "-module(valve).\n-export([total/1]).\ntotal([]) -> 0;\ntotal([H|T]) ->\n    Sum = total(T),\n    case H of\n        {price, P} -> P + Sum\n    end.\n",
	"Elixir":          "defmodule Valve do\n  alias Plant.Item\n  def total(items) do\n    items\n    |> Enum.map(& &1.price)\n    |> Enum.sum()\n  end\nend\n",
	"R":               "library(stats)\ntotal <- function(items) {\n  prices <- sapply(items, price)\n  if (length(prices) == 0) {\n    return(0)\n  }\n  sum(prices)\n}\n",
	"Julia":           "using Plots\nfunction total(items)\n    s = 0\n    for i in items\n        s += i.price\n    end\n    return s\nend\n",
	"Scala":           "package plant\nobject Valve extends App {\n  def total(items: List[Item]): Int = {\n    items.map(_.price).sum\n  }\n  case class Item(price: Int)\n  val t = total(Nil)\n}\n",
	"Dart":            "import 'dart:io';\nclass Valve {\n  final int limit;\n  Valve(this.limit);\n  int total(List<int> items) {\n    return items.fold(0, (a, b) => a + b);\n  }\n}\n",
	"Lua":             "local M = {}\nfunction M.total(items)\n  local sum = 0\n  for _, i in ipairs(items) do\n    sum = sum + i.price\n  end\n  return sum\nend\nreturn M\n",
	"Pascal":          "unit Valve;\ninterface\nuses SysUtils;\nimplementation\nprocedure Open(n: Integer);\nvar i: Integer;\nbegin\n  for i := 1 to n do\n    Step(i);\n  if n > 10 then\n    Close;\nend;\nend.\n",
	"Ada":             "with Ada.Text_IO; use Ada.Text_IO;\nprocedure Valve is\n   Limit : Integer := 10;\nbegin\n   for I in 1 .. Limit loop\n      Put_Line (Integer'Image (I));\n   end loop;\nend Valve;\n",
	"PowerShell":      "param([string]$Path)\nfunction Get-Total {\n  $sum = 0\n  foreach ($i in $items) {\n    $sum += $i.Price\n  }\n  return $sum\n}\nGet-ChildItem $Path | Where-Object { $_.Length -gt 10 }\n",
	"batch":           "@echo off\nsetlocal\nset LIMIT=10\nif \"%1\"==\"\" goto usage\nfor %%f in (*.txt) do copy %%f backup\\\ncall build.bat\nexit /b 0\n:usage\necho usage: %0 FILE\n",
	"Objective-C":     "#import <Foundation/Foundation.h>\n@interface Valve : NSObject\n- (int)total:(NSArray *)items;\n@end\n@implementation Valve\n- (int)total:(NSArray *)items {\n  return [items count];\n}\n@end\n",
	"T-SQL":           "CREATE PROCEDURE dbo.Total @Limit INT\nAS\nBEGIN\n  SET NOCOUNT ON;\n  DECLARE @Sum INT = 0;\n  SELECT @Sum = SUM(price) FROM items;\n  IF @Sum > @Limit\n    RETURN 1;\nEND\nGO\n",
	"ABAP":            "REPORT ztotal.\nDATA: lv_sum TYPE i.\nSELECT * FROM items INTO TABLE lt_items.\nLOOP AT lt_items INTO ls_item.\n  lv_sum = lv_sum + ls_item-price.\nENDLOOP.\nWRITE: / lv_sum.\n",
	"Groovy":          "class Valve {\n  def limit = 10\n  def total(items) {\n    items.each { i ->\n      println i.price\n    }\n    return limit\n  }\n}\n",
	"Solidity":        "pragma solidity ^0.8.0;\ncontract Valve {\n  uint256 public limit;\n  function open(uint256 n) external returns (uint256) {\n    require(n < limit);\n    return n * 2;\n  }\n}\n",
	"GLSL":            "uniform mat4 view;\nin vec3 position;\nout vec4 colour;\nvoid main() {\n  float k = dot(position, vec3(1.0));\n  gl_Position = view * vec4(position, 1.0);\n}\n",
	"awk":             "BEGIN { FS = \",\" }\nfunction add(n) {\n  sum += n\n  return sum\n}\n$3 > 10 {\n  add($3)\n  print $1, $3\n}\nEND { print sum }\n",
	"Prolog":          "total([], 0).\ntotal([H|T], S) :-\n    total(T, S0),\n    S is S0 + H.\n:- initialization(main).\nmain :-\n    total([1,2], S),\n    write(S), nl.\n",
	"F#":              "module Valve\nopen System\ntype Item = { Price: int }\nlet total items =\n    items\n    |> List.map (fun i -> i.Price)\n    |> List.sum\nlet rec step n =\n    if n > 10 then n else step (n + 1)\n",
	"NC macro":        "#100=5.0\n#101=[#100+2.5]\nN10 G90 G0 X[#100] Y-5.5\nN20 G1 Z#101 F120\nX[#100+1.] Y2.5\n",
	"NC flow":         "o<probe> sub\n(MSG, touch the top)\n#<depth> = 2.5\nO100 if [#<_tool> EQ 1]\n  G53 G0 Z#<_ini[SAFE]Z>\n  G38.2 Z-#<depth> F[#<_feed>/2]\nO100 endif\no<probe> endsub\n",
	"Haskell cases":   "depth :: Tree a -> Int\ndepth Leaf = 0\ndepth (Node l _ r) = 1 + max (depth l) (depth r)\nwalk f t = case t of\n  Leaf -> []\n  Node l (x, y) r -> walk f l ++ [f x]\n",
	"make":            "CC = gcc\nOBJ := $(patsubst %.c,%.o,$(wildcard *.c))\n.PHONY: all clean\nall: $(TARGET)\n$(TARGET): $(OBJ)\n\t$(CC) $(LDFLAGS) -o $@ $^\nifeq ($(DEBUG),1)\nCFLAGS += -g\nendif\nclean:\n\trm -f $(OBJ)\n",
	"CMake":           "cmake_minimum_required(VERSION 3.20)\nproject(valve C)\nfind_package(Threads REQUIRED)\nif(WIN32)\n  add_definitions(-DWIN)\nendif()\nadd_executable(valve main.c)\ntarget_link_libraries(valve Threads::Threads)\n",
	"Terraform":       "variable \"zone\" {\n  type = string\n}\nresource \"cloud_vm\" \"valve\" {\n  name  = var.zone\n  image = data.cloud_image.base.id\n}\noutput \"address\" {\n  value = cloud_vm.valve.address\n}\n",
	"instructions":    "0 LD X0\n1 OR M100\n2 ANI X1\n3 OUT Y0\n4 LD M8013\n5 MOV K10 D0\n8 TON T0 K50\n",
	"cmdlets":         "param([string]$Plant)\n$valves = Get-Valve -Plant $Plant\n$valves | ForEach-Object { $_.Close() }\nif ($valves.Count -eq 0) {\n  Write-Error \"none\"\n}\nExport-Csv -Path out.csv\n",
	"COBOL, numbered": "000100 IDENTIFICATION DIVISION.\n000200 PROGRAM-ID. TOTALS.\n000300 DATA DIVISION.\n000400 WORKING-STORAGE SECTION.\n000500 01  WS-SUM        PIC 9(7)V99.\n000600 PROCEDURE DIVISION.\n000700     MOVE ZERO TO WS-SUM.\n000800     STOP RUN.\n",
	"documented Lisp": "(require 'valve)\n(autoload 'open-valve \"valve\" \"\\\nOpen the valve that the plan names, and close all others first.\nSee \\\"the manual\\\" for what a plan may hold.\")\n(defcustom valve-limit 10\n  \"How far a valve may open, in percent.\nMore than this is never asked for.\"\n  :type 'integer\n  :group 'valve)\n(add-to-list 'valve-list (cons \"a\" 1))\n(unit:deftest open-1\n    (run-valve-test (make-valve :limit 10))\n  t)\n",
	"here-document":   "if [ -z \"$1\" ]; then\n  cat <<-EOF\n\tThe plan is missing. Name it, and say what is to be opened.\n\tMore than one plan can be named.\n\tEOF\n  exit 1\nfi\nfor f in \"$@\"; do\n  open_valve \"$f\" > log\ndone\n",
	"fixed Fortran":   "      SUBROUTINE SMOOTH(A, N)\nC***PURPOSE  TO SMOOTH A SERIES OF MEASUREMENTS IN PLACE\nC\nC     THE ENDS ARE LEFT AS THEY ARE, SINCE NOTHING IS KNOWN OF WHAT COMES\nC     BEFORE AND BEHIND THEM.\n      INTEGER I, N\n      DIMENSION A(N)\n      DO 10 I = 2, N\n        CALL MEAN(A(I), I)\n   10 CONTINUE\n      RETURN\n      END\n",
	"PowerShell help": "<#\n.SYNOPSIS\nOpens the valves that a plan names, one after the other.\n#>\nparam([string]$Plan)\n$valves = Get-Valve -Plan $Plan\nforeach ($v in $valves) {\n  $v.Open()\n}\nWrite-Output $valves.Count\n",
	"mappings":        "if exists(\"g:valve\")\n  finish\nendif\nlet g:valve = 1\ninoremap <C-Q> <C-O>:confirm qall<CR>\nnnoremap <Leader>v :call valve#open()<CR>\nmenutrans &File &Datei\n",
	"Nim":             "type\n  Valve* = object of Device ## what opens\n    limit*: int\nproc open*(v: var Valve, n: int) {.raises: [].} =\n  if n < v.limit:\n    v.limit = n\n",
	"ladder":          "XIC(start)XIO(stop)OTE(motor);\nXIC(motor)TON(timer,5000,0);\n",
	"calls":           "suite!(digits_0, \"[0-9]+\");\nsuite!(digits_1, \"[0-9]{2,}\");\ncheck.equal(total(3), 6);\n$this->run('all');\n",
	"quoted":          "> func total(items []Item) int {\n> \tsum := 0\n> \tfor _, it := range items {\n> \t\tsum += it.Price\n> \t}\n> \treturn sum\n> }\n",
	"patch":           "@@ -1,6 +1,7 @@\n func total(items []Item) int {\n-\tsum := 1\n+\tsum := 0\n+\tfor _, it := range items {\n \t\tsum += it.Price\n \t}\n \treturn sum\n",
}

func isProgram(text string) bool {
	var m codeMeter
	m.write([]byte(text), true)
	return m.found
}

func TestProgramsOfAllLanguages(t *testing.T) {
	for name, lines := range programs {
		if !isProgram(strings.Repeat(lines, 6)) {
			t.Errorf("%s is not taken for a program", name)
		}
	}
}

// A script of few lines is a program too, if it is all that the text holds; with a
// few words around it, it takes some more lines.
func TestShortProgramsCountWhole(t *testing.T) {
	for _, name := range []string{"Go", "C", "Python", "JavaScript", "Lisp", "shell"} {
		text := strings.Repeat(programs[name], 2)
		if !isProgram(text) {
			t.Errorf("%s is not taken for a program", name)
		}
		letter := "Dear all,\nplease find below what we talked about on Monday, and tell me what you think.\n\n"
		if isProgram(letter + programs[name]) {
			t.Errorf("a few lines of %s in a letter are taken for a program", name)
		}
		if !isProgram(letter + text + programs[name]) {
			t.Errorf("%s in a letter is not taken for a program", name)
		}
	}
}

// Whose program it is, its header says.
func TestLicencesSpeakAgainst(t *testing.T) {
	program := strings.Repeat(programs["Java"], 6)
	for _, header := range []string{
		"// SPDX-License-Identifier: Apache-2.0\n",
		"/* This program is free software; you can redistribute it under the GNU General Public License. */\n",
		"// Permission is hereby granted, free of charge, to any person obtaining a copy\n",
		"/*\n * Redistribution and use in source and binary forms are permitted\n */\n",
	} {
		if isProgram(header + program) {
			t.Errorf("counted under %q", header)
		}
	}
	var m codeMeter
	m.write([]byte("// Proprietary and confidential. Not licensed under the MIT License.\n"+program), true)
	if !m.found || !m.owned {
		t.Errorf("found %v, owned %v under a notice of secrecy", m.found, m.owned)
	}
}

// Notebooks and chats hold programs in strings of JSON, here with their escapes undone,
// and pages have them without a blank or a line's end.
func TestProgramsInData(t *testing.T) {
	cell := strings.ReplaceAll(programs["Python"]+programs["Go"], "\n", "\n\",\n    \"")
	for name, text := range map[string]string{
		"notebook":  "{\n \"cells\": [\n  {\n   \"cell_type\": \"code\",\n   \"metadata\": {},\n   \"source\": [\n    \"" + strings.Repeat(cell, 3) + "\"\n   ]\n  }\n ]\n}\n",
		"chat":      "{\"user\":\"U1\",\"text\":\"```" + strings.Repeat(programs["JavaScript"], 4) + "```\",\"ts\":\"1\"}",
		"minified":  strings.ReplaceAll(strings.Repeat("function f(n,t){var e=n.length;if(e<t)return t;for(var i=0;i<e;i++)n[i]=g(i);return n}", 12), "\n", ""),
		"constants": "static const unsigned char box[256] = {\n" + strings.Repeat("  0x63, 0x7c, 0x77, 0x7b, /* 4 */\n", 64) + "};\n",
		"bytes":     "pub const RANKS: [u8; 256] = [\n" + strings.Repeat("    55,  // '\\x00'\n", 64) + "];\n",
	} {
		if !isProgram(text) {
			t.Errorf("%s: not taken for a program", name)
		}
	}
	for name, text := range map[string]string{
		"settings":        "{\n  \"limit\": 10,\n  \"steps\": [\n" + strings.Repeat("    {\"at\": 1, \"run\": \"if (a) { return b; }\"},\n", 40) + "  ]\n}\n",
		"minified style":  strings.Repeat(".a{color:red;margin:0 auto}.b>.c:hover{display:none}@media print{.d{width:12px}}", 40),
		"minified data":   "[" + strings.Repeat("{\"name\":\"bolt\",\"if\":12,\"for\":\"return it\"},", 80) + "{}]",
		"table of values": strings.Repeat("12, 40, 3.5\n", 80),
		"proxy":           strings.Repeat("server {\n  listen 443 ssl;\n  location / {\n    proxy_pass http://valve;\n    proxy_set_header Host $host;\n  }\n}\n", 12),
		"YAML":            strings.Repeat("steps:\n  - name: build\n    run: make all\n  - uses: checkout\n    with:\n      depth: 1\n", 12),
		"empty module":    "Attribute VB_Name = \"Sheet1\"\r\nAttribute VB_Base = \"0{00020820-0000-0000-C000-000000000046}\"\r\nAttribute VB_GlobalNameSpace = False\r\nAttribute VB_Creatable = False\r\nAttribute VB_PredeclaredId = True\r\nAttribute VB_Exposed = True\r\nAttribute VB_TemplateDerived = False\r\nAttribute VB_Customizable = True\r\n",
		"menus":           strings.Repeat("Select File -> Open.\nEdit -> Preferences -> Limits\nThe valve -> closed\n", 20),
	} {
		if isProgram(text) {
			t.Errorf("%s: taken for a program", name)
		}
	}
}

// A text about programs is none, though it shows some.
func TestGuidesAreNoPrograms(t *testing.T) {
	para := "The valve is opened step by step, so that the pressure never rises faster\nthan the vessel allows. Each step is logged, and the log is kept for a year.\n"
	for name, text := range map[string]string{
		"manual":       strings.Repeat(para+para+para+"\n    "+strings.ReplaceAll(programs["C"], "\n", "\n    ")+"\n", 8),
		"Markdown":     strings.Repeat("## Opening\n\n"+para+"\n```go\n"+programs["Go"]+"```\n\n", 8),
		"roff":         ".TH VALVE 3\n.SH EXAMPLES\n" + strings.Repeat(para+".EX\n"+programs["C"]+".EE\n", 8),
		"manual page":  ".TH\tVALVE 2\n" + strings.Repeat(programs["C"], 8),
		"git log":      strings.Repeat("commit 3f9a1c7e5b2d8046f1e3a9c7b5d2084613fa9c7e\nAuthor: A. Example <a@example.com>\nDate:   Mon Nov 2 10:00:00 2026 +0900\n\n    Open the valve in steps, as the vessel asks for.\n\n    int main() {\n        open(1);\n        return 0;\n    }\n\n", 12),
		"instructions": strings.Repeat("Select the file.\nSet the limit to ten.\nMove the slider to the left.\nCall the service line.\nDisplay the result.\nAdd two, three, or four.\n", 12),
		"STEP":         strings.Repeat("#12=CARTESIAN_POINT('',(0.,1.5,0.));\n#13 = DIRECTION('',(0.,0.,1.));\n#14=(BOUNDED_CURVE() CURVE());\nFILE_NAME('part','2026',(''),\n(''));\n", 20),
		"asides":       strings.Repeat("(when we met, the valve was open)\n(see the log) and so on, as the plan says.\n(well-known to all of us, and to the makers)\nHe said \"no, and left the hall without a word.\n", 12),
		"here and C":   strings.Repeat("C  is the letter of the hall.\nThe sign << END of the line is a mark, and what follows it is text.\nTell them, cat <<EOF is how it begins in a shell, and ask for the rest.\n", 12),
		"SQL dump":     strings.Repeat("DROP TABLE IF EXISTS `t`;\nCREATE TABLE `t` (\n  `id` int NOT NULL,\n  `name` varchar(20)\n);\nINSERT INTO `t` VALUES (1,'bolt'),(2,'nut');\n", 12),
	} {
		if isProgram(text) {
			t.Errorf("%s is taken for a program", name)
		}
	}
}

// A chat that hands a program on has few words around it.
func TestProgramsPastedIntoChats(t *testing.T) {
	text := "Here it is, please don't pass it on.\n```go\n" + strings.Repeat(programs["Go"], 8) + "```\n"
	if !isProgram(text) {
		t.Error("a program between fences is not taken for one")
	}
}

// However lines are cut, and however long they are, the judgement is the same.
func TestProgramLinesWhole(t *testing.T) {
	text := []byte(strings.Repeat(programs["C"], 3) + "/* " + strings.Repeat("x", 3*lineBytes) + " */\n" + strings.Repeat(programs["C"], 3))
	var whole, bytewise codeMeter
	whole.write(text, true)
	for piece := range bytes.SplitAfterSeq(text, nil) {
		bytewise.write(piece, false)
	}
	bytewise.write(nil, true)
	if !whole.found || whole.sum != bytewise.sum || !bytewise.found {
		t.Errorf("whole: %v %x, byte by byte: %v %x", whole.found, whole.sum, bytewise.found, bytewise.sum)
	}
}
