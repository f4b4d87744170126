// Writes src/generated/tables.ts, and the tables of each role in docs/architecture.md, from prisma/schema: `node packages/db/scripts/writeTables.ts`.
import { readFileSync, writeFileSync } from 'node:fs'
import { tablesByRole, withTables } from './tablesByRole.ts'
import { readSchema, tablesText } from './tablesText.ts'

writeFileSync(new URL('../src/generated/tables.ts', import.meta.url), tablesText())
const architecture = new URL('../../../docs/architecture.md', import.meta.url)
writeFileSync(architecture, withTables(readFileSync(architecture, 'utf8'), tablesByRole(readSchema())))
