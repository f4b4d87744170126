// Writes src/generated/tables.ts from prisma/schema: `node packages/db/scripts/writeTables.ts`.
import { writeFileSync } from 'node:fs'
import { tablesText } from './tablesText.ts'

writeFileSync(new URL('../src/generated/tables.ts', import.meta.url), tablesText())
