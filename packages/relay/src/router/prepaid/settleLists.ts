import { settleListCall } from '@infinitio/chain'
import { sendCalls } from '@infinitio/chain/sender'
import { assetUnits, hashLedgerMessage, keccak256Hex, type ServiceId } from '@infinitio/domain'
import { bytesOfHex, type ListRow, mustSettle, packListRows } from '@infinitio/services'
import type { InTurn } from '../../ledger/inTurn.ts'
import type { LedgerAccess } from '../../ledger/ledgerAccess.ts'
import type { ProxyKeys } from '../../proxy/clientStore.ts'
import type { Signatures } from '../../signatures/openSignatures.ts'
import type { PrepaidBook, PrepaidChannel } from './prepaidBook.ts'

/** The parts of a settlement. `keys` has the router's key: it is the key of all channels, and the operator of the router as a service. */
export type SettleListParts = {
  readonly book: PrepaidBook
  readonly ledger: LedgerAccess
  readonly service: ServiceId
  readonly keys: ProxyKeys
  readonly lockSeconds: number
  readonly signatures: Signatures
  readonly turn: InTurn
  readonly nowMs: () => number
}

const mostRows = 50
const gasOfCall = 150_000n
const gasOfRow = 60_000n
const timeoutMs = 120_000

/**
 * Settles what users of a router owe it, at most 50 users in one transaction: the router's key signs one list of all claims. With `due`, settles users who
 * leave, and claims whose oldest answer is older than a quarter of the lock. Returns the number of users and the sum in base units of PToken.
 */
export async function settleLists(
  { book, ledger, service, keys, lockSeconds, signatures, turn, nowMs }: SettleListParts,
  which: 'due' | 'all',
): Promise<{ readonly rows: number; readonly amount: bigint }> {
  const due = [...book.channels.values()].filter((channel) => claimOf(channel) > channel.chain.settled && (which === 'all' || isDue(channel)))
  const first = due.slice(0, mostRows)
  if (first.length === 0) return { rows: 0, amount: 0n }
  const rows: readonly ListRow[] = first.map((channel) => ({ payer: channel.payer, serial: channel.serial, seq: channel.n, claim: claimOf(channel) }))
  const amount = first.reduce((sum, channel) => sum + claimOf(channel) - channel.chain.settled, 0n)
  const packed = packListRows(rows)
  const message = { service, asset: 0, rows: keccak256Hex(bytesOfHex(packed.slice(2))) }
  const keySignature = signatures.sign(hashLedgerMessage('List', message, ledger.domain), keys.channelKey)
  const { to, data } = settleListCall({ ledger: ledger.domain.ledger, service, asset: 'PToken', key: keys.key, rows: packed, keySignature })
  const call = { to, data, value: 0n, gas: gasOfCall + gasOfRow * BigInt(rows.length), what: `settling ${rows.length} users` }
  await turn(() => sendCalls(ledger.client, { privateKey: keys.channelKey, calls: [call], timeoutMs }))
  await Promise.all(first.map(({ id }) => book.refresh(id)))
  return { rows: rows.length, amount }

  function isDue(channel: PrepaidChannel): boolean {
    const { chain, unsettledSinceMs } = channel
    const ageSeconds = unsettledSinceMs === null ? 0 : (nowMs() - unsettledSinceMs) / 1_000
    return mustSettle({ amount: claimOf(channel) - chain.settled, gasCost: null, isExiting: chain.exitAt !== 0, ageSeconds, lockSeconds })
  }
}

function claimOf({ owed, chain }: PrepaidChannel) {
  return assetUnits(owed < chain.deposited ? owed : chain.deposited)
}
