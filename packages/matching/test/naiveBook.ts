import {
  type Address,
  type Ask,
  type Bid,
  type ErrorCode,
  engineExecutor,
  escrowOf,
  type MatchId,
  matchId,
  type NodeId,
  pTokenUnits,
  unixSeconds,
  zeroAddress,
  zeroHex32,
} from '@infinitio/domain'
import type { AdminCommand, ApiCommand, BookCommand, BookEvent, ChainLogCommand, MarketMode, ReservedHours } from '../src/index.ts'
import { balanceOf, freshLease, hoursOfLease, hoursTouched, isNonceCancelled, laneFilled, leasesOf, type NaiveLease } from './chainFold.ts'
import { type AnyBook, type BookSummary, everybody } from './marketScene.ts'
import { isAdmin, isIn, isOfEngine, isSameSlot, type OfEngine } from './naiveTerms.ts'

/** An ask and its state; `seq` is its rank in time. */
export type NaiveAsk = Extract<ApiCommand, { kind: 'PlaceAsk' }> & {
  seq: number
  state: 'open' | 'replaced' | 'cancelled' | 'cancelled_on_chain' | 'expired'
}
/** A hold (reservation) and its state. */
export type NaiveHold = Extract<ApiCommand, { kind: 'PlaceHold' }> & {
  node: NodeId
  hours: ReservedHours
  amount: bigint
  atMs: number
  state: 'held' | 'used' | 'released' | 'expired'
}
/** A match and its state. A `start` of 0 means the block that settles. */
export type NaiveMatch = {
  start: bigint
  group?: MatchId
  givenUpFor?: ErrorCode
  id: MatchId
  ask: NaiveAsk
  bid: Extract<ApiCommand, { kind: 'PlaceBid' }>
  gpus: number
  amount: bigint
  hours: ReservedHours
  state: 'unsettled' | 'settled' | 'abandoned'
}
type Registered = Extract<ChainLogCommand, { kind: 'NodeRegistered' }>

/**
 * The test oracle for the real book: it follows the rules of docs/market.md with arrays, scans and sorts, without counters. For each question, it calculates
 * the state of the chain again from all logs that were not dropped. It never forgets a record.
 */
export class NaiveBook implements AnyBook {
  readonly logs: ChainLogCommand[] = []
  readonly asks: NaiveAsk[] = []
  readonly bids: Extract<ApiCommand, { kind: 'PlaceBid' }>[] = []
  readonly holds: NaiveHold[] = []
  readonly matches: NaiveMatch[] = []
  readonly silent = new Set<NodeId>()
  /** GPUs that do not respond, as machines report. */
  readonly lost = new Map<NodeId, number>()
  readonly delisted = new Set<NodeId>()
  readonly blocked = new Set<Address>()
  mode: MarketMode = 'open'
  readonly restricted: { account: Address; untilMs: number }[] = []
  readonly matchOfLease = new Map<bigint, NaiveMatch | null>()
  clock = { timestamp: 0n, atMs: 0 }
  rates = { version: 0, feeBps: 0n, relayFee: 0n }
  seq = 0
  atMs = 0
  now = 0n
  events: BookEvent[] = []

  emit(event: BookEvent): void {
    this.events.push(event)
  }

  apply(command: BookCommand, position: { seq: number; atMs: number }): BookEvent[] {
    this.events = []
    this.seq = position.seq
    this.atMs = position.atMs
    if (command.kind === 'Upgrade') this.rates = { version: command.version, feeBps: command.feeBps, relayFee: command.relayFee }
    if (isOfEngine(command)) return this.events
    if (command.kind === 'Block' && !command.final) this.clock = { timestamp: command.timestamp, atMs: this.atMs }
    this.now = this.clock.timestamp + BigInt(Math.floor((this.atMs - this.clock.atMs) / 1000))
    for (const hold of this.holds.filter((one) => one.state === 'held' && one.atMs + 300_000 <= this.atMs)) {
      hold.state = 'expired'
      this.emit({ kind: 'HoldExpired', holdId: hold.holdId })
    }
    this.expireOrders()
    this.judge(command)
    return this.events
  }

  expireOrders(): void {
    for (const ask of this.asks.filter((one) => one.state === 'open' && one.ask.expiry - 30n <= this.now).sort(byExpiry)) {
      ask.state = 'expired'
      this.emit({ kind: 'OrderExpired', orderHash: ask.orderHash })
    }
  }

