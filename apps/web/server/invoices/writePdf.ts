import type { PdfFont, PdfRun } from './pdfFonts.ts'

/** A line of text on the page: where its baseline begins, in points from the lower left, and how large. */
export type PdfLine = { readonly x: number; readonly y: number; readonly size: number; readonly runs: readonly PdfRun[] }

/** What a PDF of one A4 page is made of. `language`: a tag of BCP 47. `rules`: heights of thin lines across the page. */
export type PdfPage = {
  readonly title: string
  readonly language: string
  readonly createdAt: Date
  readonly lines: readonly PdfLine[]
  readonly rules: readonly number[]
}

const names: Record<PdfFont, string> = { plain: 'F1', bold: 'F2', latin: 'F3', han: 'F4' }
const page = { width: 595, height: 842, margin: 56 }
/** Adobe's names of U+0100 to U+017F, in order. */
const latinNames =
  'Amacron amacron Abreve abreve Aogonek aogonek Cacute cacute Ccircumflex ccircumflex Cdotaccent cdotaccent Ccaron ccaron Dcaron dcaron Dcroat dcroat Emacron emacron Ebreve ebreve Edotaccent edotaccent Eogonek eogonek Ecaron ecaron Gcircumflex gcircumflex Gbreve gbreve Gdotaccent gdotaccent Gcommaaccent gcommaaccent Hcircumflex hcircumflex Hbar hbar Itilde itilde Imacron imacron Ibreve ibreve Iogonek iogonek Idotaccent dotlessi IJ ij Jcircumflex jcircumflex Kcommaaccent kcommaaccent kgreenlandic Lacute lacute Lcommaaccent lcommaaccent Lcaron lcaron Ldot ldot Lslash lslash Nacute nacute Ncommaaccent ncommaaccent Ncaron ncaron napostrophe Eng eng Omacron omacron Obreve obreve Ohungarumlaut ohungarumlaut OE oe Racute racute Rcommaaccent rcommaaccent Rcaron rcaron Sacute sacute Scircumflex scircumflex Scedilla scedilla Scaron scaron Tcommaaccent tcommaaccent Tcaron tcaron Tbar tbar Utilde utilde Umacron umacron Ubreve ubreve Uring uring Uhungarumlaut uhungarumlaut Uogonek uogonek Wcircumflex wcircumflex Ycircumflex ycircumflex Ydieresis Zacute zacute Zdotaccent zdotaccent Zcaron zcaron longs'

/** Writes a PDF 1.7 of one A4 page (ISO 32000-1): the same parts give the same bytes. All text is hexadecimal, so that none of it can be an operator. Pure. */
export function writePdf({ title, language, createdAt, lines, rules }: PdfPage): Buffer {
  const content = [...rules.map(ruleOperators), ...lines.map(lineOperators)].join('\n')
  const stamp = createdAt.toISOString().replace(/[-:T]|\.\d+Z$/g, '')
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R /Lang (${language}) /ViewerPreferences << /DisplayDocTitle true >> >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${page.width} ${page.height}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R /F3 7 0 R /F4 8 0 R >> >> >>`,
    stream(content),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>',
    `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /Differences [128 ${latinNames
      .split(' ')
      .map((name) => `/${name}`)
      .join(' ')}] >> /ToUnicode 11 0 R >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UCS2-H /Encoding /UniGB-UCS2-H /DescendantFonts [9 0 R] /ToUnicode 12 0 R >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 10 0 R >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    stream(unicodeMap('<00> <ff>', '<80> <ff> <0100>')),
    stream(unicodeMap('<0000> <ffff>', '<0000> <ffff> <0000>')),
    `<< /Title <feff${Buffer.from(title, 'utf16le').swap16().toString('hex')}> /Producer (Infinitio) /CreationDate (D:${stamp}Z) >>`,
  ]
  return assemble(objects)
}

function lineOperators({ x, y, size, runs }: PdfLine): string {
  return `BT 1 0 0 1 ${x.toFixed(2)} ${y.toFixed(2)} Tm ${runs.map(({ font, hex }) => `/${names[font]} ${size} Tf <${hex}> Tj`).join(' ')} ET`
}

const ruleOperators = (y: number): string => `0.75 G 0.6 w ${page.margin} ${y.toFixed(2)} m ${page.width - page.margin} ${y.toFixed(2)} l S 0 G`
const stream = (text: string): string => `<< /Length ${Buffer.byteLength(text, 'latin1')} >>\nstream\n${text}\nendstream`

/** Which characters the codes of a font are, for whoever searches or copies the text. */
function unicodeMap(space: string, range: string): string {
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /ToUnicode def /CMapType 2 def\n1 begincodespacerange ${space} endcodespacerange\n1 beginbfrange ${range} endbfrange\nendcmap CMapName currentdict /CMap defineresource pop end end`
}

function assemble(objects: readonly string[]): Buffer {
  let text = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n'
  const offsets = objects.map((object, at) => {
    const offset = text.length
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const size = objects.length + 1
  const start = text.length
  text += `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Size ${size} /Root 1 0 R /Info ${objects.length} 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}
