import { inflateSync } from 'node:zlib'
import { assert } from '@infinitio/domain'

/**
 * Reads the texts of all pages of a PDF file as a viewer would: from its table of objects, the fonts that a page names, and the character codes that each font
 * defines. Uses none of the code that wrote the file. Throws if the file's positions and lengths contradict each other. `brought` contains those characters of
 * the texts for which the file has glyphs.
 */
export function readPdf(file: Buffer): { text: string[]; title: string; brought: ReadonlySet<string>; pages: number } {
  const raw = file.toString('latin1')
  const objects = objectsOf(raw)
  const find = (reference: string | undefined) => objects.get(Number(reference)) ?? ''
  const trailer = raw.slice(raw.lastIndexOf('trailer'))
  const catalog = find(/\/Root (\d+) 0 R/.exec(trailer)?.[1])
  const kids = /\/Kids \[([^\]]*)\] \/Count (\d+)/.exec(find(/\/Pages (\d+) 0 R/.exec(catalog)?.[1]))
  const pages = [...(kids?.[1] ?? '').matchAll(/(\d+) 0 R/g)].map(([, number]) => find(number))
  assert(pages.length > 0 && pages.length === Number(kids?.[2]), 'the file has as many pages as it lists')
  const fonts = new Map([...(pages[0] ?? '').matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', number]) => [name, fontOf(find(number), find)]))
  const content = pages.map((page) => streamOf(find(/\/Contents (\d+) 0 R/.exec(page)?.[1]))).join('\n')
  const text = [...content.matchAll(/BT (.*?) ET/g)].map(([, shown = '']) =>
    [...shown.matchAll(/\/(F\d+) [\d.]+ Tf <([0-9a-f]*)> Tj/g)].map(([, font = '', hex = '']) => fonts.get(font)?.decode(hex) ?? '').join(''),
  )
  const title = /\/Title <feff([0-9a-f]*)>/.exec(find(/\/Info (\d+) 0 R/.exec(trailer)?.[1]))?.[1] ?? ''
  const shown = [...content.matchAll(/\/(F\d+) [\d.]+ Tf <([0-9a-f]*)> Tj/g)].map(([, font = '', hex = '']) => ({ font, hex }))
  const brought = new Set(
    shown.flatMap(({ font, hex }) => (hex.match(/.{4}/g) ?? []).filter((code) => fonts.get(font)?.hasShape(code) === true).map(utf16)),
  )
  return { text, title: utf16(title), brought, pages: pages.length }
}

const fontOf = (font: string, find: (reference: string | undefined) => string) => ({ decode: decoderOf(font, find), hasShape: shapesOf(font, find) })

/**
 * Returns a function that checks whether a font has a shape for a character code. The font's file must be TrueType, and its character map must lead to a glyph
 * other than the first, which marks a missing shape.
 */
function shapesOf(font: string, find: (reference: string | undefined) => string): (code: string) => boolean {
  const descendant = find(/\/DescendantFonts \[(\d+) 0 R\]/.exec(font)?.[1])
  const descriptor = find(/\/FontDescriptor (\d+) 0 R/.exec(descendant)?.[1])
  const file = /\/FontFile2 (\d+) 0 R/.exec(descriptor)?.[1]
  if (file === undefined) return () => false
  assert(unpacked(find(file)).readUInt32BE(0) === 0x10000, 'a font that is brought along is one of TrueType')
  const glyphs = unpacked(find(/\/CIDToGIDMap (\d+) 0 R/.exec(descendant)?.[1]))
  return (code) => glyphs.readUInt16BE(2 * Number.parseInt(code, 16)) > 0
}

function unpacked(object: string): Buffer {
  assert(object.includes('/FlateDecode'), 'it is packed')
  return inflateSync(Buffer.from(streamOf(object), 'latin1'))
}

function objectsOf(raw: string): Map<number, string> {
  assert(raw.startsWith('%PDF-1.') && raw.endsWith('%%EOF\n'), 'it is a PDF')
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(raw)?.[1])
  const entries = raw.slice(start, raw.indexOf('trailer', start)).split('\n').slice(2, -1)
  return new Map(
    entries.slice(1).map((entry, at) => {
      const from = Number(entry.slice(0, 10))
      const head = `${at + 1} 0 obj\n`
      assert(entry.length === 19 && raw.startsWith(head, from), 'the table of objects leads to them')
      return [at + 1, raw.slice(from + head.length, raw.indexOf('\nendobj\n', from))]
    }),
  )
}

function streamOf(object: string): string {
  const [, length, body = ''] = /\/Length (\d+) >>\nstream\n([\s\S]*)\nendstream$/.exec(object) ?? []
  assert(Number(length) === body.length, 'a stream is as long as it says')
  return body
}

function decoderOf(font: string, find: (reference: string | undefined) => string): (hex: string) => string {
  const unicode = /\/ToUnicode (\d+) 0 R/.exec(font)?.[1]
  if (unicode === undefined) return (hex) => new TextDecoder('windows-1252').decode(Buffer.from(hex, 'hex'))
  const [, first = '', last = '', sign = ''] = /beginbfrange <(\w+)> <(\w+)> <(\w+)> endbfrange/.exec(streamOf(find(unicode))) ?? []
  const codes = new RegExp(`.{${first.length}}`, 'g')
  return (hex) =>
    (hex.match(codes) ?? [])
      .map((code) => {
        const value = Number.parseInt(code, 16)
        assert(value >= Number.parseInt(first, 16) && value <= Number.parseInt(last, 16), 'a font says what its codes are')
        return String.fromCharCode(Number.parseInt(sign, 16) + value - Number.parseInt(first, 16))
      })
      .join('')
}

function utf16(hex: string): string {
  return (hex.match(/.{4}/g) ?? []).map((code) => String.fromCharCode(Number.parseInt(code, 16))).join('')
}