  judge(command: Exclude<BookCommand, OfEngine>): void {
    if (command.kind === 'PlaceAsk') this.placeAsk(command)
    else if (command.kind === 'PlaceBid') this.placeBid(command)
    else if (command.kind === 'CancelOrder') this.cancelOrder(command)
    else if (command.kind === 'PlaceHold') this.placeHold(command)
    else if (command.kind === 'ReleaseHold') this.releaseHold(command)
    else if (command.kind === 'NodeSilent' || command.kind === 'NodeBack') {
      this.showing(() => (command.kind === 'NodeSilent' ? this.silent.add(command.node) : this.silent.delete(command.node)))
    } else if (command.kind === 'NodeGpusLost') this.lost.set(command.node, command.gpus)
    else if (isAdmin(command)) this.decide(command)
    else if (command.kind === 'SettleAbandoned') this.settleAbandoned(command)
    else if (command.kind === 'Dropped') {
      if (command.of.kind !== 'Block') this.drop(command.of)
    } else if (command.kind === 'CancelAll' || command.kind === 'CancelSession' || command.kind === 'NodeScored') return
    else if (command.kind !== 'Block' && command.kind !== 'Tick') this.happen(command)
  }

  // ── Operator ──

  decide(command: AdminCommand): void {
    if (command.kind === 'SetMode') {
      if (this.mode !== command.mode) this.emit({ kind: 'ModeChanged', mode: command.mode })
      this.mode = command.mode
    } else if (command.kind === 'DelistNode' || command.kind === 'RelistNode') {
      this.showing(() => (command.kind === 'DelistNode' ? this.delisted.add(command.node) : this.delisted.delete(command.node)))
    } else {
      const isBlocked = command.kind === 'BlockAccount'
      const { account } = command
      if (this.blocked.has(account) !== isBlocked) this.emit({ kind: isBlocked ? 'AccountBlocked' : 'AccountUnblocked', account })
      if (isBlocked) this.blocked.add(account)
      else this.blocked.delete(account)
    }
  }

  keptOut(account: Address, what: 'ask' | 'bid' | 'hold'): ErrorCode | null {
    if (this.mode === 'cancel_only') return 'market.cancel_only'
    if (this.mode === 'halted' && what !== 'ask') return 'market.halted'
    return this.blocked.has(account) ? 'account.blocked' : null
  }

  // ── Asks ──

  placeAsk(command: Extract<ApiCommand, { kind: 'PlaceAsk' }>): void {
    const { ask, orderHash, signature } = command
    if (this.asks.some((one) => one.orderHash === orderHash)) {
      this.emit({ kind: 'DuplicateIgnored', orderHash })
      return
    }
    const code = this.keptOut(ask.provider, 'ask') ?? this.askCode(command)
    if (code !== null) {
      this.emit({ kind: 'AskRejected', orderHash, account: ask.provider, node: ask.node, code })
      return
    }
    this.takeSlot(ask)
    this.asks.push({ ...command, seq: this.seq, state: 'open' })
    this.emit({ kind: 'AskPlaced', orderHash, ask, signature })
  }

  /** Replaces the older ask. A node has one open ask for each private renter, and one for everyone. */
  takeSlot(ask: Ask): void {
    const older = this.asks.find((one) => one.state === 'open' && isSameSlot(one.ask, ask))
    if (older === undefined) return
    older.state = 'replaced'
    this.emit({ kind: 'OrderCancelled', orderHash: older.orderHash, reason: 'replaced' })
  }

  askCode({ ask }: Extract<ApiCommand, { kind: 'PlaceAsk' }>): ErrorCode | null {
    const node = this.registered(ask.node)
    if (node === undefined) return 'node.unknown'
    if (node.provider !== ask.provider) return 'node.not_owner'
    if (this.isRetired(ask.node)) return 'node.not_listed'
    if (ask.expiry - 30n <= this.now) return 'order.expired'
    if (ask.executor !== engineExecutor && ask.executor !== zeroAddress) return 'order.executor_not_ours'
    if (ask.minGpus < 1 || ask.minGpus > ask.maxGpus || ask.pricePerGpuSecond === 0n) return 'order.invalid_fields'
    if (ask.maxGpus > node.gpus) return 'order.too_many_gpus'
    if (ask.minDurationSeconds < 1n || ask.minDurationSeconds > ask.maxDurationSeconds) return 'order.invalid_fields'
    if (ask.availableFrom >= ask.availableUntil || ask.availableUntil <= this.now) return 'order.outside_availability'
    if (ask.maxFeeBps < this.rates.feeBps) return 'order.fee_above_maximum'
    return isNonceCancelled(this.logs, ask.provider, ask.nonce) ? 'order.nonce_cancelled' : null
  }

