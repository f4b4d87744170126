import {
  type Bid,
  type ErrorCode,
  engineExecutor,
  escrowOf,
  type MatchId,
  matchId,
  pTokenUnits,
  unixSeconds,
  zeroAddress,
  zeroHex32,
} from '@infinitio/domain'
import type { ApiCommand, BookCommand, ChainLogCommand } from '../src/index.ts'
import { freshLease, hoursOfLease, hoursTouched, isLaneCancelled, laneFilled } from './chainFold.ts'
import type { AnyBook } from './marketScene.ts'
import { byPriceThenTime, NaiveBook, type NaiveAsk, type NaiveHold, type NaiveMatch } from './naiveBook.ts'
import { cheaperPlan, earliest, type Plan, type Slice, type Wish } from './naivePlans.ts'
import { NaiveStrikes, type Paused } from './naiveStrikes.ts'
import { askShrinks, endOf, hasBit, isWhole, lastTimeInForce, mayRest, sameBut } from './naiveTerms.ts'

type Placed = Extract<ApiCommand, { kind: 'PlaceAsk' | 'PlaceBid' }>
type PlaceBid = Extract<ApiCommand, { kind: 'PlaceBid' }>
/** A resting bid, its rank in time, and the asks that it must not match again. */
type Resting = { readonly command: PlaceBid; place: number; readonly avoided: Set<string> }

const hour = 3_600n
const day = 86_400n
const dayMs = 86_400_000
const ownFaults: readonly ErrorCode[] = [
  'account.insufficient_balance',
  'account.session_limit',
  'auth.session_key_expired',
  'auth.session_key_revoked',
  'order.nonce_cancelled',
  'order.lane_overfilled',
]

/** The test oracle for the rules from version 4 on (ADR 26). After every command, every resting bid tries again. Every answer scans all records. */
class NaiveMarket extends NaiveBook {
  resting: Resting[] = []
  readonly scores = new Map<string, number>()
  readonly strikes = new NaiveStrikes()
  matchesOfCommand = 0
  horizonHour = 0n

  /** Resting bids search twice: before the command for capacity that became free with time, and after it for capacity that the command freed. */
  override judge(command: Parameters<NaiveBook['judge']>[0]): void {
    this.matchesOfCommand = 0
    this.forgetAsks()
    this.forgetLongOver()
    this.strikes.passTime(this.atMs)
    this.meetAll()
    if (command.kind === 'CancelAll') this.cancelAll(command)
    else if (command.kind === 'CancelSession') this.cancelSession(command.session)
    else if (command.kind === 'NodeScored') this.scores.set(command.node, command.score)
    else super.judge(command)
    this.meetAll()
  }

  override expireOrders(): void {
    const asks = this.asks.filter((one) => one.state === 'open').map((one) => ({ endsAt: one.ask.expiry - 30n, place: one.seq, one }))
    const bids = this.resting.map((one) => ({ endsAt: endOf(one.command.bid), place: one.place, one }))
    const over = [...asks, ...bids].filter(({ endsAt }) => endsAt <= this.now)
    for (const { one } of over.sort((a, b) => Number(a.endsAt - b.endsAt) || a.place - b.place)) {
      const wasOpen = !('command' in one) || this.toGo(one.command.bid) > 0
      if ('command' in one) this.leave(one)
      else one.state = 'expired'
      if (wasOpen) this.emit({ kind: 'OrderExpired', orderHash: 'command' in one ? one.command.orderHash : one.orderHash })
    }
    this.forgetAsks()
  }

  /** Deletes closed asks, as the real book does. Asks that the chain cancelled remain, and replaced asks (from version 5 on, only with a hold). */
  forgetAsks(): void {
    const isHeld = (orderHash: string) => this.holds.some(({ askHash, state }) => askHash === orderHash && state === 'held')
    const isKept = ({ state, orderHash }: NaiveAsk) =>
      state === 'open' || state === 'cancelled_on_chain' || (state === 'replaced' && (this.rates.version < 5 || isHeld(orderHash)))
    this.asks.splice(0, this.asks.length, ...this.asks.filter(isKept))
  }

