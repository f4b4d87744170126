import { assetUnits, type AssetUnits, type ChannelId, channelId, channelIdOf, type Hex32, type ServiceId } from '@infinitio/domain'
import {
  channelOfVoucher,
  hashReceipt,
  messageOfVoucher,
  mostOpen,
  readReceipt,
  readVoucher,
  type Receipt,
  requestHash,
  type SentVoucher,
  type TokenUnits,
  writeReceipt,
  writeVoucher,
} from '@infinitio/services'
import { AppendLog } from '../files/appendLog.ts'
import { type LedgerAccess, readChannel } from '../ledger/ledgerAccess.ts'
import { RelayError } from '../relayError.ts'
import type { Signatures } from '../signatures/openSignatures.ts'
import { type AcceptedVoucher, countUnpaid, newServedChannel, notify, restoreVoucher, type ServedChannel, takeVoucher } from './servedChannel.ts'

/** The parts of a channel book (a service's record of its payment channels): its log file, its ledger, and the key that signs receipts. */
type BookParts = {
  readonly path: string
  readonly ledger: LedgerAccess
  readonly service: ServiceId
  readonly signatures: Signatures
  readonly responseKey: `0x${string}`
  /** The smallest deposit of a new payment channel that the service's terms accept. */
  readonly leastDeposit: bigint
  readonly nowMs: () => number
}

/** An answer that ended. */
type EndedAnswer = { readonly units: TokenUnits; readonly cost: AssetUnits; readonly response: Hex32; readonly startedMs: number }

/** A voucher (signed promise to pay) that the service accepted, together with its payment channel. */
export type TakenVoucher = { readonly channel: ServedChannel; readonly accepted: AcceptedVoucher }

/**
 * A line of the log. `v` is the voucher of a request, and `u` a voucher that only raises the ceiling (the most that the service may claim). Both have the hash
 * of the request's body. `r` is a receipt, with the digest of its voucher.
 */
type Line = { readonly k: 'v' | 'u'; readonly v: string; readonly q: Hex32 } | { readonly k: 'r'; readonly r: string; readonly d: Hex32 }

const mostReceipts = 20_000

/**
 * All payment channels of a service. Each receipt and each voucher (a payer's signed promise) is a line of one log, and the state is rebuilt from the log and
 * the chain. So a service that was killed continues with the same owed amounts.
 */
export class ChannelBook {
  readonly channels = new Map<string, ServedChannel>()
  readonly #parts: BookParts
  readonly #log: AppendLog
  readonly #receipts = new Map<string, string>()
  readonly #loading = new Map<string, Promise<ServedChannel>>()

  private constructor(parts: BookParts, log: AppendLog) {
    this.#parts = parts
    this.#log = log
  }

  /**
   * Opens a service's record of its payment channels and reads its log. If the service was killed while it sent an answer, that answer now gets a receipt that
   * costs nothing. Throws `serving.state_unreadable`.
   */
  static async open(parts: BookParts): Promise<ChannelBook> {
    const { log, lines } = AppendLog.open(parts.path)
    const book = new ChannelBook(parts, log)
    const cut = await book.#restore(lines)
    for (const { channel, accepted } of cut) {
      const none = { units: { input: 0, cached: 0, output: 0 }, cost: assetUnits(0n), response: requestHash(accepted.voucher.salt, new Uint8Array()) }
      book.addReceipt({ channel, accepted }, { ...none, startedMs: parts.nowMs() })
    }
    await Promise.all([...book.channels.values()].map((channel) => book.refresh(channel.id)))
    return book
  }

