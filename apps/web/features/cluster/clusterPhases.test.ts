import type { PhaseWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { clusterPhases } from '#web/features/cluster/clusterPhases.ts'

const step = (phase: PhaseWire['phase'], state: PhaseWire['state']): PhaseWire => ({ phase, state, at: null, txHash: null, code: null })
const phases = [step('accepted', 'final'), step('matched', 'final'), step('settled', 'pending'), step('ready', 'pending')]
const ready = (at: number, final: boolean) => ({ ready: { at, final, txHash: `0x${'0'.repeat(63)}${at}` } })
const last = (...leases: Parameters<typeof clusterPhases>[1]) => clusterPhases(phases, leases).at(-1)

test('marks a cluster ready when its last lease is ready', () => {
  expect(last()).toMatchObject({ state: 'waiting' })
  expect(last(ready(5, true), { ready: null })).toMatchObject({ state: 'waiting', at: null })
  expect(last(ready(5, true), ready(7, false))).toMatchObject({ state: 'pending', at: 7, txHash: ready(7, false).ready.txHash })
  expect(last(ready(8, true), ready(7, true))).toMatchObject({ state: 'final', at: 8 })
})

test('copies the other steps, and a failed one too', () => {
  expect(clusterPhases(phases, []).slice(0, 3)).toEqual(phases.slice(0, 3))
  expect(clusterPhases([step('ready', 'failed')], [ready(5, true)])).toEqual([step('ready', 'failed')])
})
