// Writes packages/sdk/src/generated/calls.ts: `node packages/sdk/scripts/writeCalls.ts`.
import { writeFileSync } from 'node:fs'
import { callsText } from './callsText.ts'

writeFileSync(new URL('../src/generated/calls.ts', import.meta.url), callsText())
