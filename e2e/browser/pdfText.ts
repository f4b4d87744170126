import { inflateSync } from 'node:zlib'

/** A font of a PDF: the number of hexadecimal digits for each glyph, and the text of each glyph. */
type Font = { readonly digits: number; readonly glyphs: ReadonlyMap<number, string> }

const unknownFont: Font = { digits: 4, glyphs: new Map() }

/** A font that declares the Windows character set (windows-1252). In its texts, two hexadecimal digits name a glyph. */
const windowsFont: Font = {
  digits: 2,
  glyphs: new Map(Array.from({ length: 256 }, (_, code) => [code, new TextDecoder('windows-1252').decode(Uint8Array.of(code))])),
}

/**
 * Returns the text of a PDF in drawing order; the glyph tables of its fonts give the characters. Can read PDFs that a browser printed and PDFs of this market.
 */
export function pdfText(pdf: Buffer): string {
  const file = pdf.toString('latin1')
  const objects = new Map([...file.matchAll(/(?:^|\n)(\d+) 0 obj\r?\n?([\s\S]*?)endobj/g)].map(([, id = '', body = '']) => [id, body]))
  const fonts = new Map<string, Font>()
  for (const [, name = '', id = ''] of file.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const font = objects.get(id) ?? ''
    const meaning = /\/ToUnicode (\d+) 0 R/.exec(font)?.[1]
    if (meaning !== undefined) fonts.set(name, glyphsOf(streamOf(objects.get(meaning) ?? '')))
    else if (font.includes('/WinAnsiEncoding')) fonts.set(name, windowsFont)
  }
  return [...objects.values()]
    .map(streamOf)
    .filter((stream) => stream.includes(' Tf'))
    .map((stream) => drawnText(stream, fonts))
    .join('\n')
}

/** Returns the content of a PDF object's stream, decompressed; returns an empty text for an object without a stream. */
function streamOf(body: string): string {
  const begin = /stream\r?\n/.exec(body)
  const length = Number(/\/Length (\d+)/.exec(body)?.[1] ?? 0)
  if (begin === null) return ''
  const from = begin.index + begin[0].length
  const bytes = Buffer.from(body.slice(from, from + length), 'latin1')
  return body.slice(0, begin.index).includes('/FlateDecode') ? inflateSync(bytes).toString('latin1') : bytes.toString('latin1')
}

function glyphsOf(cmap: string): Font {
  const glyphs = new Map<number, string>()
  for (const [, block = ''] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, glyph = '', text = ''] of block.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g))
      glyphs.set(Number.parseInt(glyph, 16), utf16(text))
  for (const [, block = ''] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from = '', to = '', text = ''] of block.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) {
      const [first, last, code] = [from, to, text].map((hex) => Number.parseInt(hex, 16)) as [number, number, number]
      for (let glyph = first; glyph <= last; glyph += 1) glyphs.set(glyph, String.fromCodePoint(code + glyph - first))
    }
  return { digits: /begincodespacerange\s*<([0-9A-Fa-f]+)>/.exec(cmap)?.[1]?.length ?? 4, glyphs }
}

function utf16(hex: string): string {
  return (hex.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('')
}

function drawnText(stream: string, fonts: ReadonlyMap<string, Font>): string {
  let font = unknownFont
  let text = ''
  for (const [token, name, hex] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>|\bET\b/g)) {
    if (name !== undefined) font = fonts.get(name) ?? unknownFont
    else if (hex !== undefined) text += textOf(hex, font)
    else if (token === 'ET') text += '\n'
  }
  return text
}

function textOf(hex: string, { digits, glyphs }: Font): string {
  const named = Array.from({ length: hex.length / digits }, (_, at) => Number.parseInt(hex.slice(at * digits, (at + 1) * digits), 16))
  return named.map((glyph) => glyphs.get(glyph) ?? '').join('')
}