  /**
   * Checks the voucher (promise to pay) of a request, accepts it and writes it to the log. `need` is the amount to reserve for the request at once. It is null
   * for a voucher that only raises the ceiling (the most that the service may claim). Throws `serving.voucher_invalid`, `serving.busy` and the codes of
   * `takeVoucher`.
   */
  async take(voucher: SentVoucher, body: Uint8Array, need: bigint | null): Promise<TakenVoucher> {
    const accepted = this.#accepted(voucher, requestHash(voucher.salt, body))
    if (this.#parts.signatures.recover(accepted.digest, voucher.signature) !== voucher.key)
      throw new RelayError('serving.voucher_invalid', 'signature')
    const { id, chain, serial } = await this.#channelOf(voucher)
    if (voucher.spent > chain.deposited || voucher.serial !== serial) await this.refresh(id)
    const channel = await this.#channelOf(voucher)
    if (need !== null && channel.running.size >= mostOpen) throw new RelayError('serving.busy', `${mostOpen} requests of one channel`)
    countUnpaid(channel, this.#parts.nowMs())
    takeVoucher(channel, accepted, need ?? 0n)
    // From here to the end, the code must not await anything. Otherwise another request could use the same part of the amount that the payer signed.
    if (need !== null) channel.running.set(voucher.seq, { seq: voucher.seq, reserved: need, used: 0n })
    this.#write({ k: need === null ? 'u' : 'v', v: writeVoucher(voucher), q: accepted.request })
    return { channel, accepted }
  }

  /** Signs the receipt of an answer, writes it to the log, and returns it as text. */
  addReceipt({ channel, accepted }: TakenVoucher, { units, cost, response, startedMs }: EndedAnswer): string {
    const { signatures, responseKey, ledger, nowMs } = this.#parts
    const { voucher, request, digest } = accepted
    const receipt: Receipt = {
      ...{ channel: channel.id, serial: channel.serial, n: channel.n + 1, previous: channel.newest, seq: voucher.seq, terms: voucher.terms },
      ...{ request, response, units, cost, spent: assetUnits(channel.owed + cost), rate: assetUnits(0n), startedMs, endedMs: nowMs(), inner: '0x' },
    }
    const hash = hashReceipt(receipt, ledger.domain)
    const text = writeReceipt({ receipt, signature: signatures.sign(hash, responseKey) })
    this.#write({ k: 'r', r: text, d: digest })
    this.#noteReceipt(channel, receipt, { text, hash, digest })
    return text
  }

  /** Returns the receipt of the voucher (promise to pay) with this digest, or null if there is none. */
  receiptOf(digest: string): string | null {
    return this.#receipts.get(digest) ?? null
  }

  /** Returns the payment channel of a voucher (promise to pay) if its key has paid here before, or null. */
  knownChannel(voucher: SentVoucher): ServedChannel | null {
    return this.channels.get(channelIdOf(channelOfVoucher(voucher, this.#parts.service))) ?? null
  }

  /**
   * Reads a known channel again from the chain. If the channel was closed and funded again, it has a new serial (number of its opening), and the promises to
   * pay from before no longer count.
   */
  async refresh(id: string): Promise<void> {
    if (!this.channels.has(id)) return
    const chain = await this.#readChain(channelId(id))
    const known = this.channels.get(id)
    if (known === undefined) return
    if (chain.serial > known.serial) this.channels.set(id, newServedChannel(known, chain))
    if (chain.serial !== known.serial) return
    known.chain = chain
    if (known.owed <= chain.settled) known.unsettledSinceMs = null
  }

  /** Resolves when all lines of the log so far are on the disk. */
  synced(): Promise<void> {
    return this.#log.synced()
  }

  /** Closes the log. */
  close(): void {
    this.#log.close()
  }

  /**
   * Reads a channel from the chain. Deposits count only once they are final. A payer's withdrawal (exit) and settlements count as soon as they are on the
   * chain.
   */
  async #readChain(id: ChannelId) {
    const { ledger } = this.#parts
    const [final, head] = await Promise.all([readChannel(ledger, id, 'final'), readChannel(ledger, id, 'head')])
    const deposited = head.deposited < final.deposited ? head.deposited : final.deposited
    return { ...head, deposited: assetUnits(head.serial === final.serial ? deposited : head.settled) }
  }

  async #channelOf(voucher: SentVoucher): Promise<ServedChannel> {
    const id = channelIdOf(channelOfVoucher(voucher, this.#parts.service))
    const known = this.channels.get(id)
    if (known !== undefined) return known
    const loading = this.#loading.get(id) ?? this.#load(id, voucher).finally(() => this.#loading.delete(id))
    this.#loading.set(id, loading)
    return await loading
  }

  async #load(id: ChannelId, { payer, key }: SentVoucher): Promise<ServedChannel> {
    const chain = await this.#readChain(id)
    // Rejects a channel without money and does not store it, so that strangers cannot fill the memory.
    if (chain.deposited <= chain.settled) throw new RelayError('serving.deposit_too_low', 'this channel has no final deposit')
    const { leastDeposit } = this.#parts
    if (chain.deposited - chain.settled < leastDeposit)
      throw new RelayError('serving.deposit_too_low', `this service asks for ${leastDeposit} at least`)
    const channel = newServedChannel({ id, payer, key }, chain)
    this.channels.set(id, channel)
    return channel
  }

  #accepted(voucher: SentVoucher, request: Hex32): AcceptedVoucher {
    const { service, ledger } = this.#parts
    const { trace, digest } = messageOfVoucher(voucher, { service, request, domain: ledger.domain })
    return { voucher, request, trace, digest }
  }

  #write(line: Line): void {
    this.#log.append(JSON.stringify(line))
  }

  #noteReceipt(
    channel: ServedChannel,
    receipt: Receipt,
    { text, hash, digest }: { readonly text: string; readonly hash: Hex32; readonly digest: Hex32 },
  ): void {
    channel.owed = receipt.spent
    channel.n = receipt.n
    channel.newest = hash
    channel.newestText = text
    channel.running.delete(receipt.seq)
    if (receipt.cost > 0n) {
      channel.unsettledSinceMs ??= receipt.endedMs
      channel.unpaid.count = Math.max(0, channel.unpaid.count - 1)
    }
    this.#receipts.set(digest, text)
    for (const oldest of this.#receipts.keys()) {
      if (this.#receipts.size <= mostReceipts) break
      this.#receipts.delete(oldest)
    }
    notify(channel)
  }

  /**
   * Applies the lines of the log. Returns the vouchers (promises to pay) of answers that broke off without a receipt. Vouchers with an earlier serial (opening
   * of the channel) are worthless and are skipped.
   */
  async #restore(lines: readonly string[]): Promise<TakenVoucher[]> {
    const open = new Map<string, TakenVoucher>()
    for (const line of lines) {
      const entry = parsed(line)
      if (entry.k !== 'r') {
        const voucher = readVoucher(entry.v)
        if (voucher === null) throw new RelayError('serving.state_unreadable', this.#parts.path)
        const [channel, accepted] = [await this.#restored(voucher), this.#accepted(voucher, entry.q)]
        if (channel.serial !== voucher.serial) continue
        restoreVoucher(channel, accepted)
        if (entry.k === 'v') open.set(accepted.digest, { channel, accepted })
        continue
      }
      const read = readReceipt(entry.r)
      if (read === null) throw new RelayError('serving.state_unreadable', this.#parts.path)
      const of = open.get(entry.d)
      if (of === undefined) continue
      const hash = hashReceipt(read.receipt, this.#parts.ledger.domain)
      this.#noteReceipt(of.channel, read.receipt, { text: entry.r, hash, digest: entry.d })
      open.delete(entry.d)
    }
    return [...open.values()]
  }

  async #restored(voucher: SentVoucher): Promise<ServedChannel> {
    const id = channelIdOf(channelOfVoucher(voucher, this.#parts.service))
    const known = this.channels.get(id)
    if (known !== undefined) return known
    const channel = newServedChannel({ id, payer: voucher.payer, key: voucher.key }, await readChannel(this.#parts.ledger, id, 'head'))
    this.channels.set(id, channel)
    return channel
  }
}

function parsed(line: string): Line {
  try {
    return JSON.parse(line) as Line
  } catch (cause) {
    throw new RelayError('serving.state_unreadable', cause instanceof Error ? cause.message : '')
  }
}
