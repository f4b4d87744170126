import { buildEpoch, verifyEpoch } from '../../src/index.ts'
import { inventedEpoch } from '../inventedEpoch.ts'

// Prints the time for an epoch of 100,000 providers: to build it from its facts, and to verify it. To verify means to build it a second time and to compare
// both.

const PROVIDERS = 100_000
const RUNS = 3
const leaves: number[] = []
const buildMs: number[] = []
const verifyMs: number[] = []
for (let run = 0; run < RUNS; run += 1) {
  // Each provider has earlier payments, so that each has a Merkle leaf (total pay).
  const invented = inventedEpoch({ providers: PROVIDERS, seed: 1 + run })
  const facts = { ...invented, before: invented.providers.map(({ provider }, at) => ({ provider, cumulative: BigInt(1 + at) })) }
  const begun = performance.now()
  const built = buildEpoch(facts)
  const between = performance.now()
  const differences = verifyEpoch(facts, built)
  const ended = performance.now()
  if (differences.length > 0 || built.leaves.length !== PROVIDERS) throw new Error(`an epoch differs from itself in ${differences.length} places`)
  leaves.push(built.leaves.length)
  buildMs.push(between - begun)
  verifyMs.push(ended - between)
  console.log(`run ${run + 1}: built in ${Math.round(between - begun)} ms, verified in ${Math.round(ended - between)} ms`)
}
console.log(JSON.stringify({ leaves, buildMs, verifyMs }))
