import type { ProviderWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { FleetFigures, fleetPower, fleetUse } from '#web/features/provide/FleetFigures.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const day = 86_400
const now = 1_800_000_000

type Change = Partial<Record<'node' | 'classId' | 'gpus' | 'state' | 'watts' | 'hottestCelsius' | 'ask', unknown>>
const node = (change: Change = {}) => ({
  ...{ node: 'a', classId: 0, gpus: 1, ask: {}, state: 'listed', watts: null, hottestCelsius: null },
  ...change,
})
const lease = (of: string, gpus: number, start: number) => ({
  terms: { node: of, start, gpus },
  endsAt: now + day,
  settled: { at: start },
  closed: null,
})
const provider = (nodes: readonly object[], leases: readonly object[] = []) => ({ nodes, leases, chainNow: now }) as unknown as ProviderWire

test('the use counts machines of all classes together', () => {
  const nodes = [node(), node({ node: 'b', classId: 3, gpus: 3 })]
  expect(fleetUse(provider(nodes, [lease('b', 3, now - 7 * day)]))).toBe(7_500)
  expect(fleetUse(provider(nodes, [lease('a', 1, now - 7 * day)]))).toBe(2_500)
  expect(fleetUse(provider([node({ ask: null })]))).toBeNull()
})

test('the power is the sum of the machines that report it', () => {
  const nodes = [node({ watts: 400.5, hottestCelsius: 61 }), node(), node({ watts: 1_200, hottestCelsius: 74 })] as unknown as ProviderWire['nodes']
  expect(fleetPower(nodes)).toEqual({ watts: 1_600.5, celsius: 74 })
  expect(fleetPower([])).toEqual({ watts: null, celsius: null })
})

test('a removed machine has no power and no temperature', () => {
  const removed = { watts: 9.8, hottestCelsius: 90, state: 'retired' }
  const nodes = [node(removed), node({ watts: 400 })] as unknown as ProviderWire['nodes']
  expect(fleetPower(nodes)).toEqual({ watts: 400, celsius: null })
  expect(fleetPower(nodes.slice(0, 1))).toEqual({ watts: null, celsius: null })
})

test('the figures say in both languages what is not measured', () => {
  const words = (language: 'en' | 'zh', one: ProviderWire) =>
    markupFor(language, <FleetFigures provider={one} />)
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
  expect(words('en', provider([node({ watts: 1_600, hottestCelsius: 74 })]))).toContain('1.6 kW hottest GPU 74 °C')
  expect(words('en', provider([node({ watts: 9.8 })]))).toContain('10 W')
  expect(words('en', provider([]))).toContain('no machine reports its power')
  expect(words('zh', provider([]))).toContain('没有机器报告功率')
})
