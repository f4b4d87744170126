import {
  type Address,
  bps,
  durationSeconds,
  hex32,
  leaseId,
  type NodeId,
  type OrderHash,
  pTokenUnits,
  type UnixSeconds,
  unixSeconds,
  workloadHash,
} from '@infinitio/domain'
import { apply, type BookCommand, type BookEvent, bookHash, type ChainLogCommand, createBook, nextDueAtMs } from '../../src/index.ts'
import { newestVersion } from '../../src/rules/marketRules.ts'
import { relayer } from '../marketScene.ts'
import { sha256 } from '../sha256.ts'
import { commandTexts } from './commandTexts.ts'
import { askCommand, bidCommand, isSplit, nodeCommand, unitsPerMicroUsd } from './replayCommands.ts'
import { accountOfTrader, hashOfOrder, numberIn, replayNames } from './replayNames.ts'
import type { ReplayRow } from './replayRows.ts'

/**
 * Result of a replayed market. Prices are USD per GPU-hour, weighted by GPU-hours. The seconds are the time of the book for the commands of the
 * rows and for the settles, blocks and ticks that follow. The time of users and of the chain is excluded.
 */
export type ReplayResult = {
  readonly events: number
  readonly leases: number
  readonly gpuHours: number
  readonly fillRate: number
  readonly meanPrice: number
  readonly seconds: number
  readonly bookHash: string
  /** Orders that the book refused because of their terms, counted by code. */
  readonly refused: Readonly<Record<string, number>>
}

type NewRow = Extract<ReplayRow, { type: 'ask_new' | 'bid_new' }>
type Placed = ReturnType<typeof askCommand> | ReturnType<typeof bidCommand>
/** An action of the user behind a row, and its time: placing the next signed order or resting bid, or cancelling a bid or an ask. */
type Act = { readonly tsMs: number } & (
  | { readonly kind: 'place'; readonly standing: Standing | null }
  | { readonly kind: 'cancel'; readonly of: Standing | OrderHash; readonly by: Address }
)
type Matched = Extract<BookEvent, { kind: 'Matched' }>
/** A resting bid, and the time at which its user must sign it again: a bid is valid for 7 days. `row` gives the region of the bid. */
type Standing = { readonly row: NewRow; orderHash: OrderHash; nonce: bigint; gpusLeft: number; renewAtMs: number; isCancelled: boolean }

const hourMs = 3_600_000
const blockMs = 12_000
const renewAfterMs = 6 * 86_400_000
const wealth = pTokenUnits(10n ** 30n)
const zeroSeconds = durationSeconds(0n)
const nobody = hex32(`0x${'0'.repeat(64)}`)
const noWorkload = workloadHash(nobody)
/**
 * Each row of the data has a range of this many nonces. If its order is signed again, the new order uses the next nonce of the range, because clients count
 * nonces up.
 */
const nonceStep = 1_024n
const noFee = bps(0n)
const nothing = pTokenUnits(0n)

/**
 * Plays the rows of a market through the book as users would. Each ask has its own node. The chain settles each match at once. Each resting bid
 * is signed again every 6 days. The hours of refused orders count as wanted hours.
 */
export function replayMarket(rows: readonly ReplayRow[]): ReplayResult {
  const replay = new Replay(rows)
  const { acts, placed } = replay.sign(rows)
  const readPlaced = commandTexts(placed)
  let at = 0
  for (const act of acts) {
    if (act.kind === 'cancel') replay.cancel(act)
    else {
      replay.place(act, readPlaced(at))
      at += 1
    }
  }
  return { ...replay.result(), events: rows.length }
}

class Replay {
  readonly #book = createBook()
  readonly #names = replayNames()
  readonly #bidOfHash = new Map<OrderHash, Standing>()
  readonly #providerOf = new Map<NodeId, Address>()
  readonly #renewals: Standing[] = []
  #seq = 0
  /** The last nonce that was signed. While the rows are played, it is also the last nonce that was placed. */
  #nonce = 0n
  #atMs: number
  #firstMs: number
  #nextBlockMs: number
  #leases = 0
  #gpuHours = 0
  #spent = 0n
  #wanted = 0
  #judgedMs = 0
  readonly #refused: Record<string, number> = {}

