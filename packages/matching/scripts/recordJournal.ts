// Writes the journal of one version of the rules to packages/matching/test/journals/. Its replay must give the same events and book hash on every commit. Run
// `node packages/matching/scripts/recordJournal.ts VERSION` only for a new version, with a new bookVersion and an ADR.
import { writeFileSync } from 'node:fs'
import { journalFile, recordMarket } from '../test/journal.ts'

const version = Number(process.argv[2])
const { rows, hash } = recordMarket({ seed: 20_261_120, steps: 600, version })
const lines = [...rows, { bookHash: hash }].map((row) => JSON.stringify(row))
writeFileSync(journalFile(version), `${lines.join('\n')}\n`)
