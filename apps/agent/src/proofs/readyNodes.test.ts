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
    const unused = { startGpus: () => undefined, endGpus: () => undefined }
    return { prove: async () => [], open: async () => [], ready: async () => undefined, isOver: () => own.isOver, ...unused, end }
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

/** A machine with three GPUs. `rented` has the device files of the GPUs with a lease, and `started` the provers with the GPUs that they still prove. */
function sharedMachine() {
  vi.useFakeTimers()
  const stopped = new AbortController()
  const rented = new Set<string>()
  const started: { gpus: number[]; isOver: boolean }[] = []
  const start = (of: readonly ProvingGpu[]): NodeProvers => {
    const own = { gpus: of.map(({ gpu }) => gpu), isOver: false }
    started.push(own)
    const end = () => {
      own.isOver = true
    }
    const endGpus = (isEnded: (gpu: number) => boolean) => {
      own.gpus = own.gpus.filter((gpu) => !isEnded(gpu))
    }
    const startGpus = (more: readonly ProvingGpu[]) => {
      own.gpus = [...own.gpus, ...more.map(({ gpu }) => gpu)]
    }
    return { prove: async () => [], open: async () => [], ready: async () => undefined, isOver: () => own.isOver, startGpus, endGpus, end }
  }
  const three = [0, 1, 2].map(
    (gpu): ProvingGpu => ({ gpu, device, work: processorWork.simulated, limitMs: 1_000, hidden: [], file: `/dev/nvidia${gpu}` }),
  )
  const isRented = (_: string, file: string | null) => (file === null ? rented.size > 0 : rented.has(file))
  const it = { nodes: [node], isRented, logger: createLogger({ room: 'agent test' }) } as unknown as Proofs
  const ready = keepReady(it, stopped.signal, { start, find: async () => [{ node, gpus: three }] })
  onTestFinished(() => {
    stopped.abort()
    vi.useRealTimers()
  })
  return { rented, started, ready }
}

test('a lease with one GPU of three ends its prover, and the two free ones take part in the slot', async () => {
  const { rented, started, ready } = sharedMachine()
  await vi.advanceTimersByTimeAsync(1_500)
  rented.add('/dev/nvidia1')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(started).toEqual([{ gpus: [0, 2], isOver: false }])
  const slot = await ready.take()
  expect(slot.nodes.map(({ gpus: own }) => own.map(({ gpu }) => gpu))).toEqual([[0, 2]])
  expect(started, 'the provers that were ready are used').toHaveLength(1)
  slot.over()
})

test('a lease that gets a GPU during a slot ends only the prover of this GPU, at once', async () => {
  const { rented, started, ready } = sharedMachine()
  await vi.advanceTimersByTimeAsync(1_500)
  const slot = await ready.take()
  rented.add('/dev/nvidia0')
  await vi.advanceTimersByTimeAsync(500)
  expect(started).toEqual([{ gpus: [1, 2], isOver: false }])
  const next = await ready.take()
  expect(next.nodes[0]?.gpus.map(({ gpu }) => gpu)).toEqual([1, 2])
  slot.over()
  next.over()
})

test('a GPU whose lease began since the last look is not used by a slot, and one that became free is', async () => {
  const { rented, started, ready } = sharedMachine()
  rented.add('/dev/nvidia0')
  await vi.advanceTimersByTimeAsync(1_500)
  expect(started).toEqual([{ gpus: [1, 2], isOver: false }])
  rented.add('/dev/nvidia1')
  const slot = await ready.take()
  expect(started).toEqual([{ gpus: [2], isOver: false }])
  slot.over()
  rented.clear()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(started.map(({ isOver }) => isOver)).toEqual([true, false])
  expect(started[1]?.gpus).toEqual([0, 1, 2])
  rented.add('/dev/nvidia2')
  await vi.advanceTimersByTimeAsync(1_000)
  rented.clear()
  const freed = await ready.take()
  expect(freed.nodes[0]?.gpus.map(({ gpu }) => gpu)).toEqual([0, 1, 2])
  // Only the prover of the freed GPU starts. The other two are the same processes as before.
  expect(started.map(({ gpus: left, isOver }) => [left, isOver])).toEqual([
    [[2], true],
    [[0, 1, 2], false],
  ])
  freed.over()
})

test('a GPU that becomes free between slots gets its prover, and the provers of the others continue', async () => {
  const { rented, started, ready } = sharedMachine()
  rented.add('/dev/nvidia1')
  await vi.advanceTimersByTimeAsync(1_500)
  expect(started).toEqual([{ gpus: [0, 2], isOver: false }])
  rented.clear()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(started).toEqual([{ gpus: [0, 2, 1], isOver: false }])
  const slot = await ready.take()
  expect(started).toHaveLength(1)
  expect(slot.nodes[0]?.gpus.map(({ gpu }) => gpu)).toEqual([0, 1, 2])
  slot.over()
})

test('all GPUs of a machine with leases leave no prover and no machine in the slot', async () => {
  const { rented, started, ready } = sharedMachine()
  await vi.advanceTimersByTimeAsync(1_500)
  for (const gpu of [0, 1, 2]) rented.add(`/dev/nvidia${gpu}`)
  expect((await ready.take()).nodes).toEqual([])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(started).toEqual([{ gpus: [0, 1, 2], isOver: true }])
})