  constructor(rows: readonly ReplayRow[]) {
    // Begins on a full second, as blocks do. The book counts whole seconds since its last block, so a bid could otherwise expire one second too
    // late.
    this.#atMs = Math.floor((rows[0]?.tsMs ?? 0) / 1_000) * 1_000
    this.#firstMs = this.#atMs
    this.#nextBlockMs = this.#firstMs + hourMs
    const { classes, regions } = this.#names
    this.#apply({ kind: 'Upgrade', version: newestVersion, feeBps: bps(0n), relayFee: pTokenUnits(0n) })
    this.#mine()
    const asks = rows.filter((row): row is NewRow => row.type === 'ask_new')
    for (const [gpuClass, vramGib] of new Map(asks.map((row) => [row.gpuClass, row.minVramGib])))
      this.#apply({ kind: 'ClassAdded', classId: numberIn(classes, gpuClass), vramGib, referencePricePerGpuSecond: pTokenUnits(1n) })
    for (const region of new Set(asks.map((row) => row.region))) this.#apply({ kind: 'RegionAdded', regionId: numberIn(regions, region) })
    for (const trader of new Set(rows.flatMap((row) => (row.type === 'bid_new' ? [row.traderId] : []))))
      this.#apply({ kind: 'Deposited', account: accountOfTrader(this.#names, trader), amount: wealth })
  }

