import { type Address, assetUnits, type ChannelId, channelIdOf, type Hex32, type ServiceId, zeroHex32 } from '@infinitio/domain'
import { hashReceipt, readReceipt, type Receipt, signReceipt, type TokenUnits } from '@infinitio/services'
import { AppendLog } from '../../files/appendLog.ts'
import { type ChainChannel, type LedgerAccess, readCountedChannel } from '../../ledger/ledgerAccess.ts'
import { RelayError } from '../../relayError.ts'
import type { Signatures } from '../../signatures/openSignatures.ts'

/**
 * The channel of a user who prepaid the router. Its key is the router's own key. `owed` is the sum of the costs in all receipts, plus what was settled in
 * earlier serials (openings of the channel). `reserved` is the amount that running requests may still cost. Amounts are in base units of PToken.
 */
export type PrepaidChannel = {
  readonly payer: Address
  readonly id: ChannelId
  readonly serial: number
  chain: ChainChannel
  owed: bigint
  n: number
  newest: Hex32
  reserved: bigint
  /** Unix time, in milliseconds, of the oldest receipt with a cost that was not settled yet, or null. */
  unsettledSinceMs: number | null
}

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
}

/** An answer of a service behind the router, as the user pays for it. `inner` is the masked receipt of the service. */
export type PrepaidAnswer = Pick<Receipt, 'request' | 'response' | 'cost' | 'startedMs' | 'inner'> & { readonly units: TokenUnits }

type Line =
  | { readonly k: 'o'; readonly p: Address; readonly s: number; readonly b: string }
  | { readonly k: 'r'; readonly p: Address; readonly r: string }

/** The channels of the users of a router, in a log. Each receipt is on the disk before it is sent, so no number is used twice, also after a power cut. */
export class PrepaidBook {
  readonly channels = new Map<Address, PrepaidChannel>()
  readonly #parts: PrepaidBookParts
  readonly #log: AppendLog
  readonly #loading = new Map<Address, Promise<PrepaidChannel>>()

  private constructor(parts: PrepaidBookParts, log: AppendLog) {
    this.#parts = parts
    this.#log = log
  }

  /** Opens the log, and reads the channels of its payers from the chain. Throws `serving.state_unreadable` and viem's errors. */
  static async open(parts: PrepaidBookParts): Promise<PrepaidBook> {
    const { log, lines } = AppendLog.open(parts.path)
    const book = new PrepaidBook(parts, log)
    try {
      const stored = new Map<Address, Line[]>()
      for (const text of lines) {
        const line = JSON.parse(text) as Line
        stored.set(line.p, line.k === 'o' ? [line] : [...(stored.get(line.p) ?? []), line])
      }
      await Promise.all([...stored].map(([payer, own]) => book.#restore(payer, own)))
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
    if (known.owed <= chain.settled) known.unsettledSinceMs = null
  }

  /** Reserves more of a channel for a running request. Returns false, and reserves nothing, if the rest of the deposit is smaller. */
  reserve(channel: PrepaidChannel, amount: bigint): boolean {
    if (amount > restOf(channel)) return false
    channel.reserved += amount
    return true
  }

  /** Adds an answer to a channel and returns its receipt, which is on the disk then. An answer costs at most the rest of the deposit and `reserved`. */
  async add(channel: PrepaidChannel, { cost, ...answer }: PrepaidAnswer, reserved: bigint): Promise<string> {
    const { ledger, signatures, responseKey, terms, nowMs } = this.#parts
    channel.reserved -= reserved
    const rest = restOf(channel)
    const charged = assetUnits(cost > rest ? rest : cost)
    const endedMs = nowMs()
    const receipt: Receipt = {
      ...{ channel: channel.id, serial: channel.serial, n: channel.n + 1, previous: channel.newest, seq: channel.n + 1, terms },
      ...{ ...answer, cost: charged, spent: assetUnits(channel.owed + charged), rate: assetUnits(0n), endedMs },
    }
    const { hash, text } = signReceipt(receipt, { domain: ledger.domain, sign: (digest) => signatures.sign(digest, responseKey) })
    this.#append({ k: 'r', p: channel.payer, r: text })
    note(channel, receipt, hash)
    await this.#log.synced()
    return text
  }

  close(): void {
    this.#log.close()
  }

  async #load(payer: Address): Promise<PrepaidChannel> {
    const chain = await readCountedChannel(this.#parts.ledger, this.#idOf(payer))
    // A channel without money is not stored, so that strangers cannot fill the log.
    if (chain.deposited <= chain.settled) throw new RelayError('serving.deposit_too_low', 'the channel to this router has no final deposit')
    return this.#begin(payer, chain)
  }

  #begin(payer: Address, chain: ChainChannel): PrepaidChannel {
    this.#append({ k: 'o', p: payer, s: chain.serial, b: String(chain.settled) })
    return this.#know(payer, chain, chain.settled)
  }

  #know(payer: Address, chain: ChainChannel, owed: bigint): PrepaidChannel {
    const channel = { payer, id: this.#idOf(payer), serial: chain.serial, chain, owed, n: 0, newest: zeroHex32, reserved: 0n, unsettledSinceMs: null }
    this.channels.set(payer, channel)
    return channel
  }

  async #restore(payer: Address, [opened, ...receipts]: readonly Line[]): Promise<void> {
    const chain = await readCountedChannel(this.#parts.ledger, this.#idOf(payer))
    if (opened?.k !== 'o') throw new RelayError('serving.state_unreadable', this.#parts.path)
    if (chain.serial !== opened.s) return void (chain.deposited > chain.settled && this.#begin(payer, chain))
    const channel = this.#know(payer, chain, BigInt(opened.b))
    for (const line of receipts) {
      const read = line.k === 'r' ? readReceipt(line.r) : null
      if (read === null) throw new RelayError('serving.state_unreadable', this.#parts.path)
      // An answer that ended after its channel was closed belongs to the serial before.
      if (read.receipt.serial !== opened.s) continue
      note(channel, read.receipt, hashReceipt(read.receipt, this.#parts.ledger.domain))
    }
    if (channel.owed <= chain.settled) channel.unsettledSinceMs = null
  }

  #idOf(payer: Address): ChannelId {
    const { key, service } = this.#parts
    return channelIdOf({ payer, key, curve: 'secp256k1', service, asset: 'PToken' })
  }

  #append(line: Line): void {
    this.#log.append(JSON.stringify(line))
  }
}

/** Returns the amount of a channel that is neither owed nor reserved for a running request. */
export function restOf({ chain, owed, reserved }: PrepaidChannel): bigint {
  const rest = chain.deposited - owed - reserved
  return rest > 0n ? rest : 0n
}

function note(channel: PrepaidChannel, { n, spent, cost, endedMs }: Receipt, hash: Hex32): void {
  channel.n = n
  channel.newest = hash
  channel.owed = spent
  if (cost > 0n) channel.unsettledSinceMs ??= endedMs
}
