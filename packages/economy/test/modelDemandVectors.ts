import fc from 'fast-check'
import { economyParameters, modelDemand } from '../src/index.ts'

const seed = 20_261_130
const channels = 40

/**
 * Makes the test vectors of the demand for models: two lists of settled use, each with M (the demand factor) of each model. The second list has the same use
 * without any payment. Every call returns the same vectors.
 */
export function modelDemandVectors() {
  const use = fc.record({ settled: fc.bigInt(0n, 10n ** 17n), requests: fc.bigInt(0n, 20_000n) })
  const uses = fc.sample(use, { seed, numRuns: channels }).map((one, index) => ({ ...one, model: `model ${index % 5}` }))
  const unpaid = uses.map((one) => ({ ...one, settled: 0n }))
  return [uses, unpaid].map((list) => ({ uses: list, demand: modelDemand(list, economyParameters()) }))
}
