import { address, type Hex32, hex32 } from '@infinitio/domain'
import { privateKeyToAccount } from 'viem/accounts'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { probeAll, probeAtOnce } from './probeAll.ts'
import type { Exchanged, ProbeLine, ProbeTarget } from './probeLine.ts'

const quickMs = 50
const slowestMs = 14_900
const minuteMs = 60_000
const account = privateKeyToAccount(`0x${'17'.repeat(32)}`)
const nodeOf = (index: number): Hex32 => hex32(`0x${index.toString(16).padStart(64, '0')}`)
const targets = Array.from({ length: 100 }, (_, index): ProbeTarget => {
  return { chainId: 1, hour: 7, node: nodeOf(index), nodeKey: address(`0x${'a'.repeat(40)}`), account }
})
const isSlow = (node: Hex32) => Number(BigInt(node)) % 2 === 1

/** The milliseconds that a slow machine takes to answer an echo, and to answer a transfer of bytes. Null if it never answers. */
type Slowness = { readonly echo: number | null; readonly transfer: number | null }

/** Simulates a gateway through which every second machine is slow. An exchange with a machine that never answers fails at its time limit. */
function slowGateway(name: string, slowness: Slowness) {
  const state = { machines: 0, transfers: 0, mostMachines: 0, mostTransfers: 0 }
  const line: ProbeLine = {
    name: () => name,
    close: () => undefined,
    async exchange({ node }, { kind }): Promise<Exchanged> {
      const isTransfer = kind !== 'echo'
      state.machines += 1
      if (isTransfer) state.transfers += 1
      state.mostMachines = Math.max(state.mostMachines, state.machines)
      state.mostTransfers = Math.max(state.mostTransfers, state.transfers)
      const slow = isTransfer ? slowness.transfer : slowness.echo
      const takes = isSlow(node) ? slow : quickMs
      const askedAt = performance.now()
      await new Promise((resolve) => setTimeout(resolve, takes ?? 15_000))
      state.machines -= 1
      if (isTransfer) state.transfers -= 1
      return takes === null ? null : { gateway: name, askedAt, answeredAt: performance.now(), kbps: 100_000 }
    },
  }
  return { line, state }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

async function timed(lines: readonly ProbeLine[], { endsAtMs = Number.POSITIVE_INFINITY } = {}) {
  const from = performance.now()
  let endedAt = 0
  const probing = probeAll(lines, { targets, isShort: false, endsAtMs, signal: new AbortController().signal }).then((records) => {
    endedAt = performance.now()
    return records
  })
  await vi.advanceTimersByTimeAsync(180 * minuteMs)
  return { records: await probing, ms: endedAt - from }
}

it.each([
  ['hang', { echo: null, transfer: null }],
  ['answer each exchange just in time', { echo: slowestMs, transfer: slowestMs }],
  ['answer quickly and transfer slowly', { echo: quickMs, transfer: slowestMs }],
])('probes a hundred machines through two gateways in a quarter of an hour, although half of them %s', async (_, slowness) => {
  const gateways = ['one', 'two'].map((name) => slowGateway(name, slowness))
  const { records, ms } = await timed(gateways.map(({ line }) => line))
  expect(ms).toBeLessThan(15 * minuteMs)
  expect(records).toHaveLength(2 * targets.length)
  const quick = records.filter(({ node }) => !isSlow(node))
  expect(new Set(quick.map(({ rttMicros, downKbps }) => rttMicros !== null && downKbps > 0))).toEqual(new Set([true]))
  const sum = (of: 'mostMachines' | 'mostTransfers') => gateways.reduce((all, { state }) => all + state[of], 0)
  expect(Math.max(...gateways.map(({ state }) => state.mostTransfers))).toBe(probeAtOnce.transfers)
  expect(sum('mostMachines')).toBeLessThanOrEqual(2 * probeAtOnce.machines)
})

it('begins no machine after the end of a look, and has all gateways of those that it began', async () => {
  const gateways = ['one', 'two'].map((name) => slowGateway(name, { echo: null, transfer: null }))
  const { records, ms } = await timed(
    gateways.map(({ line }) => line),
    { endsAtMs: performance.now() + minuteMs },
  )
  expect(ms).toBeLessThan(2 * minuteMs)
  expect(records.length).toBeLessThan(2 * targets.length)
  for (const { node } of records) expect(records.filter((it) => it.node === node)).toHaveLength(2)
})

it('counts two addresses of one gateway once', async () => {
  const gateways = ['one', 'one'].map((name) => slowGateway(name, { echo: quickMs, transfer: quickMs }))
  expect((await timed(gateways.map(({ line }) => line))).records).toHaveLength(targets.length)
})
