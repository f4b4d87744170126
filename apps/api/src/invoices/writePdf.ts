import { addFont, stream } from './addFont.ts'
import type { PdfFont, PdfRun } from './pdfFonts.ts'

/** A line of text on the page. `x` and `y` are the start of its baseline, in points from the lower left corner of the page; `size` is its font size. */
export type PdfLine = { readonly x: number; readonly y: number; readonly size: number; readonly runs: readonly PdfRun[] }

/**
 * The content of an A4 page. `rules`: the heights of thin lines across the page. `bands`: the heights of the lower edges of grey bands across the
 * page. `logo`: the position of the market's logo.
 */
export type PdfSheet = {
  readonly lines: readonly PdfLine[]
  readonly rules: readonly number[]
  readonly bands: readonly { readonly y: number; readonly height: number }[]
  readonly logo: LogoPlace | null
}

/** A PDF file of A4 pages. `language`: a BCP 47 tag. */
export type PdfFile = { readonly title: string; readonly language: string; readonly createdAt: Date; readonly sheets: readonly PdfSheet[] }

const page = { width: 595, height: 842, margin: 56 }

/**
 * Writes a PDF 1.7 file of A4 pages (ISO 32000-1). The same content always gives the same bytes. All text is written in hexadecimal, so that no text can act as
 * a PDF operator.
 */
export async function writePdf({ title, language, createdAt, sheets }: PdfFile): Promise<Buffer> {
  const objects: string[] = []
  const add = (object: string) => objects.push(object)
  const shown = Map.groupBy(
    sheets.flatMap(({ lines }) => lines.flatMap(({ runs }) => runs)),
    ({ font }) => font,
  )
  const fonts = new Map<PdfFont, string>()
  const resources: string[] = []
  for (const [font, runs] of shown) {
    const name = `/F${fonts.size + 1}`
    fonts.set(font, name)
    resources.push(`${name} ${await addFont(font, { hex: runs.map(({ hex }) => hex).join(''), add })} 0 R`)
  }
  const contents = sheets.map((sheet) => add(stream(sheetOperators(sheet, fonts))))
  // The number that the page list will have as a PDF object. The page objects are written next and refer to the list, but the list itself is written after
  // them.
  const pages = objects.length + contents.length + 1
  const kids = contents.map((content) =>
    add(
      `<< /Type /Page /Parent ${pages} 0 R /MediaBox [0 0 ${page.width} ${page.height}] /Contents ${content} 0 R /Resources << /Font << ${resources.join(' ')} >> >> >>`,
    ),
  )
  add(`<< /Type /Pages /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] /Count ${kids.length} >>`)
  const root = add(`<< /Type /Catalog /Pages ${pages} 0 R /Lang (${language}) /ViewerPreferences << /DisplayDocTitle true >> >>`)
  const stamp = createdAt.toISOString().replace(/[-:T]|\.\d+Z$/g, '')
  const info = add(`<< /Title <feff${Buffer.from(title, 'utf16le').swap16().toString('hex')}> /Producer (Infinitio) /CreationDate (D:${stamp}Z) >>`)
  return assemble(objects, { root, info })
}

function sheetOperators({ lines, rules, bands, logo }: PdfSheet, fonts: ReadonlyMap<PdfFont, string>): string {
  const mark = logo === null ? [] : [logoOperators(logo)]
  return [...mark, ...bands.map(bandOperators), ...rules.map(ruleOperators), ...lines.map((line) => lineOperators(line, fonts))].join('\n')
}

function lineOperators({ x, y, size, runs }: PdfLine, fonts: ReadonlyMap<PdfFont, string>): string {
  return `BT 1 0 0 1 ${x.toFixed(2)} ${y.toFixed(2)} Tm ${runs.map(({ font, hex }) => `${fonts.get(font)} ${size} Tf <${hex}> Tj`).join(' ')} ET`
}

const ruleOperators = (y: number): string => `0.75 G 0.6 w ${page.margin} ${y.toFixed(2)} m ${page.width - page.margin} ${y.toFixed(2)} l S 0 G`

const bandOperators = ({ y, height }: PdfSheet['bands'][number]): string =>
  `0.93 g ${page.margin} ${y.toFixed(2)} ${page.width - 2 * page.margin} ${height.toFixed(2)} re f 0 g`

function assemble(objects: readonly string[], { root, info }: { root: number; info: number }): Buffer {
  let text = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n'
  const offsets = objects.map((object, at) => {
    const offset = text.length
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const size = objects.length + 1
  const start = text.length
  text += `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Size ${size} /Root ${root} 0 R /Info ${info} 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

/** The position of the market's logo on a page: the logo's lower left corner and its height, in points. */
export type LogoPlace = { readonly x: number; readonly y: number; readonly height: number }

/** The path of the logo in `apps/web/app/icon.svg`, written as PDF operators for a box of 24 × 24. The half circles are replaced by curves. */
const line =
  '6 16 m 11 16 13 8 18 8 c 20.209 8 22 9.791 22 12 c 22 14.209 20.209 16 18 16 c 13 16 11 8 6 8 c 3.791 8 2 9.791 2 12 c 2 14.209 3.791 16 6 16 c S'
const box = 24
const emerald = '0.016 0.471 0.341 RG'

/** Returns PDF operators that draw the market's logo as on the web pages. Pure. */
function logoOperators({ x, y, height }: LogoPlace): string {
  const scale = (height / box).toFixed(4)
  return `q ${scale} 0 0 -${scale} ${x.toFixed(2)} ${(y + height).toFixed(2)} cm ${emerald} 2.5 w 1 J 1 j ${line} Q`
}
