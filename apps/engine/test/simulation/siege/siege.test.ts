import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSimulatedDatabase, type SimulatedDatabase } from '../simulatedDatabase.ts'
import type { Counts } from '../simulate.ts'
import { playSiege } from './playSiege.ts'

const isLong = process.env.TEST_LONG === '1'
/** The first of three seeds that together make the attacker use each of its plans. */
const usualSeed = 4
const firstSeed = Number(process.env.TEST_SEED ?? usualSeed)
const SEEDS = isLong ? 400 : 3
const ROUNDS = isLong ? 120 : 80
const MINUTE_MS = 60_000

describe(`the market under an attacker (TEST_SEED=${firstSeed}, ${SEEDS} seeds)`, () => {
  let database: SimulatedDatabase
  beforeAll(async () => {
    process.env.LOG_LEVEL ??= 'fatal'
    database = await openSimulatedDatabase()
  })
  afterAll(() => database.stop())

  it(
    'serves the honest within bounds whatever an attacker with a tenth of their money does',
    async () => {
      const met: Counts = {}
      for (let seed = firstSeed; seed < firstSeed + SEEDS; seed += 1) {
        const { failure, counts } = await playSiege({ seed, database, keepsTrace: false, rounds: ROUNDS })
        if (failure !== null) {
          const advice = `seed ${seed} broke a promise; replay it with: npm run simulate -- --siege --seed ${seed} --trace`
          throw new Error(`${advice}\n${failure.message}`, { cause: failure })
        }
        for (const [name, count] of Object.entries(counts)) met[name] = (met[name] ?? 0) + count
      }
      const honest = ['honest is booked', 'honest is active', 'honest is ending', 'honest withdraws', 'honest rests']
      const spoiled = ['withdraws', 'cancels the bid', 'revokes the key', 'cancels the lease'].map((way) => `attacker, matched: ${way}`)
      const attacks = [...spoiled, 'attacker, booked', 'attacker holds', 'attacker rests', 'attacker relays', 'attacker settles for others']
      const refusals = ['attacker: order.backed_off', 'Market_CallerNotExecutor', 'Market_BidCancelled', 'Market_InsufficientBalance']
      for (const name of [...honest, ...attacks, ...refusals]) expect(met[name], `${name} was met`).toBeGreaterThan(0)
    },
    isLong ? 180 * MINUTE_MS : 5 * MINUTE_MS,
  )

  it('replays the exact trace of a seed', async () => {
    const first = await playSiege({ seed: firstSeed, database, keepsTrace: false, rounds: 20 })
    const again = await playSiege({ seed: firstSeed, database, keepsTrace: false, rounds: 20 })
    expect(again.traceHash).toBe(first.traceHash)
  })
})
