import { settleVouchersCall } from '@infinitio/chain'
import { sendCalls } from '@infinitio/chain/sender'
import { type LedgerAsset, ledgerAssets, type ServiceId } from '@infinitio/domain'
import { inG, mustSettle, packVoucherRows, type VoucherRow } from '@infinitio/services'
import { getGasPrice } from 'viem/actions'
import type { GRates } from '../ledger/gRates.ts'
import type { LedgerAccess } from '../ledger/ledgerAccess.ts'
import type { Signatures } from '../signatures/openSignatures.ts'
import type { ChannelBook } from './channelBook.ts'
import { claimOf, type ServedChannel } from './servedChannel.ts'

/**
 * The inputs of a settlement, in which a service claims owed amounts from payment channels on the chain. `coinPrice` is the price of one coin of gas in base
 * units of PToken, or null if it is unknown. `rates` has the rate of G.
 */
export type SettleParts = {
  readonly book: ChannelBook
  readonly ledger: LedgerAccess
  readonly service: ServiceId
  readonly operatorKey: `0x${string}`
  readonly lockSeconds: number
  readonly coinPrice: bigint | null
  readonly signatures: Signatures
  readonly rates: GRates
  readonly nowMs: () => number
}

/** The result of a settlement: the number of claims on payment channels, and their sums in base units of PToken and of G. */
export type Settlement = { readonly rows: number; readonly amount: bigint; readonly amountInG: bigint }

/** The gas of one claim in a transaction with 50 claims, from `contracts/gas/snapshot.json`, rounded up. */
const gasPerRow = 14_000n
/** The gas of such a transaction without its claims, rounded up. Claims may each be worth their own gas and together still be worth less than this gas too. */
const gasPerCall = 60_000n
const coin = 10n ** 18n
const mostRows = 50
const gasOfCall = 150_000n
const gasOfRow = 60_000n
const timeoutMs = 120_000

/**
 * Settles the claims that are due, or all claims: one transaction for each asset, with at most 50 claims. With `due`, sends nothing while the claims of an
 * asset together are worth less than the gas of the transaction. An asset whose transaction fails does not stop the other one: `failed` has its error.
 */
export async function settleClaims(
  parts: SettleParts,
  which: 'due' | 'all',
): Promise<{ readonly settlement: Settlement; readonly failed: unknown[] }> {
  const none = { rows: 0, amount: 0n }
  const failed: unknown[] = []
  const settled = { PToken: none, G: none }
  for (const asset of ledgerAssets) {
    try {
      settled[asset] = await settleAsset(parts, which, asset)
    } catch (error) {
      failed.push(error)
    }
  }
  const rows = settled.PToken.rows + settled.G.rows
  return { settlement: { rows, amount: settled.PToken.amount, amountInG: settled.G.amount }, failed }
}

async function settleAsset(
  parts: SettleParts,
  which: 'due' | 'all',
  asset: LedgerAsset,
): Promise<{ readonly rows: number; readonly amount: bigint }> {
  const own = [...parts.book.channels.values()].filter((channel) => channel.asset === asset)
  if (own.length === 0) return { rows: 0, amount: 0n }
  const gasPrice = await gasPriceIn(parts, asset)
  const due = own.filter((channel) => which === 'all' || isDue(parts, channel, costOf(gasPerRow, gasPrice)))
  const first = due.slice(0, mostRows)
  const worth = first.reduce((sum, channel) => sum + claimOf(channel) - channel.chain.settled, 0n)
  if (which === 'due' && worth < (costOf(gasPerCall + gasPerRow * BigInt(first.length), gasPrice) ?? 0n)) return { rows: 0, amount: 0n }
  const rows: VoucherRow[] = []
  let amount = 0n
  for (const channel of first) {
    await parts.book.refresh(channel.id)
    const row = rowOf(channel)
    if (row === null) continue
    rows.push(row)
    amount += row.claim - channel.chain.settled
  }
  if (rows.length === 0) return { rows: 0, amount: 0n }
  const { to, data } = settleVouchersCall({
    ledger: parts.ledger.domain.ledger,
    service: parts.service,
    asset,
    rows: packVoucherRows(rows),
  })
  const gas = gasOfCall + gasOfRow * BigInt(rows.length)
  const call = { to, data, value: 0n, gas, what: `settling ${rows.length} claims` }
  await sendCalls(parts.ledger.client, { privateKey: parts.operatorKey, calls: [call], timeoutMs })
  await Promise.all(due.map(({ id }) => parts.book.refresh(id)))
  return { rows: rows.length, amount }
}

/** Returns the price of gas in base units of the asset, times one coin. Returns null if the price of a coin is unknown, and for G without a rate. */
async function gasPriceIn({ coinPrice, ledger, rates }: SettleParts, asset: LedgerAsset): Promise<bigint | null> {
  if (coinPrice === null) return null
  const price = (await getGasPrice(ledger.client)) * coinPrice
  if (asset === 'PToken') return price
  const rate = await rates.current().catch(() => null)
  return rate === null ? null : inG(price, rate.rate)
}

/** Returns the cost of an amount of gas in base units of the asset, or null if the price of gas is unknown. */
function costOf(gas: bigint, gasPrice: bigint | null): bigint | null {
  return gasPrice === null ? null : (gas * gasPrice) / coin
}

function isDue({ lockSeconds, nowMs }: SettleParts, channel: ServedChannel, gasCost: bigint | null): boolean {
  const { chain, unsettledSinceMs } = channel
  const ageSeconds = unsettledSinceMs === null ? 0 : (nowMs() - unsettledSinceMs) / 1_000
  return mustSettle({ amount: claimOf(channel) - chain.settled, gasCost, isExiting: chain.exitAt !== 0, ageSeconds, lockSeconds })
}

function rowOf(channel: ServedChannel): VoucherRow | null {
  const { best, payer, key, serial, chain } = channel
  const claim = claimOf(channel)
  if (best === null || claim <= chain.settled) return null
  const { seq, spent, signature } = best.voucher
  return { payer, key, serial, seq, claim, spent, trace: best.trace, signature }
}
