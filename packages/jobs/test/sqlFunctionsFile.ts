import { join } from 'node:path'
import type { SqlFunctionNames } from '@infinitio/adapter-data/test'

/** The file of the client with the names of DuckDB's functions: its path, and a function that returns its text. */
export const sqlFunctionsFile = {
  path: join(import.meta.dirname, '../../sdk/src/sql/generated/sqlFunctions.ts'),
  text: ({
    allowed,
    refused,
  }: SqlFunctionNames) => `// Written by packages/jobs/scripts/writeSqlFunctions.ts from the version of DuckDB that machines run. A test compares.

/** The functions that a query of \`data@1\` may call, in lower case. */
export const allowedFunctions: ReadonlySet<string> = new Set(
  '${allowed.join(' ')}'.split(
    ' ',
  ),
)

/** The functions of DuckDB that machines refuse, because their result does not follow from the rows or can differ between machines. */
export const refusedFunctions: ReadonlySet<string> = new Set(
  '${refused.join(' ')}'.split(
    ' ',
  ),
)
`,
}
