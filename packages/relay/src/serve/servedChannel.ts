import { assetUnits, type AssetUnits, type ChannelId, type Hex32, zeroHex32 } from '@infinitio/domain'
import { acceptSeq, emptyWindow, type SentVoucher, type SeqWindow } from '@infinitio/services'
import type { ChainChannel } from '../ledger/ledgerAccess.ts'
import { RelayError } from '../relayError.ts'
import type { ChannelPlace } from './channelPlace.ts'

/** A voucher (the payer's signed promise) with the text of its header. */
export type HeaderVoucher = { readonly voucher: SentVoucher; readonly text: string }

/** A voucher (the payer's signed promise), the hash of its request, and the voucher's digest, which is the id of its receipt. */
export type AcceptedVoucher = HeaderVoucher & { readonly request: Hex32; readonly trace: Hex32; readonly digest: Hex32 }

/**
 * The reason for which a service accepts no further voucher of a channel before the channel is closed on the chain. `asked`: its payer or its key asked for
 * that. `lost`: the machine stopped without writing all receipts to the disk, so a new receipt could have the number of a lost one. `denied`: the operator's
 * deny list names the payer or its country.
 */
export type ChannelEnd = 'asked' | 'lost' | 'denied'

/**
 * An answer that is being sent. `reserved` is the amount that the service set aside for it when it accepted the request's promise to pay, and `used` is its
 * cost so far. `most` is the limit that the client stated for this answer, or null.
 */
export type RunningAnswer = { readonly seq: number; readonly reserved: bigint; used: bigint; most: bigint | null }

/**
 * A payment channel as the paid service stores it. All amounts are in base units of its asset. `owed` is the sum of the costs in all receipts, plus what was
 * settled in earlier serials (openings of the channel). `best` is the voucher (promise to pay) with the highest ceiling, the most that the service may claim.
 */
export type ServedChannel = ChannelPlace & {
  readonly id: ChannelId
  readonly serial: number
  chain: ChainChannel
  ended: ChannelEnd | null
  window: SeqWindow
  best: AcceptedVoucher | null
  owed: AssetUnits
  n: number
  newest: Hex32
  newestText: string | null
  /** Unix time, in milliseconds, of the oldest receipt with a cost that the service has not yet claimed on the chain, or null. */
  unsettledSinceMs: number | null
  /**
   * The number of vouchers (promises to pay) without a payment since `sinceMs`, which is at most a minute ago. These are vouchers that only raise the ceiling,
   * and vouchers of requests without a paid answer.
   */
  readonly unpaid: { count: number; sinceMs: number }
  readonly running: Map<number, RunningAnswer>
  readonly listeners: Set<() => void>
}

/**
 * Returns a channel without receipts, at the serial (number of its opening) that it has on the chain now. Amounts settled in earlier serials count as spent.
 */
export function newServedChannel(facts: ChannelPlace & Pick<ServedChannel, 'id'>, chain: ChainChannel): ServedChannel {
  const { id, payer, key, curve, asset } = facts
  return {
    ...{ id, payer, key, curve, asset, chain, serial: chain.serial, ended: null, window: emptyWindow, best: null },
    ...{ owed: chain.settled, n: 0, newest: zeroHex32 },
    ...{ newestText: null, unsettledSinceMs: null, unpaid: { count: 0, sinceMs: 0 }, running: new Map(), listeners: new Set() },
  }
}

/** Returns the highest ceiling that the payer's key signed in this serial (opening of the channel), or the settled amount if it signed none. */
export function ceilingOf({ best, chain }: ServedChannel): bigint {
  return best?.voucher.spent ?? chain.settled
}

/** Returns the sum that must remain covered for all running answers: for each answer its reserved amount, or its cost so far if that is higher. */
function reservedBy({ running }: ServedChannel): bigint {
  let sum = 0n
  for (const answer of running.values()) sum += mostOf(answer)
  return sum
}

function mostOf({ reserved, used }: RunningAnswer): bigint {
  return reserved > used ? reserved : used
}

/**
 * Adds a voucher (signed promise to pay) to its channel. `need` is the amount to reserve for its request. Throws `serving.channel_exiting`,
 * `serving.channel_ended`, `serving.deposit_too_low`, and `serving.conflict` for a wrong serial (opening of the channel), a used number or a ceiling that is
 * too low for all running answers. `serving.channel_ended` also means that the voucher names a receipt of this serial and the service has none.
 */
