import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { refusal } from '@infinitio/sdk'
import type { CommonOptions } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { plain, table } from '../terminal/texts.ts'
import { openJobFolder } from './jobFolder.ts'

const textTypes = ['.csv', '.txt', '.jsonl']
const otherTypes = ['.png', '.tar', '.bin']
const mostRows = 1_000
const mostLetters = 2_000
const cellForm = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/gy

/** Shows the first rows of each result of a job of this computer, or the size of a result that is not a text. Throws `api.invalid_field` for an unknown job or an invalid number of rows. */
export function showResults(text: string, { rows, json }: CommonOptions & { readonly rows: string }): void {
  const count = Number(rows)
  if (!Number.isInteger(count) || count < 1 || count > mostRows) throw refusal('api.invalid_field', { detail: `--rows ${rows}: 1 to ${mostRows}` })
  const { path } = openJobFolder(text)
  const files = readdirSync(path)
    .filter((name) => [...textTypes, ...otherTypes].includes(extname(name)))
    .toSorted()
  const results = files.map((name) => ({ task: basename(name, extname(name)), file: join(path, name), ...beginningOf(join(path, name), count) }))
  const parts = results.map(({ task, file, text: shown, more }) => `${task}: ${file}\n${shown}${more}`)
  const value = { items: results.map(({ task, file, rows: first }) => ({ task, file, ...(first === null ? {} : { rows: first }) })) }
  printResult({ json, value, text: parts.length === 0 ? 'This job has no result yet.' : parts.join('\n\n') })
}

type Beginning = { readonly rows: readonly Readonly<Record<string, string>>[] | null; readonly text: string; readonly more: string }

function beginningOf(file: string, count: number): Beginning {
  if (otherTypes.includes(extname(file))) return { rows: null, text: `${statSync(file).size} bytes`, more: '' }
  const text = readFileSync(file, 'utf8')
  if (extname(file) !== '.csv') return { rows: null, text: plain(text.slice(0, mostLetters)), more: text.length > mostLetters ? ' …' : '' }
  const [names = [], ...lines] = readCsv(text)
  const first = lines.slice(0, count)
  const rows = first.map((cells) => Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ''])))
  const more = lines.length > count ? `\n${lines.length - count} more rows` : ''
  return {
    rows,
    text: table(
      [names, ...first].map((cells) => cells.map(plain)),
      { right: [] },
    ),
    more,
  }
}

/** Reads CSV (RFC 4180). */
function readCsv(text: string): string[][] {
  const lines: string[][] = [[]]
  for (const [all, quoted, bare = '', end] of text.matchAll(cellForm)) {
    if (all === '' && lines.at(-1)?.length === 0) break
    lines.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'))
    if (end === '') break
    if (end !== ',') lines.push([])
  }
  return lines.filter((cells) => cells.length > 0)
}