  cancelOrder({ orderHash, by }: Extract<ApiCommand, { kind: 'CancelOrder' }>): void {
    const ask = this.asks.find((one) => one.orderHash === orderHash)
    const bid = this.bids.find((one) => one.orderHash === orderHash)
    const isMatched = this.matches.some((one) => one.bid.orderHash === orderHash && one.state !== 'abandoned')
    const owner = ask?.ask.provider ?? bid?.bid.renter
    const isOpen = ask?.state === 'open' || ask?.state === 'replaced'
    const notOpen = bid !== undefined && isMatched ? 'order.already_matched' : 'order.not_open'
    const code = owner === undefined ? 'order.unknown' : owner !== by ? 'order.not_owner' : isOpen ? null : notOpen
    if (code !== null) {
      this.emit({ kind: 'CancelRejected', orderHash, code })
      return
    }
    if (ask !== undefined) ask.state = 'cancelled'
    this.emit({ kind: 'OrderCancelled', orderHash, reason: 'owner' })
    this.releaseHoldsOn(orderHash)
  }

  // ── Holds ──

  placeHold(command: Extract<ApiCommand, { kind: 'PlaceHold' }>): void {
    const { kind: _, ...wish } = command
    if (this.holds.some((one) => one.holdId === command.holdId)) return
    const ask = this.asks.find((one) => one.orderHash === command.askHash)
    const code = this.keptOut(command.account, 'hold') ?? this.holdCode(command, ask)
    if (code !== null || ask === undefined) {
      this.emit({ kind: 'HoldRejected', ...wish, code: code ?? 'order.ask_unknown' })
      return
    }
    const amount = pTokenUnits(command.funded ? ask.ask.pricePerGpuSecond * BigInt(command.gpus) * 3600n : 0n)
    const { node, pricePerGpuSecond } = ask.ask
    const hours = hoursTouched(this.now, command.durationSeconds, command.funded ? 420n : 120n)
    this.holds.push({ ...command, node, hours, amount, atMs: this.atMs, state: 'held' })
    this.emit({
      kind: 'HoldPlaced',
      ...wish,
      node,
      pricePerGpuSecond,
      amount,
      hours: command.funded ? hours : null,
      expiresAtMs: this.atMs + 300_000,
    })
  }

  holdCode({ account, gpus, durationSeconds, funded }: Extract<ApiCommand, { kind: 'PlaceHold' }>, ask: NaiveAsk | undefined): ErrorCode | null {
    const mine = this.holds.filter((one) => one.account === account && one.funded === funded && one.atMs > this.atMs - 3_600_000)
    if (mine.filter((one) => one.state === 'held').length >= (funded ? 1 : 10)) return 'hold.one_at_a_time'
    const counted = mine.filter((one) => this.rates.version < 9 || one.state !== 'used')
    if (funded && counted.length >= 3) return 'hold.hourly_limit'
    if (ask === undefined) return 'order.ask_unknown'
    if (ask.state !== 'open') return 'order.ask_gone'
    if (durationSeconds < 1n || durationSeconds > 28n * 86_400n) return 'lease.duration_limit'
    const refusal = this.hidden(ask.ask.node) ?? this.demandCode(ask.ask, account, durationSeconds)
    if (refusal !== null) return refusal
    const free = this.freeIn(ask.ask.node, hoursTouched(this.now, durationSeconds, funded ? 420n : 120n))
    if (gpus < ask.ask.minGpus) return 'order.too_few_gpus'
    if (gpus > Math.min(ask.ask.maxGpus, this.registered(ask.ask.node)?.gpus ?? 0)) return 'order.too_many_gpus'
    if (free < gpus) return 'order.node_taken'
    const amount = funded ? ask.ask.pricePerGpuSecond * BigInt(gpus) * 3600n : 0n
    return amount > this.available(account) ? 'account.insufficient_balance' : null
  }

