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
BYTES32(quote<>, $0x2222222222222222)
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

// The same for processors with AVX-512: 64 bytes at a time, with mask registers. The
// tables stay in Z0 to Z7. Z16 is the nibble mask.

// POSITION64: Zt &= lo[b & 15] & hi[b >> 4] of the 64 bytes at off(SI).
#define POSITION64(off, lo, hi, t) \
	VMOVDQU8   off(SI), Z8         \
	VPANDQ     Z16, Z8, Z9         \
	VPSRLW     $4, Z8, Z8          \
	VPANDQ     Z16, Z8, Z8         \
	VPSHUFB    Z9, lo, Z9          \
	VPSHUFB    Z8, hi, Z8          \
	VPTERNLOGQ $0x80, Z9, Z8, t

#define WORDS64(r) \
	VMOVDQA64 Z17, Z10         \
	POSITION64(0, Z0, Z1, Z10) \
	POSITION64(1, Z2, Z3, Z10) \
	POSITION64(2, Z4, Z5, Z10) \
	POSITION64(3, Z6, Z7, Z10) \
	VPTESTMB Z10, Z10, K1      \
	KMOVQ K1, r

// COMPARE64 sets r to where the 64 bytes in Z11 compare so to those of z.
#define COMPARE64(how, z, r) \
	VPCMPUB how, z, Z11, K2 \
	KMOVQ K2, r

#define LOAD64 \
	MOVQ dst+0(FP), DI           \
	MOVQ src+8(FP), SI           \
	MOVQ m+16(FP), DX            \
	MOVQ blocks+24(FP), CX       \
	VBROADCASTI32X4 0(DX), Z0    \
	VBROADCASTI32X4 16(DX), Z1   \
	VBROADCASTI32X4 32(DX), Z2   \
	VBROADCASTI32X4 48(DX), Z3   \
	VBROADCASTI32X4 64(DX), Z4   \
	VBROADCASTI32X4 80(DX), Z5   \
	VBROADCASTI32X4 96(DX), Z6   \
	VBROADCASTI32X4 112(DX), Z7  \
	VPBROADCASTB nibble<>(SB), Z16 \
	VPTERNLOGQ $0xff, Z17, Z17, Z17

// func signsAVX512(dst *marks, src *byte, m *masks, blocks int)
TEXT ·signsAVX512(SB), NOSPLIT, $0-32
	LOAD64
	MOVL $0x30, AX
	VPBROADCASTB AX, Z18
	MOVL $10, AX
	VPBROADCASTB AX, Z19
	VPBROADCASTB at<>(SB), Z20
	VPBROADCASTB feed<>(SB), Z21

signs64:
	VMOVDQU8 0(SI), Z11
	COMPARE64($0, Z20, R9)
	COMPARE64($0, Z21, R10)
	VPSUBB Z18, Z11, Z11
	COMPARE64($1, Z19, R8)
	WORDS64(R11)
	MOVQ R8, 0(DI)
	MOVQ R9, 8(DI)
	MOVQ R10, 16(DI)
	MOVQ R11, 24(DI)
	ADDQ $32, DI
	ADDQ $64, SI
	DECQ CX
	JNZ  signs64
	VZEROUPPER
	RET

// func wordsAVX512(dst *marks, src *byte, m *masks, blocks int)
TEXT ·wordsAVX512(SB), NOSPLIT, $0-32
	LOAD64

words64:
	WORDS64(R11)
	ORQ  R11, 24(DI)
	ADDQ $32, DI
	ADDQ $64, SI
	DECQ CX
	JNZ  words64
	VZEROUPPER
	RET

// 32 bytes: where the separator of cells is to r1, and quotes to r2.
#define CELLS(off, r1, r2) \
	VMOVDQU   off(SI), Y2  \
	VPCMPEQB  Y0, Y2, Y3   \
	VPMOVMSKB Y3, r1       \
	VPCMPEQB  Y1, Y2, Y3   \
	VPMOVMSKB Y3, r2

// func cellsAVX2(dst *cellMarks, src *byte, comma uint64, blocks int)
TEXT ·cellsAVX2(SB), NOSPLIT, $0-32
	MOVQ dst+0(FP), DI
	MOVQ src+8(FP), SI
	MOVQ blocks+24(FP), CX
	MOVQ comma+16(FP), AX
	MOVQ AX, X0
	VPBROADCASTB X0, Y0
	VPBROADCASTB quote<>(SB), Y1

cells:
	CELLS(0, R8, R9)
	CELLS(32, R10, R11)
	SHLQ $32, R10
	SHLQ $32, R11
	ORQ  R10, R8
	ORQ  R11, R9
	MOVQ R8, 0(DI)
	MOVQ R9, 8(DI)
	ADDQ $16, DI
	ADDQ $64, SI
	DECQ CX
	JNZ  cells
	VZEROUPPER
	RET
