import type { MachineReading } from '@infinitio/db'
import type { ProviderNodeWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { checklistOfProvider, heardWithinSeconds, type ProviderFacts } from './checklistOfProvider.ts'

const nowSeconds = 1_000_000
const node = (patch: Partial<ProviderNodeWire> = {}): ProviderFacts['nodes'][number] => ({
  ...{ node: '0x01', name: 'Attic', gpus: 2, vramGib: 24, state: 'listed', lastSeenAt: nowSeconds - 3, ask: {} as ProviderNodeWire['ask'] },
  ...patch,
})
const reading = (gpus: number, nodeId = '0x01'): MachineReading => ({
  ...{
    nodeId,
    at: new Date(nowSeconds * 1_000),
    diskUsedGib: null,
    diskTotalGib: null,
    gpuWatts: null,
    cpuWatts: null,
    residueLeases: null,
    signingTrouble: null,
  },
  gpus: JSON.stringify(Array.from({ length: gpus }, (_, index) => ({ index }))),
})
const whole: ProviderFacts = {
  ...{ nodes: [node()], readings: [reading(2)], tunnels: ['0x01'], bonded: 5n, requiredBond: 5n, leases: [{ readyAt: 9n }], earned: 1n, nowSeconds },
}
/** Returns the unfinished steps of the checklist, each as a text such as "bond 0/1". */
const open = (patch: Partial<ProviderFacts>) =>
  checklistOfProvider({ ...whole, ...patch }).flatMap(({ kind, done, of }) => (done === of ? [] : [`${kind} ${done}/${of}`]))

describe('checklistOfProvider', () => {
  test('is all done for a machine that is heard, seen, reached, bonded, offered, leased and paid', () => {
    expect(open({})).toEqual([])
    expect(checklistOfProvider(whole).map(({ kind }) => kind)).toEqual(['agent', 'gpu', 'tunnel', 'bond', 'ask', 'lease', 'payout'])
  })

  test.each<[string, Partial<ProviderFacts>]>([
    ['agent 0/1', { nodes: [node({ lastSeenAt: null })] }],
    ['agent 0/1', { nodes: [node({ lastSeenAt: nowSeconds - heardWithinSeconds - 1 })] }],
    ['gpu 0/1', { readings: [reading(1)] }],
    ['gpu 0/1', { readings: [{ ...reading(0), gpus: null }] }],
    ['gpu 0/1', { readings: [] }],
    ['tunnel 0/1', { tunnels: ['0x02'] }],
    ['bond 0/1', { bonded: 4n }],
    ['ask 0/1', { nodes: [node({ ask: null, state: 'paused' })] }],
    ['lease 0/1', { leases: [{ readyAt: null }] }],
    ['payout 0/1', { earned: 0n }],
  ])('%s is open when its fact is missing, and nothing else is', (missing, patch) => {
    expect(open(patch)).toEqual([missing])
  })

  test('a wholly rented machine has its ask taken, and one at the edge of silence is heard', () => {
    expect(open({ nodes: [node({ ask: null, state: 'rented', lastSeenAt: nowSeconds - heardWithinSeconds })] })).toEqual([])
  })

  test('a machine without a GPU needs none to be seen', () => {
    expect(checklistOfProvider({ ...whole, nodes: [node({ vramGib: 0 })], readings: [] }).map(({ kind }) => kind)).not.toContain('gpu')
  })

  test('counts the machines of a fleet, names ten that lack a step, and leaves out retired ones', () => {
    const nodes = [
      node(),
      node({ node: '0x99', state: 'retired', lastSeenAt: null }),
      ...Array.from({ length: 12 }, (_, n) => node({ node: `0x1${n}`, name: `n${n}`, lastSeenAt: null })),
    ]
    const agent = checklistOfProvider({ ...whole, nodes }).find(({ kind }) => kind === 'agent')
    expect(agent).toMatchObject({ done: 1, of: 13 })
    expect(agent?.missing).toEqual(Array.from({ length: 10 }, (_, n) => `n${n}`))
  })

  test('starts at the first step without a machine, and a bond of 0 completes no step', () => {
    expect(open({ nodes: [], readings: [], tunnels: [], leases: [], earned: 0n, bonded: 0n, requiredBond: 0n })).toEqual([
      ...['agent 0/1', 'tunnel 0/1', 'bond 0/1', 'ask 0/1', 'lease 0/1', 'payout 0/1'],
    ])
  })
})