  /** Once a day of the chain's clock, on the hour, forgets closed asks that expired a day ago. */
  forgetLongOver(): void {
    const horizonHour = (this.now - day) / hour
    if (horizonHour <= this.horizonHour) return
    this.horizonHour = horizonHour
    if (horizonHour % 24n === 0n)
      this.asks.splice(0, this.asks.length, ...this.asks.filter(({ state, ask }) => state === 'open' || ask.expiry + day >= this.now))
  }

  // ── Standing bids ──

  meetAll(): void {
    if (this.mode !== 'open') return
    const standing = [...this.resting].sort(byHighestPriceThenPlace)
    for (const one of standing) {
      const { bid } = one.command
      if (this.blocked.has(bid.renter) || this.strikes.isPaused(bid.renter) || !this.resting.includes(one)) continue
      this.fill(one.command, one.avoided)
    }
  }

  leave(one: Resting): void {
    this.resting = this.resting.filter((other) => other !== one)
  }

  toGo({ renter, nonce, gpus }: Bid): number {
    const pending = this.matches.filter(({ state, bid }) => state === 'unsettled' && bid.bid.renter === renter && bid.bid.nonce === nonce)
    return gpus - laneFilled(this.logs, renter, nonce) - pending.reduce((all, one) => all + one.gpus, 0)
  }

  make(command: PlaceBid, slices: readonly Slice[]): void {
    const { bid, orderHash } = command
    const isTogether = isWhole(bid) && (slices.length > 1 || bid.cluster)
    const group = isTogether ? { group: this.nextId() } : {}
    for (const { ask, gpus, start } of slices) {
      const id = this.nextId()
      this.matchesOfCommand += 1
      const hours = this.hoursOf(bid, start)
      const amount = this.costOf(bid, ask, gpus)
      this.matches.push({ id, ask, bid: command, gpus, amount, hours, state: 'unsettled', start, ...group })
      const { node, pricePerGpuSecond } = ask.ask
      const parties = { askHash: ask.orderHash, bidHash: orderHash, node, renter: bid.renter }
      const terms = { gpus, pricePerGpuSecond, durationSeconds: bid.durationSeconds, start: unixSeconds(start) }
      const money = { relayFee: pTokenUnits(this.rates.relayFee), amount: pTokenUnits(amount) }
      this.emit({ kind: 'Matched', matchId: id, ...group, ...parties, ...terms, ...money, hours })
    }
  }

  nextId(): MatchId {
    return matchId(BigInt(this.seq) * 65_536n + BigInt(this.matchesOfCommand))
  }

  // ── Orders ──

  override placeBid(command: PlaceBid): void {
    const { bid, signature, orderHash, holdId } = command
    const isKnown = this.resting.some((one) => one.command.orderHash === orderHash) || this.matchesOf(orderHash).length > 0
    if (isKnown) {
      this.emit({ kind: 'DuplicateIgnored', orderHash })
      return
    }
    this.emit({ kind: 'BidAccepted', orderHash, bid, signature, ...(holdId === undefined ? {} : { holdId }) })
    const reject = (code: ErrorCode) => this.emit({ kind: 'BidRejected', orderHash, account: bid.renter, node: bid.node, code })
    const hold = this.holds.find((one) => one.holdId === holdId)
    const refusal =
      this.keptOut(bid.renter, 'bid') ?? this.bidCode(bid) ?? this.replaceCode(command) ?? (holdId === undefined ? null : this.holdUseCode(hold, bid))
    if (refusal !== null) {
      reject(refusal)
      return
    }
    const resting: Resting = { command, place: this.placeOf(command), avoided: new Set() }
    const held = hold === undefined ? null : this.useHold(command, hold)
    if (typeof held === 'string') {
      reject(held)
      return
    }
    this.takeReplacedOut(command)
    const isShort = held === null ? this.fill(command, resting.avoided) : false
    if (mayRest(bid)) {
      this.resting.push(resting)
      if (this.toGo(bid) > 0) this.emit({ kind: 'BidRested', orderHash, gpus: this.toGo(bid) })
    } else if (this.matchesOf(orderHash).length === 0) reject(this.nothingCode(bid, isShort))
    else if (this.toGo(bid) > 0) this.emit({ kind: 'OrderCancelled', orderHash, reason: 'unfilled' })
  }

