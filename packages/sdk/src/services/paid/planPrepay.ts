import { allowKeyCall, depositToLedgerCall, marketAbi, pTokenAbi, serviceLedgerAbi } from '@infinitio/chain'
import { type Address, assetUnits, unixSeconds } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import { getBalance, getBlock, readContract } from 'viem/actions'
import { askRpc } from '../../chain/askRpc.ts'
import type { ExitAccess } from '../../chain/exitAccess.ts'
import { refusal } from '../../transport/refusal.ts'

/**
 * The limits of a key: the most that it may move in a day from the payer's pot (balance in the service ledger) into channels to AI services, in base units of
 * PToken, and the number of days.
 */
export type KeyLimits = { readonly dayCap: bigint; readonly days: number }

/** One transaction that a wallet signs to prepay AI services. */
export type PrepayStep = {
  readonly kind: 'withdraw' | 'approve' | 'deposit' | 'allow' | 'coins'
  readonly to: Address
  readonly data: Hex
  readonly value: bigint
  readonly gas: bigint
}

/**
 * The transactions that a wallet signs before its key can pay for AI services. `deposit` is the amount that goes into the pot (the balance in the service
 * ledger); `fromMarket` of it comes from the account's balance in the market. `coins` go to the key, which pays its gas with them.
 */
export type PrepayPlan = {
  readonly steps: readonly PrepayStep[]
  readonly deposit: bigint
  readonly fromMarket: bigint
  readonly coins: bigint
  readonly dayCap: bigint
  readonly untilSeconds: number
}

/** The wallet that prepays, the key that may spend the money, and the contracts. */
export type PrepayFacts = {
  readonly payer: Address
  readonly key: Address
  readonly ledger: Address
  readonly market: Address
  readonly pToken: Address
}

/** The default limits of a key that pays AI services: 2 PToken a day, for 7 days. */
export const usualKeyLimits: KeyLimits = { dayCap: 2n * 10n ** 18n, days: 7 }

const daySeconds = 86_400
const usualGas = 200_000n
/** Native coins that the key gets, in wei (0.01 coin). The key gets them only if it has less than `leastCoins`. */
const keyCoins = 10n ** 16n
const leastCoins = 10n ** 15n
/** Base units in a millionth of a PToken, the unit in which the contract stores an allowance. */
const allowanceUnit = 10n ** 12n

/**
 * Plans how a wallet prepays for AI services. It fills its pot (balance in the service ledger) up to `amount`, from the PToken in the wallet and, if that is
 * too little, from its balance in the market. It then lets its key move amounts from the pot into payment channels. Steps that were already mined are left out.
 * Throws `account.insufficient_balance`, and `chain.rpc_silent`.
 */
export async function planPrepay(
  access: ExitAccess,
  facts: PrepayFacts,
  { amount, limits = usualKeyLimits }: { readonly amount: bigint; readonly limits?: KeyLimits },
): Promise<PrepayPlan> {
  const { payer, key, ledger, market, pToken } = facts
  const now = await readNow(access, facts)
  const deposit = amount > now.pot ? amount - now.pot : 0n
  const fromMarket = deposit > now.inWallet ? deposit - now.inWallet : 0n
  if (fromMarket > now.inMarket) throw refusal('account.insufficient_balance', { detail: `${deposit} base units of PToken are needed` })
  const steps: PrepayStep[] = []
  const add = (kind: PrepayStep['kind'], to: Address, data: Hex, value = 0n) => steps.push({ kind, to, data, value, gas: usualGas })
  if (fromMarket > 0n) add('withdraw', market, encodeFunctionData({ abi: marketAbi, functionName: 'withdraw', args: [fromMarket, payer] }))
  if (deposit > now.approved) add('approve', pToken, encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [ledger, deposit] }))
  if (deposit > 0n) add('deposit', ledger, depositToLedgerCall({ ledger, account: payer, asset: 'PToken', amount: assetUnits(deposit) }).data)
  const isAllowed = now.until > now.seconds + daySeconds / 2 && now.left >= limits.dayCap && now.dayCap >= limits.dayCap
  const untilSeconds = isAllowed ? now.until : now.seconds + limits.days * daySeconds
  if (!isAllowed) {
    const dayCap = limits.dayCap / allowanceUnit
    const allowance = { key, left: dayCap * BigInt(limits.days), dayCap, unsettled: dayCap, until: unixSeconds(BigInt(untilSeconds)) }
    add('allow', ledger, allowKeyCall({ ledger, asset: 'PToken', ...allowance }).data)
  }
  const coins = now.coins < leastCoins ? keyCoins : 0n
  if (coins > 0n) add('coins', key, '0x', coins)
  return { steps, deposit, fromMarket, coins, dayCap: limits.dayCap, untilSeconds }
}

async function readNow(access: ExitAccess, { payer, key, ledger, market, pToken }: PrepayFacts) {
  const { client } = access
  const ofLedger = { address: ledger, abi: serviceLedgerAbi } as const
  const ofToken = { address: pToken, abi: pTokenAbi } as const
  return await askRpc(access, async () => {
    const [{ free }, inWallet, slot, approved, allowance, coins, { timestamp }] = await Promise.all([
      readContract(client, { ...ofLedger, functionName: 'potOf', args: [payer, 0] }),
      readContract(client, { ...ofToken, functionName: 'balanceOf', args: [payer] }),
      readContract(client, { address: market, abi: marketAbi, functionName: 'account', args: [payer] }),
      readContract(client, { ...ofToken, functionName: 'allowance', args: [payer, ledger] }),
      readContract(client, { ...ofLedger, functionName: 'allowanceOf', args: [payer, key, 0] }),
      getBalance(client, { address: key }),
      getBlock(client),
    ])
    const [left, dayCap] = [BigInt(allowance.left) * allowanceUnit, BigInt(allowance.dayCap) * allowanceUnit]
    return { pot: free, inWallet, inMarket: slot.balance, approved, left, dayCap, until: allowance.until, coins, seconds: Number(timestamp) }
  })
}
