import fc from 'fast-check'
import { economyParameters, modelDemand } from '../src/index.ts'

const seed = 20_261_130
const channels = 40

/**
 * Makes the test vectors of the demand for models; they are the same at every call: two lists of settled use, one of which nobody paid for, with M of each
 * model.
 */
export function modelDemandVectors() {
  const use = fc.record({ settled: fc.bigInt(0n, 10n ** 17n), requests: fc.bigInt(0n, 20_000n) })
  const uses = fc.sample(use, { seed, numRuns: channels }).map((one, index) => ({ ...one, model: `model ${index % 5}` }))
  const unpaid = uses.map((one) => ({ ...one, settled: 0n }))
  return [uses, unpaid].map((list) => ({ uses: list, demand: modelDemand(list, economyParameters()) }))
}