  releaseHold({ holdId, account }: Extract<ApiCommand, { kind: 'ReleaseHold' }>): void {
    const hold = this.holds.find((one) => one.holdId === holdId)
    const over = { held: null, used: 'hold.already_used', expired: 'hold.expired', released: 'hold.released' } as const
    const code = hold === undefined ? 'hold.unknown' : hold.account !== account ? 'hold.not_owner' : over[hold.state]
    if (hold === undefined || code !== null) {
      this.emit({ kind: 'ReleaseRejected', holdId, code: code ?? 'hold.unknown' })
      return
    }
    hold.state = 'released'
    this.emit({ kind: 'HoldReleased', holdId, code: null })
  }

  releaseHoldsOn(askHash: string): void {
    for (const hold of this.holds.filter((one) => one.state === 'held' && one.askHash === askHash)) {
      hold.state = 'released'
      this.emit({ kind: 'HoldReleased', holdId: hold.holdId, code: 'order.ask_gone' })
    }
  }

  // ── Bids ──

  placeBid(command: Extract<ApiCommand, { kind: 'PlaceBid' }>): void {
    const { bid, signature, orderHash, holdId } = command
    if (this.bids.some((one) => one.orderHash === orderHash)) {
      this.emit({ kind: 'DuplicateIgnored', orderHash })
      return
    }
    this.emit({ kind: 'BidAccepted', orderHash, bid, signature, ...(holdId === undefined ? {} : { holdId }) })
    const hold = this.holds.find((one) => one.holdId === holdId)
    const refusal = this.keptOut(bid.renter, 'bid') ?? this.bidCode(bid) ?? (holdId === undefined ? null : this.holdUseCode(hold, bid))
    this.bids.push(command)
    const fill = refusal ?? this.cheapest(bid, hold)
    if (typeof fill === 'string') {
      this.emit({ kind: 'BidRejected', orderHash, account: bid.renter, node: bid.node, code: fill })
      return
    }
    if (hold !== undefined) {
      hold.state = 'used'
      this.emit({ kind: 'HoldUsed', holdId: hold.holdId, bidHash: orderHash })
    }
    const hours = hoursTouched(this.now, bid.durationSeconds, 120n)
    this.matches.push({ id: matchId(this.seq), bid: command, hours, state: 'unsettled', start: 0n, ...fill })
    const { ask, gpus, amount } = fill
    const { node, pricePerGpuSecond } = ask.ask
    const parties = { askHash: ask.orderHash, bidHash: orderHash, node, renter: bid.renter }
    const relayFee = pTokenUnits(this.rates.relayFee)
    const terms = {
      gpus,
      pricePerGpuSecond,
      durationSeconds: bid.durationSeconds,
      start: unixSeconds(0n),
      relayFee,
      amount: pTokenUnits(amount),
      hours,
    }
    this.emit({ kind: 'Matched', matchId: matchId(this.seq), ...parties, ...terms })
  }

  bidCode(bid: Bid): ErrorCode | null {
    if (bid.expiry - 30n <= this.now) return 'order.expired'
    if (bid.expiry > this.now + 7n * 86_400n) return 'order.expiry_too_far'
    const isRestricted = this.restricted.some(({ account, untilMs }) => account === bid.renter && untilMs > this.atMs)
    if (bid.timeInForce !== 2 && isRestricted) return 'order.account_ioc_only'
    if (bid.timeInForce !== 2 || bid.node === zeroHex32 || bid.cluster || bid.startFrom > this.now) return 'order.kind_not_supported'
    if (bid.startUntil < this.now || bid.startUntil < bid.startFrom) return 'order.start_window_missed'
    if (bid.executor !== engineExecutor && bid.executor !== zeroAddress) return 'order.executor_not_ours'
    if (bid.gpus < 1 || bid.gpus > 254 || bid.minGpusPerNode > bid.gpus || bid.durationSeconds < 1n) return 'order.invalid_fields'
    if (bid.durationSeconds > 28n * 86_400n) return 'lease.duration_limit'
    if (this.rates.feeBps > bid.maxFeeBps) return 'order.fee_above_maximum'
    if (this.rates.relayFee > bid.maxRelayFee) return 'order.relay_fee_above_maximum'
    const floor = this.logs.some((log) => log.kind === 'FloorRaised' && log.account === bid.renter && bid.nonce < log.floor)
    const lane = this.logs.some((log) => log.kind === 'BidCancelled' && log.account === bid.renter && log.nonce === bid.nonce)
    if (floor || lane) return 'order.nonce_cancelled'
    const pending = this.matches.some((one) => one.state === 'unsettled' && one.bid.bid.renter === bid.renter && one.bid.bid.nonce === bid.nonce)
    if (pending || laneFilled(this.logs, bid.renter, bid.nonce) > 0) return 'order.nonce_used'
    return this.hidden(bid.node)
  }

