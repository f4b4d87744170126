import { type Address, address, unixSeconds } from '@infinitio/domain'
import { signAccountMessage } from '@infinitio/sdk'
import { openTaskPool, sendPoolCalls, setSubmitKeyCall, signPoolCall, signPoolDeposit, type TaskPool } from '@infinitio/sdk/pool'
import { openExitAccess, readTokens } from '@infinitio/sdk/wallet'
import { type Actor, createRenter } from './createActor.ts'
import type { TestDeployment } from '../deployment/startTestDeployment.ts'
import { waitFor } from '../deployment/waitFor.ts'

/** The daily spending limit of the scheduler's key, in 1e-9 PToken. */
const dayCap = 10n ** 9n

type Batch = Awaited<ReturnType<TaskPool['reader']['read']>>['view']['batches'] extends ReadonlyMap<unknown, infer One> ? One : never

/** An account that submits jobs, which a scheduler runs. `deposit` is the amount that it pays into the task pool, in base units of PToken. */
export type JobOwner = Actor & {
  readonly pool: TaskPool
  readonly address: Address
  /** Pays the deposit into the task pool, and lets the scheduler's key spend up to `dayCap` a day for one day. */
  readonly payInAndAllow: (scheduler: Address) => Promise<void>
  /** Waits until a task of a job is in one of these phases. Returns the job. */
  readonly phase: (jobId: string, task: string, ...phases: readonly string[]) => ReturnType<Actor['client']['getJob']>
  /** Returns the batches of tasks that this account has submitted, from the chain. */
  readonly batches: () => Promise<Batch[]>
}

/** Creates an account with the money for its deposit in its wallet, and waits until 30 simulated machines are listed. */
export async function createJobOwner(deployment: TestDeployment, deposit: bigint, key: { privateKey?: `0x${string}` } = {}): Promise<JobOwner> {
  const actor = await createRenter(deployment, key)
  const chain = await actor.client.getChain()
  const pool = await openTaskPool({ rpcUrl: deployment.rpcUrl, chain })
  if (pool === null) throw new Error('the market has no task pool')
  const own = address(actor.account.address.toLowerCase())
  const { nextNonce, withdrawRelayFee } = await actor.client.getWallet({ limit: 1 })
  const message = { kind: 'withdraw', amount: deposit, to: own, nonce: BigInt(nextNonce.ask), relayFee: BigInt(withdrawRelayFee) } as const
  const { relayId } = await actor.client.placeRelay(await signAccountMessage(actor.account, { message, chain }))
  await actor.client.waitForRelay({ relayId, timeoutSeconds: 60 })
  await waitFor({
    what: 'simulated machines',
    within: 240,
    read: () => actor.client.searchListings({ includeSimulated: 'true', limit: 1 }),
    until: ({ total }) => total >= 30,
  })
  return {
    ...actor,
    ...{ pool, address: own },
    async payInAndAllow(scheduler) {
      const now = await actor.client.getChain()
      const at = pool.domain.pool
      const { permitNonce } = await readTokens(openExitAccess({ rpcUrl: deployment.rpcUrl }), {
        account: actor.account.address,
        addresses: now.addresses,
      })
      const allow = setSubmitKeyCall({ pool: at, key: scheduler, dayCap, expiry: unixSeconds(BigInt(now.chainNow + 86_400)) })
      const states = await sendPoolCalls(actor.client.transport, [
        await signPoolDeposit(actor.account, { amount: deposit, permitNonce, pool: at, chain: now }),
        await signPoolCall(actor.account, { call: allow, chain: now }),
      ])
      const failed = states.find(({ state }) => state !== 'mined')
      if (failed !== undefined) throw new Error(`${failed.name}: ${failed.code}`)
    },
    phase: (jobId, task, ...phases) =>
      waitFor({
        what: `a task that is ${phases.join(' or ')}`,
        within: 300,
        read: () => actor.client.getJob(jobId),
        until: ({ tasks }) => phases.includes(tasks[task]?.phase ?? ''),
      }),
    batches: async () => [...(await pool.reader.read()).view.batches.values()].filter(({ batch }) => batch.submitter === own),
  }
}
