// Writes packages/domain/vectors/emission.json and reputation.json: `node packages/economy/scripts/writeVectors.ts`. The Solidity tests hold `EmissionMath` and the
// library under it to these integers: two programs that share no line. What they should be within their rounding, `src/*.test.ts` say.
import { writeFileSync } from 'node:fs'
import { emissionVectors } from '../test/emissionVectors.ts'
import { reputationVectors } from '../test/reputationVectors.ts'

for (const [name, vectors] of Object.entries({ emission: emissionVectors(), reputation: reputationVectors() })) {
  const text = JSON.stringify(vectors, (_, value) => (typeof value === 'bigint' ? value.toString() : value), 1)
  writeFileSync(new URL(`../../domain/vectors/${name}.json`, import.meta.url), `${text}\n`)
}