  holdUseCode(hold: NaiveHold | undefined, bid: Bid): ErrorCode | null {
    if (hold === undefined) return 'hold.unknown'
    if (hold.account !== bid.renter) return 'hold.not_owner'
    if (hold.state !== 'held') return ({ expired: 'hold.expired', used: 'hold.already_used', released: 'hold.released' } as const)[hold.state]
    return hold.node !== bid.node || hold.gpus !== bid.gpus || hold.durationSeconds !== bid.durationSeconds ? 'hold.does_not_match' : null
  }

  cheapest(bid: Bid, hold: NaiveHold | undefined): { ask: NaiveAsk; gpus: number; amount: bigint } | ErrorCode {
    const open = this.asks.filter((one) => one.state === 'open' && one.ask.node === bid.node).sort(byPriceThenTime)
    const candidates = hold === undefined ? open : this.asks.filter((one) => one.orderHash === hold.askHash)
    const answers = candidates.map((ask) => this.fillFrom(ask, bid, hold))
    return answers.find((answer) => typeof answer !== 'string') ?? answers[0] ?? 'order.ask_gone'
  }

  fillFrom(ask: NaiveAsk, bid: Bid, hold: NaiveHold | undefined): { ask: NaiveAsk; gpus: number; amount: bigint } | ErrorCode {
    const refusal = this.demandCode(ask.ask, bid.renter, bid.durationSeconds)
    if (refusal !== null) return refusal
    const node = this.registered(ask.ask.node)
    if (node === undefined) return 'node.unknown'
    if (bid.minVramGib > node.vramGib) return 'order.vram_too_small'
    const { tier, reliabilityBps } = this.attested(node.node)
    if (bid.minTier > tier) return 'order.tier_too_low'
    if (bid.minReliabilityBps > reliabilityBps) return 'order.reliability_too_low'
    if (ask.ask.pricePerGpuSecond > bid.maxPricePerGpuSecond) return 'order.price_moved'
    const atLeast = this.wantsWhole(bid) ? bid.gpus : Math.max(1, bid.minGpusPerNode)
    const isMany = this.rates.version >= 6 && this.wantsWhole(bid) && hold === undefined
    const most = isMany ? node.gpus : Math.min(ask.ask.maxGpus, node.gpus)
    if (bid.gpus < ask.ask.minGpus) return 'order.too_few_gpus'
    if (atLeast > most || (isMany && bid.minGpusPerNode > ask.ask.maxGpus)) return 'order.too_many_gpus'
    const gpus = Math.min(bid.gpus, most, this.freeIn(node.node, hoursTouched(this.now, bid.durationSeconds, 120n), hold))
    if (gpus < Math.max(atLeast, ask.ask.minGpus)) return 'order.node_taken'
    const amount = escrowOf({ ...ask.ask, gpus, durationSeconds: bid.durationSeconds, feeBps: this.rates.feeBps as never }) + this.rates.relayFee
    return amount > this.available(bid.renter, hold) ? 'account.insufficient_balance' : { ask, gpus, amount }
  }

  wantsWhole({ allOrNothing }: Bid): boolean {
    return allOrNothing
  }

  demandCode(ask: Ask, account: Address, seconds: bigint): ErrorCode | null {
    if (isNonceCancelled(this.logs, ask.provider, ask.nonce) || ask.expiry - 30n <= this.now) return 'order.ask_gone'
    if (ask.provider === account) return 'order.self_trade'
    if (ask.privateRenter !== zeroAddress && ask.privateRenter !== account) return 'order.private_listing'
    if (seconds < ask.minDurationSeconds) return 'order.duration_too_short'
    if (seconds > ask.maxDurationSeconds) return 'order.duration_too_long'
    if (ask.availableFrom > this.now || this.now + 120n + seconds > ask.availableUntil) return 'order.outside_availability'
    return ask.maxFeeBps < this.rates.feeBps ? 'order.fee_above_maximum' : null
  }

