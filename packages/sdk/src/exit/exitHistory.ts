import { hostingPoolEntry, leaseTermsFromChain, nameKey, serviceLedgerEntry, taskNames } from '@infinitio/chain'
import {
  type Address,
  address,
  assertNever,
  durationSeconds,
  type Hex32,
  type LeaseId,
  leaseId,
  type LeaseTerms,
  zeroAddress,
} from '@infinitio/domain'
import { decodeEventLog, type Hex } from 'viem'
import { type DueContract, dueContracts } from './dues/exitDue.ts'
import { exitEvents, exitTopics, settledTopics } from './exitEvents.ts'
import type { ScannedLog } from '../chain/scanLogs.ts'

/** A lease as its logs describe it, with the terms after all extensions. */
export type LoggedLease = { readonly market: Address; readonly leaseId: LeaseId; readonly terms: LeaseTerms }

/**
 * Collects the leases, contracts and keys of one account from logs. The caller adds ranges of blocks from new to old. Drops closed leases and most leases of
 * other accounts at once. Keeps every tokenised lease, because anyone may own its token.
 */
export class ExitHistory {
  readonly markets = new Set<Address>()
  readonly vaults = new Set<Address>()
  readonly splitters = new Set<Address>()
  readonly ledgers = new Set<Address>()
  readonly pools = new Set<Address>()
  readonly hosting = new Set<Address>()
  readonly dues: ReadonlyMap<DueContract, Set<Address>> = new Map(dueContracts.map((name) => [name, new Set<Address>()]))
  /** For each Market, all session keys that the account authorised there at any time. */
  readonly keys = new Map<Address, Set<Address>>()
  readonly purposes = new Set<Hex32>([nameKey('Provider')])
  /** True once the log was read with which the Directory lists its first Market. Logs that are older than this log do not matter. */
  isWhole = false
  readonly #account: Address
  readonly #known = new Map<Address, Set<bigint>>()
  readonly #counts = new Map<Address, bigint>()
  readonly #closed = new Set<string>()
  readonly #tokenised = new Set<string>()
  readonly #durations = new Map<string, number>()
  readonly #leases: LoggedLease[] = []

  constructor(account: Address) {
    this.#account = account
  }

  /** Sets how many leases a Market has opened in total, so that the search recognises its first lease. */
  expect(market: Address, count: bigint): void {
    this.markets.add(market)
    this.#counts.set(market, count)
  }

  /** The account's leases found so far that are not closed. */
  get leases(): readonly LoggedLease[] {
    return this.#leases
  }

  /** Adds the logs of one range, which are sorted oldest first. Ignores logs with other topics than `exitTopics`. */
  add(logs: readonly ScannedLog[]): void {
    // Read the newest log first, so that later changes of a lease are known before the log that opened it.
    for (const log of logs.toReversed()) {
      if (!ownTopics.has(log.topics[0] ?? '')) continue
      if (this.#isOfOthers(log)) this.#know(log.address, BigInt(log.topics[1] ?? 0n))
      else this.#takeDecoded(log)
    }
  }

  /** Returns the ids of leases from 1 to `count` for which no log was found, lowest first, at most `limit`. */
  unseen(market: Address, { count, limit }: { count: bigint; limit: number }): bigint[] {
    const known = this.#known.get(market) ?? new Set()
    const unseen: bigint[] = []
    for (let id = 1n; id <= count && unseen.length < limit; id += 1n) if (!known.has(id)) unseen.push(id)
    return unseen
  }

  /**
   * Returns true for a log that opens a lease of other accounts. A lease with a token does not count, because anyone may hold the token. Comparing two words of
   * the data is much faster than decoding them.
   */
  #isOfOthers({ address: market, topics, data }: ScannedLog): boolean {
    if (!settledTopics.has(topics[0] ?? '') || this.#tokenised.has(`${market}:${BigInt(topics[1] ?? 0n)}`)) return false
    const account = this.#account.slice(2)
    const [renter, provider] = [data.slice(26, 66), data.slice(90, 130)]
    return renter.toLowerCase() !== account && provider.toLowerCase() !== account
  }

  #takeDecoded(log: ScannedLog): void {
    const event = decode(log)
    if (event !== null) this.#take(log, event)
  }

