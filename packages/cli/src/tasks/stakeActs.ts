import { refusal } from '@infinitio/sdk'
import { addTaskStakeCall, baseUnitsOfStake, collectTaskStakeCall, unstakeTaskStakeCall } from '@infinitio/sdk/pool'
import { youngSeconds } from '@infinitio/tasks'
import { readWalletKey } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { facts, utcText } from '../terminal/texts.ts'
import { keyAddress } from '../terminal/typedValues.ts'
import { type MoneyOptions, ptOf, ptText } from '../wallet/moveMoney.ts'
import { openPoolOf, openTasks, type PoolAddress } from './openTasks.ts'

/** Prints the balance and the stakes of an account in the task pool, by default of the wallet. Throws `task.no_pool`. */
export async function showStakes(address: string | undefined, options: MoneyOptions): Promise<void> {
  const account = keyAddress(address ?? readWalletKey(options).address) as PoolAddress
  const { pool } = await openPoolOf(options)
  const { balance, bonded, locked, young, youngAt, outUntil, leaving, leavesAt, strikes } = await pool.accountOf(account)
  const now = await pool.now()
  const value = {
    ...{ account, balance: `${balance}`, bonded: base(bonded), locked: base(locked), young: base(young), leaving: base(leaving) },
    ...{ countsAt: young === 0n ? null : youngAt + Number(youngSeconds), collectableAt: leaving === 0n ? null : Math.max(leavesAt, outUntil) },
    ...{ outUntil: outUntil > now ? outUntil : null, strikes },
  }
  const at = (seconds: number | null) => (seconds === null ? '' : ` (${utcText(seconds)} UTC)`)
  const text = facts({
    ...{ account, balance: ptText(balance), 'stake that counts': stakeText(bonded), 'held by tasks': stakeText(locked) },
    ...{ 'counts later': `${stakeText(young)}${at(value.countsAt)}`, 'collect later': `${stakeText(leaving)}${at(value.collectableAt)}` },
    ...{ 'takes no tasks until': value.outUntil === null ? null : `${utcText(value.outUntil)} UTC`, strikes: String(strikes.length) },
  })
  printResult({ json: options.json, value, text })
}

/**
 * Adds to the stake. Takes the amount from the balance in the task pool first, and the rest from the wallet. Throws `api.invalid_field`, `wallet.not_confirmed`
 * and the codes of the call.
 */
export async function addStake(text: string, options: MoneyOptions): Promise<void> {
  const units = unitsOf(text)
  const { pool, act } = await openTasks(options)
  await act(addTaskStakeCall({ pool: pool.domain.pool, units }), {
    spends: units * baseUnitsOfStake,
    costs: [['New stake, counts after 1 hour', stakeText(units)]],
  })
  printResult({ json: options.json, value: { added: base(units) }, text: `${stakeText(units)} count after one hour.` })
}

/** Begins to withdraw a free part of the stake. Throws `api.invalid_field`, `task.stake_too_low` and the codes of the call. */
export async function removeStake(text: string, options: MoneyOptions): Promise<void> {
  const units = unitsOf(text)
  const { pool, account, act } = await openTasks(options)
  const { bonded, locked, leaving } = await pool.accountOf(account)
  if (bonded - locked < units) throw refusal('task.stake_too_low', { detail: `${stakeText(bonded - locked)} are free` })
  await act(unstakeTaskStakeCall({ pool: pool.domain.pool, units }), {
    spends: 0n,
    costs: [
      ['Leaves the stake, counts no longer at once', stakeText(units)],
      ['To collect in 7 days, together', stakeText(leaving + units)],
    ],
  })
  printResult({ json: options.json, value: { leaving: base(leaving + units) }, text: `Collect ${stakeText(leaving + units)} in 7 days.` })
}

/**
 * Moves withdrawn stake into the balance in the task pool after its waiting time. Throws `task.stake_waits`, `task.stake_too_low` without such a stake, and the
 * codes of the call.
 */
export async function collectStake(options: MoneyOptions): Promise<void> {
  const { pool, account, act } = await openTasks(options)
  const { leaving, leavesAt, outUntil } = await pool.accountOf(account)
  if (leaving === 0n) throw refusal('task.stake_too_low', { detail: 'no stake leaves: infinitio tasks unstake' })
  const from = Math.max(leavesAt, outUntil)
  if ((await pool.now()) < from) throw refusal('task.stake_waits', { detail: `until ${utcText(from)} UTC` })
  await act(collectTaskStakeCall({ pool: pool.domain.pool }), { spends: 0n, costs: [['Into your balance at the pool', stakeText(leaving)]] })
  printResult({
    json: options.json,
    value: { collected: base(leaving) },
    text: `${stakeText(leaving)} are in your balance at the pool: infinitio jobs withdraw moves them to your wallet.`,
  })
}

/** Parses an amount of PT into the units in which the pool contract counts stakes: 1e-9 PToken. */
function unitsOf(text: string): bigint {
  const amount = ptOf(text)
  if (amount % baseUnitsOfStake !== 0n) throw refusal('api.invalid_field', { detail: `${text}: a stake has at most 9 decimals` })
  return amount / baseUnitsOfStake
}

function base(units: bigint): string {
  return `${units * baseUnitsOfStake}`
}

function stakeText(units: bigint): string {
  return ptText(units * baseUnitsOfStake)
}