  // ── Events of the chain ──

  happen(log: ChainLogCommand): void {
    if (log.kind === 'Settled') {
      this.settle(log)
      return
    }
    this.showing(() => this.logs.push(log))
    if (log.kind === 'LeaseExtended') this.extended(log)
    if (log.kind === 'NodeRegistered' && this.hidden(log.node) === null) this.emit({ kind: 'NodeShown', node: log.node })
    this.reviewAsks()
  }

  drop(log: ChainLogCommand): void {
    const place = this.logs.findLastIndex((one) => JSON.stringify(one, bigints) === JSON.stringify(log, bigints))
    this.showing(() => this.logs.splice(place, 1))
    if (log.kind === 'Settled') this.unsettle(log)
    if (log.kind === 'LeaseEnded' || log.kind === 'LeaseClosed') {
      const lease = leasesOf(this.logs).find((one) => one.settled.leaseId === log.leaseId)
      if (lease !== undefined) this.dropOverbooked(lease.settled.terms.node, hoursOfLease(lease))
    }
    this.reviewAsks()
  }

  settleAbandoned(command: Extract<BookCommand, { kind: 'SettleAbandoned' }>): void {
    const match = this.matches.find((one) => one.id === command.matchId && one.state === 'unsettled')
    if (match !== undefined) this.abandon(match, command.code)
    const isOwnFault = ['account.insufficient_balance', 'order.nonce_cancelled', 'order.lane_overfilled'].includes(command.code)
    if (match !== undefined && isOwnFault) {
      this.restricted.push({ account: match.bid.bid.renter, untilMs: this.atMs + 86_400_000 })
      this.emit({ kind: 'AccountRestricted', account: match.bid.bid.renter, untilMs: this.atMs + 86_400_000 })
    }
  }

  settle(log: Extract<ChainLogCommand, { kind: 'Settled' }>): void {
    const match = this.matches.find((one) => one.bid.orderHash === log.bidHash && one.state === 'unsettled')
    const isOurs = match !== undefined && match.ask.orderHash === log.askHash && match.gpus === log.terms.gpus
    if (match !== undefined && isOurs) match.state = 'settled'
    if (match !== undefined && !isOurs) this.abandon(match, 'order.lane_overfilled')
    this.logs.push(log)
    this.matchOfLease.set(log.leaseId, isOurs ? (match ?? null) : null)
    const { leaseId, askHash, bidHash } = log
    this.emit({ kind: 'Settled', matchId: isOurs ? (match?.id ?? null) : null, leaseId, askHash, bidHash })
    this.dropOverbooked(log.terms.node, hoursOfLease(freshLease(log)))
  }

  /** Drops holds (reservations) and matches that no longer fit the hours that an extension took. */
  extended({ leaseId, end }: Extract<ChainLogCommand, { kind: 'LeaseExtended' }>): void {
    const lease = leasesOf(this.logs).find((one) => one.settled.leaseId === leaseId)
    if (lease === undefined) throw new Error('an extended lease was settled')
    const before = hoursOfLease({ ...lease, extended: lease.extended.slice(0, -1) })
    this.dropOverbooked(lease.settled.terms.node, { fromHour: before.toHour, toHour: Math.max(before.toHour, Number((end + 3599n) / 3600n)) })
  }

  unsettle(log: Extract<ChainLogCommand, { kind: 'Settled' }>): void {
    const match = this.matchOfLease.get(log.leaseId) ?? null
    const hours = hoursOfLease(freshLease(log))
    if (match !== null) match.state = 'unsettled'
    if (match !== null) match.hours = hours
    this.emit({ kind: 'Unsettled', matchId: match?.id ?? null, leaseId: log.leaseId, bidHash: log.bidHash, hours })
  }

  dropOverbooked(node: NodeId, changed: ReservedHours): void {
    // The chain decides about capacity, and it does not know which GPUs respond.
    const isWithin = (hours: ReservedHours) => this.freeIn(node, hours) + this.lostOf(node) >= 0
    if (isWithin(changed)) return
    for (const hold of this.holds.filter((one) => one.state === 'held' && one.node === node && one.funded).reverse()) {
      if (isWithin(hold.hours)) continue
      hold.state = 'released'
      this.emit({ kind: 'HoldReleased', holdId: hold.holdId, code: 'order.node_taken' })
    }
    for (const match of this.matches.filter((one) => one.state === 'unsettled' && one.ask.ask.node === node).reverse())
      if (!isWithin(match.hours)) this.abandon(match, 'order.node_taken')
  }

