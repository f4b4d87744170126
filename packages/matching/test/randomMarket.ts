import {
  type Address,
  type Ask,
  type Bid,
  bps,
  durationSeconds,
  type ErrorCode,
  escrowOf,
  feeUp,
  type LeaseTerms,
  nodeId,
  type OrderHash,
  payOf,
  pTokenUnits,
  unixSeconds,
  zeroAddress,
  zeroHex32,
} from '@infinitio/domain'
import type { BookCommand, BookEvent, ChainLogCommand, ReservedHours } from '../src/index.ts'
import { balanceOf, freshLease, hoursOfLease, laneFilled, leasesOf, type NaiveLease } from './chainFold.ts'
import {
  type AnyBook,
  askOf,
  bidOf,
  bigNode,
  blockAt,
  closedLog,
  endedLog,
  hashOf,
  holdOf,
  nodeOf,
  openingCommands,
  otherProvider,
  otherRenter,
  placeHold,
  provider,
  renter,
  sceneStart,
  settledLog,
  smallNode,
} from './marketScene.ts'
import { type Random, randomOf } from './randomOf.ts'

/** One step of a random market. */
export type Step = { readonly command: BookCommand; readonly atMs: number }

type Match = Extract<BookEvent, { kind: 'Matched' }>
type Settled = Extract<ChainLogCommand, { kind: 'Settled' }>
type World = {
  readonly random: Random
  /** True when the market has every kind of order, and three nodes in two regions. */
  readonly isWhole: boolean
  /** True when whole bids can take several slices (leases) of one ask. */
  readonly isMany: boolean
  /** True when renters cancel leases before the machine is ready, and strikes pause their bids. */
  readonly isPausing: boolean
  /** True when GPUs of machines stop responding, and respond again. */
  readonly isLosing: boolean
  /** The logs of the current transaction, which must directly follow each other. */
  readonly next: BookCommand[]
  readonly placed: BookCommand[]
  readonly logs: ChainLogCommand[]
  readonly asks: Map<string, Ask>
  readonly bids: Map<string, Bid>
  readonly holds: { number: number; placedAtMs: number; askName: string; gpus: number; account: Address; seconds: bigint }[]
  /** Matches that wait to settle. */
  unsettled: Match[]
  /** Settled matches by lease. If the chain drops the `Settled` log of a match, the match waits again to settle. */
  readonly settledMatches: Map<bigint, Match>
  count: number
  blocks: number
  atMs: number
  /** How the clocks move, and the time of the chain's clock at its last block. */
  readonly clocks: Clocks
  block: { timestamp: bigint; atMs: number }
}

/**
 * How the clocks move. `steady`: the chain's clock follows the wall clock. `leaping`: both clocks sometimes stop, or jump by up to three days. `erratic`: in
 * addition, the chain's clock sometimes falls behind, as when only the wall clock jumps or the chain drops blocks.
 */
export type Clocks = 'steady' | 'leaping' | 'erratic'

/**
 * Plays a random market on a book: orders, holds, quiet times and a chain. As the contract allows, the chain settles, ends, pays and cancels leases, and it
 * sometimes drops blocks. `onStep` gets each step directly after the book has played it. The same seed always gives the same market.
 */
export function playRandomMarket(
  book: AnyBook,
  {
    seed,
    steps,
    version = 2,
    clocks = 'steady',
    onStep,
  }: { seed: number; steps: number; version?: number; clocks?: Clocks; onStep: (step: Step, events: BookEvent[], seq: number) => void },
): void {
  const world: World = {
    random: randomOf(seed),
    isWhole: version >= 4,
    isMany: version >= 6,
    isPausing: version >= 8,
    isLosing: version >= 10,
    next: [],
    placed: [],
    logs: [],
    asks: new Map(),
    bids: new Map(),
    holds: [],
    unsettled: [],
    settledMatches: new Map(),
    count: 0,
    blocks: 1,
    atMs: 1_000_000,
    clocks,
    block: { timestamp: sceneStart, atMs: 1_000_000 },
  }
  const opening = openingCommands().map((command) => (command.kind === 'Upgrade' ? { ...command, version } : command))
  if (world.isWhole) opening.push(...farCommands)
  for (let seq = 1; seq <= opening.length + steps; seq += 1) {
    const command = opening[seq - 1] ?? nextCommand(world)
    const events = book.apply(command, { seq, atMs: world.atMs })
    remember(world, command, events)
    onStep({ command, atMs: world.atMs }, events, seq)
    if (world.isPausing && clocks === 'steady' && world.random.chance(0.01)) world.atMs += 3_700_000
    if (clocks !== 'steady' && world.random.chance(0.03)) world.atMs += world.random.pick([3_600_000, 100_000_000, 259_200_000])
    else if (clocks === 'steady' || world.random.chance(0.6))
      world.atMs += world.random.pick([0, 0, 0, 20, 20, 900, 900, 5_000, 40_000, world.random.chance(0.2) ? 400_000 : 1_000])
  }
}

