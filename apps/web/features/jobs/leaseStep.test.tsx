import type { JobTaskStateWire, JobWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { StepTable } from '#web/features/jobs/StepTable.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const plan = { gpus: 2, seconds: 600, maxPricePerGpuSecond: '1', cost: { time: '1', fees: '1', total: `${5n * 10n ** 17n}` } }
const lease: NonNullable<JobTaskStateWire['lease']> = { plan, leaseId: '7', leases: 1, paid: '0', checkpoint: 'epoch-3' }
const task: JobTaskStateWire = { phase: 'leased', attempt: 1, plan: null, lease, result: null, file: null, check: null, reason: null, because: null }
const job = (changed: Partial<JobTaskStateWire>) =>
  ({ spec: { tasks: { train: { adapter: 'container@1' } } }, tasks: { train: { ...task, ...changed } } }) as unknown as JobWire

test('links a step on a rented machine to its lease, with its newest checkpoint and its most cost', () => {
  const markup = markupFor('en', <StepTable job={job({})} isOwn={false} />).replaceAll('\u00a0', ' ')
  for (const text of [
    'On a rented machine',
    'href="/leases/7"',
    'Lease 7',
    'Checkpoint epoch-3',
    '1 lease before',
    '2 GPUs of a rented machine',
    '0.5',
  ])
    expect(markup).toContain(text)
})

test('shows no lease between two leases, in Chinese too', () => {
  const between = job({ phase: 'booking', lease: { ...lease, leaseId: null, checkpoint: null, leases: 2 } })
  const markup = markupFor('zh', <StepTable job={between} isOwn={false} />)
  expect(markup).toContain('正在租用机器')
  expect(markup).toContain('之前有 2 个租约')
  expect(markup).not.toContain('/leases/')
})

test('shows which segments of a training were run again, on which leases, and what this does not show', () => {
  const check: NonNullable<JobTaskStateWire['check']> = {
    of: 8,
    segments: [
      { segment: 1, verdict: 'equal' },
      { segment: 3, verdict: 'unclear' },
      { segment: 7, verdict: 'differs' },
    ],
    ...{ score: 0.25, leastScore: 0.5, trainedOn: ['7'], checkedOn: ['9'] },
  }
  const markup = markupFor('en', <StepTable job={job({ phase: 'failed', check })} isOwn={false} />)
  for (const text of [
    ...['Segment 1: run again, equal', 'Segment 3: run again, may have been skipped', 'Segment 7: run again, gives another state'],
    ...['hidden files: 0.25', 'below the least one, 0.5', 'chance of 29%'],
    ...['href="/leases/7"', 'href="/leases/9"', 'which of the two machines is wrong'],
  ])
    expect(markup).toContain(text)
  const whole = markupFor('zh', <StepTable job={job({ check: { ...check, segments: [{ segment: 3, verdict: 'close' }] } })} isOwn={false} />)
  expect(whole).toContain('分数在容差之内')
  expect(whole).toContain('两个提供方可能串通')
})
