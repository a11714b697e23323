package detect

// openings begin a statement or declaration by themselves.
var openings = []string{
	"func ", "def ", "fn ", "pub fn ", "pub ", "impl ", "class ", "struct ", "enum ", "interface ", "namespace ", "using ", "#include", "#define ", "#if", "#endif", "#else", "#el",
	"package ", "import ", "public ", "private ", "protected ", "internal ", "static ", "const ", "let ", "var ", "val ", "fun ", "void ", "int ", "char ", "unsigned ", "float ", "double ",
	"bool ", "boolean ", "long ", "String ", "typedef ", "template", "extern ", "return;", "return ", "@Override", "raise ", "yield ", "await ", "async ", "export ", "module ", "sub ", "my $", "my (", "my @", "my %",
	"our ", "local ", "echo ", "fi", "done", "esac", "then", "break", "continue", "pass", "else", "elif ", "elsif ", "except", "finally", "try", "end", "begin", "goto ",
	"IF ", "END_IF", "ELSIF ", "ELSE", "VAR", "END_VAR", "FUNCTION_BLOCK ", "END_FUNCTION_BLOCK", "FUNCTION ", "END_FUNCTION", "PROGRAM ", "END_PROGRAM",
	"CASE ", "END_CASE", "FOR ", "END_FOR", "WHILE ", "END_WHILE", "REPEAT", "UNTIL ", "END_REPEAT", "TYPE ", "END_TYPE", "END_STRUCT", "ORGANIZATION_BLOCK ", "RETURN",
	"case ", "default:", "if ", "if(", "for ", "for(", "foreach ", "foreach(", "while ", "while(", "unless ", "switch ", "switch(", "throw ", "catch ", "catch(", "guard ", "override ", "extension ", "protocol ",
	"} else", "} catch", "}).", "});", "with ", "from ", "assert ", "del ", "mut ", "use ", "mod ", "match ", "defer ", "go ", "library ", "entity ", "signal ", "process",
	"self.", "this.", "super(", "super.", "require ", "require(", "attr_", "module.exports", "exports.", "print(", "printf(", "console.",
	"MOVE ", "PERFORM ", "DISPLAY ", "COMPUTE ", "STOP RUN", "ACCEPT ", "EVALUATE ", "WHEN ", "END-", "SUBTRACT ", "GO TO ", "FROM ", "WHERE ", "LEFT JOIN ", "INNER JOIN ", "GROUP BY ", "ORDER BY ", "HAVING ", "DECLARE ",
	"-module(", "-export(", "-export_type(", "-include(", "-include_lib(", "-define(", "-record(", "-spec ", "-type ", "-opaque ", "-behaviour(", "-behavior(", "-ifdef(", "-ifndef(", "-endif", "-compile(", "-import(", "-type(",
	"instance ", "newtype ", "data ", "deriving ", "deriving(", "infixl ", "infixr ",
	"procedure ", "uses ", "implementation", "inherited;", "inherited ", "pragma ", "until ", "raise;", "exit;", "{$",
	"set(", "endif(", "endif ", "else(", "elseif(", "elseif ", "message(", "find_", "add_", "target_", "include(", "option(", "project(", "cmake_", "list(", "string(", "file(", "endforeach(", "endfunction(", "function(", "macro(", "endmacro(", "install(", "get_",
	"ifeq ", "ifneq ", "ifdef ", "ifndef ", "endef", ".PHONY", "RUN ", "COPY ", "ENTRYPOINT ", "WORKDIR ", "CMD [",
	"SELECT ", "UPDATE ", "DELETE FROM ", "MERGE INTO ", "UNION ALL", "JOIN ", "EXEC ", "EXECUTE ", "FETCH ", "CURSOR ", "OPEN ", "CLOSE ", "COMMIT", "ROLLBACK", "THROW", "BEGIN TRY", "END TRY", "BEGIN CATCH", "END CATCH", "PRINT ",
	"proc ", "abstract ", "final ", "sealed ", "operator ", "inline ", "friend ", "virtual ", "constexpr ", "defmodule ", "defp ", "alias ", "library(", "stopifnot(", "return(", "open! ", "function ", "<?php",
}

// clause is an opening whose line holds something more; both are lower case.
type clause struct{ start, then string }

// endOfLine stands for nothing more than a full stop or a semicolon.
const endOfLine = "\n"