  abandon(match: NaiveMatch, code: ErrorCode): void {
    match.state = 'abandoned'
    this.emit({ kind: 'Abandoned', matchId: match.id, askHash: match.ask.orderHash, bidHash: match.bid.orderHash, code })
  }

  /** Closes asks that the chain cancelled. If the chain dropped the cancellation of an ask, opens the ask again, unless it was replaced or has expired. */
  reviewAsks(): void {
    for (const ask of this.asks) {
      const isCancelled = isNonceCancelled(this.logs, ask.ask.provider, ask.ask.nonce)
      if (isCancelled && (ask.state === 'open' || ask.state === 'replaced')) {
        const wasOpen = ask.state === 'open'
        ask.state = wasOpen ? 'cancelled_on_chain' : 'cancelled'
        if (wasOpen) this.emit({ kind: 'OrderCancelled', orderHash: ask.orderHash, reason: 'chain' })
        this.releaseHoldsOn(ask.orderHash)
      } else if (!isCancelled && ask.state === 'cancelled_on_chain') {
        const isReplaced = this.asks.some((one) => one.state === 'open' && isSameSlot(one.ask, ask.ask))
        ask.state = isReplaced ? 'replaced' : ask.ask.expiry - 30n <= this.now ? 'expired' : 'open'
        if (ask.state === 'open') this.emit({ kind: 'AskRestored', orderHash: ask.orderHash })
      }
    }
  }

  // ── Questions ──

  registered(node: NodeId): Registered | undefined {
    return this.logs.find((log): log is Registered => log.kind === 'NodeRegistered' && log.node === node)
  }

  /** Returns the last attestation (validators' statement) about a node. */
  attested(node: string): { tier: number; reliabilityBps: number } {
    const said = this.logs.findLast(
      (log): log is Extract<ChainLogCommand, { kind: 'NodeAttested' }> => log.kind === 'NodeAttested' && log.node === node,
    )
    return said ?? { tier: 0, reliabilityBps: 0 }
  }

  isRetired(node: NodeId): boolean {
    return this.logs.some((log) => log.kind === 'NodeRetired' && log.node === node)
  }

  hidden(node: NodeId): ErrorCode | null {
    const record = this.registered(node)
    if (record === undefined) return 'node.unknown'
    const listings = this.logs.filter((log) => (log.kind === 'ProviderListed' || log.kind === 'ProviderDelisted') && log.provider === record.provider)
    if (this.isRetired(node) || listings.at(-1)?.kind === 'ProviderDelisted') return 'node.not_listed'
    if (this.delisted.has(node)) return 'node.delisted'
    return this.silent.has(node) ? 'node.silent' : null
  }

  showing(change: () => void): void {
    const nodes = this.logs.flatMap((log) => (log.kind === 'NodeRegistered' ? [log.node] : []))
    const before = nodes.map((node) => this.hidden(node))
    change()
    nodes.forEach((node, at) => {
      const code = this.hidden(node)
      if (code !== before[at]) this.emit(code === null ? { kind: 'NodeShown', node } : { kind: 'NodeHidden', node, code })
    })
  }

  reservedAt(node: NodeId, hour: number, except?: NaiveHold): number {
    const held = this.holds.filter((one) => one !== except && one.state === 'held' && one.funded && one.node === node && isIn(hour, one.hours))
    const waiting = this.matches.filter((one) => one.state === 'unsettled' && one.ask.ask.node === node && isIn(hour, one.hours))
    return sum(held, (one) => one.gpus) + sum(waiting, (one) => one.gpus)
  }

  freeIn(node: NodeId, { fromHour, toHour }: ReservedHours, except?: NaiveHold): number {
    const hours = Array.from({ length: toHour - fromHour }, (_, at) => fromHour + at)
    const leases = leasesOf(this.logs).filter((lease) => isOn(lease, node))
    const most = Math.max(0, ...hours.map((hour) => leasedIn(leases, hour) + this.reservedAt(node, hour, except)))
    return (this.registered(node)?.gpus ?? 0) - this.lostOf(node) - most
  }

