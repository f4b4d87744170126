import { address, assetUnits, type ChannelId, channelId, channelIdOf, type Hex32 } from '@infinitio/domain'
import { curveOfVoucher, hashReceipt, mostOpen, readReceipt, readVoucher, type Receipt, type SentVoucher, signReceipt } from '@infinitio/services'
import { AppendLog } from '../files/appendLog.ts'
import { readChannel, readCountedChannel } from '../ledger/ledgerAccess.ts'
import { readOpenChannels } from '../ledger/readOpenChannels.ts'
import { RelayError } from '../relayError.ts'
import { hashOfBody } from '../wire/hashOfBody.ts'
import { acceptedOf, isSigned } from './acceptedVoucher.ts'
import { type BookLine, channelLine, type ChannelLine, parseBookLine, restoreChannelLine } from './bookLines.ts'
import type { AskedMoney, BookParts, EndedAnswer, TakenVoucher } from './bookParts.ts'
import { type ChannelPlace, factsOf, nameOf, placeOf } from './channelPlace.ts'
import { KeptReceipts } from './keptReceipts.ts'
import {
  type AcceptedVoucher,
  type ChannelEnd,
  countUnpaid,
  type HeaderVoucher,
  newServedChannel,
  notify,
  restoreVoucher,
  type ServedChannel,
  takeVoucher,
} from './servedChannel.ts'

const usualLogBytes = 32 * 1_048_576
/** The log is shortened again only when it has grown to this many times its size after the last shortening. */
const growth = 2
const markEveryMs = 60_000

/**
 * All payment channels of a service. Each receipt and each voucher (a payer's signed promise) is a line of one log, and the state is rebuilt from the log and
 * the chain. So a service that was killed continues with the same owed amounts.
 *
 * A written line survives the end of the process. If the machine stops, the last lines can be lost, and the service could then sign two receipts with the same
 * number. So the first receipt of a channel after a mark (line `t`) waits until a line of the channel is on the disk; later receipts do not wait. After a stop
 * of the machine, the service ends all channels with lines after the last mark.
 * A payer can hide receipts. So if a service has no log, or a log that shows less than the last claim, it also ends its open channels.
 */
export class ChannelBook {
  readonly channels = new Map<string, ServedChannel>()
  readonly #parts: BookParts
  readonly #log: AppendLog
  readonly #receipts = new KeptReceipts()
  readonly #loading = new Map<string, Promise<ServedChannel>>()
  /** The ids of known channels by payer, key and asset, because each id is a hash. */
  readonly #ids = new Map<string, ChannelId>()
  /** The requests that run, with their vouchers. */
  readonly #open = new Map<string, TakenVoucher>()
  /** The ids of the channels that have a line on the disk after the last mark (a line `t` of the log, see the class). */
  #traced = new Set<string>()
  #isMarked = true
  #shortenAt: number
  readonly #timer: NodeJS.Timeout

  private constructor(parts: BookParts, log: AppendLog) {
    this.#parts = parts
    this.#log = log
    this.#shortenAt = parts.mostLogBytes ?? usualLogBytes
    this.#timer = setInterval(() => this.#isMarked || this.#append(this.#mark()), markEveryMs).unref()
  }

