import { settleVouchersCall } from '@infinitio/chain'
import { sendCalls } from '@infinitio/chain/sender'
import { type LedgerAsset, ledgerAssets } from '@infinitio/domain'
import { inG, mustSettle, packVoucherRows, type VoucherRow } from '@infinitio/services'
import { getGasPrice } from 'viem/actions'
import { settleProvenClaims } from './settleProven.ts'
import type { Settled, Settlement, SettleParts } from './settleParts.ts'
import { claimOf, mustProve, type ServedChannel } from './servedChannel.ts'

/** The gas of one claim in a transaction with 50 claims, from `contracts/gas/snapshot.json`, rounded up. */
const gasPerRow = 14_000n
/** The gas of such a transaction without its claims, rounded up. Claims may each be worth their own gas and together still be worth less than this gas too. */
const gasPerCall = 60_000n
/** The gas of a transaction with a proof, without its claims, rounded up. */
const gasPerProof = 320_000n
const coin = 10n ** 18n
const mostRows = 50
const gasOfCall = 150_000n
const gasOfRow = 60_000n
const timeoutMs = 120_000

/**
 * Settles the claims that are due, or all claims: for each asset, those with Ethereum keys in one transaction with at most 50 of them, then those with keys on
 * BabyJubJub by proofs. With `due`, sends nothing while the claims of a transaction together are worth less than its gas. A transaction that fails does not stop
 * the others: `failed` has its error, and `serving.proof_failed` for claims that cannot be proven.
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
  const proven = await settleByProof(parts, which).catch((error: unknown) => ({ ...none, failed: [error] }))
  const rows = settled.PToken.rows + settled.G.rows + proven.rows
  const settlement = { rows, amount: settled.PToken.amount + proven.amount, amountInG: settled.G.amount }
  return { settlement, failed: [...failed, ...proven.failed] }
}

async function settleAsset(parts: SettleParts, which: 'due' | 'all', asset: LedgerAsset): Promise<Settled> {
  const own = [...parts.book.channels.values()].filter((channel) => channel.asset === asset && channel.curve === 'secp256k1')
  if (own.length === 0) return { rows: 0, amount: 0n }
  const gasPrice = await gasPriceIn(parts, asset)
  const due = own.filter((channel) => which === 'all' || isDue(parts, channel, costOf(gasPerRow, gasPrice)))
  const first = due.slice(0, mostRows)
  if (which === 'due' && worthOf(first) < (costOf(gasPerCall + gasPerRow * BigInt(first.length), gasPrice) ?? 0n)) return { rows: 0, amount: 0n }
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

async function settleByProof(parts: SettleParts, which: 'due' | 'all'): Promise<Settled & { readonly failed: readonly unknown[] }> {
  const none = { rows: 0, amount: 0n, failed: [] }
  const { proven } = parts
  if (proven === null || (which === 'due' && parts.nowMs() < proven.outage.untilMs)) return none
  const own = [...parts.book.channels.values()].filter(
    (channel) => mustProve(channel) && !(channel.best !== null && proven.refused.has(channel.best.digest)),
  )
  if (own.length === 0) return none
  const gasPrice = await gasPriceIn(parts, 'PToken')
  const due = own.filter((channel) => which === 'all' || isDue(parts, channel, costOf(gasPerRow, gasPrice)))
  if (which === 'due' && worthOf(due) < (costOf(gasPerProof + gasPerRow * BigInt(due.length), gasPrice) ?? 0n)) return none
  return await settleProvenClaims({ ...parts, proven }, due)
}

function worthOf(channels: readonly ServedChannel[]): bigint {
  return channels.reduce((sum, channel) => sum + claimOf(channel) - channel.chain.settled, 0n)
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
  const { chain, unsettledSinceMs, ended } = channel
  // An ended channel waits for its proof before the service can release it.
  if (ended !== null && mustProve(channel)) return true
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