function nextCommand(world: World): BookCommand {
  const { random } = world
  const following = world.next.shift()
  if (following !== undefined) return following
  const makers: [number, (world: World) => BookCommand | null][] = [
    [8, randomAsk],
    [30, randomBid],
    [10, randomHold],
    [3, randomRelease],
    [2, randomCancel],
    [1, randomSilence],
    [1, randomDecision],
    [12, randomBlock],
    [14, settleOurs],
    [1, settleOthers],
    [4, abandonOne],
    [8, moveLease],
    [5, moveMoney],
    [2, cancelOnChain],
    [1, changeListing],
    [6, dropLast],
    ...(world.isWhole ? wholeMakers : []),
    ...(world.isPausing ? pausingMakers : []),
    ...(world.isLosing ? losingMakers : []),
  ]
  for (;;) {
    const command = random.weighted(makers)(world)
    if (command !== null) return command
  }
}

function now({ clocks, atMs, block }: World): bigint {
  const from = clocks === 'steady' ? { timestamp: sceneStart, atMs: 1_000_000 } : block
  return from.timestamp + BigInt(Math.floor((atMs - from.atMs) / 1000))
}

function randomAsk(world: World): BookCommand {
  const { random } = world
  const isSmall = random.chance(0.6)
  const isFar = world.isWhole && random.chance(0.3)
  const maxGpus = random.pick(isFar ? [1, 3, 3] : isSmall ? [1, 2, 2, 2, 2, 3] : world.isMany ? [1, 2, 3, 4] : [2, 4, 4])
  const change: Partial<Ask> = {
    ...(isFar ? { node: farNode } : isSmall ? {} : { node: bigNode, provider: otherProvider }),
    pricePerGpuSecond: pTokenUnits(random.chance(0.03) ? 0n : random.pick([900n, 1_000n, 1_000n, 1_100n])),
    minGpus: random.pick([1, 1, 1, 2]),
    maxGpus,
    maxDurationSeconds: durationSeconds(random.pick([3600n, 86_400n])),
    availableUntil: unixSeconds(now(world) + random.pick([5_000n, 200_000n])),
    privateRenter: random.pick([zeroAddress, zeroAddress, renter]),
    nonce: BigInt(random.below(40)),
    expiry: unixSeconds(now(world) + random.pick([40n, 300n, 3_000n, 100_000n])),
    ...(world.isWhole ? wholeAsk(world) : {}),
  }
  if (random.chance(0.05))
    return { kind: 'PlaceAsk', ask: askOf({ ...change, provider: renter }), signature: '0x', orderHash: hashOf(`a${world.count}`) }
  return {
    kind: 'PlaceAsk',
    ask: askOf(change),
    signature: '0x',
    orderHash: hashOf(`a${!world.isWhole && random.chance(0.03) ? 1 : world.count}`),
    ...placingOf(world),
  }
}

