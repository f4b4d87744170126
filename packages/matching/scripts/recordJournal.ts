// Writes packages/matching/test/journals/random-market.ndjson: a journal whose replay must give the same events and book hash on every
// commit. Run `node packages/matching/scripts/recordJournal.ts` only when the rules change, with a new bookVersion and an ADR.
import { writeFileSync } from 'node:fs'
import { recordMarket } from '../test/journal.ts'

const { rows, hash } = recordMarket({ seed: 20_261_120, steps: 600 })
const lines = [...rows, { bookHash: hash }].map((row) => JSON.stringify(row))
writeFileSync(new URL('../test/journals/random-market.ndjson', import.meta.url), `${lines.join('\n')}\n`)
