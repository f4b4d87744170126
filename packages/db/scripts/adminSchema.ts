import { readdirSync, readFileSync } from 'node:fs'
import { modelsOf } from './tablesText.ts'

const schemaFolder = new URL('../../../prisma/schema/', import.meta.url)

/** The version of Prisma that generates the client. It must be the same as the version of the Prisma runtime in package.json. */
export const prismaVersion = '7.10.0'

/** The tables that `npm run admin` reads or writes with Prisma Client. A client of all tables would load and check many times as much code. */
export const adminTables = ['admin_audit', 'blocks', 'cursors', 'settlements', 'transactions', 'worker_commands']

/**
 * Returns the schema from which the client of `npm run admin` is generated: the tables in `adminTables`, as `prisma/schema` describes them, except that each
 * amount (`Decimal(78, 0)`) is a BigInt. The client then returns an amount of any size as a bigint, and contains no field of type Decimal, which would be an
 * object of decimal.js. Throws if `prisma/schema` lacks a table, or if a column is a Decimal with digits after the point.
 */
export function adminSchema(): string {
  const names = readdirSync(schemaFolder).filter((name) => name.endsWith('.prisma'))
  const models = names.flatMap((name) => modelsOf(readFileSync(new URL(name, schemaFolder), 'utf8')))
  const texts = adminTables.map((table) => {
    const model = models.find(({ name }) => name === table)
    if (model === undefined) throw new Error(`prisma/schema has no table ${table}`)
    return `model ${table} {\n${model.lines.map(lineForAdmin).join('\n')}}\n`
  })
  return [header, ...texts].join('\n')
}

/**
 * Returns a line of a Prisma model as the client of `npm run admin` needs it. An amount gets the type BigInt. A default time becomes an expression that the
 * database calculates. Otherwise Prisma Client would send the time of the operator's machine.
 */
export function lineForAdmin(line: string): string {
  const changed = line.replace(/\bDecimal(\??)( +)@db\.Decimal\(78, 0\)/, 'BigInt$1').replace('@default(now())', '@default(dbgenerated("now()"))')
  if (/\bDecimal\b/.test(changed)) throw new Error(`a Decimal that no bigint can hold: ${line.trim()}`)
  return changed.trimEnd()
}

const header = `generator client {
  provider            = "prisma-client"
  output              = "./client"
  runtime             = "nodejs"
  moduleFormat        = "esm"
  importFileExtension = "ts"
  compilerBuild       = "small"
}

datasource db {
  provider = "postgresql"
}
`
