import { address, unixSeconds } from '@infinitio/domain'
import type { ChainWire, JobWire, PoolCallWire } from '@infinitio/domain/wire'
import { getChain, getWallet, isErrorCode, placeRelay, refusal, signAccountMessage, type TypedDataSigner, waitForRelay } from '@infinitio/sdk'
import {
  noteJobEvent,
  openTaskPool,
  poolDepositFor,
  sendPoolCalls,
  setSubmitKeyCall,
  signPoolCall,
  signPoolDeposit,
  type TaskPool,
  wrongPlanOf,
} from '@infinitio/sdk/pool'
import { openExitAccess, readTokens } from '@infinitio/sdk/wallet'
import { browserApi } from '#web/parts/api/browserApi.ts'

const daySeconds = 86_400
/** The task pool counts the daily limit of a key in units of 1e-9 PToken. This is the number of base units in one such unit. */
const baseUnitsOfLimit = 1_000_000_000n

/**
 * The payments and the permission that a wallet must give to approve a job. Amounts are in base units of PToken. `deposit` goes into the task pool;
 * `fromMarket` is the part of it that first moves from the Market balance to the wallet. `dayCap` is the daily limit that the scheduler's key needs; null if
 * its limit is already high enough. `lacks` is how much is missing if wallet and Market balance together are too small.
 */
export type ApprovalPlan = { readonly deposit: bigint; readonly dayCap: bigint | null; readonly fromMarket: bigint; readonly lacks: bigint }

type Opened = { readonly pool: TaskPool; readonly chain: ChainWire }

async function openPool(): Promise<Opened> {
  const chain = await getChain(browserApi)
  const pool = await openTaskPool({ rpcUrl: rpcUrl(), chain })
  if (pool === null) throw refusal('task.no_pool', { detail: chain.addresses.directory })
  return { pool, chain }
}

/** Reads balances and limits, and returns what must be paid and allowed to approve a job. Throws `task.no_pool` and the errors of the chain. */
export async function readApproval(job: JobWire): Promise<ApprovalPlan> {
  const { pool, chain } = await openPool()
  const account = address(job.account)
  const most = BigInt(job.spec.maxCost)
  const [balance, key, tokens, market] = await Promise.all([
    pool.balanceOf(account),
    pool.allowanceOf({ submitter: account, key: address(job.scheduler) }),
    readTokens(openExitAccess({ rpcUrl: rpcUrl() }), { account, addresses: chain.addresses }),
    getWallet(browserApi, { limit: 1 }),
  ])
  const deposit = poolDepositFor(most - balance)
  const fromMarket = deposit > tokens.pToken ? deposit - tokens.pToken : 0n
  const inMarket = BigInt(market.available) - (fromMarket > 0n ? BigInt(market.withdrawRelayFee) : 0n)
  // The scheduler of a private job is the account that owns the job. This account needs no permission to use its own deposit.
  const isAllowed = address(job.scheduler) === account || (key.expiry > key.now + job.spec.deadlineSeconds && key.left >= most)
  // Do not lower the daily limit of the key, because other jobs of the account may need the current limit.
  const wanted = key.dayCap - key.left + most
  return {
    deposit,
    dayCap: isAllowed ? null : wanted > key.dayCap ? wanted : key.dayCap,
    fromMarket,
    lacks: fromMarket > inMarket ? fromMarket - inMarket : 0n,
  }
}

/**
 * Approves a job. It moves missing money from the Market balance to the wallet, deposits missing money into the task pool, and lets the job's scheduler submit
 * batches up to a daily limit. Then it stores the approval. The wallet signs at most twice, and once more for money from the Market balance. Throws the code of
 * a rejected call.
 */
export async function approveJob(signer: TypedDataSigner, job: JobWire, { deposit, dayCap, fromMarket }: ApprovalPlan): Promise<void> {
  const { pool, chain } = await openPool()
  const wrong = wrongPlanOf(job, pool.domain)
  if (wrong !== null) throw refusal('task.job_step_refused', { detail: wrong })
  if (fromMarket > 0n) await withdraw(signer, { amount: fromMarket, chain })
  const calls: PoolCallWire[] = []
  if (deposit > 0n) {
    const { permitNonce } = await readTokens(openExitAccess({ rpcUrl: rpcUrl() }), { account: job.account, addresses: chain.addresses })
    calls.push(await signPoolDeposit(signer, { amount: deposit, permitNonce, pool: pool.domain.pool, chain }))
  }
  if (dayCap !== null) {
    const units = (dayCap + baseUnitsOfLimit - 1n) / baseUnitsOfLimit
    const expiry = unixSeconds(BigInt(chain.chainNow + job.spec.deadlineSeconds + daySeconds))
    const call = setSubmitKeyCall({ pool: pool.domain.pool, key: address(job.scheduler), dayCap: units, expiry })
    calls.push(await signPoolCall(signer, { call, chain }))
  }
  for (const { state, code, name } of calls.length === 0 ? [] : await sendPoolCalls(browserApi, calls))
    if (state === 'failed') throw refusal(code !== null && isErrorCode(code) ? code : 'chain.transaction_reverted', { detail: name })
  await noteJobEvent(browserApi, job.jobId, { after: job.lastEvent, event: { kind: 'approved' } })
}

async function withdraw(signer: TypedDataSigner, { amount, chain }: { readonly amount: bigint; readonly chain: ChainWire }): Promise<void> {
  const { nextNonce, withdrawRelayFee } = await getWallet(browserApi, { limit: 1 })
  const to = address(signer.address.toLowerCase())
  const message = { kind: 'withdraw', amount, to, nonce: BigInt(nextNonce.ask), relayFee: BigInt(withdrawRelayFee) } as const
  const { relayId } = await placeRelay(browserApi, await signAccountMessage(signer, { message, chain }))
  const { state, code } = await waitForRelay(browserApi, { relayId })
  if (state === 'failed') throw refusal(code !== null && isErrorCode(code) ? code : 'chain.transaction_reverted', { detail: 'withdraw' })
}

function rpcUrl(): string {
  return new URL('/api/v1/rpc', window.location.origin).href
}