function randomBid(world: World): BookCommand {
  const { random } = world
  const hold = random.chance(0.25) ? world.holds.filter(({ placedAtMs }) => placedAtMs > world.atMs - 1_500_000).at(-1) : undefined
  const isSmall = random.chance(0.6)
  const heldNode = hold === undefined ? undefined : world.asks.get(hashOf(hold.askName))?.node
  const change: Partial<Bid> = {
    renter: hold?.account ?? random.pick([renter, renter, otherRenter, provider]),
    node: heldNode ?? (isSmall ? smallNode : bigNode),
    gpus: random.chance(0.9) ? (hold?.gpus ?? random.pick([1, 1, 2, 4])) : 3,
    allOrNothing: random.chance(0.7),
    durationSeconds: durationSeconds(hold?.seconds ?? random.pick([60n, 600n, 3600n, 7_200n, 80_000n])),
    startUntil: unixSeconds(now(world) + (random.chance(0.04) ? -1n : 100n)),
    maxPricePerGpuSecond: pTokenUnits(random.pick([1_000n, 1_100n, 1_100n, 950n])),
    timeInForce: random.chance(0.04) ? 0 : 2,
    nonce: BigInt(random.chance(0.9) ? world.count : random.below(20)),
    expiry: unixSeconds(now(world) + (random.chance(0.05) ? random.pick([20n, 700_000n]) : 600n)),
    ...(world.isWhole && hold === undefined ? wholeBid(world) : {}),
  }
  const rank = world.isWhole && random.chance(0.2) ? { rank: 'value' as const } : {}
  const command = {
    kind: 'PlaceBid' as const,
    bid: bidOf(change),
    signature: '0x',
    orderHash: hashOf(`b${world.count}`),
    ...rank,
    ...placingOf(world),
  }
  return hold === undefined ? command : { ...command, holdId: holdOf(hold.number) }
}

/** Makes a bid of any kind: pinned or free, spot or forward, whole or partial, resting or immediate. */
function wholeBid(world: World): Partial<Bid> {
  const { random } = world
  const at = now(world)
  const isForward = random.chance(0.2)
  const startFrom = isForward ? at + random.pick([60n, 500n, 4_000n, 90_000n]) : 0n
  const startUntil = (isForward ? startFrom : at) + random.pick([100n, 5_000n, 100_000n])
  const gpus = random.pick([1, 1, 2, 2, 3, 4, 5, 6])
  return {
    ...(random.chance(0.6) ? { node: nodeId(zeroHex32) } : random.chance(0.3) ? { node: farNode } : {}),
    classMask: random.pick([2n ** 256n - 1n, 2n, 4n, 6n]),
    regionMask: random.pick([2n ** 256n - 1n, 2n, 4n]),
    minTier: random.chance(0.05) ? 1 : 0,
    minReliabilityBps: bps(random.chance(0.05) ? 5_000n : 0n),
    gpus,
    minGpusPerNode: random.pick([0, 1, 1, 2, gpus].filter((least) => least <= gpus)),
    allOrNothing: random.chance(0.3),
    cluster: random.chance(0.15),
    startFrom: unixSeconds(startFrom),
    startUntil: unixSeconds(startUntil),
    maxPricePerGpuSecond: pTokenUnits(random.pick([850n, 950n, 1_000n, 1_100n, 1_100n, 1_200n])),
    timeInForce: random.pick([0, 0, 0, 1, 2, 2, 3]),
    expiry: unixSeconds(at + random.pick([600n, 5_000n, 100_000n])),
  }
}

function wholeAsk(world: World): Partial<Ask> {
  const { random } = world
  const from = random.pick([0n, 0n, 0n, 500n, 5_000n])
  return {
    availableFrom: unixSeconds(from === 0n ? 0n : now(world) + from),
    availableUntil: unixSeconds(now(world) + random.pick([8_000n, 200_000n])),
    noticeSeconds: durationSeconds(random.chance(0.02) ? 86_401n : 0n),
  }
}

/** Makes some orders replace an older one or belong to a connection. */
function placingOf(world: World): { replaces?: OrderHash; session?: string } {
  const { random } = world
  if (!world.isWhole) return {}
  const [older] = random.shuffled([...world.bids.keys(), ...world.asks.keys()].slice(-8))
  const replaces = older !== undefined && random.chance(0.12) ? { replaces: older as OrderHash } : {}
  return random.chance(0.2) ? { ...replaces, session: random.pick(sessions) } : replaces
}

const sessions = ['one', 'two', 'three']

const wholeMakers: [number, (world: World) => BookCommand | null][] = [
  // The worker reports late that it has given up a match.
  [
    1,
    ({ random, settledMatches }) => {
      const [match] = random.shuffled([...settledMatches.values()].slice(-3))
      return match === undefined ? null : { kind: 'SettleAbandoned', matchId: match.matchId, code: 'order.settle_failed' }
    },
  ],
  // Sends an earlier order again, unchanged.
  [1, ({ random, placed }) => random.shuffled(placed.slice(-20))[0] ?? null],
  [1, ({ random }) => ({ kind: 'CancelAll', account: random.pick([renter, provider]), ...random.pick([{}, { side: 'asks' }, { side: 'bids' }]) })],
  [1, ({ random }) => ({ kind: 'CancelSession', session: random.pick(sessions) })],
  [1, ({ random }) => ({ kind: 'NodeScored', node: random.pick([smallNode, bigNode, farNode]), score: random.pick([0, 100, 150, 1_000]) })],
  [
    1,
    ({ random }) => ({
      kind: 'NodeAttested',
      node: random.pick([smallNode, bigNode, farNode]),
      tier: random.below(3),
      reliabilityBps: random.pick([0, 9_000, 10_000]),
    }),
  ],
]

