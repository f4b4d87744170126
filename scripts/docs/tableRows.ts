import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../start/dataFolder.ts'

/** Returns the text of a file of the repository. */
export function textOf(path: string): string {
  return readFileSync(join(checkout, path), 'utf8')
}

/**
 * Returns the rows of the first table under a heading of a markdown page, without the header; each row is a list of cells. Throws if the heading or its table
 * is missing.
 */
export function tableRows(page: string, heading: string): string[][] {
  const start = page.search(new RegExp(`^#+ ${heading.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`, 'm'))
  if (start < 0) throw new Error(`the page has no heading "${heading}"`)
  const [, ...after] = page.slice(start).split('\n')
  const end = after.findIndex((line) => line.startsWith('#'))
  const lines = (end < 0 ? after : after.slice(0, end)).slice()
  const first = lines.findIndex((line) => line.startsWith('| '))
  if (first < 0) throw new Error(`the heading "${heading}" has no table`)
  const table = lines.slice(first)
  const last = table.findIndex((line) => !line.startsWith('|'))
  return (last < 0 ? table : table.slice(0, last)).slice(2).map(cellsOf)
}

/** Returns the texts in backticks of a cell, in order. */
export function codeIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
}

function cellsOf(line: string): string[] {
  return line
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim())
}
