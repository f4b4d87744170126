import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hex32 } from '@infinitio/domain'
import { expect, it } from 'vitest'
import { openKeptSlots } from './keptSlots.ts'

const word = (digit: string) => hex32(`0x${digit.repeat(64)}`)
const slotOf = (digit: string, slot: bigint, at = 1_000n) => ({ slot, slotHash: word(digit), beaconSeed: word('0'), seed: word('5'), at })

it('has the same nonce and step of a slot after a restart, and never a second nonce', () => {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-slots-'))
  try {
    const kept = openKeptSlots(folder)
    const first = kept.add(slotOf('1', 7n), 5)
    if (first === null) throw new Error('a new slot')
    expect(kept.add(slotOf('1', 7n), 9)).toBeNull()
    const other = kept.add(slotOf('2', 6n), 6)
    expect(other?.nonce).not.toBe(first.nonce)
    const called = kept.put(first, { phase: 'called', epoch: 12n })
    const again = openKeptSlots(folder)
    expect(again.open()).toEqual([other, called])
    expect(again.add(slotOf('1', 7n), 9)).toBeNull()
    again.put(called, { phase: 'over' })
    expect(openKeptSlots(folder).open()).toEqual([other])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

it('finds a slot by the root that it calculated, and deletes slots after four days of the chain, whatever this clock shows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-slots-'))
  try {
    const kept = openKeptSlots(folder)
    const slot = kept.add(slotOf('1', 7n), 0)
    if (slot === null) throw new Error('a new slot')
    const statements = {
      root: word('9'),
      slot: 7,
      z: 8,
      slotHash: word('1'),
      beaconSeed: word('0'),
      calls: word('3'),
      timers: 4,
      zHash: word('4'),
      gpus: [],
    }
    kept.put(slot, { phase: 'judged', statements })
    expect(openKeptSlots(folder).ofRoot(word('9'))?.slot).toBe(7n)
    expect(kept.ofRoot(word('8'))).toBeNull()
    const days = 86_400n
    kept.add(slotOf('2', 9n, 1_000n + 4n * days), 400 * 86_400_000)
    expect(kept.judged().map((it) => it.slot)).toEqual([7n])
    kept.add(slotOf('3', 10n, 1_001n + 4n * days), 0)
    expect(readdirSync(join(folder, 'slots')).toSorted()).toEqual([`${word('2')}.json`, `${word('3')}.json`])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
