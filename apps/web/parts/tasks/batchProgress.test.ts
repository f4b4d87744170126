import { taskStates } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { batchProgress } from '#web/parts/tasks/batchProgress.ts'

type Counts = Parameters<typeof batchProgress>[0]['counts']
const none = Object.fromEntries(taskStates.map((state) => [state, 0])) as Counts

describe('how far a batch is', () => {
  test.each([
    ['nobody has a task', { open: 4 }, false, 'waiting', 0],
    ['one task is in work', { open: 3, assigned: 1 }, false, 'running', 0],
    ['some results are shown', { revealed: 2, auditing: 2 }, false, 'running', 2],
    ['all results are shown', { revealed: 3, accepted: 1 }, false, 'shown', 4],
    ['all are paid', { accepted: 4 }, false, 'paid', 4],
    ['it was cancelled', { refunded: 4 }, true, 'stopped', 0],
    ['a cheat lost its task', { accepted: 3, decided: 1 }, false, 'stopped', 3],
    ['a dispute is open', { accepted: 3, disputed: 1 }, false, 'running', 3],
  ] as const)('says so when %s', (_, counts, isStopped, phase, shown) => {
    expect(batchProgress({ tasks: 4, counts: { ...none, ...counts }, isStopped })).toMatchObject({ phase, shown })
  })
})
