#include "textflag.h"

// The nibble tables stay in Y0 to Y5, Y14 and Y15: low and high nibbles of the
// four positions. Y6 is the nibble mask, Y7 zero, Y12 the limit of the digits.

#define BYTES32(name, word) \
DATA name+0(SB)/8, word  \
DATA name+8(SB)/8, word  \
DATA name+16(SB)/8, word \
DATA name+24(SB)/8, word \
GLOBL name(SB), RODATA|NOPTR, $32

BYTES32(nibble<>, $0x0f0f0f0f0f0f0f0f)
BYTES32(at<>, $0x4040404040404040)
BYTES32(feed<>, $0x0a0a0a0a0a0a0a0a)
BYTES32(shift<>, $0x5050505050505050)
BYTES32(limit<>, $0x8a8a8a8a8a8a8a8a)

// One position: Yt = lo[b & 15] & hi[b >> 4] of the 32 bytes at off(SI).
#define POSITION(off, lo, hi, t) \
	VMOVDQU off(SI), Y8          \
	VPAND   Y6, Y8, Y9           \
	VPSRLW  $4, Y8, Y8           \
	VPAND   Y6, Y8, Y8           \
	VPSHUFB Y9, lo, Y9           \
	VPSHUFB Y8, hi, Y8           \
	VPAND   Y8, Y9, t

// 32 bytes: digits to r1, '@' to r2, line feeds to r3. A digit plus 0x50 is the
// signed bytes -128 to -119, so that one compare finds it.
#define SIGNS(off, r1, r2, r3) \
	VMOVDQU   off(SI), Y10     \
	VPADDB    shift<>(SB), Y10, Y11 \
	VPCMPGTB  Y11, Y12, Y11    \
	VPMOVMSKB Y11, r1          \
	VPCMPEQB  at<>(SB), Y10, Y11 \
	VPMOVMSKB Y11, r2          \
	VPCMPEQB  feed<>(SB), Y10, Y11 \
	VPMOVMSKB Y11, r3

// 32 bytes: words to r.
#define WORDS(off, r) \
	POSITION(off, Y0, Y1, Y10) \
	POSITION(off+1, Y2, Y3, Y11) \
	VPAND     Y10, Y11, Y10    \
	POSITION(off+2, Y4, Y5, Y11) \
	VPAND     Y10, Y11, Y10    \
	POSITION(off+3, Y14, Y15, Y11) \
	VPAND     Y10, Y11, Y10    \
	VPCMPEQB  Y7, Y10, Y10     \
	VPMOVMSKB Y10, r           \
	NOTL      r

#define LOAD \
	MOVQ dst+0(FP), DI         \
	MOVQ src+8(FP), SI         \
	MOVQ m+16(FP), DX          \
	MOVQ blocks+24(FP), CX     \
	VBROADCASTI128 0(DX), Y0   \
	VBROADCASTI128 16(DX), Y1  \
	VBROADCASTI128 32(DX), Y2  \
	VBROADCASTI128 48(DX), Y3  \
	VBROADCASTI128 64(DX), Y4  \
	VBROADCASTI128 80(DX), Y5  \
	VBROADCASTI128 96(DX), Y14 \
	VBROADCASTI128 112(DX), Y15 \
	VMOVDQU nibble<>(SB), Y6   \
	VPXOR Y7, Y7, Y7

// func signsAVX2(dst *marks, src *byte, m *masks, blocks int)
TEXT ·signsAVX2(SB), NOSPLIT, $0-32
	LOAD
	VMOVDQU limit<>(SB), Y12

signs:
	SIGNS(0, R8, R9, R10)
	WORDS(0, R11)
	SIGNS(32, AX, BX, R12)
	WORDS(32, R13)
	SHLQ $32, AX
	SHLQ $32, BX
	SHLQ $32, R12
	SHLQ $32, R13
	ORQ  AX, R8
	ORQ  BX, R9
	ORQ  R12, R10
	ORQ  R13, R11
	MOVQ R8, 0(DI)
	MOVQ R9, 8(DI)
	MOVQ R10, 16(DI)
	MOVQ R11, 24(DI)
	ADDQ $32, DI
	ADDQ $64, SI
	DECQ CX
	JNZ  signs
	VZEROUPPER
	RET

// func wordsAVX2(dst *marks, src *byte, m *masks, blocks int)
TEXT ·wordsAVX2(SB), NOSPLIT, $0-32
	LOAD

words:
	WORDS(0, R11)
	WORDS(32, R13)
	SHLQ $32, R13
	ORQ  R13, R11
	ORQ  R11, 24(DI)
	ADDQ $32, DI
	ADDQ $64, SI
	DECQ CX
	JNZ  words
	VZEROUPPER
	RET
