import { askToWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import type { FleetNode } from '../fleet/fleetNode.ts'
import { askFor, gpuRulesOf, renewedAsk, wholeGpusOf } from './decideAsk.ts'

const own = { nodeId: `0x${'c'.repeat(64)}`, provider: `0x${'b'.repeat(40)}`, chain: { chainNow: 2_000_000, feeBps: 25 } }
const first = { pricePerGpuSecond: 5n, noticeSeconds: 6, trialSeconds: 7, minDurationSeconds: 60, maxDurationSeconds: 3_600 }

test.each([true, false])(
  'a first ask is on the first terms; one on earlier terms keeps all of them but times and nonce (transferable: %s)',
  (transferable) => {
    const listed = askFor({ ...own, node: { gpus: 4, ask: { ...first, transferable } }, terms: null, nonce: 1n })
    expect(listed).toMatchObject({ pricePerGpuSecond: 5n, maxGpus: 4, minGpus: 1, noticeSeconds: 6n, trialSeconds: 7n, transferable })
    const older = { ...listed, minGpus: 2, maxGpus: 3, expiry: listed.availableFrom }
    const renewed = { ...older, nonce: 9n, availableFrom: listed.availableFrom, availableUntil: listed.availableUntil, expiry: listed.expiry }
    const again = { ...own, terms: askToWire(older), nonce: 9n }
    expect(askFor({ ...again, node: { gpus: 8, ask: { ...first, transferable: !transferable } } })).toEqual(renewed)
    expect(renewedAsk(again)).toEqual(renewed)
  },
)

test('a machine with containers is listed as a whole, also on earlier terms for a part', () => {
  const node = { gpus: 8, ask: { ...first, transferable: false } }
  const listed = askFor({ ...own, node, terms: null, nonce: 1n, wholeGpus: 8 })
  expect([listed.minGpus, listed.maxGpus]).toEqual([8, 8])
  const renewed = askFor({ ...own, node, terms: { ...askToWire(listed), minGpus: 1, maxGpus: 3 }, nonce: 2n, wholeGpus: 8 })
  expect([renewed.minGpus, renewed.maxGpus]).toEqual([8, 8])
})

test('a machine whose containers get single GPUs is listed by the GPU again, and keeps a lowest number that its provider chose', () => {
  const node = { gpus: 8, ask: { ...first, transferable: false } }
  const whole = askFor({ ...own, node, terms: null, nonce: 1n, wholeGpus: 8 })
  const renewed = askFor({ ...own, node, terms: askToWire(whole), nonce: 2n, partGpus: 8 })
  expect([renewed.minGpus, renewed.maxGpus]).toEqual([1, 8])
  const chosen = askFor({ ...own, node, terms: { ...askToWire(whole), minGpus: 4 }, nonce: 3n, partGpus: 8 })
  expect([chosen.minGpus, chosen.maxGpus]).toEqual([4, 8])
  const listed = askFor({ ...own, node, terms: null, nonce: 4n, partGpus: 8 })
  expect([listed.minGpus, listed.maxGpus]).toEqual([1, 8])
})

test.each([
  ['containers that get single GPUs', { gpus: 8, divides: true }, { wholeGpus: null, partGpus: 8 }],
  ['containers that get all GPUs', { gpus: 8, divides: false }, { wholeGpus: 8, partGpus: null }],
  ['one GPU', { gpus: 1, divides: true }, { wholeGpus: null, partGpus: null }],
  ['a simulated machine', { gpus: 8, divides: true, simulated: true }, { wholeGpus: null, partGpus: null }],
])(
  'how GPUs are rented: %s',
  (_, { gpus, divides, simulated = false }: { gpus: number; divides: boolean; simulated?: boolean | undefined }, rules) => {
    expect(gpuRulesOf({ gpus, divides, profile: { runtime: 'container', simulated } as FleetNode['profile'] })).toEqual(rules)
  },
)

test.each([
  ['8 GPUs of containers', 8, 'container', false, 8],
  ['1 GPU', 1, 'container', false, null],
  ['shells of a development chain', 8, 'local', false, null],
  ['a simulated machine', 8, 'container', true, null],
])('which GPUs are rented only together: %s', (_, gpus, runtime, simulated, whole) => {
  expect(wholeGpusOf({ gpus, profile: { runtime, simulated } as FleetNode['profile'] })).toBe(whole)
})
