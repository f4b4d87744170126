import { describe, expect, test } from 'vitest'
import { anyNode, type FleetKey, fleetRows, type FleetStep, fleetTotals, nothingChosen, stepSelection } from '#web/features/provide/fleetRows.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

const node = (name: string, change: Partial<ProviderNode>) =>
  ({
    node: name,
    name,
    simulated: false,
    classId: 1,
    state: 'listed',
    gpus: 4,
    freeGpus: 4,
    vramGib: 24,
    ramGib: 64,
    reliabilityBps: null,
    hottestCelsius: null,
    earned: '0',
    pricePercentile: null,
    ask: null,
    ...change,
  }) as ProviderNode
const ask = (pricePerGpuSecond: string) => ({ ask: { pricePerGpuSecond } as ProviderNode['ask'] })
const fleet = [
  node('rack-10', { freeGpus: 0, state: 'rented', earned: '9', ...ask('5') }),
  node('rack-2', { earned: '100000000000000000000', ...ask('30') }),
  node('attic', { classId: 2, state: 'lost', gpus: 2, freeGpus: 1, hottestCelsius: 60 }),
  node('a demo', { simulated: true, ...ask('1') }),
]

describe('a fleet', () => {
  const names = (key: FleetKey, isDown: boolean, filter = {}) =>
    fleetRows(fleet, { filter: { ...anyNode, ...filter }, order: { key, isDown } }).map(({ name }) => name)

  test('sorts by each column in both directions, with numbers in names as numbers and exact amounts', () => {
    expect(names('name', false)).toEqual(['a demo', 'attic', 'rack-2', 'rack-10'])
    expect(names('earned', true)).toEqual(['rack-2', 'rack-10', 'attic', 'a demo'])
    expect(names('price', true)).toEqual(['rack-2', 'rack-10', 'a demo', 'attic'])
    expect(names('rented', true)).toEqual(['rack-10', 'attic', 'rack-2', 'a demo'])
    expect(names('state', false)[0]).toBe('attic')
    expect(names('power', true)[0]).toBe('attic')
    expect(names('hardware', false)[0]).toBe('attic')
  })

  test('is filtered by text, state and class together', () => {
    expect(names('name', false, { text: ' RACK' })).toEqual(['rack-2', 'rack-10'])
    expect(names('name', false, { text: 'rack', state: 'rented' })).toEqual(['rack-10'])
    expect(names('name', false, { classId: 2, state: 'rented' })).toEqual([])
  })

  test('returns the sums of its machines', () => {
    expect(fleetTotals(fleet)).toEqual({ gpus: 14, rented: 5, earned: 100_000_000_000_000_000_009n })
  })
})

describe('rows that are chosen', () => {
  const rows = ['a', 'b', 'c', 'd', 'e']
  const outcome = (...steps: FleetStep[]) => steps.reduce((selection, step) => stepSelection(selection, step, rows), nothingChosen)
  const down = (isExtended: boolean): FleetStep => ({ kind: 'move', by: 1, extends: isExtended })

  test('are toggled, and chosen as a range in both directions', () => {
    expect([...outcome({ kind: 'toggle', id: 'd' }, { kind: 'range', id: 'b' }).chosen].sort()).toEqual(['b', 'c', 'd'])
    expect([...outcome({ kind: 'toggle', id: 'd' }, { kind: 'toggle', id: 'd' }).chosen]).toEqual([])
  })

  test('are moved with arrows, extended with Shift, and stop at the ends', () => {
    expect(outcome(down(false), down(false), down(false)).active).toBe('c')
    expect([...outcome(down(false), down(true), down(true)).chosen]).toEqual(['a', 'b', 'c'])
    expect(outcome(down(false), { kind: 'move', by: -3, extends: false }).active).toBe('a')
    expect(outcome({ kind: 'move', by: 1, extends: false }, { kind: 'move', by: 99, extends: false }).active).toBe('e')
    // If no row is active yet, a long step down leads to the last row, and a step up to the first row.
    expect(outcome({ kind: 'move', by: 99, extends: false }).active).toBe('e')
    expect(outcome({ kind: 'move', by: -1, extends: false }).active).toBe('a')
  })

  test('stay chosen while a filter hides them, until the selection is cleared', () => {
    const hidden = stepSelection(nothingChosen, { kind: 'toggle', id: 'z' }, ['z'])
    expect([...stepSelection(hidden, { kind: 'all' }, rows).chosen].sort()).toEqual([...rows, 'z'])
    expect(stepSelection(hidden, { kind: 'clear' }, rows).chosen.size).toBe(0)
  })
})
