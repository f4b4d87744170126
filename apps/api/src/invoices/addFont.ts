import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { cutNotoFont, type NotoFont } from './notoFont.ts'
import type { PdfFont } from './pdfFonts.ts'

type Add = (object: string) => number

/** Adobe's glyph names of the characters U+0100 to U+017F, in order. */
const latinNames =
  'Amacron amacron Abreve abreve Aogonek aogonek Cacute cacute Ccircumflex ccircumflex Cdotaccent cdotaccent Ccaron ccaron Dcaron dcaron Dcroat dcroat Emacron emacron Ebreve ebreve Edotaccent edotaccent Eogonek eogonek Ecaron ecaron Gcircumflex gcircumflex Gbreve gbreve Gdotaccent gdotaccent Gcommaaccent gcommaaccent Hcircumflex hcircumflex Hbar hbar Itilde itilde Imacron imacron Ibreve ibreve Iogonek iogonek Idotaccent dotlessi IJ ij Jcircumflex jcircumflex Kcommaaccent kcommaaccent kgreenlandic Lacute lacute Lcommaaccent lcommaaccent Lcaron lcaron Ldot ldot Lslash lslash Nacute nacute Ncommaaccent ncommaaccent Ncaron ncaron napostrophe Eng eng Omacron omacron Obreve obreve Ohungarumlaut ohungarumlaut OE oe Racute racute Rcommaaccent rcommaaccent Rcaron rcaron Sacute sacute Scircumflex scircumflex Scedilla scedilla Scaron scaron Tcommaaccent tcommaaccent Tcaron tcaron Tbar tbar Utilde utilde Umacron umacron Ubreve ubreve Uring uring Uhungarumlaut uhungarumlaut Uogonek uogonek Wcircumflex wcircumflex Ycircumflex ycircumflex Ydieresis Zacute zacute Zdotaccent zdotaccent Zcaron zcaron longs'

/**
 * Adds a font to the objects of a PDF file. Returns the number of the font's object. `hex` has all characters that the file shows in this font, because only
 * these are embedded.
 */
export async function addFont(font: PdfFont, { hex, add }: { hex: string; add: Add }): Promise<number> {
  if (font === 'plain') return add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>')
  if (font === 'bold') return add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>')
  if (font === 'latin') return addLatin(add)
  return font === 'han' ? addHan(add) : addNoto(font, { text: Buffer.from(hex, 'hex').swap16().toString('utf16le'), add })
}

function addLatin(add: Add): number {
  const differences = latinNames.split(' ').map((name) => `/${name}`)
  const unicode = add(stream(unicodeMap('<00> <ff>', '<80> <ff> <0100>')))
  return add(
    `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /Differences [128 ${differences.join(' ')}] >> /ToUnicode ${unicode} 0 R >>`,
  )
}

function addHan(add: Add): number {
  const unicode = add(stream(everySign))
  const shape = add(
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
  )
  const descendant = add(
    `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor ${shape} 0 R >>`,
  )
  return add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UCS2-H /Encoding /UniGB-UCS2-H /DescendantFonts [${descendant} 0 R] /ToUnicode ${unicode} 0 R >>`,
  )
}

/** Adds an embedded font. The character codes are UTF-16 code units, and a map assigns a glyph to each code. */
async function addNoto(font: NotoFont, { text, add }: { text: string; add: Add }): Promise<number> {
  const { truetype, glyphs } = await cutNotoFont(font, text)
  const name = `${tagOf(truetype)}+NotoSansSC-${font.slice('noto-'.length)}`
  const codes = [...glyphs.keys()].sort((one, other) => one - other)
  const map = Buffer.alloc(2 * ((codes.at(-1) ?? 0) + 1))
  for (const [code, { glyph }] of glyphs) map.writeUInt16BE(glyph, 2 * code)
  const widths = codes.map((code) => `${code} [${glyphs.get(code)?.thousandths}]`)
  const [file, glyphMap, unicode] = [add(packed(truetype)), add(packed(map)), add(stream(everySign))]
  const shape = add(
    `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [-991 -1050 2930 1810] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 733 /StemV 80 /FontFile2 ${file} 0 R >>`,
  )
  const descendant = add(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /CIDToGIDMap ${glyphMap} 0 R /W [${widths.join(' ')}] /FontDescriptor ${shape} 0 R >>`,
  )
  return add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H /DescendantFonts [${descendant} 0 R] /ToUnicode ${unicode} 0 R >>`,
  )
}

/** Returns six capital letters that are calculated from the font's bytes. With such tags, PDF readers distinguish subsets of the same font. */
function tagOf(truetype: Buffer): string {
  const hash = createHash('sha256').update(truetype).digest()
  return [...hash.subarray(0, 6)].map((byte) => String.fromCharCode(65 + (byte % 26))).join('')
}

/** Returns a ToUnicode map, which says to which character each code of a font belongs. With it, a PDF reader can search and copy the text. */
function unicodeMap(space: string, range: string): string {
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /ToUnicode def /CMapType 2 def\n1 begincodespacerange ${space} endcodespacerange\n1 beginbfrange ${range} endbfrange\nendcmap CMapName currentdict /CMap defineresource pop end end`
}

const everySign = unicodeMap('<0000> <ffff>', '<0000> <ffff> <0000>')

/** Returns a text as a PDF stream, with one byte per character. Pure. */
export const stream = (text: string): string => `<< /Length ${Buffer.byteLength(text, 'latin1')} >>\nstream\n${text}\nendstream`

/** Returns bytes as a compressed PDF stream. `Length1` is the uncompressed length, which PDF requires for fonts. Pure. */
function packed(bytes: Buffer): string {
  const text = deflateSync(bytes).toString('latin1')
  return `<< /Filter /FlateDecode /Length1 ${bytes.length} /Length ${text.length} >>\nstream\n${text}\nendstream`
}
