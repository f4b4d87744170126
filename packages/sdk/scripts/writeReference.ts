// Writes docs/sdk.md: `node packages/sdk/scripts/writeReference.ts`.
import { writeFileSync } from 'node:fs'
import { referencePage } from './referencePage.ts'

writeFileSync(new URL('../../../docs/sdk.md', import.meta.url), referencePage())
