import { setSubmitKeyCall } from '@infinitio/chain'
import { type Address, address, isErrorCode, unixSeconds } from '@infinitio/domain'
import type { ChainWire, JobLeaseWire, JobWire, PoolCallWire } from '@infinitio/domain/wire'
import { openExitAccess } from '../chain/exitAccess.ts'
import { getChain, getWallet, noteJobEvent } from '../generated/calls.ts'
import { openTaskPool, type TaskPool } from './openTaskPool.ts'
import { poolDepositFor } from './poolDepositFor.ts'
import { leaseCostOf } from './leaseCostOf.ts'
import { leaseTotalOf, poolMostOf, readReserved } from './reservedFor.ts'
import { sendPoolCalls } from './sendPoolCalls.ts'
import { signPayIn } from './signPayIn.ts'
import { signPoolCall } from './signPoolCall.ts'
import { wrongPlanOf } from './wrongPlanOf.ts'
import type { TypedDataSigner } from '../signing/signTypedData.ts'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'
import { readTokens } from '../wallet/readTokens.ts'

const daySeconds = 86_400
/** The task pool counts the daily limit of a key in units of 1e-9 PToken. This is the number of base units in one such unit. */
const baseUnitsOfLimit = 1_000_000_000n

/**
 * The payments and the permission that a wallet must give to approve a job. Amounts are in base units of PToken. `deposit` goes into the task pool;
 * `fromMarket` is the part of it that first moves from the Market balance to the wallet. `dayCap` is the daily limit that the submitting key needs; null if
 * its limit is already high enough. `lacks` is how much is missing if wallet and Market balance together are too small. Rented machines are paid from the Market
 * balance when they are rented.
 */
export type ApprovalPlan = { readonly deposit: bigint; readonly dayCap: bigint | null; readonly fromMarket: bigint; readonly lacks: bigint }

/**
 * A job that waits for its approval, and the RPC address at which the client reads the chain. `submitKey` is the key that submits the batches of this job and of
 * no other job; if it is absent, the scheduler of the job submits them.
 */
export type ApprovedJob = { readonly job: JobWire; readonly rpcUrl: string; readonly submitKey?: Address }

/**
 * Reads balances and limits, and returns what must be paid and allowed to approve a job. Other approved jobs of the account keep what they may still take from
 * the task pool. Approve one job after the other, because two calls at the same time would both count the same money. Throws `task.no_pool`, the codes of
 * `listJobs` and the errors of the chain.
 */
export async function readApproval(transport: Transport, { job, rpcUrl, submitKey }: ApprovedJob): Promise<ApprovalPlan> {
  const { pool, chain } = await openJobPool(transport, rpcUrl)
  const account = address(job.account)
  const costOf = (wish: JobLeaseWire) => leaseCostOf(wish, chain).cost.total
  const most = poolMostOf(job, costOf)
  const [balance, key, tokens, market, reserved] = await Promise.all([
    pool.balanceOf(account),
    pool.allowanceOf({ submitter: account, key: submitKey ?? address(job.scheduler) }),
    readTokens(openExitAccess({ rpcUrl }), { account, addresses: chain.addresses }),
    getWallet(transport, { limit: 1 }),
    readReserved(transport, job),
  ])
  const deposit = most === 0n ? 0n : poolDepositFor(most + reserved.balance - balance)
  const fromMarket = deposit > tokens.pToken ? deposit - tokens.pToken : 0n
  const inMarket = BigInt(market.available) - (fromMarket > 0n ? BigInt(market.withdrawRelayFee) : 0n)
  // Without a separate key, the scheduler of a private job is the account that owns the job. It needs no permission to use its own deposit.
  const ofOthers = submitKey === undefined ? reserved.limit : 0n
  const hasLimit = key.expiry > key.now + job.spec.deadlineSeconds && key.left >= most + ofOthers
  const isAllowed = most === 0n || (submitKey ?? address(job.scheduler)) === account || hasLimit
  const needed = fromMarket + leaseTotalOf(job, costOf)
  // Do not lower the daily limit of the key, because other jobs of the account may need the current limit.
  const wanted = key.dayCap - key.left + most + ofOthers
  return {
    deposit,
    dayCap: isAllowed ? null : wanted > key.dayCap ? wanted : key.dayCap,
    fromMarket,
    lacks: needed > inMarket ? needed - inMarket : 0n,
  }
}

/**
 * Approves a job. It moves missing money from the Market balance to the wallet, deposits missing money into the task pool, and lets the job's scheduler, or its
 * `submitKey`, submit batches up to a daily limit. Then it stores the approval. The wallet signs at most twice, and once more for money from the Market balance. Throws
 * `task.job_step_refused` if a plan of the scheduler is not the one that its price is for, and the code of a rejected call.
 */
export async function approveJob(
  transport: Transport,
  { job, rpcUrl, submitKey, signer, plan: { deposit, dayCap } }: ApprovedJob & { readonly signer: TypedDataSigner; readonly plan: ApprovalPlan },
): Promise<void> {
  const { pool, chain } = await openJobPool(transport, rpcUrl)
  const wrong = wrongPlanOf(job, pool.domain)
  if (wrong !== null) throw refusal('task.job_step_refused', { detail: wrong })
  const tokens = () => readTokens(openExitAccess({ rpcUrl }), { account: job.account, addresses: chain.addresses })
  const calls: PoolCallWire[] = [...(await signPayIn(transport, signer, { amount: deposit, pool, chain, tokens }))]
  if (dayCap !== null) {
    const units = (dayCap + baseUnitsOfLimit - 1n) / baseUnitsOfLimit
    const expiry = unixSeconds(BigInt(chain.chainNow + job.spec.deadlineSeconds + daySeconds))
    const call = setSubmitKeyCall({ pool: pool.domain.pool, key: submitKey ?? address(job.scheduler), dayCap: units, expiry })
    calls.push(await signPoolCall(signer, { call, chain }))
  }
  for (const { state, code, name } of calls.length === 0 ? [] : await sendPoolCalls(transport, calls))
    if (state === 'failed') throw refusal(code !== null && isErrorCode(code) ? code : 'chain.transaction_reverted', { detail: name })
  await noteJobEvent(transport, job.jobId, { after: job.lastEvent, event: { kind: 'approved' } })
}

async function openJobPool(transport: Transport, rpcUrl: string): Promise<{ readonly pool: TaskPool; readonly chain: ChainWire }> {
  const chain = await getChain(transport)
  const pool = await openTaskPool({ rpcUrl, chain })
  if (pool === null) throw refusal('task.no_pool', { detail: chain.addresses.directory })
  return { pool, chain }
}
