import { address, hex32 } from '@infinitio/domain'
import type { ChainWire, PoolCallWire, ProviderTasksWire } from '@infinitio/domain/wire'
import { getChain, getProviderTasks, isErrorCode, refusal, type TypedDataSigner } from '@infinitio/sdk'
import {
  addTaskStakeCall,
  baseUnitsOfStake,
  collectTaskStakeCall,
  type ContractCall,
  openTaskPool,
  poolDepositFor,
  type PoolHoldings,
  sendPoolCalls,
  signPoolCall,
  signPoolDeposit,
  type TaskPool,
  unstakeTaskStakeCall,
} from '@infinitio/sdk/pool'
import { openExitAccess, readTokens } from '@infinitio/sdk/wallet'
import { browserApi } from '#web/parts/api/browserApi.ts'

/**
 * A provider at the task pool. `holdings` and `streaks` (the number of right results in a row) come from the chain, `pool` from the market's API. `inWallet` is
 * the PToken of its wallet in base units.
 */
export type OwnTasks = {
  readonly pool: ProviderTasksWire
  readonly holdings: PoolHoldings
  readonly streaks: readonly number[]
  readonly inWallet: bigint
}
/** A change of a provider's stake at the task pool. `units` are 1e-9 PToken each. */
export type StakeMove = { readonly kind: 'add' | 'withdraw'; readonly units: bigint } | { readonly kind: 'collect' }

type Opened = { readonly pool: TaskPool; readonly chain: ChainWire }

let opened: Promise<Opened> | null = null

/** Opens the task pool at the first call and remembers it. Throws `task.no_pool` and the errors of the chain. */
async function openPool(): Promise<Opened> {
  opened ??= open()
  return await opened.catch((error: unknown) => {
    opened = null
    throw error
  })
}

async function open(): Promise<Opened> {
  const chain = await getChain(browserApi)
  const pool = await openTaskPool({ rpcUrl: rpcUrl(), chain })
  if (pool === null) throw refusal('task.no_pool', { detail: chain.addresses.directory })
  return { pool, chain }
}

/**
 * Reads the stake, the balance and the tasks of a provider at the task pool. The list of tasks that lock stake begins at index `from`. Throws `task.no_pool`
 * and the errors of the market and the chain.
 */
export async function readOwnTasks(account: string, { from }: { readonly from: number }): Promise<OwnTasks> {
  const { pool, chain } = await openPool()
  const provider = address(account.toLowerCase())
  const seen = await getProviderTasks(browserApi, provider, { from })
  const [holdings, { pToken }, ...streaks] = await Promise.all([
    pool.accountOf(provider),
    readTokens(openExitAccess({ rpcUrl: rpcUrl() }), { account: provider, addresses: chain.addresses }),
    ...seen.kinds.map(({ adapter, classId }) => pool.streakOf({ provider, adapter: hex32(adapter), classId })),
  ])
  return { pool: seen, holdings, streaks, inWallet: pToken }
}

/**
 * Returns the amounts with which a provider pays for new stake at the task pool, in base units. `fromBalance` comes from its balance at the pool, `fromWallet`
 * from its wallet. A deposit is rounded up, and `stays` is the part of it that the stake does not need and that remains in the balance. `lacks` is the amount
 * that is missing in the wallet.
 */
export function stakeParts(units: bigint, { holdings: { balance }, inWallet }: OwnTasks) {
  const amount = units * baseUnitsOfStake
  const fromBalance = amount < balance ? amount : balance
  const fromWallet = poolDepositFor(amount - fromBalance)
  return { fromBalance, fromWallet, stays: fromWallet - (amount - fromBalance), lacks: fromWallet > inWallet ? fromWallet - inWallet : 0n }
}

/**
 * Signs a change of a provider's stake at the task pool and sends it without gas. If the balance at the pool is too small for a new stake, a second signature
 * pays the missing part from the wallet. Throws the code of a rejected call.
 */
export async function moveStake(signer: TypedDataSigner, move: StakeMove, own: OwnTasks): Promise<void> {
  const { pool } = await openPool()
  const chain = await getChain(browserApi)
  const calls: PoolCallWire[] = []
  const amount = move.kind === 'add' ? move.units * baseUnitsOfStake : 0n
  const deposit = move.kind === 'add' ? stakeParts(move.units, own).fromWallet : 0n
  if (deposit > 0n) {
    const account = address(signer.address.toLowerCase())
    const { permitNonce } = await readTokens(openExitAccess({ rpcUrl: rpcUrl() }), { account, addresses: chain.addresses })
    calls.push(await signPoolDeposit(signer, { amount: deposit, permitNonce, pool: pool.domain.pool, chain }))
  }
  calls.push(await signPoolCall(signer, { call: callOf(move, pool), chain, maxSpend: amount }))
  for (const { state, code, name } of await sendPoolCalls(browserApi, calls))
    if (state === 'failed') throw refusal(code !== null && isErrorCode(code) ? code : 'chain.transaction_reverted', { detail: name })
}

function callOf(move: StakeMove, { domain: { pool } }: TaskPool): ContractCall {
  if (move.kind === 'collect') return collectTaskStakeCall({ pool })
  return move.kind === 'add' ? addTaskStakeCall({ pool, units: move.units }) : unstakeTaskStakeCall({ pool, units: move.units })
}

function rpcUrl(): string {
  return new URL('/api/v1/rpc', window.location.origin).href
}