const losingMakers: [number, (world: World) => BookCommand | null][] = [
  [2, ({ random }) => ({ kind: 'NodeGpusLost', node: random.pick([smallNode, bigNode, farNode]), gpus: random.pick([0, 0, 0, 1, 1, 2, 9]) })],
]

const pausingMakers: [number, (world: World) => BookCommand | null][] = [
  [8, cancelLease],
  [
    2,
    ({ random, unsettled }) => {
      const [match] = random.shuffled(unsettled)
      const code = random.pick<ErrorCode>(['auth.signature_wrong_signer', 'order.not_settled'])
      return match === undefined ? null : { kind: 'SettleAbandoned', matchId: match.matchId, code }
    },
  ],
]

/** Cancels a lease that has settled but is not ready, mostly before its Ready deadline. Returns null if there is none. */
function cancelLease(world: World): BookCommand | null {
  const isFresh = ({ extended, ended, closed, claimed, credited }: NaiveLease) =>
    extended.length === 0 && ended === null && closed === null && claimed === 0n && credited === 0n
  const [lease] = world.random.shuffled(leasesOf(world.logs).filter(isFresh).slice(-3))
  if (lease === undefined) return null
  const { settled } = lease
  const at = now(world) > settled.terms.start ? now(world) : settled.terms.start
  const closed = closedLog(settled, { seconds: 0n, at })
  return closed.kind === 'LeaseClosed' ? { ...closed, reason: 7 } : null
}

function randomHold(world: World): BookCommand | null {
  const { random } = world
  const [askName] = random.shuffled([...world.asks.keys()].map(nameOf).slice(-4))
  if (askName === undefined) return null
  const wish = { account: random.pick([renter, otherRenter]), gpus: random.pick([1, 1, 2]), funded: random.chance(0.7) }
  const seconds = random.pick([600n, 3600n])
  world.holds.push({ number: world.count, placedAtMs: world.atMs, askName, gpus: wish.gpus, account: wish.account, seconds })
  return placeHold(world.count, askName, { ...wish, durationSeconds: durationSeconds(seconds) })
}

function randomRelease(world: World): BookCommand | null {
  const hold = world.holds.filter(({ placedAtMs }) => placedAtMs > world.atMs - 1_500_000).at(-1)
  return hold === undefined
    ? null
    : { kind: 'ReleaseHold', holdId: holdOf(hold.number), account: world.random.pick([hold.account, hold.account, provider]) }
}

function randomCancel(world: World): BookCommand | null {
  const { random } = world
  const [ask] = random.shuffled([...world.asks].slice(-6))
  const [bid] = random.shuffled([...world.bids].slice(-6))
  if (bid !== undefined && random.chance(world.isPausing ? 0.5 : 0.2))
    return { kind: 'CancelOrder', orderHash: hashOf(nameOf(bid[0])), by: bid[1].renter }
  return ask === undefined
    ? null
    : { kind: 'CancelOrder', orderHash: hashOf(nameOf(ask[0])), by: random.pick([ask[1].provider, ask[1].provider, renter]) }
}

/** Makes a random decision of the operator. Most decisions open the market, so that it trades. */
function randomDecision({ random }: World): BookCommand {
  const node = random.pick([smallNode, bigNode])
  const account = random.pick([renter, provider])
  return random.pick<BookCommand>([
    { kind: 'SetMode', mode: random.pick(['open', 'open', 'halted', 'cancel_only']) },
    { kind: 'SetMode', mode: 'open' },
    { kind: 'SetMode', mode: 'open' },
    { kind: random.pick(['DelistNode', 'RelistNode', 'RelistNode']), node },
    { kind: 'RelistNode', node },
    { kind: random.pick(['BlockAccount', 'UnblockAccount', 'UnblockAccount']), account },
    { kind: 'UnblockAccount', account },
  ])
}

