import { address, durationSeconds, type Hex32, hex32, pTokenUnits, unixSeconds, zeroAddress, zeroHex32 } from '@infinitio/domain'
import type { JobEventWire, JobWire } from '@infinitio/domain/wire'
import type { JobPlan } from '@infinitio/tasks'
import { describe, expect, it } from 'vitest'
import { jobPlanToWire } from './jobEvents.ts'
import { stepBatches, stepParts } from './stepBatches.ts'

const word = (digit: string) => hex32(`0x${digit.repeat(64)}`)
const [one, two, three] = [word('1'), word('2'), word('3')]

describe('the batches of a step', () => {
  it('are numbered with the tasks that each has, the newest first', () => {
    const journal = job([planned(one, 4), submitted, lost(3, 1), planned(two, 2), submitted, lost(3), planned(three, 1)])
    expect(stepBatches(journal)).toEqual([
      { step: 'sum', attempt: 2, batchId: two, tasks: [1, 3] },
      { step: 'sum', attempt: 1, batchId: one, tasks: [0, 1, 2, 3] },
    ])
  })

  it('give the result with the newest run of each task, and nothing for a task that is lost', () => {
    const used = (...events: JobEventWire[]) =>
      stepParts(job(events)).map(({ tasks, batches }) => [tasks, batches.map(({ batchId, used: indexes }) => [batchId, [...indexes]])])
    const before = [planned(one, 4), submitted, lost(3, 1)]
    expect(used(planned(one, 4))).toEqual([[4, [[one, [0, 1, 2, 3]]]]])
    expect(used(...before)).toEqual([[4, [[one, [0, 2]]]]])
    const second = [...before, planned(two, 2), submitted]
    expect(used(...second)).toEqual([
      [
        4,
        [
          [one, [0, 2]],
          [two, [0, 1]],
        ],
      ],
    ])
    expect(used(...second, lost(3))).toEqual([
      [
        4,
        [
          [one, [0, 2]],
          [two, [0]],
        ],
      ],
    ])
    expect(used()).toEqual([])
  })

  it('are only those of the present run after a whole repetition', () => {
    const failed: JobEventWire = { kind: 'failed', task: 'sum', reason: 'no', isFinal: false }
    const journal = job([planned(one, 4), submitted, failed, planned(two, 4), submitted])
    expect(stepParts(journal).map(({ batches }) => batches.map(({ batchId }) => batchId))).toEqual([[two]])
    expect(stepBatches(journal).map(({ batchId }) => batchId)).toEqual([two, one])
  })
})

const submitted: JobEventWire = { kind: 'submitted', task: 'sum' }

function lost(...tasks: number[]): JobEventWire {
  return { kind: 'failed', task: 'sum', reason: 'no', isFinal: false, lost: tasks }
}

function planned(batchId: Hex32, count: number): JobEventWire {
  const batch: JobPlan['batch'] = {
    ...{ salt: batchId, submitter: address(zeroAddress), adapter: zeroHex32, inputRoot: zeroHex32, classMask: 1n, refClass: 0, chunks: 4, count },
    ...{ minVramGib: 0, minTier: 0, reward: pTokenUnits(1n), verifyShare: pTokenUnits(1n), tip: pTokenUnits(0n) },
    ...{ runSeconds: durationSeconds(60n), fetchSeconds: 60, deadline: unixSeconds(9n), storeKey: zeroAddress },
  }
  const cost = { reward: 1n, checks: 0n, fees: 0n, baseFee: 0n, total: 1n }
  return { kind: 'planned', task: 'sum', plan: jobPlanToWire({ batchId, batch, input: zeroHex32, seconds: 1, cost }) }
}

function job(events: readonly JobEventWire[]): Pick<JobWire, 'jobId' | 'spec' | 'events'> {
  const sum = { adapter: 'data@1', needs: [], retries: 5, files: {}, fields: {} }
  const all: JobEventWire[] = [{ kind: 'started' }, { kind: 'approved' }, ...events]
  return {
    jobId: word('a'),
    spec: { name: 'job', maxCost: '100', deadlineSeconds: 60, tasks: { sum } },
    events: all.map((event, index) => ({ number: index + 1, at: index, event })),
  }
}
