import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The root of the checkout. */
export const root = join(import.meta.dirname, '../../../..')

/** A block of code in a guide. `where` has the guide's file name and the line number of the block, so that a failed test can name it. */
export type CodeBlock = { readonly where: string; readonly language: string; readonly code: string }

/** A guide: the path of its file, its text, its text without code, and its blocks of code. */
export type GuidePage = { readonly file: string; readonly text: string; readonly prose: string; readonly blocks: readonly CodeBlock[] }

/** Returns all guides of one language, by name. */
export function guidePages(language: 'en' | 'zh'): GuidePage[] {
  const folder = language === 'en' ? 'docs/guides' : 'docs/zh/guides'
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.md'))
  return names.toSorted().map((name) => pageOf(`${folder}/${name}`, readFileSync(join(root, folder, name), 'utf8')))
}

function pageOf(file: string, text: string): GuidePage {
  const blocks: CodeBlock[] = []
  const prose: string[] = []
  let open: { indent: string; language: string; line: number; rows: string[] } | null = null
  for (const [index, row] of text.split('\n').entries()) {
    const fence = /^(\s*)```(\w*)/.exec(row)
    if (open === null && fence === null) prose.push(row)
    else if (open === null) open = { indent: fence?.[1] ?? '', language: fence?.[2] ?? '', line: index + 2, rows: [] }
    else if (fence === null) open.rows.push(row.startsWith(open.indent) ? row.slice(open.indent.length) : row)
    else {
      blocks.push({ where: `${file}:${open.line}`, language: open.language, code: open.rows.join('\n') })
      open = null
    }
  }
  if (open !== null) throw new Error(`${file}:${open.line} opens a block of code and does not close it.`)
  return { file, text, prose: prose.join('\n'), blocks }
}
