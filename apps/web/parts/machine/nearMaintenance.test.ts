import { expect, test } from 'vitest'
import { nearMaintenance } from '#web/parts/machine/nearMaintenance.ts'

const lease = { from: 1_000_000, until: 1_003_600 }
const near = (...windows: { from: number; until: number }[]) => nearMaintenance(windows, lease)

test('finds maintenance in a lease, at its last second too', () => {
  expect(near({ from: 1_003_599, until: 1_010_000 })).toEqual({ from: 1_003_599, until: 1_010_000, overlaps: true })
  expect(near({ from: 900_000, until: 1_000_001 })?.overlaps).toBe(true)
})

test('finds maintenance that begins within 24 h after a lease', () => {
  expect(near({ from: 1_003_600, until: 1_010_000 })?.overlaps).toBe(false)
  expect(near({ from: 1_003_600 + 86_399, until: 2_000_000 })?.overlaps).toBe(false)
  expect(near({ from: 1_003_600 + 86_400, until: 2_000_000 })).toBeNull()
})

test('leaves out maintenance that is over before a lease, and returns the first of several', () => {
  expect(near({ from: 900_000, until: 1_000_000 })).toBeNull()
  expect(near({ from: 900_000, until: 1_000_000 }, { from: 1_001_000, until: 1_002_000 }, { from: 1_003_000, until: 1_004_000 })?.from).toBe(
    1_001_000,
  )
  expect(near()).toBeNull()
})
