import { address, hex32, zeroHex32 } from '@infinitio/domain'
import type { PoolBatchView, PoolTaskView, PoolView } from '@infinitio/tasks'
import { describe, expect, it } from 'vitest'
import { stepProgress } from './stepProgress.ts'

const batchId = hex32(`0x${'1'.repeat(64)}`)
const account = address(`0x${'7'.repeat(40)}`)
type Run = PoolTaskView['runs'] extends Map<number, infer One> ? One : never

describe('the result of a task in chunks', () => {
  it('counts only after each auditor has shown its answer', () => {
    expect(progressOf('revealed', [[0, run('answered')]])).toMatchObject({ kind: 'running', states: ['revealed'] })
    expect(progressOf('revealed', [[0, run('shown')]]).kind).toBe('shown')
    const second: [number, Run][] = [
      [0, run('shown')],
      [1, run('answered')],
    ]
    expect(progressOf('revealed', second).kind).toBe('running')
  })

  it('counts without an auditor that stayed silent until the payment', () => {
    expect(progressOf('accepted', [[0, run('answered')]]).kind).toBe('shown')
  })

  it('is lost if the auditor differs and another run decides against the worker', () => {
    const dispute = { challenger: account, round: 1, openedAt: 1, openedBlock: 1, verdict: 'worker wrong' as const, appellant: null, chunk: null }
    expect(progressOf('judged', [[0, run('shown')]], dispute)).toMatchObject({ kind: 'lost', lost: [0] })
  })
})

function run(state: Run['state']): Run {
  return { account, nodeId: zeroHex32, state, late: 0, answer: zeroHex32 } as Run
}

function progressOf(state: PoolTaskView['state'], runs: readonly [number, Run][], dispute: PoolTaskView['dispute'] = null) {
  const task = { ...{ batchId, index: 0, state, dispute, failures: [], payments: [] }, runs: new Map(runs) } as unknown as PoolTaskView
  const batch = { batchId, stopped: false, tasks: new Map([[0, task]]) } as unknown as PoolBatchView
  const view: Pick<PoolView, 'batches'> = { batches: new Map([[batchId, batch]]) }
  return stepProgress(view, [{ batchId, tasks: [0] }])
}
