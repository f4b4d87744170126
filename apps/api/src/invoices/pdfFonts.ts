import { type NotoFont, notoFontOf } from './notoFont.ts'

/** Fonts that are not embedded in the file. Every PDF reader has Helvetica; for rare Chinese characters (`han`), it chooses a font itself. */
export type NamedFont = 'plain' | 'bold' | 'latin' | 'han'

/** A font of an invoice. Latin letters use a font of the PDF reader. Chinese characters use an embedded font that has them, or `han` if there is none. */
export type PdfFont = NamedFont | NotoFont

/**
 * A part of a text that one font can draw: its bytes in the encoding of that font, in hexadecimal, and its largest possible width in thousandths of the font
 * size.
 */
export type PdfRun = { readonly font: PdfFont; readonly hex: string; readonly thousandths: number }

const windows1252 = decodable('windows-1252', (code) => [code], 0x20, 0xff)
/** The characters of the encoding GBK: Han, kana, Cyrillic, and Greek without accents. Adobe's character collection GB1 contains the same ones. */
const gbk = decodable('gbk', (code) => [code >> 8, code & 0xff], 0x8140, 0xfefe)
const latinExtendedA = 0x100
const usualWidth = 556
const hanWidth = 1_000

/** Widths of Helvetica in thousandths of its size, from U+0020 on. Source: the font's published metrics. */
const plainWidths = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584,
  584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667,
  611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500,
  722, 500, 500, 500, 334, 260, 334, 584,
]

/** The widths of Helvetica-Bold in thousandths of its size, from U+0020 on. */
const boldWidths = [
  278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584,
  584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667,
  611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556,
  778, 556, 556, 500, 389, 280, 389, 584,
]

/** Returns true if an invoice can show a text. The fonts have European Latin letters, Cyrillic, Chinese, kana, and Greek without accents. Pure. */
export function isDrawable(text: string): boolean {
  return [...text].every((sign) => fontOf(sign, { bold: false }) !== null)
}

/** Splits a line into parts, each in one font. A character that is in no font becomes a question mark. Pure. */
export function runsOf(text: string, { bold }: { bold: boolean }): PdfRun[] {
  const runs: PdfRun[] = []
  for (const sign of text) {
    const font = fontOf(sign, { bold })
    const run = font === null ? runOf('?', bold ? 'bold' : 'plain') : runOf(sign, font)
    const last = runs.at(-1)
    if (last?.font === run.font) runs.splice(-1, 1, { ...run, hex: last.hex + run.hex, thousandths: last.thousandths + run.thousandths })
    else runs.push(run)
  }
  return runs
}

function runOf(sign: string, font: PdfFont): PdfRun {
  const code = sign.codePointAt(0) ?? 0
  if (font === 'latin') return { font, hex: (0x80 + code - latinExtendedA).toString(16), thousandths: usualWidth }
  if (font === 'plain' || font === 'bold') {
    // An accent does not make its letter wider, so use the width of the letter.
    const letter = (sign.normalize('NFD').codePointAt(0) ?? 0) - 0x20
    const widths = font === 'bold' ? boldWidths : plainWidths
    return { font, hex: (windows1252.get(sign) ?? 0x3f).toString(16).padStart(2, '0'), thousandths: widths[letter] ?? usualWidth }
  }
  return { font, hex: code.toString(16).padStart(4, '0'), thousandths: hanWidth }
}

function fontOf(sign: string, { bold }: { bold: boolean }): PdfFont | null {
  if (windows1252.has(sign)) return bold ? 'bold' : 'plain'
  const code = sign.codePointAt(0) ?? 0
  if (code >= latinExtendedA && code < latinExtendedA + 0x80) return 'latin'
  return gbk.has(sign) ? (notoFontOf(code, { bold }) ?? 'han') : null
}

/** Returns all characters of an encoding with their codes, as the platform decodes them. Leaves out control characters and codes without a character. */
function decodable(encoding: string, bytesOf: (code: number) => number[], from: number, to: number): ReadonlyMap<string, number> {
  const decoder = new TextDecoder(encoding)
  const found = new Map<string, number>()
  for (let code = from; code <= to; code += 1) {
    const sign = decoder.decode(Uint8Array.from(bytesOf(code)))
    if ([...sign].length === 1 && sign.length === 1 && /^[^\p{C}\p{Zl}\p{Zp}\ufffd]$/u.test(sign)) found.set(sign, code)
  }
  return found
}
