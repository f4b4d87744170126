// Writes packages/domain/vectors/emission.json, reputation.json and machines.json: `node packages/economy/scripts/writeVectors.ts`. The Solidity tests compare
// `EmissionMath` and its library with these integers; the two programs share no code. `src/*.test.ts` check the integers themselves within their
// rounding.
import { writeFileSync } from 'node:fs'
import { emissionVectors } from '../test/emissionVectors.ts'
import { machineVectors } from '../test/machineVectors.ts'
import { reputationVectors } from '../test/reputationVectors.ts'

for (const [name, vectors] of Object.entries({ emission: emissionVectors(), reputation: reputationVectors(), machines: machineVectors() })) {
  const text = JSON.stringify(vectors, (_, value) => (typeof value === 'bigint' ? value.toString() : value), 1)
  writeFileSync(new URL(`../../domain/vectors/${name}.json`, import.meta.url), `${text}\n`)
}
