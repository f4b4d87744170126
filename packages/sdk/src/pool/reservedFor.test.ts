import type { JobWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { leaseTotalOf, poolMostOf, reservedFor } from './reservedFor.ts'

const costOf = () => 25n
type Phase = JobWire['tasks'][string]['phase']
const taskIn = (phase: Phase, total: string | null) => ({ phase, plan: total === null ? null : { cost: { total } } })
const job = (spent: string, tasks: readonly ReturnType<typeof taskIn>[]) =>
  ({
    overAt: null,
    spec: { maxCost: '100' },
    spent,
    tasks: Object.fromEntries(tasks.map((task, index) => [`t${index}`, task])),
  }) as unknown as JobWire
const leased = (phase: Phase, total: string) => ({ phase, plan: null, lease: { plan: { cost: { total } } } })
const ofPool = (phase: Phase) => ({ phase, plan: null, lease: null })
const leasedJob = (tasks: readonly (ReturnType<typeof leased> | ReturnType<typeof ofPool>)[]) =>
  ({
    spent: '0',
    overAt: null,
    spec: { maxCost: '100', tasks: Object.fromEntries(tasks.map(({ lease }, at) => [`t${at}`, lease === null ? {} : { lease }])) },
    tasks: Object.fromEntries(tasks.map((task, at) => [`t${at}`, task])),
  }) as unknown as JobWire

test('reserves the plans that are not submitted, and not those that are', () => {
  expect(reservedFor(job('30', [taskIn('ready', '10'), taskIn('submitting', '15'), taskIn('running', '5')]))).toBe(25n)
})

test('reserves the rest up to the limit of the job while a task has no plan', () => {
  expect(reservedFor(job('30', [taskIn('running', '30'), taskIn('waiting', null)]))).toBe(70n)
  expect(reservedFor(job('30', [taskIn('ready', '30'), taskIn('planning', null)]))).toBe(100n)
})

test('reserves nothing for a job whose tasks are all submitted or over', () => {
  expect(reservedFor(job('30', [taskIn('running', '20'), taskIn('done', '10')]))).toBe(0n)
  expect(reservedFor({ ...job('0', [taskIn('waiting', null)]), overAt: 7 })).toBe(0n)
})

test('reserves nothing for a task that waits for a rented machine, which the Market balance pays', () => {
  expect(reservedFor(leasedJob([leased('planning', '0'), ofPool('running')]))).toBe(0n)
  expect(reservedFor(leasedJob([leased('planning', '0'), ofPool('waiting')]))).toBe(100n)
})

test('sums the leases that wait for the approval', () => {
  expect(leaseTotalOf(leasedJob([leased('ready', '30'), leased('ready', '12'), leased('booking', '5'), ofPool('ready')]), costOf)).toBe(42n)
  expect(leaseTotalOf(leasedJob([]), costOf)).toBe(0n)
})

test('takes nothing from the task pool for a job on rented machines, and the rest of the limit for a job of both kinds', () => {
  expect(poolMostOf(leasedJob([leased('ready', '30')]), costOf)).toBe(0n)
  expect(poolMostOf(leasedJob([leased('ready', '30'), ofPool('waiting')]), costOf)).toBe(70n)
  expect(poolMostOf(leasedJob([leased('ready', '130'), ofPool('waiting')]), costOf)).toBe(0n)
  expect(poolMostOf(leasedJob([ofPool('ready')]), costOf)).toBe(100n)
})

test('keeps the money of leases without a plan out of the task pool, up to the limit of the job', () => {
  const later = leasedJob([ofPool('ready'), leased('waiting', '0'), leased('planning', '0'), leased('done', '9')])
  expect([leaseTotalOf(later, costOf), poolMostOf(later, costOf)]).toEqual([50n, 50n])
  expect([leaseTotalOf(later, () => 80n), poolMostOf(later, () => 80n)]).toEqual([100n, 0n])
})

test('leaves the money of a planned task of the pool in the pool, also if later leases could take the whole limit', () => {
  const planned = { ...ofPool('ready'), plan: { cost: { total: '30' } } } as unknown as ReturnType<typeof ofPool>
  const later = leasedJob([planned, leased('waiting', '0')])
  expect([leaseTotalOf(later, () => 1_000n), poolMostOf(later, () => 1_000n)]).toEqual([70n, 30n])
})
