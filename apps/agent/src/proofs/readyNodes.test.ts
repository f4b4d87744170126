import { createLogger } from '@infinitio/process'
import { hex32 } from '@infinitio/domain'
import { processorWork } from '@infinitio/domain/proofs'
import { onTestFinished, expect, test, vi } from 'vitest'
import type { SigningNode } from '../market/marketSession.ts'
import type { NodeProvers, ProvingGpu } from './nodeProvers.ts'
import { keepReady, type Proofs } from './readyNodes.ts'

const nodeId = hex32(`0x${'a'.repeat(64)}`)
const node = { nodeId } as unknown as SigningNode
const device = { kind: 'gpu', dawn: '/dawn.node', isSoftwareAllowed: false } as const
const gpus: readonly ProvingGpu[] = [{ gpu: 0, device, work: processorWork.simulated, limitMs: 1_000, hidden: [] }]

/** A machine with one GPU, and the provers that were started for it. */
function machine() {
  vi.useFakeTimers()
  const stopped = new AbortController()
  const state = { isRented: false, started: [] as { isOver: boolean; ends: number }[] }
  const start = (): NodeProvers => {
    const own = { isOver: false, ends: 0 }
    state.started.push(own)
    const end = () => {
      own.isOver = true
      own.ends += 1
    }
    return { prove: async () => [], open: async () => [], ready: async () => undefined, isOver: () => own.isOver, end }
  }
  const it = { nodes: [node], isRented: () => state.isRented, logger: createLogger({ room: 'agent test' }) } as unknown as Proofs
  const ready = keepReady(it, stopped.signal, { start, find: async () => [{ node, gpus }] })
  onTestFinished(() => {
    stopped.abort()
    vi.useRealTimers()
  })
  return { state, ready }
}

test('two slots that overlap share the warm prover, which ends after the last and is opened again', async () => {
  const { state, ready } = machine()
  await vi.advanceTimersByTimeAsync(1_500)
  expect(state.started).toHaveLength(1)
  const first = await ready.take()
  const second = await ready.take()
  expect(second.nodes[0]?.provers).toBe(first.nodes[0]?.provers)
  first.over()
  await vi.advanceTimersByTimeAsync(5_000)
  // The second slot (block with GPU proofs) still uses these provers. So no new provers may start, because they would take the memory of the same GPU.
  expect(state.started).toEqual([{ isOver: false, ends: 0 }])
  second.over()
  expect(state.started).toEqual([{ isOver: true, ends: 1 }])
  await vi.advanceTimersByTimeAsync(1_500)
  expect(state.started.map(({ isOver }) => isOver)).toEqual([true, false])
})

test('a slot does not get a prover that ended in the slot before, and does not end that of another', async () => {
  const { state, ready } = machine()
  await vi.advanceTimersByTimeAsync(1_500)
  const first = await ready.take()
  first.nodes[0]?.provers?.end()
  const second = await ready.take()
  expect(second.nodes[0]?.provers).not.toBe(first.nodes[0]?.provers)
  first.over()
  expect(state.started.map(({ isOver }) => isOver)).toEqual([true, false])
  second.over()
  expect(state.started.map(({ isOver }) => isOver)).toEqual([true, true])
})

test('a lease ends a prover that a slot uses, and the slots after it have no machine', async () => {
  const { state, ready } = machine()
  await vi.advanceTimersByTimeAsync(1_500)
  const slot = await ready.take()
  state.isRented = true
  expect((await ready.take()).nodes).toEqual([])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(state.started).toEqual([{ isOver: true, ends: 1 }])
  slot.over()
  expect(state.started).toHaveLength(1)
})