function randomSilence({ random }: World): BookCommand {
  return { kind: random.pick(['NodeSilent', 'NodeBack', 'NodeBack', 'NodeBack']), node: random.pick([smallNode, bigNode]) }
}

function randomBlock(world: World): BookCommand {
  const { random, clocks } = world
  world.blocks += 1
  const later = random.pick([0, 0, 1, 2])
  const leap = clocks !== 'steady' && random.chance(0.1) ? random.pick([600, 5_000, 100_000]) : 0
  const fall = clocks === 'erratic' && random.chance(0.2) ? random.pick([1, 40, 700, 90_000]) : 0
  world.block = { timestamp: now(world) + BigInt(later + leap - fall), atMs: world.atMs }
  return blockAt(world.blocks, world.block.timestamp)
}

/** Returns the error that the contract would give for a settle at `start`, or null if the settle succeeds. */
function settleFault(world: World, log: Settled, wholeGpus: number): ErrorCode | null {
  const { terms } = log
  if (balanceOf(world.logs, terms.renter) < log.escrow) return 'account.insufficient_balance'
  if (laneFilled(world.logs, terms.renter, log.bidNonce) + terms.gpus > wholeGpus) return 'order.lane_overfilled'
  return fits(world, terms, hoursOfLease(freshLease(log))) ? null : 'order.node_taken'
}

/** Returns true if the node's calendar can take these GPUs in all of these hours. */
function fits(world: World, { node, gpus }: LeaseTerms, { fromHour, toHour }: ReservedHours): boolean {
  const others = leasesOf(world.logs).filter((lease) => lease.settled.terms.node === node)
  const capacity = node === smallNode ? 2 : node === farNode ? 3 : 4
  for (let hour = fromHour; hour < toHour; hour += 1) {
    const taken = others.filter((lease) => hour >= hoursOfLease(lease).fromHour && hour < hoursOfLease(lease).toHour)
    if (taken.reduce((all, lease) => all + lease.settled.terms.gpus, 0) + gpus > capacity) return false
  }
  return true
}

/** Settles or abandons a match, together with the other matches of its group. Returns null if none waits. */
function settleOurs(world: World): BookCommand | null {
  const [match] = world.random.shuffled(world.unsettled)
  if (match === undefined) return null
  const together = match.group === undefined ? [match] : world.unsettled.filter(({ group }) => group === match.group)
  const logs: Settled[] = []
  for (const [at, one] of together.entries()) {
    const ask = world.asks.get(one.askHash)
    const bid = world.bids.get(one.bidHash)
    if (ask === undefined || bid === undefined) return null
    const parties = { ask, bid, askHash: one.askHash, bidHash: one.bidHash, gpus: one.gpus }
    const start = one.start === 0n ? now(world) : one.start
    const log = settledLog(BigInt(world.count * 10 + at), { ...parties, start }) as Settled
    const code = settleFault({ ...world, logs: [...world.logs, ...logs] }, log, bid.gpus)
    if (code !== null) return { kind: 'SettleAbandoned', matchId: match.matchId, code }
    logs.push(log)
  }
  world.next.push(...logs.slice(1))
  return logs[0] ?? null
}

/** A stranger settles an ask with a bid. The book may or may not know the bid. Returns null if the selected ask cannot be settled. */
function settleOthers(world: World): BookCommand | null {
  const { random } = world
  const [known] = random.shuffled([...world.asks].slice(-4))
  if (known === undefined) return null
  const [askHash, ask] = known
  const [ours] = random.shuffled(world.unsettled)
  const ourBid = ours === undefined || random.chance(0.5) ? undefined : world.bids.get(ours.bidHash)
  const bid =
    ourBid?.node === ask.node
      ? ourBid
      : bidOf({ renter: otherRenter, node: ask.node, nonce: BigInt(1_000_000 + world.count), durationSeconds: durationSeconds(3600n) })
  if (bid.renter === ask.provider || ![smallNode, bigNode, farNode].includes(ask.node) || ask.pricePerGpuSecond === 0n || ask.provider === renter)
    return null
  const bidHash = bid === ourBid && ours !== undefined ? ours.bidHash : hashOf(`x${world.count}`)
  const log = settledLog(BigInt(world.count * 10), { ask, bid, askHash: hashOf(nameOf(askHash)), bidHash, gpus: 1, start: now(world) })
  return settleFault(world, log as Settled, bid.gpus) === null ? log : null
}

