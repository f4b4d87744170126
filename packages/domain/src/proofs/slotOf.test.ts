import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { hex32, type Hex32, zeroHex32 } from '../index.ts'
import { isSlot, slotSeconds, slotSeedOf } from './slotOf.ts'

const hashOf = (text: string): Hex32 => hex32(`0x${createHash('sha256').update(text).digest('hex')}`)

describe('slots', () => {
  test.each([60, 600, 3_600])(
    'come every two hours on average with blocks %i s apart',
    (seconds) => {
      const blocks = Math.floor((400 * slotSeconds) / seconds)
      let slots = 0
      for (let block = 0; block < blocks; block += 1) if (isSlot(hashOf(`${seconds} ${block}`), seconds)) slots += 1
      expect(slots / 400).toBeGreaterThan(0.85)
      expect(slots / 400).toBeLessThan(1.15)
    },
    60_000,
  )

  test('come with each block that is two hours or more after the block before, and never with one of the same second', () => {
    expect(isSlot(hex32(`0x${'f'.repeat(64)}`), slotSeconds)).toBe(true)
    expect(isSlot(hex32(`0x${'f'.repeat(64)}`), 10 * slotSeconds)).toBe(true)
    expect(isSlot(zeroHex32, 0)).toBe(false)
  })

  test('have another seed with another block or another seed of the beacon', () => {
    const blockHash = hashOf('block')
    const seeds = [slotSeedOf({ beaconSeed: null, blockHash }), slotSeedOf({ beaconSeed: hashOf('seed'), blockHash })]
    expect(new Set([...seeds, slotSeedOf({ beaconSeed: null, blockHash: hashOf('other') })]).size).toBe(3)
    expect(slotSeedOf({ beaconSeed: zeroHex32, blockHash })).toBe(seeds[0])
  })
})
