import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import ranges from '@fontsource-variable/noto-sans-sc/unicode.json' with { type: 'json' }

/** A slice of Noto Sans SC (OFL 1.1) at one weight: what a run of Chinese, kana or Cyrillic is drawn with. */
export type NotoFont = `noto-${string}-${400 | 700}`

/** A slice cut to the signs that a file shows: a TrueType font, and the number and width in thousandths of each sign's glyph. */
export type CutFont = { readonly truetype: Buffer; readonly glyphs: ReadonlyMap<number, { readonly glyph: number; readonly thousandths: number }> }

/** Which slice has a sign. Slices of the Latin letters are left out, which every reader has in Helvetica. */
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

/** The font that has a sign, null where the package has none. Pure. */
export function notoFontOf(code: number, { bold }: { bold: boolean }): NotoFont | null {
  const slice = slices.get(code)
  return slice === undefined ? null : `noto-${slice}-${bold ? 700 : 400}`
}

/** Cuts a font to the signs of a text, some hundred bytes each. What cuts and reads fonts is loaded with the first text that needs it. */
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

/** The codes of a range as CSS writes it, such as `U+4e00-4e1f`. */
function codesOf(range: string): number[] {
  const [first = 0, last = first] = range
    .slice(2)
    .split('-')
    .map((hex) => Number.parseInt(hex, 16))
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}
