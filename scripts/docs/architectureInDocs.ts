import { tableCell, tablesByRole } from '../../packages/db/scripts/tablesByRole.ts'
import type { Finding, SourceFile } from '../tidy/sourceFile.ts'

const page = 'docs/architecture.md'

/**
 * Returns the differences between docs/architecture.md and the code. Compares two tables of that page: the packages that each app and package may import (with
 * .dependency-cruiser.cjs), and the tables that each database role writes (with the files of prisma/schema; packages/db/scripts/writeTables.ts writes these rows).
 */
export function architectureInDocs(files: readonly SourceFile[]): Finding[] {
  const textOf = (path: string) => files.find((file) => file.path === path)?.text ?? ''
  const add = (message: string): Finding => ({ path: page, rule: 'architecture-in-docs', message })
  const rows = textOf(page).split('\n')
  const expected = [...importRows(textOf('.dependency-cruiser.cjs')), ...writerRows(files)]
  return expected
    .filter(({ begins, ends }) => !rows.some((row) => row.startsWith(begins) && row.endsWith(ends)))
    .map(({ begins, ends }) => add(`needs a row that begins with "${begins}" and ends with "${ends}"`))
}

type Row = { readonly begins: string; readonly ends: string }

function importRows(config: string): Row[] {
  return [...config.matchAll(/^ {2}'((?:apps|packages)\/\w+)': \[([^\]]*)\]/gm)].map(([, room = '', names = '']) => ({
    begins: `| \`${room}\` |`,
    ends: `| ${[...names.matchAll(/'([\w-]+)'/g)].map(([, name]) => name).join(', ') || 'nothing of ours'} |`,
  }))
}

function writerRows(files: readonly SourceFile[]): Row[] {
  const schema = files.flatMap(({ path, text }) =>
    /^prisma\/schema\/\w+\.prisma$/.test(path) ? [{ name: path.slice('prisma/schema/'.length), text }] : [],
  )
  return [...tablesByRole(schema)].map(([role, tables]) => ({ begins: `| \`${role}\` |`, ends: `| ${tableCell(tables)} |` }))
}
