import { modelsOf, type SchemaFile } from './tablesText.ts'

/** The partitions of a table. A Prisma schema cannot have partitions, so it has only the whole table. */
const partitions: Readonly<Record<string, readonly string[]>> = { journal: ['journal_0', 'journal_1', 'journal_rest'] }

/**
 * Returns the tables that each database role writes, in the sequence of the schema. The partitions of a table follow it. The name of a schema file is the name
 * of the role without `infinitio_`: `api.prisma` has the tables of `infinitio_api`. A file without tables is left out.
 */
export function tablesByRole(schema: readonly SchemaFile[]): Map<string, string[]> {
  const lists = schema.map(({ name, text }): [string, string[]] => [
    `infinitio_${name.replace(/\.prisma$/, '')}`,
    modelsOf(text).flatMap((model) => [model.name, ...(partitions[model.name] ?? [])]),
  ])
  return new Map(lists.filter(([, tables]) => tables.length > 0))
}

/** Returns the cell of docs/architecture.md that lists the tables of one role. */
export function tableCell(tables: readonly string[]): string {
  return tables.map((table) => `\`${table}\``).join(', ')
}

/** Returns the text of docs/architecture.md with the tables of each role in the last cell of the role's row. */
export function withTables(page: string, byRole: ReadonlyMap<string, readonly string[]>): string {
  return [...byRole].reduce(
    (text, [role, tables]) =>
      text.replace(new RegExp(`^(\\| \`${role}\` \\| [^|]+ \\|).*$`, 'm'), (_row, begin) => `${begin} ${tableCell(tables)} |`),
    page,
  )
}
