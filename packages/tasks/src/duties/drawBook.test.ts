import {
  address,
  durationSeconds,
  type Hex32,
  keccak256,
  keccak256Hex,
  packWords,
  type PTokenUnits,
  pTokenUnits,
  unixSeconds,
  zeroAddress,
} from '@infinitio/domain'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PoolBatchView, PoolTaskView } from '../pool/poolView.ts'
import { taskIdOf } from '../pool/poolView.ts'
import { createDrawBook } from './drawBook.ts'
import { dueBlock, type HashOf } from './drawnAt.ts'

const submitBlock = 100
const word = (value: number) => keccak256Hex(packWords([BigInt(value)]))
const providers = [1, 2, 3].map((value) => address(`0x${`${value}`.repeat(40)}`))
const hashOf: HashOf = (block) => word(block)

describe('the draws that a provider remembers', () => {
  it('are those that the contract makes, whatever happens between two looks', () => {
    const look = fc.record({
      blocks: fc.integer({ min: 0, max: 8 }),
      provider: fc.integer({ min: 0, max: 2 }),
      weight: fc.bigInt({ min: 1n, max: 40n }),
      most: fc.integer({ min: 1, max: 5 }),
      accepts: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.array(look, { minLength: 1, maxLength: 30 }), (count, looks) => {
        const batch = batchOf(count)
        const book = createDrawBook()
        let block = submitBlock + 1
        for (const { blocks, provider, weight, most, accepts } of looks) {
          block += blocks
          const who = { provider: providers[provider] ?? zeroAddress, weight, total: 40n }
          const head = { block, at: 0 }
          const found = book.dueTasks({ ...who, most }, batch, { head, hashOf })
          const due = Array.from({ length: count }, (_, index) => index).filter((index) => {
            const draw = { taskId: taskIdOf(batch.batchId, index), since: submitBlock, round: batch.beaconSeed }
            const at = dueBlock(draw, { account: who.provider, weight, total: 40n }, { head, hashOf })
            return !batch.tasks.has(index) && at !== null && at <= block + 1
          })
          expect(found).toHaveLength(Math.min(most, due.length))
          if (book.isQuiet(who, batch, head)) expect(due).toEqual([])
          expect(new Set(found).size).toBe(found.length)
          for (const index of found) expect(due).toContain(index)
          const [first] = found
          if (accepts && first !== undefined) batch.tasks.set(first, {} as PoolTaskView)
        }
      }),
    )
  })

  it('are calculated once, and not at all after enough were found', () => {
    let hashes = 0
    const book = createDrawBook((bytes) => {
      hashes += 1
      return keccak256(bytes)
    })
    const batch = batchOf(500)
    const look = (block: number, weight: bigint, most: number) =>
      book.dueTasks({ provider: providers[0] ?? zeroAddress, weight, total: 1_000_000n, most }, batch, { head: { block, at: 0 }, hashOf })
    expect(look(submitBlock + 1, 1_000_000n, 1)).toHaveLength(1)
    expect(hashes).toBeLessThan(10)
    expect(look(submitBlock + 1, 1n, 1)).toEqual([])
    const afterAll = hashes
    expect(afterAll).toBeGreaterThanOrEqual(1_500)
    for (let block = submitBlock + 2; block < submitBlock + 40; block += 1) look(block, 1n, 1)
    expect(hashes - afterAll).toBeLessThan(5)
    const seeker = { provider: providers[0] ?? zeroAddress, total: 1_000_000n }
    const isQuiet = (weight: bigint) => book.isQuiet({ ...seeker, weight }, batch, { block: submitBlock + 40, at: 0 })
    // The test gives the provider another stake, so the search must look at its draws (random numbers) again.
    expect([isQuiet(1n), isQuiet(2n)]).toEqual([true, false])
  })

  it('do not count after the chain has forgotten the block that decides them', () => {
    const batch = batchOf(4)
    const seeker = { provider: providers[0] ?? zeroAddress, weight: 1n, total: 10n ** 12n, most: 4 }
    const look = (block: number) => createDrawBook().dueTasks(seeker, batch, { head: { block, at: 0 }, hashOf })
    expect(look(submitBlock)).toEqual([])
    expect(look(submitBlock + 1)).toEqual([])
    expect(look(submitBlock + 10_000).toSorted()).toEqual([0, 1, 2, 3])
  })
})

function batchOf(count: number): PoolBatchView {
  const none: PTokenUnits = pTokenUnits(0n)
  const salt: Hex32 = word(7)
  const batch = {
    ...{ salt, submitter: zeroAddress, adapter: salt, inputRoot: salt, classMask: 1n, refClass: 0, chunks: 64, count, minVramGib: 0, minTier: 0 },
    ...{ reward: none, verifyShare: none, tip: none, runSeconds: durationSeconds(60n), fetchSeconds: 60, deadline: unixSeconds(10n ** 9n) },
    ...{ storeKey: zeroAddress },
  }
  return {
    ...{ batchId: word(1), batch, beaconSeed: word(2), submitBlock, submittedAt: 0, paid: 0n, baseFee: 0n, open: count, stopped: false },
    ...{ tasks: new Map(), live: new Map() },
  }
}