  useHold(command: PlaceBid, hold: NaiveHold): true | ErrorCode {
    const { bid, orderHash } = command
    if (bid.startFrom > this.now) return 'hold.does_not_match'
    const fill = this.cheapest(bid, hold)
    if (typeof fill === 'string') return fill
    hold.state = 'used'
    this.emit({ kind: 'HoldUsed', holdId: hold.holdId, bidHash: orderHash })
    this.make(command, [{ ask: fill.ask, gpus: fill.gpus, start: 0n }])
    return true
  }

  nothingCode(bid: Bid, isShort: boolean): ErrorCode {
    if (bid.node !== zeroHex32 && bid.startFrom <= this.now) {
      const said = this.cheapest(bid, undefined)
      if (typeof said === 'string') return said
    }
    if (isShort) return 'account.insufficient_balance'
    return isWhole(bid) ? 'order.fok_not_fillable' : 'order.nothing_fits'
  }

  override bidCode(bid: Bid): ErrorCode | null {
    if (mayRest(bid)) {
      if (this.restricted.some(({ account, untilMs }) => account === bid.renter && untilMs > this.atMs)) return 'order.account_ioc_only'
    }
    if (bid.expiry - 30n <= this.now) return 'order.expired'
    if (bid.expiry > this.now + 7n * day) return 'order.expiry_too_far'
    if (bid.startUntil < this.now || bid.startUntil < bid.startFrom) return 'order.start_window_missed'
    if (bid.executor !== engineExecutor && bid.executor !== zeroAddress) return 'order.executor_not_ours'
    const hasNoSize = bid.gpus < 1 || bid.gpus > 254 || bid.minGpusPerNode > bid.gpus || bid.durationSeconds < 1n
    const hasNoMask = bid.node === zeroHex32 && (bid.classMask === 0n || bid.regionMask === 0n)
    if (hasNoSize || hasNoMask || bid.timeInForce > lastTimeInForce || bid.maxPricePerGpuSecond === 0n) return 'order.invalid_fields'
    if (bid.durationSeconds > 28n * day) return 'lease.duration_limit'
    if (bid.startFrom > this.now) {
      if (bid.startUntil < this.now + 120n && !mayRest(bid)) return 'order.start_window_missed'
      if (bid.startUntil + bid.durationSeconds > this.now + 28n * day) return 'lease.duration_limit'
    }
    if (this.rates.feeBps > bid.maxFeeBps) return 'order.fee_above_maximum'
    if (this.rates.relayFee > bid.maxRelayFee) return 'order.relay_fee_above_maximum'
    const { renter, nonce } = bid
    if (isLaneCancelled(this.logs, renter, nonce)) return 'order.nonce_cancelled'
    const isPending = this.matches.some((one) => one.state === 'unsettled' && one.bid.bid.renter === renter && one.bid.bid.nonce === nonce)
    if (isPending || laneFilled(this.logs, renter, nonce) > 0) return 'order.nonce_used'
    if (bid.node === zeroHex32) return null
    const code = this.hidden(bid.node)
    return mayRest(bid) && this.registered(bid.node) !== undefined ? null : code
  }

  override wantsWhole(bid: Bid): boolean {
    return isWhole(bid)
  }

  // ── Leaving ──

  override cancelOrder({ orderHash, by }: Extract<ApiCommand, { kind: 'CancelOrder' }>): void {
    const code = this.cancelCode(orderHash, by)
    if (code !== null) this.emit({ kind: 'CancelRejected', orderHash, code })
    else this.takeOut(orderHash, 'owner')
  }

  cancelCode(orderHash: string, by: string): ErrorCode | null {
    const ask = this.asks.find((one) => one.orderHash === orderHash)
    const resting = this.resting.find((one) => one.command.orderHash === orderHash)
    const bid = resting?.command ?? this.matchesOf(orderHash)[0]?.bid
    const owner = ask?.ask.provider ?? bid?.bid.renter
    if (owner === undefined) return 'order.unknown'
    if (owner !== by) return 'order.not_owner'
    if (ask !== undefined) return ask.state === 'open' || ask.state === 'replaced' ? null : 'order.not_open'
    if (resting !== undefined && this.toGo(resting.command.bid) > 0) return null
    // Another bid with the same nonce may have taken all GPUs of this bid, because they share the number of filled GPUs.
    return this.matchesOf(orderHash).length > 0 ? 'order.already_matched' : 'order.not_open'
  }