  /** Returns the actions of the users behind the rows, and the orders that they place, in the same order. Registers all nodes at once. */
  sign(rows: readonly ReplayRow[]): { acts: Act[]; placed: Placed[] } {
    const gpusOffered = new Map<string, number>()
    const bids = new Map<string, Standing>()
    const placed: Placed[] = []
    const acts = rows.map((row): Act => {
      const { tsMs } = row
      if (row.type === 'ask_new') {
        const place = `${row.gpuClass} ${row.region}`
        gpusOffered.set(place, (gpusOffered.get(place) ?? 0) + row.gpus)
        placed.push(this.#signAsk(row))
        return { kind: 'place', tsMs, standing: null }
      }
      if (row.type !== 'bid_new') {
        const of = bids.get(row.orderId) ?? hashOfOrder(this.#names, row.orderId)
        return { kind: 'cancel', tsMs, of, by: accountOfTrader(this.#names, row.traderId) }
      }
      const namesRegion = row.region === 'any' && isSplit(row) && row.timeInForce !== 'fok'
      const { standing, command } = this.#signBid(namesRegion ? { ...row, region: this.#regionOfMost(row.gpuClass, gpusOffered) } : row)
      bids.set(row.orderId, standing)
      placed.push(command)
      return { kind: 'place', tsMs, standing }
    })
    // The time for registering nodes does not count: the benchmark measures orders.
    this.#judgedMs = 0
    return { acts, placed }
  }

  #signAsk(row: NewRow): Placed {
    const registered = nodeCommand(row, this.#names)
    this.#providerOf.set(registered.node, registered.provider)
    this.#apply(registered)
    return askCommand(row, this.#names, secondOf(row.tsMs))
  }

  #signBid(row: NewRow): { standing: Standing; command: Placed } {
    this.#nonce += nonceStep
    const nonce = this.#nonce
    const command = bidCommand(row, { names: this.#names, now: secondOf(row.tsMs), nonce })
    const { orderHash } = command
    const standing = { row, orderHash, nonce, gpusLeft: row.gpus, renewAtMs: row.tsMs + renewAfterMs, isCancelled: false }
    this.#bidOfHash.set(orderHash, standing)
    this.#wanted += row.gpus * row.hours
    return { standing, command }
  }

  /** Places a trader's order. */
  place({ tsMs, standing }: Extract<Act, { kind: 'place' }>, command: Placed): void {
    this.#goOn(tsMs)
    if (standing !== null) this.#nonce = standing.nonce
    if (standing?.row.timeInForce === 'gtc') this.#renewals.push(standing)
    this.#apply(command)
  }

  /** A trader cancels an order. The order may already be filled or removed. */
  cancel({ tsMs, of, by }: Extract<Act, { kind: 'cancel' }>): void {
    this.#goOn(tsMs)
    if (typeof of !== 'string') of.isCancelled = true
    this.#apply({ kind: 'CancelOrder', orderHash: typeof of === 'string' ? of : of.orderHash, by })
  }

  result(): Omit<ReplayResult, 'events'> {
    return {
      leases: this.#leases,
      gpuHours: this.#gpuHours,
      fillRate: this.#gpuHours / this.#wanted,
      meanPrice: Number(this.#spent / unitsPerMicroUsd) / this.#gpuHours / 1e6,
      seconds: this.#judgedMs / 1_000,
      bookHash: bookHash(this.#book, sha256),
      refused: this.#refused,
    }
  }

  #goOn(tsMs: number): void {
    this.#renewUntil(tsMs)
    this.#runUntil(tsMs)
    this.#atMs = tsMs
  }

  /** Moves the chain and the clock. The book gets only one block per hour. Its block number grows as if the chain had one block per 12 s. */
  #runUntil(tsMs: number): void {
    for (; this.#nextBlockMs <= tsMs; this.#nextBlockMs += hourMs) {
      this.#tickUntil(this.#nextBlockMs)
      this.#atMs = this.#nextBlockMs
      this.#mine()
    }
    this.#tickUntil(tsMs)
  }

  #mine(): void {
    const number = Math.floor((this.#atMs - this.#firstMs) / blockMs) + 1
    this.#apply({ kind: 'Block', number, hash: nobody, timestamp: this.#now(), final: false })
  }

  /** Sends a tick whenever the book reports that something is due, as the engine does. */
  #tickUntil(tsMs: number): void {
    for (let dueAtMs = nextDueAtMs(this.#book); dueAtMs !== null && dueAtMs <= tsMs; dueAtMs = nextDueAtMs(this.#book)) {
      this.#atMs = Math.max(this.#atMs, dueAtMs)
      this.#apply({ kind: 'Tick' })
    }
  }

  /** Signs bids again whose renewal is due before `tsMs`, for their open GPUs. They keep their queue position. */
  #renewUntil(tsMs: number): void {
    for (let next = this.#renewals[0]; next !== undefined && next.renewAtMs <= tsMs; next = this.#renewals[0]) {
      this.#renewals.shift()
      if (next.gpusLeft === 0 || next.isCancelled) continue
      this.#runUntil(next.renewAtMs)
      this.#atMs = next.renewAtMs
      const replaces = next.orderHash
      const again = { ...next.row, orderId: `${next.row.orderId} until ${next.renewAtMs}`, gpus: next.gpusLeft }
      this.#nonce += 1n
      if (this.#nonce % nonceStep === 0n) throw new Error('more bids are signed again between two rows than there are nonces for')
      const command = bidCommand(again, { names: this.#names, now: this.#now(), nonce: this.#nonce })
      next.orderHash = command.orderHash
      next.nonce = this.#nonce
      next.renewAtMs += renewAfterMs
      this.#bidOfHash.set(command.orderHash, next)
      this.#renewals.push(next)
      this.#apply({ ...command, replaces })
    }
  }

  /** For a renter who accepts any region, returns the region that offered the most GPUs of a class. */
  #regionOfMost(gpuClass: string, gpusOffered: ReadonlyMap<string, number>): string {
    const offered = [...this.#names.regions.keys()].map((region) => ({ region, gpus: gpusOffered.get(`${gpuClass} ${region}`) ?? 0 }))
    return offered.reduce((most, one) => (one.gpus > most.gpus ? one : most)).region
  }

  #now(): UnixSeconds {
    return secondOf(this.#atMs)
  }

  #apply(command: BookCommand): void {
    this.#seq += 1
    const startedAt = performance.now()
    const events = apply(this.#book, command, { seq: this.#seq, atMs: this.#atMs })
    this.#judgedMs += performance.now() - startedAt
    for (const event of events) {
      const isRefused = event.kind === 'AskRejected' || (event.kind === 'BidRejected' && !unmetCodes.has(event.code))
      if (isRefused) this.#refused[event.code] = (this.#refused[event.code] ?? 0) + 1
      if (event.kind === 'Matched') this.#settle(event)
    }
  }

  /** Opens the lease of a match on the chain, at once. */
  #settle(match: Matched): void {
    const standing = this.#bidOfHash.get(match.bidHash)
    const provider = this.#providerOf.get(match.node)
    if (standing === undefined || provider === undefined) throw new Error('a match is of a bid and a node of this market')
    const { askHash, bidHash, node, gpus, pricePerGpuSecond, renter, durationSeconds, amount } = match
    standing.gpusLeft -= gpus
    const hours = gpus * (Number(durationSeconds) / 3_600)
    this.#leases += 1
    this.#gpuHours += hours
    this.#spent += pricePerGpuSecond * BigInt(hours)
    const now = this.#now()
    const terms = {
      renter,
      provider,
      node,
      hostKey: nobody,
      pricePerGpuSecond,
      gpus,
      start: now,
      durationSeconds,
      noticeSeconds: zeroSeconds,
      trialSeconds: zeroSeconds,
      feeBps: noFee,
      flags: 0,
      askNonce: 0n,
      askMaxDurationSeconds: durationSeconds,
      askAvailableUntil: now,
      workloadHash: noWorkload,
    }
    const settled: ChainLogCommand = {
      kind: 'Settled',
      leaseId: leaseId(BigInt(this.#leases)),
      askHash,
      bidHash,
      terms,
      // Without fees, the escrow is the amount that the match reserves.
      escrow: amount,
      relayFee: nothing,
      relayer,
      bidNonce: standing.nonce,
    }
    this.#apply(settled)
  }
}

/** Codes of valid bids that found no GPUs to take. */
const unmetCodes: ReadonlySet<string> = new Set(['order.fok_not_fillable', 'order.nothing_fits', 'order.price_moved'])

function secondOf(ms: number): UnixSeconds {
  return unixSeconds(BigInt(Math.floor(ms / 1_000)))
}
