import { expect, test } from 'vitest'
import type { DraftCheckWire, EffectWire } from '../wire/index.ts'
import { draftProblems, takenNames } from './draftProblems.ts'

type Call = DraftCheckWire['calls'][number]
const [one, zero] = [`0x${'1'.repeat(40)}`, `0x${'0'.repeat(40)}`]
type Existing = Parameters<typeof draftProblems>[1]
const none: Existing = { regions: [], classes: [] }

function call(effect: EffectWire | null, parameters: Call['parameters'] = []): Call {
  return { to: one, value: '0', data: '0x', contract: null, function: null, arguments: [], bounded: false, parameters, effect }
}
const parameter = (before: string | null, after: string) => ({ key: 'feeBps', unit: 'bps', before, after, least: '0', most: '100' }) as const
const of = (calls: Call[], existing = none) => draftProblems({ calls, outcome: 'succeeds' }, existing)

test('refuses a draft that changes nothing', () => {
  expect(of([call(null, [parameter('25', '25')])]).faults).toEqual(['changesNothing'])
  expect(of([call({ kind: 'price', classId: 1, name: 'H100', before: '583', after: '583' })]).faults).toEqual(['changesNothing'])
  expect(of([call({ kind: 'entry', name: 'Slasher', before: one, after: one })]).faults).toEqual(['changesNothing'])
})

test('accepts two calls of which the second changes a value', () => {
  expect(of([call(null, [parameter('25', '25')]), call(null, [parameter('25', '30')])]).faults).toEqual([])
  expect(of([call({ kind: 'price', classId: 1, name: null, before: null, after: '583' })]).faults).toEqual([])
  expect(of([call(null)]).faults).toEqual([])
})

test('refuses a region and a class that exist, whatever their capitals and blanks', () => {
  const existing = { regions: ['us-east'], classes: ['H100 SXM'] }
  expect(of([call({ kind: 'region', name: ' US-East ' })], existing).faults).toEqual(['regionExists'])
  expect(of([call({ kind: 'class', name: 'h100 sxm', vramGib: 80, pricePerGpuSecond: '1' })], existing).faults).toEqual(['classExists'])
  expect(of([call({ kind: 'region', name: 'us-west' })], existing).faults).toEqual([])
})

test('finds a name that only looks new, and a name that one proposal adds twice', () => {
  const region = (name: string) => call({ kind: 'region', name })
  const existing = { regions: ['us-east'], classes: [] }
  for (const name of ['us-\u200Beast', 'us-east\u00A0', '\uFF55\uFF53-east'])
    expect(takenNames([region(name)], existing), name).toEqual(['regionExists'])
  expect(takenNames([region('north'), region('North')], none)).toEqual(['regionExists'])
  expect(takenNames([region('north'), call(null)], none)).toEqual([])
})

test('warns of a core entry of the Directory, of the zero address and of calls that would fail', () => {
  const entry = (name: string, after: string) => call({ kind: 'entry', name, before: zero, after })
  expect(of([entry('PToken', zero)])).toEqual({ faults: ['changesNothing'], risks: ['coreEntry', 'zeroAddress'] })
  expect(of([entry('Governor', one)]).risks).toEqual(['coreEntry'])
  expect(of([entry('Slasher', one)]).risks).toEqual([])
  expect(of([call({ kind: 'grant', source: 'surplus', to: zero, amount: '1', before: null, after: null })]).risks).toEqual(['zeroAddress'])
  expect(draftProblems({ calls: [entry('Slasher', one)], outcome: 'fails' }, none).risks).toEqual(['fails'])
})
