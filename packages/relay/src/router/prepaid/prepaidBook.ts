import { type Address, assetUnits, type ChannelId, channelIdOf, type Hex32, type ServiceId, zeroHex32 } from '@infinitio/domain'
import { hashReceipt, readReceipt, type Receipt, signReceipt, type TokenUnits } from '@infinitio/services'
import { AppendLog } from '../../files/appendLog.ts'
import { type ChainChannel, type LedgerAccess, readCountedChannel } from '../../ledger/ledgerAccess.ts'
import { readOpenChannels } from '../../ledger/readOpenChannels.ts'
import { RelayError } from '../../relayError.ts'
import type { Signatures } from '../../signatures/openSignatures.ts'
import { LogWitness } from './logWitness.ts'
import type { Hold, PrepaidChannel } from './prepaidChannel.ts'
import { factsOfLog, holdLine, linesByPayer, linesOf, type PrepaidLine } from './prepaidLines.ts'

/** The parts of a book: the file of its log, the router as a service of the ledger, and the router's keys. `terms` is the hash of the router's terms. */
export type PrepaidBookParts = {
  readonly path: string
  readonly ledger: LedgerAccess
  readonly service: ServiceId
  readonly key: Address
  readonly responseKey: `0x${string}`
  readonly terms: Hex32
  readonly signatures: Signatures
  readonly nowMs: () => number
  /** The size in bytes at which the log is shortened. Default: 8 MiB. */
  readonly mostLogBytes?: number | undefined
  /** Called for each channel that is ended because receipts of it are lost. */
  readonly onLost: (payer: Address) => void
}

/** An answer of a service behind the router, as the user pays for it. `inner` is the masked receipt of the service. */
export type PrepaidAnswer = Pick<Receipt, 'request' | 'response' | 'cost' | 'startedMs' | 'inner'> & { readonly units: TokenUnits }

const usualLogBytes = 8 * 1_048_576
/** The log is shortened again only when it has grown to this many times its size after the last shortening. */
const growth = 2

/**
 * The channels of the users of a router, in a log. Each receipt is on the disk before it is sent, so no number is used twice, also after a power cut.
 * If the log is lost or shorter than it was, or shows less than the router has settled, the channels concerned are ended: they take no request until they were
 * closed on the chain. So a router never answers users whose debts it no longer knows, and never signs two receipts with one number.
 */
export class PrepaidBook {
  readonly channels = new Map<Address, PrepaidChannel>()
  readonly #parts: PrepaidBookParts
  readonly #log: AppendLog
  readonly #loading = new Map<Address, Promise<PrepaidChannel>>()
  readonly #witness: LogWitness
  #shortenAt: number
  #generation = 0
  /** True while channels on the chain that the log does not have may still have to be ended. */
  #isLost = false

  private constructor(parts: PrepaidBookParts, log: AppendLog) {
    this.#parts = parts
    this.#log = log
    this.#witness = new LogWitness(`${parts.path}.size`)
    // A log is not shortened before all of its channels were restored.
    this.#shortenAt = Number.POSITIVE_INFINITY
  }

