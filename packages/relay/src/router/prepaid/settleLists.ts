import { settleListCall } from '@infinitio/chain'
import { sendCalls } from '@infinitio/chain/sender'
import { assetUnits, hashLedgerMessage, keccak256Hex, type ServiceId } from '@infinitio/domain'
import { bytesOfHex, type ListRow, mustSettle, packListRows, type RouterTerms } from '@infinitio/services'
import { getGasPrice } from 'viem/actions'
import type { InTurn } from '../../ledger/inTurn.ts'
import type { LedgerAccess } from '../../ledger/ledgerAccess.ts'
import type { ProxyKeys } from '../../proxy/clientStore.ts'
import type { Signatures } from '../../signatures/openSignatures.ts'
import type { PrepaidBook } from './prepaidBook.ts'
import type { PrepaidChannel } from './prepaidChannel.ts'

/** The parts of a settlement. `keys` has the router's key: it is the key of all channels, and the operator of the router as a service. */
export type SettleListParts = {
  readonly book: PrepaidBook
  readonly ledger: LedgerAccess
  readonly service: ServiceId
  readonly terms: Pick<RouterTerms, 'leastClaim'>
  readonly keys: ProxyKeys
  readonly lockSeconds: number
  /** The price of one coin of gas in base units of PToken, or null if it is unknown. */
  readonly coinPrice: bigint | null
  readonly signatures: Signatures
  readonly turn: InTurn
  readonly nowMs: () => number
}

const mostRows = 50
/** The gas of one user in a list of 50, and of the list without its users, from `contracts/gas/snapshot.json`, rounded up. */
const gasPerRow = 8_000n
const gasPerCall = 60_000n
const coin = 10n ** 18n
const gasOfCall = 150_000n
const gasOfRow = 60_000n
const timeoutMs = 120_000

/**
 * Settles what users of a router owe it, at most 50 users in one transaction: the router's key signs one list of all claims. With `due`, settles users who
 * leave, and claims whose oldest answer is older than a quarter of the lock. A debt below the least claim of the terms, or below its gas, waits, and so do
 * debts that together are worth less than the gas of their list. If such a user exits, the debt is written off. Returns the number of users and the sum in base
 * units of PToken.
 */
export async function settleLists(parts: SettleListParts, which: 'due' | 'all'): Promise<{ readonly rows: number; readonly amount: bigint }> {
  const { book, ledger, service, keys, signatures, turn } = parts
  const owing = [...book.channels.values()].filter((channel) => debtOf(channel) > 0n)
  if (owing.length === 0) return { rows: 0, amount: 0n }
  const gasPrice = parts.coinPrice === null ? 0n : (await getGasPrice(ledger.client)) * parts.coinPrice
  const due = owing.filter((channel) => which === 'all' || isDue(parts, channel, (gasPerRow * gasPrice) / coin))
  // The largest debts come first, so that many small ones cannot delay them.
  const first = due.toSorted((one, other) => (debtOf(one) > debtOf(other) ? -1 : 1)).slice(0, mostRows)
  const amount = first.reduce((sum, channel) => sum + debtOf(channel), 0n)
  const gasCost = ((gasPerCall + gasPerRow * BigInt(first.length)) * gasPrice) / coin
  if (first.length === 0 || (which === 'due' && amount < gasCost)) return { rows: 0, amount: 0n }
  const rows: readonly ListRow[] = first.map((channel) => ({ payer: channel.payer, serial: channel.serial, seq: channel.n, claim: claimOf(channel) }))
  const packed = packListRows(rows)
  const message = { service, asset: 0, rows: keccak256Hex(bytesOfHex(packed.slice(2))) }
  const keySignature = signatures.sign(hashLedgerMessage('List', message, ledger.domain), keys.channelKey)
  const { to, data } = settleListCall({ ledger: ledger.domain.ledger, service, asset: 'PToken', key: keys.key, rows: packed, keySignature })
  const call = { to, data, value: 0n, gas: gasOfCall + gasOfRow * BigInt(rows.length), what: `settling ${rows.length} users` }
  await turn(() => sendCalls(ledger.client, { privateKey: keys.channelKey, calls: [call], timeoutMs }))
  await Promise.all(first.map(({ id }) => book.refresh(id)))
  return { rows: rows.length, amount }
}

function isDue({ terms, lockSeconds, nowMs }: SettleListParts, channel: PrepaidChannel, gasOfDebt: bigint): boolean {
  const { chain, unsettledSinceMs } = channel
  const leastClaim = terms.leastClaim ?? 0n
  const ageSeconds = unsettledSinceMs === null ? 0 : (nowMs() - unsettledSinceMs) / 1_000
  const amount = debtOf(channel)
  if (amount < leastClaim || amount < gasOfDebt) return false
  // Without the cost of gas, a large debt also waits for a quarter of the lock. The list of that time has more users.
  return mustSettle({ amount, gasCost: null, isExiting: chain.exitAt !== 0, ageSeconds, lockSeconds })
}

function debtOf(channel: PrepaidChannel): bigint {
  return claimOf(channel) - channel.chain.settled
}

function claimOf({ owed, chain }: PrepaidChannel) {
  return assetUnits(owed < chain.deposited ? owed : chain.deposited)
}