  takeOut(orderHash: string, reason: 'owner' | 'replaced' | 'session' | 'chain' | 'restricted'): void {
    const ask = this.asks.find((one) => one.orderHash === orderHash)
    const resting = this.resting.find((one) => one.command.orderHash === orderHash)
    const wasOpen = resting === undefined || this.toGo(resting.command.bid) > 0
    if (resting !== undefined) this.leave(resting)
    if (ask !== undefined) ask.state = 'cancelled'
    if (wasOpen) this.emit({ kind: 'OrderCancelled', orderHash: orderHash as never, reason })
    if (ask !== undefined) this.releaseHoldsOn(orderHash)
    this.forgetAsks()
  }

  cancelAll({ account, side }: Extract<ApiCommand, { kind: 'CancelAll' }>): void {
    const asks = this.asks.filter(({ ask, state }) => ask.provider === account && (state === 'open' || state === 'replaced'))
    const bids = this.resting.filter(({ command }) => command.bid.renter === account)
    this.takeAllOut([...(side === 'bids' ? [] : asks.map(placeOfAsk)), ...(side === 'asks' ? [] : bids.map(placeOfBid))], 'owner')
  }

  cancelSession(session: string): void {
    const asks = this.asks.filter((one) => one.session === session && one.state === 'open')
    const bids = this.resting.filter(({ command }) => command.session === session)
    this.takeAllOut([...asks.map(placeOfAsk), ...bids.map(placeOfBid)], 'session')
  }

  takeAllOut(orders: readonly { orderHash: string; place: number }[], reason: 'owner' | 'session' | 'chain' | 'restricted'): void {
    for (const { orderHash } of [...orders].sort((one, other) => one.place - other.place)) this.takeOut(orderHash, reason)
  }

  override reviewAsks(): void {
    super.reviewAsks()
    this.forgetAsks()
  }

  // ── Replacing ──

  replaceCode({ kind, replaces, ...placed }: Placed): ErrorCode | null {
    if (replaces === undefined) return null
    const isAsk = this.asks.some((one) => one.orderHash === replaces)
    const isBid = this.resting.some((one) => one.command.orderHash === replaces) || this.matchesOf(replaces).length > 0
    if ((kind === 'PlaceAsk' && isBid) || (kind === 'PlaceBid' && isAsk)) return 'order.invalid_fields'
    return this.cancelCode(replaces, 'ask' in placed ? placed.ask.provider : placed.bid.renter)
  }

  /** Returns the rank in time of a new order. An order that only shrinks an older one inherits its rank. */
  placeOf(command: Placed): number {
    if (command.kind === 'PlaceAsk') {
      const older = this.asks.find((one) => one.orderHash === command.replaces)
      return older?.state === 'open' && askShrinks(older.ask, command.ask) ? older.seq : this.seq
    }
    const older = this.resting.find((one) => one.command.orderHash === command.replaces)
    const isSmaller =
      older !== undefined && command.bid.gpus <= this.toGo(older.command.bid) && (command.rank ?? 'price') === (older.command.rank ?? 'price')
    return isSmaller && sameBut(older.command.bid, command.bid, ['gpus', 'nonce', 'expiry', 'workloadHash', 'executor']) ? older.place : this.seq
  }

  takeReplacedOut({ replaces }: Placed): void {
    const ask = this.asks.find((one) => one.orderHash === replaces && one.state === 'open')
    if (ask !== undefined) {
      // Holds (reservations) on the old ask stay, because the market has promised its price to their owners.
      ask.state = 'replaced'
      this.emit({ kind: 'OrderCancelled', orderHash: ask.orderHash, reason: 'replaced' })
    } else if (replaces !== undefined && this.resting.some((one) => one.command.orderHash === replaces)) this.takeOut(replaces, 'replaced')
  }

