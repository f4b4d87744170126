import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hex32 } from '@infinitio/domain'
import { expect, it, onTestFinished } from 'vitest'
import { openKeptSlots } from '../validator/keptSlots.ts'
import type { OpenValidator } from '../validator/validator.ts'
import { advanceSlots } from './watchSlots.ts'

const word = (digit: string) => hex32(`0x${digit.repeat(64)}`)
const hour = 3_600n

/**
 * Creates a validator with one proof slot that it must still judge. `seenAt` is the time at which the validator noticed the slot, in Unix milliseconds of its
 * own clock.
 */
function waiting({ chainTime, seenAt }: { chainTime: () => bigint; seenAt: number }) {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-slots-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const kept = openKeptSlots(folder)
  const slot = kept.add({ slot: 7n, slotHash: word('1'), beaconSeed: word('0'), seed: word('5'), at: 1_000n }, seenAt) ?? expect.unreachable()
  kept.put(slot, { phase: 'shown' })
  const maps = { seenMs: new Map(), zSeenMs: new Map() }
  const proofs = { kept, door: null, ...maps, judging: { isBusy: true, last: 0n }, chainTime: { at: 0n, readMs: Number.NEGATIVE_INFINITY } }
  const state = { asked: 0 }
  const getBlock = async () => {
    state.asked += 1
    return { timestamp: chainTime() }
  }
  return { state, validator: { client: { getBlock }, proofs } as unknown as OpenValidator }
}

it.each([
  ['this clock was set forward by years', 0],
  ['this clock was set back by years', Date.now() + 10 ** 11],
])('gives a slot up by the time of the chain, although %s', async (_, seenAt) => {
  const early = waiting({ chainTime: () => 1_000n + 20n * hour, seenAt })
  for (let look = 0; look < 100; look += 1) await advanceSlots(early.validator)
  expect(early.validator.proofs.kept.open()).toHaveLength(1)
  expect(early.state.asked).toBe(1)
  const late = waiting({ chainTime: () => 1_001n + 20n * hour, seenAt })
  await advanceSlots(late.validator)
  expect(late.validator.proofs.kept.open()).toEqual([])
})

it('waits while the chain does not answer', async () => {
  const { validator } = waiting({
    chainTime: () => {
      throw new Error('the chain is away')
    },
    seenAt: 0,
  })
  await advanceSlots(validator)
  expect(validator.proofs.kept.open()).toHaveLength(1)
})