export function takeVoucher(channel: ServedChannel, accepted: AcceptedVoucher, need: bigint): void {
  const { serial, seq, spent, newest } = accepted.voucher
  if (channel.chain.exitAt !== 0) throw new RelayError('serving.channel_exiting', `until ${channel.chain.exitAt}`)
  if (channel.ended !== null) throw new RelayError('serving.channel_ended')
  if (serial !== channel.serial) throw new RelayError('serving.conflict', `the channel is in serial ${channel.serial}`)
  // The client has a receipt of this serial, and the service has none: its log was lost. A new receipt would have the number of a lost one. The client can lie,
  // so a service without a log ends all open channels at its start (`ChannelBook.open`).
  if (channel.n === 0 && newest !== zeroHex32) throw new RelayError('serving.channel_ended', 'this service has lost its receipts of this channel')
  const window = acceptSeq(channel.window, seq)
  if (window === null) throw new RelayError('serving.conflict', `voucher ${seq} was used, or is too far from ${channel.window.highest}`)
  if (spent > channel.chain.deposited)
    throw new RelayError('serving.deposit_too_low', `${channel.chain.deposited} are final, the ceiling is ${spent}`)
  const wanted = channel.owed + reservedBy(channel) + need
  const ceiling = spent > ceilingOf(channel) ? spent : ceilingOf(channel)
  if (wanted > ceiling) throw new RelayError('serving.conflict', `the ceiling must be ${wanted} at least`)
  noteVoucher(channel, accepted, window)
}

/** Maximum number of vouchers (promises to pay) without a payment that a channel may send in a minute. Each one adds a line to a file on the service's disk. */
const mostUnpaid = 240
const minuteMs = 60_000

/**
 * Counts a voucher (promise to pay) that has not paid anything yet, before it is written to the disk. Throws `serving.busy` above the limit, so that a payer
 * cannot fill the disk without paying.
 */
export function countUnpaid({ unpaid }: ServedChannel, nowMs: number): void {
  if (nowMs - unpaid.sinceMs >= minuteMs) Object.assign(unpaid, { count: 0, sinceMs: nowMs })
  if (unpaid.count >= mostUnpaid) throw new RelayError('serving.busy', `${mostUnpaid} unpaid vouchers in a minute`)
  unpaid.count += 1
}

/**
 * Adds a voucher (promise to pay) from the log. The service checked it before it wrote it there. Throws `serving.state_unreadable` if the log has the voucher
 * twice.
 */
export function restoreVoucher(channel: ServedChannel, accepted: AcceptedVoucher): void {
  const window = acceptSeq(channel.window, accepted.voucher.seq)
  if (window === null) throw new RelayError('serving.state_unreadable', `voucher ${accepted.voucher.seq} of ${channel.id} is stored twice`)
  noteVoucher(channel, accepted, window)
}

function noteVoucher(channel: ServedChannel, accepted: AcceptedVoucher, window: SeqWindow): void {
  channel.window = window
  if (channel.best !== null && accepted.voucher.spent <= ceilingOf(channel)) return
  channel.best = accepted
  notify(channel)
}

/** Wakes the answers that wait until the payer signs a higher ceiling (the most that the service may claim). */
export function notify({ listeners }: ServedChannel): void {
  for (const listener of [...listeners]) listener()
}

/**
 * Returns the total that a running answer may cost under the present ceiling, if the other running answers and all owed amounts are covered first. It is never
 * more than the limit that the client stated for the answer.
 */
export function mostFor(channel: ServedChannel, answer: RunningAnswer): bigint {
  const others = reservedBy(channel) - (channel.running.has(answer.seq) ? mostOf(answer) : 0n)
  const rest = ceilingOf(channel) - channel.owed - others
  return answer.most !== null && answer.most < rest ? answer.most : rest
}

/** Returns the total amount that the service may claim on the chain: the owed amount, limited by the ceiling that the payer signed and by the deposit. */
export function claimOf(channel: ServedChannel): AssetUnits {
  const { owed, chain } = channel
  const bounds = [owed, ceilingOf(channel), chain.deposited]
  return assetUnits(bounds.reduce((least, bound) => (bound < least ? bound : least)))
}

/** Returns true if a channel has a claim that only a proof can settle. The ledger releases such a channel only at the settled amount. */
export function mustProve(channel: ServedChannel): boolean {
  return channel.curve !== 'secp256k1' && claimOf(channel) > channel.chain.settled
}