  lostOf(node: NodeId): number {
    return Math.min(this.lost.get(node) ?? 0, this.registered(node)?.gpus ?? 0)
  }

  setAside(account: Address, except?: NaiveHold): { held: bigint; unsettled: bigint } {
    const held = this.holds.filter((one) => one !== except && one.state === 'held' && one.account === account).map((one) => one.amount)
    const unsettled = this.matches.filter((one) => one.state === 'unsettled' && one.bid.bid.renter === account).map((one) => one.amount)
    return { held: held.reduce((all, one) => all + one, 0n), unsettled: unsettled.reduce((all, one) => all + one, 0n) }
  }

  available(account: Address, except?: NaiveHold): bigint {
    const { held, unsettled } = this.setAside(account, except)
    const free = balanceOf(this.logs, account) - held - unsettled
    return free > 0n ? free : 0n
  }

  summary(): BookSummary {
    const nodes = this.logs.flatMap((log) => (log.kind === 'NodeRegistered' ? [log] : []))
    const leases = leasesOf(this.logs)
    const ranges = [...leases.map(hoursOfLease), ...this.holds.map((one) => one.hours), ...this.matches.map((one) => one.hours)]
    const hours = new Set(ranges.flatMap(({ fromHour, toHour }) => Array.from({ length: Math.max(0, toHour - fromHour) }, (_, at) => fromHour + at)))
    const taken = nodes.flatMap(({ node }) => {
      const leasesOn = leases.filter((lease) => isOn(lease, node))
      return [...hours].flatMap((hour) => {
        const [leased, reserved] = [leasedIn(leasesOn, hour), this.reservedAt(node, hour)]
        return leased + reserved === 0 || hour < Number(this.now / 3600n) ? [] : [[`${node} ${hour}`, `${leased} ${reserved}`]]
      })
    })
    const keyOf = ({ ask }: NaiveAsk) => (this.registered(ask.node)?.classId ?? 0) * 256 + (this.registered(ask.node)?.regionId ?? 0)
    const open = this.asks.filter((one) => one.state === 'open').sort((one, other) => keyOf(one) - keyOf(other) || byPriceThenTime(one, other))
    const accountRow = (account: Address) =>
      `${balanceOf(this.logs, account, leases)} ${this.setAside(account).held} ${this.setAside(account).unsettled}`
    return {
      now: String(this.now),
      openAsks: open.map((one) => `${Math.floor(keyOf(one) / 256)}/${keyOf(one) % 256} ${one.orderHash}`),
      liveHolds: this.holds
        .filter((one) => one.state === 'held')
        .map((one) => one.holdId as string)
        .sort(),
      matches: this.matches
        .filter((one) => one.state !== 'abandoned')
        .map((one) => `${one.id} ${one.state}`)
        .sort(),
      hours: Object.fromEntries(taken),
      accounts: Object.fromEntries(everybody.map((account) => [account, accountRow(account)] as const).filter(([, row]) => row !== '0 0 0')),
      hiddenNodes: Object.fromEntries(nodes.flatMap(({ node }) => (this.hidden(node) === null ? [] : [[node, String(this.hidden(node))]]))),
    }
  }
}

/** Makes an empty naive book (test oracle). */
export function naiveBook(): AnyBook {
  return new NaiveBook()
}

/** Returns the GPUs that the leases take in an hour. */
function leasedIn(leases: readonly NaiveLease[], hour: number): number {
  const taking = leases.filter((lease) => isIn(hour, hoursOfLease(lease)))
  return sum(taking, (lease) => lease.settled.terms.gpus)
}

function isOn(lease: NaiveLease, node: NodeId): boolean {
  return lease.settled.terms.node === node
}

function sum<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((all, one) => all + of(one), 0)
}

function byExpiry(one: NaiveAsk, other: NaiveAsk): number {
  return one.ask.expiry === other.ask.expiry ? one.seq - other.seq : one.ask.expiry < other.ask.expiry ? -1 : 1
}

/** Sorts cheapest first, then oldest. */
export function byPriceThenTime(one: NaiveAsk, other: NaiveAsk): number {
  const [price, otherPrice] = [one.ask.pricePerGpuSecond, other.ask.pricePerGpuSecond]
  return price === otherPrice ? one.seq - other.seq : price < otherPrice ? -1 : 1
}

function bigints(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value
}