  /**
   * Opens a service's record of its payment channels and reads its log. An answer that a kill cut off gets a receipt that costs nothing. Throws
   * `serving.state_unreadable` and viem's errors.
   */
  static async open(parts: BookParts): Promise<ChannelBook> {
    const { log, lines } = AppendLog.open(parts.path)
    const book = new ChannelBook(parts, log)
    try {
      for (const id of await book.#restore(lines)) book.end(channelId(id), 'lost')
      if (!lines.some((line) => parseBookLine(line).k === 't')) await book.#endUnknown()
      for (const { id, owed, chain } of book.channels.values()) if (chain.settled > owed) book.end(id, 'lost')
      book.#append(book.#mark())
      for (const [digest, taken] of book.#open) {
        if (taken.channel.ended === 'lost') {
          book.#open.delete(digest)
          continue
        }
        const none = { units: { input: 0, cached: 0, output: 0 }, cost: assetUnits(0n), startedMs: parts.nowMs() }
        book.addReceipt(taken, { ...none, response: hashOfBody(taken.accepted.voucher.salt, new Uint8Array()) })
      }
      await Promise.all([...book.channels.values()].map((channel) => book.refresh(channel.id)))
      return book
    } catch (error) {
      book.close()
      throw error
    }
  }

  /**
   * Checks the voucher (promise to pay) of a request, accepts it and writes it to the log. Throws `serving.voucher_invalid`, `serving.busy` and the codes of
   * `takeVoucher`.
   */
  async take(sent: HeaderVoucher, body: Uint8Array, { need, most }: AskedMoney): Promise<TakenVoucher> {
    const { voucher } = sent
    const place = placeOf(voucher)
    // A signature on BabyJubJub needs some milliseconds, so strangers without a deposit are refused before it is checked.
    if (place.curve !== 'secp256k1' && this.#parts.takesProven) await this.channelOf(place)
    const accepted = this.#signed(sent, body)
    const { id, chain, serial } = await this.channelOf(place)
    if (voucher.spent > chain.deposited || voucher.serial !== serial) await this.refresh(id)
    const channel = await this.channelOf(place)
    if (need !== null && channel.running.size >= mostOpen) throw new RelayError('serving.busy', `${mostOpen} requests of one channel`)
    countUnpaid(channel, this.#parts.nowMs())
    takeVoucher(channel, accepted, need ?? 0n)
    // From here to the end, the code must not await anything. Otherwise another request could use the same part of the amount that the payer signed.
    const taken = { channel, accepted }
    if (need !== null) {
      channel.running.set(voucher.seq, { seq: voucher.seq, reserved: need, used: 0n, most })
      this.#open.set(accepted.digest, taken)
    }
    this.#append({ k: need === null ? 'u' : 'v', v: sent.text, q: accepted.request })
    this.#trace(channel)
    return taken
  }

  /**
   * Returns the channel of a voucher (promise to pay) that the channel's key signed. Accepts nothing. Throws `serving.voucher_invalid` for the signature of
   * another key, before it reads the chain, and `serving.deposit_too_low`.
   */
  async signedChannel(sent: HeaderVoucher, body: Uint8Array): Promise<ServedChannel> {
    this.#signed(sent, body)
    return await this.channelOf(placeOf(sent.voucher))
  }

  /** Signs the receipt of an answer, writes it to the log, and returns it as text. The caller must wait for `maySend` before it sends this text. */
  addReceipt({ channel, accepted }: TakenVoucher, { units, cost, response, startedMs }: EndedAnswer): string {
    const { signatures, responseKey, ledger, nowMs } = this.#parts
    const { voucher, request, digest } = accepted
    const receipt: Receipt = {
      ...{ channel: channel.id, serial: channel.serial, n: channel.n + 1, previous: channel.newest, seq: voucher.seq, terms: voucher.terms },
      ...{
        request,
        response,
        units,
        cost,
        spent: assetUnits(channel.owed + cost),
        rate: voucher.rate ?? assetUnits(0n),
        startedMs,
        endedMs: nowMs(),
        inner: '0x',
      },
    }
    const { hash, text } = signReceipt(receipt, { domain: ledger.domain, sign: (wanted) => signatures.sign(wanted, responseKey) })
    this.#append({ k: 'r', r: text, d: digest })
    this.#log.syncSoon()
    this.#noteReceipt(channel, receipt, { text, hash, digest })
    return text
  }

  /**
   * Resolves when a receipt of this channel may be sent, mostly at once. If the log has no line of this channel on the disk since the last mark, waits until it
   * has one. So even if a stop of the machine loses the last receipts, the log shows that the channel had some.
   */
  async maySend(channel: ServedChannel): Promise<void> {
    if (this.#parts.boot === null || !this.#traced.has(channel.id)) await this.#log.synced()
  }

  /** Accepts no further voucher of a channel, also after a restart, until the channel is closed on the chain. */
  end(id: ChannelId, why: ChannelEnd): void {
    const channel = this.channels.get(id)
    if (channel === undefined || channel.ended !== null) return
    channel.ended = why
    this.#append({ k: 'x', c: id, s: channel.serial, w: why })
  }

  /** Returns the receipt of the voucher (promise to pay) with this digest, or null if there is none. */
  receiptOf(digest: string): string | null {
    return this.#receipts.of(digest)
  }

  /** Returns the payment channel of a voucher (promise to pay). Returns null if the book has accepted no voucher of this payer and key before. */
  knownChannel(voucher: SentVoucher): ServedChannel | null {
    return this.channels.get(this.#idOf(placeOf(voucher))) ?? null
  }

  /**
   * Reads a known channel again from the chain. If the channel was closed since then, it has a new serial (number of its opening), and the promises to pay from
   * before no longer count.
   */
  async refresh(id: string): Promise<void> {
    if (!this.channels.has(id)) return
    const chain = await readCountedChannel(this.#parts.ledger, channelId(id))
    const known = this.channels.get(id)
    if (known === undefined) return
    if (chain.serial > known.serial) {
      this.#receipts.keepLast(known)
      this.channels.set(id, newServedChannel(known, chain))
    }
    if (chain.serial !== known.serial) return
    known.chain = chain
    if (known.owed <= chain.settled) known.unsettledSinceMs = null
  }

  /** Resolves when all lines of the log so far are on the disk. */
  synced(): Promise<void> {
    return this.#log.synced()
  }

  /**
   * Replaces the log by a shorter one with the same channels. It has for each channel the voucher with the highest ceiling, the newest receipt and the vouchers
   * of running requests. It also has the receipts that clients may ask for, and the last receipts of serials (openings of channels) that ended in the last 90
   * days.
   */
  async shorten(): Promise<void> {
    const channels = [...this.channels.values()].flatMap((channel): BookLine[] => {
      const { id, serial, ended } = channel
      return [channelLine(channel), ...(ended === null ? [] : [{ k: 'x', c: id, s: serial, w: ended } as const])]
    })
    const open = [...this.#open.values()].map(({ accepted }) => ({ k: 'o', v: accepted.text, q: accepted.request }) as const)
    const lines = [...channels, ...open, ...this.#receipts.lines(this.#parts.nowMs())]
    this.#shortenAt = Number.POSITIVE_INFINITY
    try {
      await this.#log.shorten(
        lines.map((line) => JSON.stringify(line)),
        () => JSON.stringify(this.#mark()),
      )
    } finally {
      this.#shortenAt = Math.max(this.#parts.mostLogBytes ?? usualLogBytes, this.#log.bytes * growth)
    }
  }

  /** Marks the end of the log and closes it. */
  close(): void {
    clearInterval(this.#timer)
    this.#shortenAt = Number.POSITIVE_INFINITY
    if (!this.#isMarked) this.#append(this.#mark())
    this.#log.close()
  }

  /** Returns a channel, and reads it from the chain if its key has not paid here before. Throws `serving.deposit_too_low` for a channel without money. */
  async channelOf(place: ChannelPlace): Promise<ServedChannel> {
    const id = this.#idOf(place)
    const known = this.channels.get(id)
    if (known !== undefined) return known
    const loading = this.#loading.get(id) ?? this.#load(id, place).finally(() => this.#loading.delete(id))
    this.#loading.set(id, loading)
    return await loading
  }

  async #load(id: ChannelId, place: ChannelPlace): Promise<ServedChannel> {
    const chain = await readCountedChannel(this.#parts.ledger, id)
    // Rejects a channel without money and does not store it, so that strangers cannot fill the memory.
    if (chain.deposited <= chain.settled) throw new RelayError('serving.deposit_too_low', 'this channel has no final deposit')
    const leastDeposit = await this.#parts.leastDeposit(place.asset)
    if (chain.deposited - chain.settled < leastDeposit)
      throw new RelayError('serving.deposit_too_low', `this service asks for ${leastDeposit} at least`)
    return this.#know(newServedChannel({ id, ...place }, chain))
  }

  /** Ends all channels that are open on the chain and have no line in the log, because a log without a mark is new, or replaces one that was lost. */
  async #endUnknown(): Promise<void> {
    for (const { chain, ...facts } of await readOpenChannels(this.#parts.ledger, this.#parts.service)) {
      if (this.channels.has(facts.id)) continue
      this.#append(channelLine(this.#know(newServedChannel(facts, chain))))
      this.end(facts.id, 'lost')
    }
  }

  #know(channel: ServedChannel): ServedChannel {
    this.channels.set(channel.id, channel)
    this.#ids.set(nameOf(channel), channel.id)
    return channel
  }

  #idOf(place: ChannelPlace): ChannelId {
    return this.#ids.get(nameOf(place)) ?? channelIdOf(factsOf(place, this.#parts.service))
  }

  #signed(sent: HeaderVoucher, body: Uint8Array): AcceptedVoucher {
    if (curveOfVoucher(sent.voucher) !== 'secp256k1' && !this.#parts.takesProven)
      throw new RelayError('serving.voucher_invalid', 'this service settles no vouchers of keys on BabyJubJub')
    const accepted = this.#accepted(sent, hashOfBody(sent.voucher.salt, body))
    if (!isSigned(this.#parts.signatures, accepted)) throw new RelayError('serving.voucher_invalid', 'signature')
    return accepted
  }

  #accepted(sent: HeaderVoucher, request: Hex32): AcceptedVoucher {
    return acceptedOf(this.#parts, { sent, request, channel: this.#idOf(placeOf(sent.voucher)) })
  }

  #append(line: BookLine): void {
    this.#isMarked = line.k === 't'
    this.#log.append(JSON.stringify(line))
    // If shortening fails, the log stays as it is, and the next line tries again.
    if (this.#log.bytes >= this.#shortenAt) void this.shorten().catch(() => {})
  }

  /** Returns a mark for the log. After the mark, each channel needs a new line on the disk before its next receipt is sent. */
  #mark(): BookLine {
    this.#traced = new Set()
    this.#isMarked = true
    return { k: 't', b: this.#parts.boot }
  }

  #trace({ id }: ServedChannel): void {
    const traced = this.#traced
    if (traced.has(id)) this.#log.syncSoon()
    else
      this.#log.synced().then(
        () => traced.add(id),
        () => {},
      )
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
    this.#open.delete(digest)
    if (receipt.cost > 0n) {
      channel.unsettledSinceMs ??= receipt.endedMs
      channel.unpaid.count = Math.max(0, channel.unpaid.count - 1)
    }
    this.#receipts.add(digest, text)
    notify(channel)
  }

  /** Applies the lines of the log. Returns the ids of the channels with lines after the last mark, if another start of the machine wrote them. */
  async #restore(lines: readonly string[]): Promise<ReadonlySet<string>> {
    let boot: string | null = null
    const unmarked = new Set<string>()
    for (const text of lines) {
      const line = parseBookLine(text)
      if (line.k === 't') {
        boot = line.b
        unmarked.clear()
        continue
      }
      const id = await this.#restoreLine(line)
      if (id !== null) unmarked.add(id)
    }
    // A log without a mark, or with a mark that names no start of the machine, can have lost no line: the service that wrote it put each receipt on the disk
    // before it sent the receipt.
    return boot === null || boot === this.#parts.boot ? new Set() : unmarked
  }

  /** Applies a line of the log. Returns the id of its channel if the line has a voucher of the channel's present serial. */
  async #restoreLine(line: Exclude<BookLine, { k: 't' }>): Promise<string | null> {
    if (line.k === 'c') return await this.#restoreChannel(line)
    if (line.k === 'x') {
      const channel = this.channels.get(line.c)
      if (channel?.serial === line.s) channel.ended = line.w
      return null
    }
    if ('v' in line) return await this.#restoreVoucher(line)
    if (line.k === 'k') this.#receipts.add(line.d, line.r)
    else this.#restoreReceipt(line.r, line.k === 'r' ? line.d : null)
    return null
  }

  async #restoreChannel(line: ChannelLine): Promise<null> {
    const { p, y, z: curve = 'secp256k1', g: asset = 'PToken' } = line
    const channel = await this.#restored({ payer: address(p), key: address(y), curve, asset })
    if (channel.serial === line.s) {
      const hashOf = (receipt: Receipt) => hashReceipt(receipt, this.#parts.ledger.domain)
      restoreChannelLine(channel, line, { accept: (sent, request) => this.#accepted(sent, request), hashOf })
    } else if (line.r !== null) this.#restoreReceipt(line.r, null)
    return null
  }

  async #restoreVoucher({ k, v, q }: { readonly k: 'v' | 'u' | 'o'; readonly v: string; readonly q: Hex32 }): Promise<string | null> {
    const voucher = readVoucher(v)
    if (voucher === null) throw new RelayError('serving.state_unreadable', this.#parts.path)
    const channel = await this.#restored(placeOf(voucher))
    // Vouchers (promises to pay) of an earlier serial (opening of the channel) are worthless.
    if (channel.serial !== voucher.serial) return null
    const accepted = this.#accepted({ voucher, text: v }, q)
    if (k !== 'o') restoreVoucher(channel, accepted)
    if (k !== 'u') this.#open.set(accepted.digest, { channel, accepted })
    return channel.id
  }

  #restoreReceipt(text: string, digest: Hex32 | string | null): void {
    const read = readReceipt(text)
    if (read === null) throw new RelayError('serving.state_unreadable', this.#parts.path)
    const of = digest === null ? undefined : this.#open.get(digest)
    if (of === undefined) {
      this.#receipts.keepLast({ id: read.receipt.channel, serial: read.receipt.serial, newestText: text })
      return
    }
    const hash = hashReceipt(read.receipt, this.#parts.ledger.domain)
    this.#noteReceipt(of.channel, read.receipt, { text, hash, digest: of.accepted.digest })
  }

  async #restored(place: ChannelPlace): Promise<ServedChannel> {
    const id = this.#idOf(place)
    const known = this.channels.get(id)
    if (known !== undefined) return known
    return this.#know(newServedChannel({ id, ...place }, await readChannel(this.#parts.ledger, id, 'head')))
  }
}
