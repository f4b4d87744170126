import type { JobTaskStateWire, JobWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { StepTable } from '#web/features/jobs/StepTable.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const plan = { gpus: 2, seconds: 600, maxPricePerGpuSecond: '1', cost: { time: '1', fees: '1', total: `${5n * 10n ** 17n}` } }
const lease: NonNullable<JobTaskStateWire['lease']> = { plan, leaseId: '7', leases: 1, paid: '0', checkpoint: 'epoch-3' }
const task: JobTaskStateWire = { phase: 'leased', attempt: 1, plan: null, lease, result: null, file: null, reason: null, because: null }
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
