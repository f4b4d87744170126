import {
  address,
  durationSeconds,
  hex32,
  type PoolSigningDomain,
  pTokenUnits,
  type TaskBatch,
  unixSeconds,
  zeroAddress,
  zeroHex32,
} from '@infinitio/domain'
import type { JobWire } from '@infinitio/domain/wire'
import { batchIdOf, jobCostOf } from '@infinitio/tasks'
import { expect, test } from 'vitest'
import { jobPlanToWire } from './jobEvents.ts'
import { wrongPlanOf } from './wrongPlanOf.ts'

const owner = address(`0x${'1'.repeat(40)}`)
const domain: PoolSigningDomain = { chainId: 31_337, pool: address(`0x${'2'.repeat(40)}`) }
const wanted = { minTier: 2, minVramGib: 48 }

test('a plan for the account and on the machines that the job asks for is right', () => {
  expect(wrongPlanOf(jobWith({}), domain)).toBeNull()
  expect(wrongPlanOf(jobWith({ minTier: 3 }), domain)).toBeNull()
})

test.each([
  ['for another account', { submitter: address(zeroAddress) }],
  ['with another input', { inputRoot: hex32(`0x${'9'.repeat(64)}`) }],
  ['that allows a lower tier', { minTier: 1 }],
  ['that allows less memory', { minVramGib: 24 }],
])('a plan %s is wrong', (_name, changed) => {
  expect(wrongPlanOf(jobWith(changed), domain)).toBe('sum')
})

test('a plan with another cost or id is wrong', () => {
  const job = jobWith({})
  const plan = job.tasks['sum']?.plan
  if (plan === null || plan === undefined) throw new Error('the job has a plan')
  const changed = (part: object) => ({ ...job, tasks: { sum: { plan: { ...plan, ...part } } } }) as unknown as typeof job
  expect(wrongPlanOf(changed({ cost: { ...plan.cost, reward: '1' } }), domain)).toBe('sum')
  expect(wrongPlanOf(changed({ batchId: zeroHex32 }), domain)).toBe('sum')
})

/** Returns a job with the plan of its scheduler, in which some terms of the batch differ. */
function jobWith(changed: Partial<TaskBatch>): Pick<JobWire, 'account' | 'tasks' | 'spec'> {
  const batch: TaskBatch = {
    ...{ salt: zeroHex32, submitter: owner, adapter: zeroHex32, inputRoot: zeroHex32, classMask: 1n, refClass: 0, chunks: 4, count: 2, ...wanted },
    ...{ reward: pTokenUnits(80n), verifyShare: pTokenUnits(10n), tip: pTokenUnits(0n), runSeconds: durationSeconds(60n), fetchSeconds: 60 },
    ...{ deadline: unixSeconds(9n), storeKey: address(zeroAddress), ...changed },
  }
  const plan = jobPlanToWire({ batchId: batchIdOf(domain, batch), batch, input: zeroHex32, seconds: 1, cost: jobCostOf(batch, 5n) })
  const sum = { adapter: 'data@1', needs: [], retries: 5, files: {}, fields: {}, machines: wanted }
  return {
    account: owner,
    spec: { name: 'job', maxCost: '100', deadlineSeconds: 60, tasks: { sum } },
    tasks: { sum: { plan } } as unknown as JobWire['tasks'],
  }
}