function abandonOne(world: World): BookCommand | null {
  const [match] = world.random.shuffled(world.unsettled)
  const code = world.random.pick<ErrorCode>(['order.settle_failed', 'account.insufficient_balance', 'order.node_taken'])
  return match === undefined ? null : { kind: 'SettleAbandoned', matchId: match.matchId, code }
}

/** Changes one live lease: a payment, an extension, a compensation, a new holder, an end or a close. Returns null if that is not possible. */
function moveLease(world: World): BookCommand | null {
  const { random, logs } = world
  const [lease] = random.shuffled(leasesOf(logs).filter(({ closed }) => closed === null))
  if (lease === undefined) return null
  const { ended } = lease
  const settled = withExtensions(lease)
  const { terms, leaseId } = settled
  const at = unixSeconds(now(world) > terms.start ? now(world) : terms.start)
  const end = terms.start + terms.durationSeconds
  const over = ended?.end ?? (at < end ? at : end)
  const move = random.pick(['pay', 'extend', 'compensate', 'give', 'end', 'close'] as const)
  if (move === 'extend') return ended === null ? extendedLog(world, lease) : null
  if (move === 'compensate') return { kind: 'CompensationPaid', account: lease.holder, amount: pTokenUnits(7n) }
  if (move === 'give')
    return ended !== null || lease.extended.length > 0 ? null : { kind: 'LeaseHolderChanged', leaseId, holder: random.pick([renter, otherRenter]) }
  if (move === 'close') return closedLog(settled, { seconds: over - terms.start, at })
  if (move === 'end') {
    const stop = unixSeconds(random.chance(0.3) && at + 900n < end ? at + 900n : at < end ? at : end)
    return ended !== null ? null : endedLog(settled, { end: stop, at })
  }
  const claims = logs.filter((log) => log.kind === 'LeasePaid' && log.leaseId === leaseId).length
  const seconds = durationSeconds((over - terms.start) / 10n)
  if (claims > 0 || seconds === 0n) return null
  const pay = payOf({ pricePerGpuSecond: terms.pricePerGpuSecond, gpus: terms.gpus, billableSeconds: seconds })
  const fee = feeUp({ amount: pay, feeBps: terms.feeBps })
  return { kind: 'LeasePaid', leaseId, pay, renterFee: fee, providerFee: fee }
}

/**
 * Returns the settlement of a lease with the duration and the escrow that it has after all its extensions, because the end and the close are calculated from
 * these.
 */
function withExtensions({ settled, extended }: NaiveLease): NaiveLease['settled'] {
  const { terms, escrow } = settled
  const seconds = durationSeconds((extended.at(-1)?.end ?? terms.start + terms.durationSeconds) - terms.start)
  const added = extended.reduce((sum, log) => sum + log.escrowAdded, 0n)
  return { ...settled, escrow: pTokenUnits(escrow + added), terms: { ...terms, durationSeconds: seconds } }
}

/** Extends a lease if its holder can pay and the node has the hours; otherwise returns null. */
function extendedLog(world: World, lease: NaiveLease): BookCommand | null {
  const { settled, holder } = lease
  const { terms } = withExtensions(lease)
  const end = unixSeconds(terms.start + terms.durationSeconds + BigInt(world.random.pick([600, 3_600, 9_000])))
  const added = { fromHour: hoursOfLease(lease).toHour, toHour: Number((end + 3_599n) / 3_600n) }
  const escrowAdded = pTokenUnits(escrowOf({ ...terms, durationSeconds: durationSeconds(end - terms.start) }) - escrowOf(terms))
  if (balanceOf(world.logs, holder) < escrowAdded + 2n || !fits(world, terms, added)) return null
  const relayFee = pTokenUnits(world.random.pick([0n, 2n]))
  return { kind: 'LeaseExtended', leaseId: settled.leaseId, end, escrowAdded, relayFee, relayer: otherProvider }
}

function moveMoney(world: World): BookCommand | null {
  const { random, logs } = world
  const account = random.pick([renter, otherRenter, provider])
  const balance = balanceOf(logs, account)
  if (random.chance(0.6)) return { kind: 'Deposited', account, amount: pTokenUnits(random.pick([1n, 5_000_000n, 50_000_000n])) }
  return balance <= 0n ? null : { kind: 'Withdrawn', account, amount: pTokenUnits(random.chance(0.3) ? balance : balance / 3n) }
}

