// Writes packages/domain/vectors/service*.json: `node packages/services/scripts/writeVectors.ts`. Tests compare both this package and the service ledger with
// these files.
import { writeFileSync } from 'node:fs'
import { serviceVectors } from '../test/serviceVectors.ts'

for (const [name, vectors] of Object.entries(serviceVectors())) {
  const text = JSON.stringify(vectors, (_, value) => (typeof value === 'bigint' ? value.toString() : value), 1)
  writeFileSync(new URL(`../../domain/vectors/${name}.json`, import.meta.url), `${text}\n`)
}
