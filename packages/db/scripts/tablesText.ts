import { readdirSync, readFileSync } from 'node:fs'

const schemaFolder = new URL('../../../prisma/schema/', import.meta.url)

/** Default Postgres type of each scalar type of the Prisma schema. A `@db` attribute overrides it. */
const defaultTypes: Record<string, string> = {
  BigInt: 'int8',
  Boolean: 'bool',
  Bytes: 'bytea',
  DateTime: 'timestamp',
  Decimal: 'numeric',
  Float: 'float8',
  Int: 'int4',
  Json: 'jsonb',
  String: 'text',
}
const namedTypes: Record<string, string> = { Decimal: 'numeric', Timestamptz: 'timestamptz', Uuid: 'uuid' }

/** One file of `prisma/schema`, such as `api.prisma`. */
export type SchemaFile = { readonly name: string; readonly text: string }

/** Reads the files of `prisma/schema`, sorted by name. */
export function readSchema(): SchemaFile[] {
  const names = readdirSync(schemaFolder).filter((name) => name.endsWith('.prisma'))
  return names.toSorted().map((name) => ({ name, text: readFileSync(new URL(name, schemaFolder), 'utf8') }))
}

/** Returns the text of `src/generated/tables.ts`: the columns of every table of `prisma/schema`, with their types. */
export function tablesText(): string {
  const models = readSchema().flatMap(({ text }) => modelsOf(text))
  const tables = models.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(tableText)
  return `// Written by packages/db/scripts/writeTables.ts from prisma/schema; do not edit.

/** The columns of every table. A type that ends with \`?\` is a column that may be null. */
export const tables = {
${tables.join('\n')}
} as const
`
}

interface Model {
  name: string
  lines: string[]
}

/** Returns the models of one file of the schema, each with the lines between its braces. */
export function modelsOf(schema: string): Model[] {
  return [...schema.matchAll(/^model (\w+) \{\n([^}]*)^\}/gm)].map(([, name = '', body = '']) => ({ name, lines: body.split('\n') }))
}

function tableText({ name, lines }: Model): string {
  const columns = lines.flatMap((line) => {
    const type = columnType(line)
    return type === null ? [] : [`    ${type.name}: '${type.type}',`]
  })
  return [`  ${name}: {`, ...columns, '  },'].join('\n')
}

/**
 * Returns the column that a line of a model describes. Returns null for comments, attributes of the whole table, and relations, which have no column. Throws
 * for an attribute with an unknown type.
 */
export function columnType(line: string): { name: string; type: string } | null {
  const [, name, scalar = '', mark = ''] = /^ {2}(\w+) +(\w+)(\?|\[\])?( |$)/.exec(line) ?? []
  if (name === undefined) return null
  const byDefault = defaultTypes[scalar]
  if (byDefault === undefined) return null
  const attribute = /@db\.(\w+)/.exec(line)?.[1]
  const type = attribute === undefined ? byDefault : namedTypes[attribute]
  if (type === undefined || /@map/.test(line)) throw new Error(`writeTables does not know how to read: ${line.trim()}`)
  return { name, type: `${type}${mark}` }
}