// clauses open statements in languages without much punctuation: Visual Basic,
// SQL's procedures, Fortran, COBOL, Verilog, VHDL, MATLAB, Tcl and ABAP.
var clauses = []clause{
	{"dim ", " as "}, {"sub ", "("}, {"function ", "("}, {"public sub ", "("}, {"private sub ", "("}, {"public function ", "("}, {"private function ", "("},
	{"end sub", endOfLine}, {"end function", endOfLine}, {"end if", endOfLine}, {"endif", endOfLine}, {"end select", endOfLine}, {"end with", endOfLine},
	{"end property", endOfLine}, {"option explicit", endOfLine}, {"on error ", ""}, {"select case ", ""}, {"exit sub", endOfLine}, {"exit for", endOfLine},
	{"set ", " = "}, {"next", endOfLine}, {"loop", endOfLine}, {"wend", endOfLine}, {"redim ", "("}, {"if ", " then"}, {"elseif ", " then"}, {"for ", "="},
	{"do while ", "("}, {"do while ", "="}, {"do while ", "<"}, {"next ", endOfLine},

	{"create function ", ""}, {"create or replace ", ""}, {"create procedure ", ""}, {"create trigger ", ""}, {"create view ", ""}, {"create type ", ""},
	{"create operator ", ""}, {"create aggregate ", ""}, {"create package ", ""}, {"declare ", ";"}, {"declare", endOfLine}, {"begin", endOfLine}, {"end", endOfLine},
	{"returns ", ""}, {"language ", "'"}, {"language plpgsql", ""}, {"language sql", ""}, {"language c", ""}, {"as $", ""}, {"as 'module_pathname'", ""}, {"select ", "("}, {"select ", "*"}, {"exception", endOfLine},

	{"subroutine ", "("}, {"implicit none", endOfLine}, {"end do", endOfLine}, {"enddo", endOfLine}, {"do ", "="}, {"call ", "("}, {"integer", "::"}, {"real", "::"},
	{"type(", "::"}, {"logical", "::"}, {"character", "::"}, {"character*", ""}, {"write(", ")"}, {"write (", ")"}, {"read(", ")"}, {"read (", ")"}, {"end subroutine", ""}, {"end program", ""},
	{"end module", ""}, {"contains", endOfLine}, {"double precision ", ""}, {"parameter (", ""}, {"parameter(", ""}, {"dimension ", "("}, {"integer ", ","}, {"return", endOfLine},

	{"identification division", endOfLine}, {"program-id", ""}, {"environment division", endOfLine}, {"data division", endOfLine},
	{"working-storage section", endOfLine}, {"file section", endOfLine}, {"linkage section", endOfLine}, {"procedure division", ""},

	{"always ", "@"}, {"always@", "("}, {"always_ff", ""}, {"always_comb", ""}, {"assign ", "="}, {"wire ", ";"}, {"wire ", ","}, {"reg ", ";"}, {"reg ", ","}, {"input wire", ""}, {"input [", ""}, {"input logic", ""},
	{"input ", ";"}, {"output ", ";"}, {"output [", ""}, {"output reg", ""}, {"output logic", ""}, {"output wire", ""}, {"endmodule", ""}, {"endcase", endOfLine}, {"initial begin", ""}, {"parameter ", "="},
	{"localparam ", "="}, {"`timescale ", ""}, {"`include ", ""}, {"`define ", ""}, {"`ifdef ", ""}, {"`endif", ""}, {"`uvm_", ""}, {"logic ", ";"}, {"endfunction", endOfLine}, {"endtask", endOfLine},

	{"architecture ", " of "}, {"end process", ""}, {"end architecture", ""}, {"end entity", ""}, {"end case", endOfLine}, {"signal ", ":"}, {"port (", ""}, {"port map", ""}, {"generic (", ""}, {"elsif ", " then"},

	{"endwhile", endOfLine}, {"endfor", endOfLine}, {"end_try_catch", endOfLine}, {"end_unwind_protect", endOfLine}, {"otherwise", endOfLine}, {"error (", ""}, {"error(", ""},

	{"proc ", "{"}, {"if {", ""}, {"foreach ", "{"}, {"namespace eval ", ""}, {"bind ", "{"}, {"set ", "["}, {"set ", "$"}, {"variable ", endOfLine}, {"while {", ""}, {"} elseif", ""}, {"switch ", "{"}, {"upvar ", ""},

	{"data:", " type "}, {"loop at ", ""}, {"endloop", endOfLine}, {"write:", ""}, {"endform", endOfLine}, {"endmethod", endOfLine}, {"call function '", ""},

	{"type ", "="}, {"type ", "{"}, {"type ", "("}, {"type ", " is"},

	{"@echo off", endOfLine}, {"setlocal", ""}, {"endlocal", endOfLine}, {"if exist ", ""}, {"if not exist ", ""}, {"if errorlevel ", ""}, {"if not \"", ""}, {"if \"", ""}, {"for %", ""}, {"for /", ""}, {"goto :", ""}, {"goto ", endOfLine},
	{"exit /b", ""}, {"set /", "="}, {"call :", ""}, {"echo.", endOfLine}, {"pushd ", "%"}, {"cd /d ", ""}, {"set \"", "="}, {"pause", endOfLine},

	{"resource \"", "{"}, {"variable \"", "{"}, {"module \"", "{"}, {"provider \"", "{"}, {"output \"", "{"}, {"data \"", "{"}, {"locals {", ""}, {"terraform {", ""}, {"backend \"", "{"}, {"dynamic \"", "{"},
	{"where", endOfLine}, {"let", endOfLine}, {"do", endOfLine}, {"of", endOfLine}, {"in", endOfLine}, {"type", endOfLine}, {"var", endOfLine}, {"const", endOfLine}, {"interface", endOfLine}, {"initialization", endOfLine}, {"repeat", endOfLine}, {"program ", ";"}, {"unit ", ";"},
	{"syn match ", ""}, {"syn region ", ""}, {"syn keyword ", ""}, {"syntax match ", ""}, {"syntax keyword ", ""}, {"hi def link ", ""}, {"let s:", "="}, {"let b:", "="}, {"let g:", "="}, {"autocmd ", ""}, {"nnoremap ", ""}, {"inoremap ", ""}, {"vnoremap ", ""}, {"cnoremap ", ""}, {"xnoremap ", ""}, {"onoremap ", ""}, {"tnoremap ", ""}, {"noremap ", "<"}, {"menutrans ", "&"}, {"finish", endOfLine}, {"scriptencoding ", ""}, {"setlocal ", "="},
	{"message ", "{"}, {"service ", "{"}, {"rpc ", "returns"}, {"repeated ", ";"},

	{"package body ", ""}, {"generic", endOfLine}, {"private", endOfLine}, {"function ", " return "}, {"end loop", endOfLine}, {"end record", endOfLine}, {"when ", " => "}, {"loop", endOfLine}, {"is", endOfLine}, {"record", endOfLine},
	{"select", endOfLine}, {"from ", " as "}, {"with ", " as ("}, {"where ", " = "}, {"alter procedure ", ""}, {"alter function ", ""}, {"create proc ", ""}, {"create or alter ", ""}, {"delimiter ", ""}, {"drop procedure ", ""}, {"drop function ", ""},
	{"left join ", ""}, {"inner join ", ""}, {"group by ", ""}, {"order by ", ""}, {"having ", "("}, {"update ", " set "}, {"insert into ", "select"}, {"return query", ""}, {"end;", endOfLine}, {"exec ", "@"}, {"set @", "="},
}