  /** Opens the log, and reads the channels of its payers from the chain. Throws `serving.state_unreadable` and viem's errors. */
  static async open(parts: PrepaidBookParts): Promise<PrepaidBook> {
    const { log, lines } = AppendLog.open(parts.path)
    const book = new PrepaidBook(parts, log)
    try {
      const { generation, isLost } = factsOfLog(lines)
      book.#generation = generation
      book.#isLost = isLost
      if (lines.length === 0) book.#append({ k: 'l' })
      await Promise.all([...linesByPayer(lines)].map(([payer, own]) => book.#restore(payer, own)))
      if (lines.length > 0 && book.#witness.misses({ generation, bytes: log.bytes })) book.endAll()
      if (book.#isLost) await book.#endUnknown()
      book.#shortenAt = parts.mostLogBytes ?? usualLogBytes
      return book
    } catch (error) {
      log.close()
      throw error
    }
  }

  /** Returns the channel of a payer, and reads it from the chain at its first use. Throws `serving.deposit_too_low` for a channel without final money. */
  async channelOf(payer: Address): Promise<PrepaidChannel> {
    const known = this.channels.get(payer)
    if (known !== undefined) return known
    if (this.#isLost) throw new RelayError('serving.chain_unread', 'the log of this router was incomplete')
    const loading = this.#loading.get(payer) ?? this.#load(payer).finally(() => this.#loading.delete(payer))
    this.#loading.set(payer, loading)
    return await loading
  }

  /** Reads a known channel again from the chain. A channel that was closed since then begins its next serial without receipts. */
  async refresh(id: string): Promise<void> {
    const known = [...this.channels.values()].find((channel) => channel.id === id)
    if (known === undefined) return
    const chain = await readCountedChannel(this.#parts.ledger, known.id)
    if (chain.serial > known.serial) return void this.#begin(known.payer, chain)
    known.chain = chain
    if (known.owed < chain.settled) this.#end(known)
    if (known.owed <= chain.settled) known.unsettledSinceMs = null
  }

  /**
   * Ends all channels that are open now, because the log does not have all receipts. The channels that the log does not have are ended by the next `look`; until
   * then they are refused.
   */
  endAll(): void {
    this.#isLost = true
    this.#append({ k: 'l' })
    for (const channel of this.channels.values()) this.#end(channel)
  }

  /** Stores how long the log is, once that much of it is on the disk, and ends the channels that a lost log did not have. Throws viem's errors. */
  async look(): Promise<void> {
    if (this.#isLost) await this.#endUnknown()
    const size = { generation: this.#generation, bytes: this.#log.bytes }
    await this.#log.synced()
    if (size.generation === this.#generation) this.#witness.note(size)
  }

  /** Reserves more of a channel for a request. Returns false, and reserves nothing, if the rest of the deposit is smaller. */
  reserve(channel: PrepaidChannel, amount: bigint): boolean {
    if (amount > restOf(channel)) return false
    channel.reserved += amount
    return true
  }

  /** Stores that a request holds an amount, which was reserved before. It must be stored before the voucher of the request is sent. */
  hold(channel: PrepaidChannel, { digest, service, amount }: Pick<Hold, 'digest' | 'service' | 'amount'>): void {
    const hold: Hold = { digest, service, amount, sinceMs: channel.holds.get(digest)?.sinceMs ?? this.#parts.nowMs(), isLeft: false }
    this.#append(holdLine(channel.payer, hold))
    this.#log.syncSoon()
    channel.holds.set(digest, hold)
  }

  /** Ends a hold without a cost, because the service did not take the voucher, or answered for nothing. The amount remains reserved with `isKept`. */
  drop(channel: PrepaidChannel, digest: string, isKept = false): void {
    const hold = channel.holds.get(digest)
    if (hold === undefined) return
    this.#append({ k: 'f', p: channel.payer, d: digest })
    channel.holds.delete(digest)
    if (!isKept) channel.reserved -= hold.amount
  }

  /**
   * Ends a hold by an answer, and returns its receipt, which is on the disk then. An answer costs at most the amount of its hold. Returns null, and charges
   * nothing, for a hold that ended before: its receipt and the end of its wait can come at the same time. The same applies to a channel that was ended.
   */
  async add(channel: PrepaidChannel, { cost, ...answer }: PrepaidAnswer, digest: string): Promise<string | null> {
    const { ledger, signatures, responseKey, terms, nowMs } = this.#parts
    const amount = channel.holds.get(digest)?.amount
    if (amount === undefined) return null
    if (channel.isEnded) {
      this.drop(channel, digest)
      return null
    }
    const charged = assetUnits(cost > amount ? amount : cost)
    const receipt: Receipt = {
      ...{ channel: channel.id, serial: channel.serial, n: channel.n + 1, previous: channel.newest, seq: channel.n + 1, terms },
      ...{ ...answer, cost: charged, spent: assetUnits(channel.owed + charged), rate: assetUnits(0n), endedMs: nowMs() },
    }
    const { hash, text } = signReceipt(receipt, { domain: ledger.domain, sign: (wanted) => signatures.sign(wanted, responseKey) })
    this.#append({ k: 'r', p: channel.payer, r: text, d: digest })
    channel.holds.delete(digest)
    channel.reserved -= amount
    note(channel, receipt, { hash, text })
    await this.#log.synced()
    return text
  }

  /**
   * Replaces the log by a shorter one: for each channel its state, its newest receipt and its holds. Leaves out channels without money, receipts and holds.
   */
  async shorten(): Promise<void> {
    this.#shortenAt = Number.POSITIVE_INFINITY
    for (const channel of this.channels.values()) if (isEmpty(channel)) this.channels.delete(channel.payer)
    let isReplaced = false
    try {
      const lines: readonly PrepaidLine[] = [...[...this.channels.values()].flatMap(linesOf), { k: this.#isLost ? 'l' : 'm' }]
      await this.#log.shorten(
        lines.map((line) => JSON.stringify(line)),
        () => {
          isReplaced = true
          return JSON.stringify({ k: 't', g: this.#generation + 1 } satisfies PrepaidLine)
        },
      )
      if (isReplaced) this.#generation += 1
    } finally {
      this.#shortenAt = Math.max(this.#parts.mostLogBytes ?? usualLogBytes, this.#log.bytes * growth)
    }
  }

  close(): void {
    this.#log.close()
  }

  async #load(payer: Address): Promise<PrepaidChannel> {
    const chain = await readCountedChannel(this.#parts.ledger, this.#idOf(payer))
    // A channel without money is not stored, so that strangers cannot fill the log.
    if (chain.deposited <= chain.settled) throw new RelayError('serving.deposit_too_low', 'the channel to this router has no final deposit')
    const channel = this.#begin(payer, chain)
    // Nothing is settled in a first serial before its first receipt.
    if (chain.serial === 0 && chain.settled > 0n) this.#end(channel)
    return channel
  }

  /** Ends the channels that are open on the chain and not in this log, because the log is new, or replaces one that was lost. */
  async #endUnknown(): Promise<void> {
    const { ledger, service, key } = this.#parts
    for (const { payer, chain, ...facts } of await readOpenChannels(ledger, service)) {
      const isOfUser = facts.key === key && facts.curve === 'secp256k1' && facts.asset === 'PToken'
      if (isOfUser && !this.channels.has(payer)) this.#end(this.#begin(payer, chain))
    }
    this.#isLost = false
    this.#append({ k: 'm' })
  }

  #end(channel: PrepaidChannel): void {
    if (channel.isEnded) return
    channel.isEnded = true
    this.#append({ k: 'x', p: channel.payer, s: channel.serial })
    this.#log.syncSoon()
    this.#parts.onLost(channel.payer)
  }

  #begin(payer: Address, chain: ChainChannel): PrepaidChannel {
    const channel = this.#know(payer, chain, chain.settled)
    for (const line of linesOf(channel)) this.#append(line)
    return channel
  }

  #know(payer: Address, chain: ChainChannel, base: bigint): PrepaidChannel {
    const channel: PrepaidChannel = {
      ...{ payer, id: this.#idOf(payer), serial: chain.serial, chain, base, owed: base, n: 0, newest: zeroHex32, newestText: null, reserved: 0n },
      ...{ holds: new Map(), isEnded: false, unsettledSinceMs: null },
    }
    this.channels.set(payer, channel)
    return channel
  }

  async #restore(payer: Address, [opened, ...lines]: readonly PrepaidLine[]): Promise<void> {
    const chain = await readCountedChannel(this.#parts.ledger, this.#idOf(payer))
    if (opened?.k !== 'o') throw new RelayError('serving.state_unreadable', this.#parts.path)
    if (chain.serial !== opened.s) return void (chain.deposited > chain.settled && this.#begin(payer, chain))
    const channel = this.#know(payer, chain, BigInt(opened.b))
    if (opened.r != null) this.#restoreReceipt(channel, opened.r)
    channel.unsettledSinceMs = opened.a ?? null
    for (const line of lines) {
      if (line.k === 'r') this.#restoreReceipt(channel, line.r)
      if (line.k === 'h') channel.holds.set(line.d, { digest: line.d, service: line.v, amount: BigInt(line.m), sinceMs: line.t, isLeft: true })
      else if ('d' in line && line.d !== undefined) channel.holds.delete(line.d)
      if (line.k === 'x' && line.s === channel.serial) channel.isEnded = true
    }
    channel.reserved = [...channel.holds.values()].reduce((sum, { amount }) => sum + amount, 0n)
    if (channel.owed < chain.settled) this.#end(channel)
    if (channel.owed <= chain.settled) channel.unsettledSinceMs = null
  }

  #restoreReceipt(channel: PrepaidChannel, text: string): void {
    const read = readReceipt(text)
    if (read === null) throw new RelayError('serving.state_unreadable', this.#parts.path)
    // An answer that ended after its channel was closed belongs to the serial before.
    if (read.receipt.serial !== channel.serial) return
    note(channel, read.receipt, { hash: hashReceipt(read.receipt, this.#parts.ledger.domain), text })
  }

  #idOf(payer: Address): ChannelId {
    const { key, service } = this.#parts
    return channelIdOf({ payer, key, curve: 'secp256k1', service, asset: 'PToken' })
  }

  #append(line: PrepaidLine): void {
    this.#log.append(JSON.stringify(line))
    // If shortening fails, the log stays as it is, and the next line tries again.
    if (this.#log.bytes < this.#shortenAt) return
    this.#shortenAt = Number.POSITIVE_INFINITY
    // The caller first changes the channel by this line, and the shortened log then contains the change.
    queueMicrotask(() => void this.shorten().catch(() => {}))
  }
}

/** Returns the amount of a channel that is neither owed nor reserved for a request. */
export function restOf({ chain, owed, reserved }: PrepaidChannel): bigint {
  const rest = chain.deposited - owed - reserved
  return rest > 0n ? rest : 0n
}

/** A channel with receipts is never forgotten in its serial: its next receipt would have the number of an earlier one. */
function isEmpty({ chain, n, holds, reserved, isEnded }: PrepaidChannel): boolean {
  return !isEnded && n === 0 && chain.deposited <= chain.settled && holds.size === 0 && reserved === 0n
}

function note(channel: PrepaidChannel, { n, spent, cost, endedMs }: Receipt, { hash, text }: { readonly hash: Hex32; readonly text: string }): void {
  channel.n = n
  channel.newest = hash
  channel.newestText = text
  channel.owed = spent
  if (cost > 0n) channel.unsettledSinceMs ??= endedMs
}