  override placeAsk(command: Extract<ApiCommand, { kind: 'PlaceAsk' }>): void {
    const { ask, orderHash, signature } = command
    if (this.asks.some((one) => one.orderHash === orderHash)) {
      this.emit({ kind: 'DuplicateIgnored', orderHash })
      return
    }
    const code = this.keptOut(ask.provider, 'ask') ?? this.askCode(command) ?? this.replaceCode(command)
    if (code !== null) {
      this.emit({ kind: 'AskRejected', orderHash, account: ask.provider, node: ask.node, code })
      return
    }
    const seq = this.placeOf(command)
    this.takeReplacedOut(command)
    this.takeSlot(ask)
    this.asks.push({ ...command, seq, state: 'open' })
    this.emit({ kind: 'AskPlaced', orderHash, ask, signature })
  }

  override askCode(command: Extract<ApiCommand, { kind: 'PlaceAsk' }>): ErrorCode | null {
    const code = super.askCode(command)
    return (code === null || code === 'order.nonce_cancelled') && command.ask.noticeSeconds > day ? 'order.invalid_fields' : code
  }

  // ── Settles and abandoned matches ──

  override settleAbandoned({ matchId: id, code }: Extract<BookCommand, { kind: 'SettleAbandoned' }>): void {
    const settled = this.matches.find((one) => one.id === id && one.state === 'settled')
    if (settled !== undefined) settled.givenUpFor = code
    const match = this.matches.find((one) => one.id === id && one.state === 'unsettled')
    if (match === undefined) return
    const account = match.bid.bid.renter
    if (!ownFaults.includes(code)) {
      const resting = this.resting.find((one) => one.command.orderHash === match.bid.orderHash)
      for (const one of this.togetherWith(match)) resting?.avoided.add(one.ask.orderHash)
      if (this.rates.version >= 8) this.pause(this.strikes.givenUp(match, { code, atMs: this.atMs }))
      const ask = this.asks.find((one) => one.orderHash === match.ask.orderHash)
      const isIn = ask?.state === 'open' || ask?.state === 'replaced'
      if (code === 'order.ask_signature_refused' && match.group === undefined && isIn) this.takeOut(match.ask.orderHash, 'chain')
      this.abandon(match, code)
      return
    }
    const bids = this.resting.filter(({ command }) => command.bid.renter === account)
    const open = bids.filter(({ command }) => command.orderHash === match.bid.orderHash || this.toGo(command.bid) > 0)
    this.resting = this.resting.filter((one) => !bids.includes(one))
    this.abandon(match, code)
    for (const { orderHash } of open.map(placeOfBid).sort((one, other) => one.place - other.place))
      this.emit({ kind: 'OrderCancelled', orderHash: orderHash as never, reason: 'restricted' })
    this.restricted.push({ account, untilMs: this.atMs + dayMs })
    this.emit({ kind: 'AccountRestricted', account, untilMs: this.atMs + dayMs })
  }

  pause(paused: Paused | null): void {
    if (paused !== null) this.emit({ kind: 'AccountPaused', ...paused })
  }

  togetherWith(match: NaiveMatch): NaiveMatch[] {
    const isTogether = (one: NaiveMatch) => one === match || (match.group !== undefined && one.group === match.group)
    return this.matches.filter((one) => isTogether(one) && one.state === 'unsettled')
  }

  override abandon(match: NaiveMatch, code: ErrorCode): void {
    for (const one of this.togetherWith(match)) super.abandon(one, code)
    this.restAgain(match.bid)
  }

  restAgain({ orderHash, bid }: PlaceBid): void {
    if (this.resting.some((one) => one.command.orderHash === orderHash)) this.emit({ kind: 'BidRested', orderHash, gpus: this.toGo(bid) })
  }

  override settle(log: Extract<ChainLogCommand, { kind: 'Settled' }>): void {
    const { leaseId, askHash, bidHash, terms } = log
    const waiting = () => this.matches.filter((one) => one.bid.orderHash === bidHash && one.state === 'unsettled')
    const isOf = (one: NaiveMatch) => one.ask.orderHash === askHash && one.gpus === terms.gpus && (one.start || terms.start) === terms.start
    const ours = waiting().find(isOf)
    if (ours !== undefined) ours.state = 'settled'
    this.logs.push(log)
    this.matchOfLease.set(leaseId, ours ?? null)
    if (this.rates.version >= 8) this.strikes.settled(log, this.now)
    if (ours === undefined)
      for (const match of waiting().reverse())
        if (this.toGo(match.bid.bid) < 0 && match.state === 'unsettled') this.abandon(match, 'order.lane_overfilled')
    this.emit({ kind: 'Settled', matchId: ours?.id ?? null, leaseId, askHash, bidHash })
    this.dropOverbooked(terms.node, hoursOfLease(freshLease(log)))
  }