  #take(log: ScannedLog, event: Decoded): void {
    const at = log.address
    switch (event.eventName) {
      case 'EntrySet':
        this.#name(event.args)
        return
      case 'Bonded':
        if (event.args.account.toLowerCase() === this.#account) this.purposes.add(event.args.purpose)
        return
      case 'SessionAuthorized':
        if (event.args.account.toLowerCase() === this.#account) this.#authorise(at, address(event.args.key.toLowerCase()))
        return
      case 'LeaseClosed':
        this.#closed.add(`${at}:${event.args.leaseId}`)
        this.#know(at, event.args.leaseId)
        return
      case 'LeaseTokenised':
        this.#tokenised.add(`${at}:${event.args.leaseId}`)
        return
      case 'LeaseExtended': {
        const key = `${at}:${event.args.leaseId}`
        if (!this.#durations.has(key)) this.#durations.set(key, event.args.durationSeconds)
        return
      }
      case 'Settled':
        this.#know(at, event.args.leaseId)
        this.#open(at, event.args)
        return
      default:
        assertNever(event)
    }
  }

  #open(market: Address, { leaseId: id, terms: raw }: Extract<Decoded, { eventName: 'Settled' }>['args']): void {
    const key = `${market}:${id}`
    const terms = leaseTermsFromChain(raw)
    const isOurs = terms.renter === this.#account || terms.provider === this.#account || this.#tokenised.has(key)
    if (!isOurs || this.#closed.has(key)) return
    const extended = this.#durations.get(key)
    const agreed = extended === undefined ? terms : { ...terms, durationSeconds: durationSeconds(extended) }
    this.#leases.push({ market, leaseId: leaseId(id), terms: agreed })
  }

  #name({ name, previous, current }: { name: Hex; previous: Hex; current: Hex }): void {
    const found = [previous, current].map((entry) => address(entry.toLowerCase())).filter((entry) => entry !== zeroAddress)
    if (name === nameKey('StakeVault')) for (const vault of found) this.vaults.add(vault)
    if (name === nameKey('FeeSplitter')) for (const splitter of found) this.splitters.add(splitter)
    if (name === nameKey(serviceLedgerEntry)) for (const ledger of found) this.ledgers.add(ledger)
    if (name === nameKey(taskNames.taskPool)) for (const pool of found) this.pools.add(pool)
    if (name === nameKey(hostingPoolEntry)) for (const pool of found) this.hosting.add(pool)
    for (const [owing, contracts] of this.dues) if (name === nameKey(owing)) for (const contract of found) contracts.add(contract)
    if (name !== nameKey('Market')) return
    for (const market of found) this.markets.add(market)
    // An event without a previous address is usually the first listing of this Market. But the Directory may also list a Market again after a time without one.
    // Earlier logs then contain older leases of this Market. So the history is complete only once it contains lease 1 of this Market, or if the Market has no
    // lease.
    const first = address(current.toLowerCase())
    const isFirst = (this.#counts.get(first) ?? 0n) === 0n || this.#known.get(first)?.has(1n) === true
    if (BigInt(previous) === 0n && isFirst) this.isWhole = true
  }

  #authorise(market: Address, key: Address): void {
    const keys = this.keys.get(market) ?? new Set()
    this.keys.set(market, keys.add(key))
  }

  #know(market: Address, id: bigint): void {
    const known = this.#known.get(market) ?? new Set()
    this.#known.set(market, known.add(id))
  }
}

const ownTopics: ReadonlySet<string> = new Set(exitTopics)

type Decoded = ReturnType<typeof decodeOurs>

/** Returns null for a log with a known topic but another shape: it comes from a foreign contract. */
function decode(log: ScannedLog): Decoded | null {
  try {
    return decodeOurs(log)
  } catch {
    return null
  }
}

function decodeOurs({ topics, data }: ScannedLog) {
  return decodeEventLog({ abi: exitEvents, topics: topics as [Hex, ...Hex[]], data, strict: true })
}
