// Writes six files of test vectors in packages/domain/vectors: emission.json, reputation.json, machines.json, closed.json, hosting.json and modelDemand.json.
// Run: `node packages/economy/scripts/writeVectors.ts`. The Solidity tests compare the contracts' arithmetic with these integers, except those of
// modelDemand.json, which no contract calculates; the two programs share no code. The tests in `src/*.test.ts` check the integers themselves, within their rounding errors.
import { writeFileSync } from 'node:fs'
import { closedVectors } from '../test/closedVectors.ts'
import { emissionVectors } from '../test/emissionVectors.ts'
import { hostingVectors } from '../test/hostingVectors.ts'
import { machineVectors } from '../test/machineVectors.ts'
import { modelDemandVectors } from '../test/modelDemandVectors.ts'
import { reputationVectors } from '../test/reputationVectors.ts'

const all = {
  ...{ emission: emissionVectors(), reputation: reputationVectors(), machines: machineVectors(), closed: closedVectors() },
  ...{ hosting: hostingVectors(), modelDemand: modelDemandVectors() },
}
for (const [name, vectors] of Object.entries(all)) {
  const text = JSON.stringify(vectors, (_, value) => (typeof value === 'bigint' ? value.toString() : value), 1)
  writeFileSync(new URL(`../../domain/vectors/${name}.json`, import.meta.url), `${text}\n`)
}