  override unsettle(log: Extract<ChainLogCommand, { kind: 'Settled' }>): void {
    super.unsettle(log)
    const resting = this.resting.find((one) => one.command.orderHash === log.bidHash)
    const match = this.matchOfLease.get(log.leaseId)
    if (match === null && resting !== undefined) this.restAgain(resting.command)
    if (match?.givenUpFor !== undefined) this.abandon(match, match.givenUpFor)
  }

  override happen(log: ChainLogCommand): void {
    super.happen(log)
    if (log.kind === 'LeaseClosed') this.pause(this.strikes.closed(log, { match: this.matchOfLease.get(log.leaseId) ?? null, atMs: this.atMs }))
    const isGone = ({ command: { bid } }: Resting) =>
      (log.kind === 'BidCancelled' && bid.renter === log.account && bid.nonce === log.nonce) ||
      (log.kind === 'FloorRaised' && bid.renter === log.account && bid.nonce < log.floor)
    this.takeAllOut(this.resting.filter(isGone).map(placeOfBid), 'chain')
  }

  matchesOf(orderHash: string): NaiveMatch[] {
    return this.matches.filter(({ bid, state }) => bid.orderHash === orderHash && state !== 'abandoned')
  }

  // ── Filling a bid now ──

  /** Gives a bid all that it can take now. Returns true if a higher balance would have filled more. */
  fill(command: PlaceBid, avoided: ReadonlySet<string>): boolean {
    const { bid } = command
    const starts = this.startsOf(bid)
    if (starts.length === 0 || this.toGo(bid) < Math.max(1, bid.minGpusPerNode)) return false
    if (isWhole(bid)) {
      if (this.toGo(bid) !== bid.gpus) return false
      const { slices, isShort } = this.wholePlan(bid, this.asksFor(command, avoided), starts)
      this.make(command, slices)
      return isShort
    }
    let isShort = false
    for (;;) {
      const asks = this.asksFor(command, avoided)
      const found = this.toGo(bid) < Math.max(1, bid.minGpusPerNode) ? null : this.nextSlice(bid, asks, starts)
      isShort ||= found?.isShort ?? false
      if (found?.slice == null) return isShort
      this.make(command, [found.slice])
    }
  }

  /** Returns the start times to try, earliest first. 0 means: start in the block in which the match is settled. */
  startsOf(bid: Bid): bigint[] {
    if (bid.startFrom <= this.now) return this.now <= bid.startUntil ? [0n] : []
    const first = bid.startFrom > this.now + 120n ? bid.startFrom : this.now + 120n
    const starts: bigint[] = []
    for (let start = first; start <= bid.startUntil; start = (start / hour + 1n) * hour) starts.push(start)
    return starts
  }

  /** Returns the asks that a bid may trade with, best first. */
  asksFor({ bid, rank = 'price' }: PlaceBid, avoided: ReadonlySet<string>): NaiveAsk[] {
    const may = (ask: NaiveAsk) => {
      const node = this.registered(ask.ask.node)
      if (ask.state !== 'open' || node === undefined || this.hidden(ask.ask.node) !== null || avoided.has(ask.orderHash)) return false
      const { tier, reliabilityBps } = this.attested(ask.ask.node)
      if (node.vramGib < bid.minVramGib || tier < bid.minTier || reliabilityBps < bid.minReliabilityBps) return false
      const isNamed =
        bid.node === zeroHex32 ? hasBit(bid.classMask, node.classId) && hasBit(bid.regionMask, node.regionId) : bid.node === ask.ask.node
      const { ask: terms } = ask
      const isMandateOver = ask.mandate !== undefined && ask.mandate.until - 30n <= this.now
      if (!isNamed || terms.pricePerGpuSecond > bid.maxPricePerGpuSecond || isMandateOver) return false
      if (terms.provider === bid.renter || (terms.privateRenter !== zeroAddress && terms.privateRenter !== bid.renter)) return false
      if (bid.durationSeconds < terms.minDurationSeconds || bid.durationSeconds > terms.maxDurationSeconds) return false
      return terms.maxFeeBps >= this.rates.feeBps
    }
    return this.asks.filter(may).sort(rank === 'price' ? byPriceThenTime : (one, other) => this.byValue(one, other))
  }