// mnemonics are instructions with two operands at least, of the processors in use.
var mnemonics = setOfWords(
	"mov", "add", "sub", "and", "or", "xor", "eor", "cmp", "test", "lea", "shl", "shr", "sar", "sal", "rol", "ror", "adc", "sbb", "sbc", "imul", "mul", "movzx", "movsx", "movz", "movk", "movs",
	"xchg", "bt", "bts", "cmov", "ldr", "ldrb", "ldrh", "str", "strb", "strh", "ldp", "stp", "ld", "sd", "lw", "sw", "lb", "sb", "lh", "sh", "li", "la", "addi", "andi", "ori", "xori", "slli", "srli", "beq", "bne",
	"blt", "bge", "bnez", "lsl", "lsr", "asr", "rsb", "mvn", "tst", "orr", "bic", "cbz", "cbnz", "csel", "adr", "adrp", "in", "out", "ldi", "lds", "sts", "sbi", "cbi", "movaps", "movups", "movdqa", "movdqu", "movd",
	"movq", "pxor", "por", "pand", "paddd", "vmov", "vmovdqu", "vpxor", "data", "globl", "text", "ori", "lui", "auipc", "sltu", "slt", "jnz", "djnz", "cjne", "move", "moves", "addq", "subq", "lsli", "mtspr", "stw", "lwz", "addis", "rlwinm", "lghi", "lgr",
)

func setOfWords(words ...string) map[string]bool {
	set := map[string]bool{}
	for _, w := range words {
		set[w] = true
	}
	return set
}

// openingsBy and clausesBy hold both by their first byte.
var openingsBy = func() (by [256][]string) {
	for _, w := range openings {
		by[w[0]] = append(by[w[0]], w)
	}
	return by
}()

var clausesBy = func() (by [256][]clause) {
	for _, c := range clauses {
		by[c.start[0]] = append(by[c.start[0]], c)
	}
	return by
}()
