import type { JobWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { reservedFor } from './reservedFor.ts'

type Phase = JobWire['tasks'][string]['phase']
const taskIn = (phase: Phase, total: string | null) => ({ phase, plan: total === null ? null : { cost: { total } } })
const job = (spent: string, tasks: readonly ReturnType<typeof taskIn>[]) =>
  ({
    overAt: null,
    spec: { maxCost: '100' },
    spent,
    tasks: Object.fromEntries(tasks.map((task, index) => [`t${index}`, task])),
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