  /** Returns the GPUs that an ask gives at a start, in addition to the plan's slices on the same node. Returns 0 below the smallest slice. */
  gives(bid: Bid, ask: NaiveAsk, { start, wanted, most, planned, inSlices }: Wish): number {
    const { availableFrom, availableUntil, minGpus, maxGpus } = ask.ask
    const [from, until] = start === 0n ? [this.now, this.now + 120n + bid.durationSeconds] : [start, start + bid.durationSeconds]
    if (availableFrom > from || until > availableUntil) return 0
    const least = Math.max(1, minGpus, bid.minGpusPerNode)
    const free = this.freeBeside(bid, ask, { start, planned })
    const gpus = Math.min(wanted, maxGpus, free, most)
    if (gpus < least) return 0
    const slices = Math.ceil(wanted / maxGpus)
    if (inSlices && free >= wanted && slices * least <= wanted) return Math.min(maxGpus, wanted - (slices - 1) * least)
    // The remaining GPUs must be enough for another slice, if that is possible.
    const rest = wanted - gpus
    const minSlice = Math.max(1, bid.minGpusPerNode)
    return rest > 0 && rest < minSlice && wanted - minSlice >= least ? wanted - minSlice : gpus
  }

  /** Returns the GPUs of a node that are free in every hour if the plan's slices count as taken; before version 6 of the rules, slices counted in all hours. */
  freeBeside(bid: Bid, { ask: { node } }: NaiveAsk, { start, planned }: { start: bigint; planned: readonly Slice[] }): number {
    const hours = this.hoursOf(bid, start)
    const onNode = planned.filter((slice) => slice.ask.ask.node === node)
    if (onNode.length === 0) return this.freeIn(node, hours)
    let free = Number.POSITIVE_INFINITY
    for (let at = hours.fromHour; at < hours.toHour; at += 1) {
      const during = onNode.filter((slice) => {
        const { fromHour, toHour } = this.hoursOf(bid, slice.start)
        return this.rates.version < 6 || (fromHour <= at && at < toHour)
      })
      free = Math.min(free, this.freeIn(node, { fromHour: at, toHour: at + 1 }) - during.reduce((all, slice) => all + slice.gpus, 0))
    }
    return free
  }

  /** Returns the first slice (part of an ask), in the order in which the bid prefers asks, that its renter's balance covers. */
  nextSlice(bid: Bid, asks: readonly NaiveAsk[], starts: readonly bigint[]): { slice: Slice | null; isShort: boolean } {
    const wanted = this.toGo(bid)
    const available = this.available(bid.renter)
    let isShort = false
    for (const ask of asks) {
      const offerOf = (most: number) => earliest(starts, (start) => this.gives(bid, ask, { start, wanted, most, planned: [], inSlices: false }))
      const offer = offerOf(wanted)
      if (offer === null) continue
      if (this.costOf(bid, ask, offer.gpus) <= available) return { slice: { ask, ...offer }, isShort }
      isShort = true
      const most = this.affordable(bid, ask, available)
      const smaller = most === 0 ? null : offerOf(most)
      if (smaller !== null) return { slice: { ask, ...smaller }, isShort }
    }
    return { slice: null, isShort }
  }

