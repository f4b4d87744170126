// Writes packages/domain/vectors/service*.json: `node packages/services/scripts/writeVectors.ts`. Tests compare the results of this package and of the service
// ledger contract with these files.
import { writeFileSync } from 'node:fs'
import { serviceVectors } from '../test/serviceVectors.ts'

for (const [name, vectors] of Object.entries(serviceVectors())) {
  const text = JSON.stringify(vectors, (_, value) => (typeof value === 'bigint' ? value.toString() : value), 1)
  writeFileSync(new URL(`../../domain/vectors/${name}.json`, import.meta.url), `${text}\n`)
}
