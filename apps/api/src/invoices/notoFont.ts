import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import ranges from '@fontsource-variable/noto-sans-sc/unicode.json' with { type: 'json' }

/** The name of a slice (a part of the character set) of the font Noto Sans SC (OFL 1.1) in one weight. The font draws Chinese, kana and Cyrillic texts. */
export type NotoFont = `noto-${string}-${400 | 700}`

/**
 * A font slice that contains only the characters of one PDF file. `truetype` is the font itself. `glyphs` maps each character code to the number and the width
 * of its glyph; the width is in thousandths of the font size.
 */
export type CutFont = { readonly truetype: Buffer; readonly glyphs: ReadonlyMap<number, { readonly glyph: number; readonly thousandths: number }> }

/**
 * Maps a character code to the name of the font slice (a file with a part of the font's characters) that has this character. Leaves out slices with Latin
 * letters, because every PDF reader has Helvetica for them.
 */
const slices = new Map(
  Object.entries(ranges)
    .filter(([name]) => /^\[\d+\]$|^cyrillic$/.test(name))
    .flatMap(([name, list]) =>
      list
        .split(',')
        .flatMap(codesOf)
        .map((code) => [code, name.replace(/[[\]]/g, '')] as const),
    ),
)

/** Returns the font slice that has a character, or null if the package has none. Pure. */
export function notoFontOf(code: number, { bold }: { bold: boolean }): NotoFont | null {
  const slice = slices.get(code)
  return slice === undefined ? null : `noto-${slice}-${bold ? 700 : 400}`
}

/** Returns a font with only the characters of a text. The library for this is loaded only when the first text needs it. */
export async function cutNotoFont(font: NotoFont, text: string): Promise<CutFont> {
  const [, slice, weight] = font.split('-')
  const [{ default: subsetFont }, { Blob, Face, Font }] = await Promise.all([import('subset-font'), import('harfbuzzjs')])
  const file = createRequire(import.meta.url).resolve(`@fontsource-variable/noto-sans-sc/files/noto-sans-sc-${slice}-wght-normal.woff2`)
  const options = { targetFormat: 'sfnt', variationAxes: { wght: Number(weight) }, noLayoutClosure: true } as const
  const truetype = await subsetFont(await readFile(file), text, options)
  const face = new Face(new Blob(truetype))
  const cut = new Font(face)
  const glyphOf = (code: number) => {
    const glyph = cut.nominalGlyph(code) ?? 0
    return { glyph, thousandths: Math.round((cut.glyphHAdvance(glyph) * 1_000) / face.upem) }
  }
  return { truetype, glyphs: new Map([...text].map((sign) => sign.codePointAt(0) ?? 0).map((code) => [code, glyphOf(code)])) }
}

/** Returns the character codes of a range in CSS syntax, such as `U+4e00-4e1f`. */
function codesOf(range: string): number[] {
  const [first = 0, last = first] = range
    .slice(2)
    .split('-')
    .map((hex) => Number.parseInt(hex, 16))
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}
