import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leaseEdges } from './leaseEdges.ts'
import { openSimulatedDatabase, type SimulatedDatabase } from './simulatedDatabase.ts'
import { type Counts, simulate } from './simulate.ts'

const isLong = process.env.TEST_LONG === '1'
/** 18 successive seeds from this one on together take each edge (change of state) of a lease's state machine at least once. */
const usualSeed = 1_000_521
const firstSeed = Number(process.env.TEST_SEED ?? usualSeed)
const SEEDS = isLong ? 10_000 : 18
/** The least number of times that all seeds together must take each edge (change of state) of a lease's state machine. */
const LEAST_TAKEN = isLong ? 500 : 1
const HOURS_MS = 3_600_000

/** Seeds for which the engine once broke a promise, and the bugs that they found. The engine has changed since, so they may now lead to other runs. */
const oldFailures: { seed: number; found: string }[] = [
  { seed: 80, found: 'a matcher that went on after the commit of its first journal row had failed' },
  { seed: 1_032, found: 'two followers that wrote in turn' },
  { seed: 2_003, found: 'a mined transaction that stayed dropped after one late receipt, and a worker that died of a signature of no key' },
  { seed: 29, found: 'a relay opened again that the cursor passed over' },
]

describe(`the money simulation (TEST_SEED=${firstSeed}, ${SEEDS} seeds)`, () => {
  let database: SimulatedDatabase
  beforeAll(async () => {
    process.env.LOG_LEVEL ??= 'fatal'
    database = await openSimulatedDatabase()
  })
  afterAll(() => database.stop())

  it.skipIf(!isLong)('replays the exact trace of a seed after any other run', async () => {
    const first = await play(firstSeed)
    const other = await play(firstSeed + 1)
    const again = await play(firstSeed)
    expect(again.traceHash).toBe(first.traceHash)
    expect(other.traceHash).not.toBe(first.traceHash)
  })

  it(
    'keeps every promise of the market on every seed, and meets every kind of trouble on the way',
    async () => {
      const met: Counts = {}
      const taken: Counts = {}
      for (let seed = firstSeed; seed < firstSeed + SEEDS; seed += 1) {
        const { counts, edges } = await play(seed)
        add(met, counts)
        add(taken, edges)
      }
      const events = ['Deposited', 'Withdrawn', 'Settled', 'LeaseReady', 'LeaseEnded', 'LeaseClosed', 'AskCancelled', 'BidCancelled']
      const fates = ['fails', 'unanswered', 'stale', 'dies before', 'dies after']
      for (const name of [...events, ...fates]) expect(met[name], `${name} was met`).toBeGreaterThan(0)
      // The usual seeds cover every edge (change of a lease's state), and this must stay so. Other seeds may miss an edge by chance.
      if (firstSeed !== usualSeed) return
      for (const [edge, name] of Object.entries(leaseEdges))
        expect(taken[edge], `edge ${edge} (${name}) was taken`).toBeGreaterThanOrEqual(LEAST_TAKEN)
    },
    isLong ? 3 * HOURS_MS : 300_000,
  )

  it.each(oldFailures)('keeps its promises on seed $seed, which once found $found', async ({ seed }) => {
    await play(seed)
  })

  function add(sums: Counts, more: Record<string, number>): void {
    for (const [name, count] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + count
  }

  async function play(seed: number) {
    const result = await simulate({ seed, database, keepsTrace: false })
    if (result.failure !== null) {
      const advice = `seed ${seed} broke a promise; replay it with: npm run simulate -- --seed ${seed} --trace`
      throw new Error(`${advice}\n${result.failure.message}`, { cause: result.failure })
    }
    return result
  }
})
