import type { Hex32, TaskBatch } from '@infinitio/domain'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  advanceJob,
  fitsJob,
  isJobOver,
  type JobCommand,
  type JobEvent,
  JobGraphError,
  type JobPlan,
  type JobSpec,
  newJob,
  restoreJob,
} from '../index.ts'

const word = (digit: string) => `0x${digit.repeat(64)}` as Hex32
const id = word('1')
const spec: JobSpec = {
  ...{ id, maxCost: 100n },
  tasks: {
    sum: { needs: [], retries: 1 },
    other: { needs: [], retries: 0 },
    report: { needs: ['sum'], retries: 0 },
    mail: { needs: ['report', 'other'], retries: 0 },
  },
}

describe('a job', () => {
  it('begins what waits for nothing, and then what waited for that', () => {
    const { state, commands } = played([{ kind: 'started' }, { kind: 'approved' }, ...run('sum', 10n), ...run('other', 10n)])
    expect(commands.at(0)?.map(({ kind, ...it }) => [kind, 'task' in it ? it.task : null])).toEqual([
      ['plan', 'sum'],
      ['plan', 'other'],
    ])
    expect(state.tasks.report).toEqual({ phase: 'planning', attempt: 1 })
    expect(commands.at(5)).toMatchObject([{ kind: 'plan', task: 'report', results: { sum: word('a') } }])
    expect(state.tasks.mail).toEqual({ phase: 'waiting' })
    expect(state.spent).toBe(20n)
  })

  it('tries a task again with another batch, then fails it and skips what waits for it, while others go on', () => {
    const failed: JobEvent = { kind: 'failed', task: 'sum', reason: 'no', isFinal: false }
    const { state, commands } = played([{ kind: 'started' }, failed, failed])
    const salts = commands.flat().flatMap((command) => (command.kind === 'plan' && command.task === 'sum' ? [command.salt] : []))
    expect(new Set(salts).size).toBe(2)
    expect(state.tasks).toMatchObject({
      sum: { phase: 'failed', attempt: 2 },
      report: { phase: 'skipped', because: 'sum' },
      mail: { phase: 'skipped' },
      other: { phase: 'planning' },
    })
    const after = played([{ kind: 'started' }, { kind: 'approved' }, failed, failed, ...run('other', 1n)])
    expect(isJobOver(after.state)).toBe(true)
    const again = advanceJob(after.state, { kind: 'retried' })
    expect(again.state.tasks).toMatchObject({ sum: { phase: 'planning' }, report: { phase: 'waiting' }, other: { phase: 'done' } })
  })

  it('runs one task again with all that need its result, and pays for it within the limit', () => {
    const done = played([
      { kind: 'started' },
      { kind: 'approved' },
      ...run('sum', 10n),
      ...run('other', 10n),
      ...run('report', 10n),
      ...run('mail', 10n),
    ])
    const again: JobEvent = { kind: 'retried', task: 'report' }
    expect(fitsJob(done.state, again)).toBe(true)
    const { state, commands } = advanceJob(done.state, again)
    expect(state.tasks).toMatchObject({ sum: { phase: 'done' }, other: { phase: 'done' }, report: { phase: 'planning' }, mail: { phase: 'waiting' } })
    expect(commands).toMatchObject([{ kind: 'plan', task: 'report', results: { sum: word('a') } }])
    expect(advanceJob(state, planned('report', 61n)).state.tasks.report).toMatchObject({ phase: 'failed', reason: expect.stringContaining('above') })
  })

  it('runs no task again whose result is in use, that was skipped, or of a job that its owner stopped', () => {
    const failed: JobEvent = { kind: 'failed', task: 'sum', reason: 'no', isFinal: true }
    const begun = played([{ kind: 'started' }, { kind: 'approved' }, ...run('sum', 1n)]).state
    expect(fitsJob(begun, { kind: 'retried', task: 'sum' })).toBe(false)
    const broken = played([{ kind: 'started' }, { kind: 'approved' }, failed]).state
    expect([fitsJob(broken, { kind: 'retried', task: 'sum' }), fitsJob(broken, { kind: 'retried', task: 'report' })]).toEqual([true, false])
    expect(fitsJob(broken, { kind: 'retried', task: 'none' })).toBe(false)
    const stopped = played([{ kind: 'started' }, { kind: 'approved' }, failed, { kind: 'cancelled' }]).state
    expect(fitsJob(stopped, { kind: 'retried', task: 'sum' })).toBe(false)
  })

  it('buys only the lost tasks of a step again, and keeps the results of the others', () => {
    const running = played([{ kind: 'started' }, { kind: 'approved' }, ...run('sum', 10n).slice(0, 2)])
    const first = { batchId: word('b'), tasks: [0, 1, 2, 3] }
    expect(running.commands.at(-1)).toEqual([{ kind: 'follow', task: 'sum', batches: [first] }])
    const lost = advanceJob(running.state, failed([2, 1]))
    const bought = { input: word('d'), batches: [first], missing: [1, 2] }
    expect(lost.commands).toMatchObject([{ kind: 'plan', task: 'sum', bought }])
    const [two, whole] = [planned('sum', 5n, { batchId: word('e'), count: 2 }), planned('sum', 10n)]
    expect([fitsJob(lost.state, two), fitsJob(lost.state, whole)]).toEqual([true, false])
    const again = [two, { kind: 'submitted', task: 'sum' } as const, { kind: 'revealed', task: 'sum' } as const]
    const merging = again.reduce((before, event) => advanceJob(before.state, event), lost)
    const second = { batchId: word('e'), tasks: [1, 2] }
    expect(merging.commands).toEqual([{ kind: 'merge', task: 'sum', input: word('d'), batches: [first, second] }])
    expect(merging.state.spent).toBe(15n)
  })

  it('keeps the results of a step when its last attempt fails, and repeats only the rest', () => {
    const events: JobEvent[] = [{ kind: 'started' }, { kind: 'approved' }, ...run('other', 1n), ...run('sum', 10n).slice(0, 2), failed([3])]
    const two: JobEvent[] = [planned('sum', 5n, { batchId: word('e'), count: 1 }), { kind: 'submitted', task: 'sum' }, failed([3, 0])]
    const over = played([...events, ...two]).state
    expect(over.tasks.sum).toMatchObject({ phase: 'failed', attempt: 2, bought: { missing: [0, 3] } })
    const { commands } = advanceJob(over, { kind: 'retried' })
    expect(commands).toMatchObject([{ kind: 'plan', task: 'sum', bought: { missing: [0, 3], batches: [{ tasks: [0, 1, 2, 3] }, { tasks: [3] }] } }])
    // When `sum` runs again, `report` gets a new input, so its old results no longer apply.
    const report: JobEvent[] = [planned('report', 1n), { kind: 'submitted', task: 'report' }, { ...failed([0]), task: 'report' }]
    const below = played([{ kind: 'started' }, { kind: 'approved' }, ...run('other', 1n), ...run('sum', 10n), ...report]).state
    const whole = advanceJob(below, { kind: 'retried', task: 'sum' }).state
    expect([below.tasks.report, whole.tasks.report]).toMatchObject([{ phase: 'failed', bought: { missing: [0] } }, { phase: 'waiting' }])
    expect(whole.tasks.report).not.toHaveProperty('bought')
  })

  it('believes no scheduler that names lost tasks which the step does not have, or before its batch exists', () => {
    const begun = played([{ kind: 'started' }, { kind: 'approved' }, planned('sum', 10n)]).state
    const running = advanceJob(begun, { kind: 'submitted', task: 'sum' }).state
    const fits = (lost: number[]) => fitsJob(running, failed(lost))
    expect([fitsJob(begun, failed([0])), fits([4]), fits([1, 1]), fits([]), fits([0, 1, 2, 3])]).toEqual([false, false, false, false, true])
  })

  it('does not try again what would fail in the same way', () => {
    const { state } = played([{ kind: 'started' }, { kind: 'failed', task: 'sum', reason: 'no such column', isFinal: true }])
    expect(state.tasks.sum).toMatchObject({ phase: 'failed', attempt: 1 })
  })

  it('begins no work above its limit, and leaves what runs', () => {
    const { state } = played([{ kind: 'started' }, { kind: 'approved' }, planned('sum', 60n), planned('other', 41n)])
    expect(state.tasks).toMatchObject({ sum: { phase: 'submitting' }, other: { phase: 'failed' } })
    expect(state.spent).toBe(60n)
  })

  it('cancels what runs and what did not begin', () => {
    const started: JobEvent[] = [{ kind: 'started' }, { kind: 'approved' }, planned('sum', 1n)]
    const { state, commands } = played([...started, { kind: 'submitted', task: 'sum' }, { kind: 'cancelled' }])
    expect(commands.at(-1)).toEqual([{ kind: 'cancel', batchId: word('b') }])
    expect(state.tasks).toMatchObject({ other: { phase: 'cancelled' }, report: { phase: 'cancelled' } })
    // The batch was being sent when the job was cancelled, and may be on the chain by now. So a program that continues the job cancels the batch again.
    const sending = played([...started, { kind: 'cancelled' }])
    expect(sending.commands.at(-1)).toEqual([{ kind: 'cancel', batchId: word('b') }])
    expect(restoreJob(spec, [...started, { kind: 'cancelled' }]).commands).toEqual([{ kind: 'cancel', batchId: word('b') }])
  })

  it('sends nothing before its owner approves it', () => {
    const before = played([{ kind: 'started' }, planned('sum', 60n), planned('other', 40n)])
    expect(before.commands.flat().filter(({ kind }) => kind === 'submit')).toEqual([])
    expect(before.state.tasks).toMatchObject({ sum: { phase: 'ready' }, other: { phase: 'ready' } })
    const { commands, state } = advanceJob(before.state, { kind: 'approved' })
    expect(commands.map((command) => [command.kind, 'task' in command ? command.task : ''])).toEqual([
      ['submit', 'sum'],
      ['submit', 'other'],
    ])
    expect(state.tasks).toMatchObject({ sum: { phase: 'submitting' }, other: { phase: 'submitting' } })
    const cancelled = advanceJob(before.state, { kind: 'cancelled' })
    expect([cancelled.commands, cancelled.state.spent, isJobOver(cancelled.state)]).toEqual([[], 0n, true])
  })

  it.each([
    ['a circle', { one: { needs: ['two'], retries: 0 }, two: { needs: ['one'], retries: 0 } }],
    ['a task that waits for itself', { one: { needs: ['one'], retries: 0 } }],
    ['a need that does not exist', { one: { needs: ['two'], retries: 0 } }],
  ])('refuses %s', (_, tasks) => {
    expect(() => newJob({ id, maxCost: 1n, tasks })).toThrow(JobGraphError)
  })

  it('goes on after a crash at any point with the same batches', () => {
    const whole: JobEvent[] = [
      { kind: 'started' },
      { kind: 'approved' },
      ...run('sum', 10n),
      ...run('other', 10n),
      ...run('report', 1n),
      ...run('mail', 1n),
    ]
    const expected = played(whole)
    fc.assert(
      fc.property(fc.nat(whole.length), (at) => {
        const restored = restoreJob(spec, whole.slice(0, at))
        const state = whole.slice(at).reduce((before, event) => advanceJob(before, event).state, restored.state)
        expect(state).toEqual(expected.state)
        const known = new Set(expected.commands.flat().flatMap((command) => (command.kind === 'plan' ? [command.salt] : [])))
        for (const command of restored.commands) if (command.kind === 'plan') expect(known.has(command.salt)).toBe(true)
      }),
      { seed: 36, numRuns: 50 },
    )
  })
})

function run(task: string, cost: bigint): JobEvent[] {
  return [
    planned(task, cost),
    { kind: 'submitted', task },
    { kind: 'revealed', task },
    { kind: 'merged', task, result: word('a'), file: { sha256: word('c'), extension: 'csv', bytes: 12 } },
  ]
}

function failed(lost: number[]): Extract<JobEvent, { kind: 'failed' }> {
  return { kind: 'failed', task: 'sum', reason: 'no', isFinal: false, lost }
}

function planned(task: string, total: bigint, { batchId = word('b'), count = 4 } = {}): JobEvent {
  const cost = { reward: total, checks: 0n, fees: 0n, baseFee: 0n, total }
  const plan: JobPlan = { batchId, batch: { count } as TaskBatch, input: word('d'), seconds: 2, cost }
  return { kind: 'planned', task, plan }
}

function played(events: readonly JobEvent[]) {
  const commands: JobCommand[][] = []
  const state = events.reduce((before, event) => {
    const next = advanceJob(before, event)
    commands.push(next.commands)
    return next.state
  }, newJob(spec))
  return { state, commands }
}