  wholePlan(bid: Bid, asks: readonly NaiveAsk[], starts: readonly bigint[]): Plan {
    if (!bid.cluster) return this.planOf(bid, asks, starts)
    const regions = [...new Set(asks.map((ask) => this.registered(ask.ask.node)?.regionId))]
    let isShort = false
    // For a cluster bid without a named machine, a region with fewer GPUs than the bid needs is tried only at the first start: it can never be full enough
    // later. At most 72 starts are tried.
    for (const [at, start] of starts.slice(0, 72).entries()) {
      const plans = regions.flatMap((region) => {
        const inRegion = asks.filter((ask) => this.registered(ask.ask.node)?.regionId === region)
        const most = this.mostOf(inRegion)
        return at > 0 && bid.node === zeroHex32 && most < bid.gpus ? [] : [this.planOf(bid, inRegion, [start])]
      })
      isShort ||= plans.some((plan) => plan.isShort)
      const best = plans.filter(({ slices }) => slices.length > 0).sort(cheaperPlan)[0]
      if (best !== undefined) return best
    }
    return { slices: [], isShort }
  }

  /**
   * Returns the number of GPUs that these asks could give if nothing were taken. From version 6 of the rules on, each machine counts once with all its GPUs;
   * before that, each ask counts with its largest slice.
   */
  mostOf(asks: readonly NaiveAsk[]): number {
    const nodes = new Set(asks.map(({ ask }) => ask.node))
    if (this.rates.version < 6) return asks.reduce((all, { ask }) => all + ask.maxGpus, 0)
    return [...nodes].reduce((all, node) => all + (this.registered(node)?.gpus ?? 0), 0)
  }

  planOf(bid: Bid, asks: readonly NaiveAsk[], starts: readonly bigint[]): Plan {
    const slices: Slice[] = []
    let left = bid.gpus
    const isMany = this.rates.version >= 6
    for (const ask of asks) {
      for (;;) {
        const wish = { wanted: left, most: left, planned: slices, inSlices: isMany }
        const offer = left === 0 ? null : earliest(starts, (start) => this.gives(bid, ask, { start, ...wish }))
        if (offer === null) break
        slices.push({ ask, ...offer })
        left -= offer.gpus
        if (!isMany) break
      }
    }
    const cost = slices.reduce((all, slice) => all + this.costOf(bid, slice.ask, slice.gpus), 0n)
    const isShort = cost > this.available(bid.renter)
    return left > 0 || isShort ? { slices: [], isShort } : { slices, isShort: false }
  }

  costOf(bid: Bid, ask: NaiveAsk, gpus: number): bigint {
    const { pricePerGpuSecond } = ask.ask
    const { durationSeconds } = bid
    return escrowOf({ pricePerGpuSecond, gpus, durationSeconds, feeBps: this.rates.feeBps as never }) + this.rates.relayFee
  }

  affordable(bid: Bid, ask: NaiveAsk, available: bigint): number {
    let gpus = 254
    while (gpus > 0 && this.costOf(bid, ask, gpus) > available) gpus -= 1
    return gpus
  }

  hoursOf(bid: Bid, start: bigint) {
    return start === 0n ? hoursTouched(this.now, bid.durationSeconds, 120n) : hoursTouched(start, bid.durationSeconds, 0n)
  }

  byValue(one: NaiveAsk, other: NaiveAsk): number {
    const merit = (ask: NaiveAsk) => BigInt(this.scores.get(ask.ask.node) ?? 0) * BigInt(this.attested(ask.ask.node).reliabilityBps)
    const [mine, theirs] = [merit(one), merit(other)]
    if (mine === 0n || theirs === 0n) return mine === theirs ? byPriceThenTime(one, other) : mine > 0n ? -1 : 1
    const [left, right] = [one.ask.pricePerGpuSecond * theirs, other.ask.pricePerGpuSecond * mine]
    return left === right ? byPriceThenTime(one, other) : left < right ? -1 : 1
  }
}

/** Makes an empty naive market. */
export function naiveMarket(): AnyBook {
  return new NaiveMarket()
}

function byHighestPriceThenPlace(one: Resting, other: Resting): number {
  const [price, otherPrice] = [one.command.bid.maxPricePerGpuSecond, other.command.bid.maxPricePerGpuSecond]
  return price === otherPrice ? one.place - other.place : price > otherPrice ? -1 : 1
}

function placeOfAsk({ orderHash, seq }: NaiveAsk) {
  return { orderHash, place: seq }
}

function placeOfBid({ command, place }: Resting) {
  return { orderHash: command.orderHash, place }
}