function cancelOnChain(world: World): BookCommand {
  const { random } = world
  const account = random.pick([provider, otherProvider])
  const move = random.pick(['ask', 'ask', 'bid', 'floor'] as const)
  if (move === 'ask') return { kind: 'AskCancelled', account, nonce: BigInt(random.below(12)) }
  if (move === 'bid') return { kind: 'BidCancelled', account: random.pick([renter, otherRenter]), nonce: BigInt(random.below(20)) }
  const floors = world.logs.flatMap((log) => (log.kind === 'FloorRaised' && log.account === account ? [log.floor] : []))
  return { kind: 'FloorRaised', account, floor: (floors.at(-1) ?? 0n) + 1n }
}

function changeListing(world: World): BookCommand | null {
  const { random, logs } = world
  const account = random.pick([provider, otherProvider])
  const last = logs.findLast((log) => (log.kind === 'ProviderListed' || log.kind === 'ProviderDelisted') && log.provider === account)
  if (last?.kind !== 'ProviderDelisted' && random.chance(0.8)) return null
  return { kind: last?.kind === 'ProviderDelisted' ? 'ProviderListed' : 'ProviderDelisted', provider: account }
}

/** The chain drops its last log, but never one of the logs with which the test market began. Returns null if there is no other log. */
function dropLast(world: World): BookCommand | null {
  const last = world.logs.at(-1)
  return last === undefined || world.logs.length <= (world.isWhole ? 8 : 6) ? null : { kind: 'Dropped', of: last }
}

/** Stores for later steps the logs that were not dropped, the orders by hash, and the matches that wait. */
function remember(world: World, command: BookCommand, events: readonly BookEvent[]): void {
  world.count += 1
  if (command.kind === 'PlaceAsk' && !world.asks.has(command.orderHash)) world.asks.set(command.orderHash, command.ask)
  if (command.kind === 'PlaceAsk' || command.kind === 'PlaceBid') world.placed.push(command)
  if (command.kind === 'PlaceBid') world.bids.set(command.orderHash, command.bid)
  if (command.kind === 'Dropped') world.logs.pop()
  else if (isLog(command)) world.logs.push(command)
  for (const event of events) {
    if (event.kind === 'Matched') world.unsettled.push(event)
    const settledMatch = event.kind === 'Settled' ? world.unsettled.find(({ matchId }) => matchId === event.matchId) : undefined
    if (event.kind === 'Settled' && settledMatch !== undefined) world.settledMatches.set(event.leaseId, settledMatch)
    const back = event.kind === 'Unsettled' && event.matchId !== null ? world.settledMatches.get(event.leaseId) : undefined
    if (back !== undefined) world.unsettled.push(back)
    if (event.kind === 'HoldRejected' && world.random.chance(0.8)) world.holds.pop()
    if (event.kind === 'Abandoned' || event.kind === 'Settled') world.unsettled = world.unsettled.filter(({ matchId }) => matchId !== event.matchId)
  }
}

/** A third node, which is in another region. */
const farNode = nodeOf(3)
const farCommands: BookCommand[] = [
  { kind: 'RegionAdded', regionId: 2 },
  { kind: 'NodeRegistered', node: farNode, provider, classId: 1, regionId: 2, gpus: 3, vramGib: 80 },
]

const notLogs = new Set<BookCommand['kind']>([
  'PlaceAsk',
  'PlaceBid',
  'CancelOrder',
  'CancelAll',
  'CancelSession',
  'NodeScored',
  'NodeGpusLost',
  'PlaceHold',
  'ReleaseHold',
  'NodeSilent',
  'NodeBack',
  'SetMode',
  'DelistNode',
  'RelistNode',
  'BlockAccount',
  'UnblockAccount',
  'Generation',
  'SettleAbandoned',
  'Tick',
  'Upgrade',
  'Block',
  'Dropped',
])

function isLog(command: BookCommand): command is ChainLogCommand {
  return !notLogs.has(command.kind)
}

/** Returns the name that an order hash was made from. */
function nameOf(hash: string): string {
  return Buffer.from(hash.slice(2).replace(/^(00)+/, ''), 'hex').toString()
}
