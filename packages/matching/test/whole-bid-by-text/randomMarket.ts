import { type Ask, type Bid, bps, durationSeconds, type OrderHash, pTokenUnits, unixSeconds, zeroAddress } from '@infinitio/domain'
import type { ApiCommand, BookCommand, BookEvent } from '../../src/index.ts'
import { bookUnderTest } from '../bookUnderTest.ts'
import { askOf, bidOf, hashOf, nodeOf, otherProvider, otherRenter, provider, renter, sceneStart } from '../marketScene.ts'
import type { Random } from '../randomOf.ts'
import { sceneOf } from '../scene.ts'
import type { Rank } from './eligibleAsks.ts'
import type { TakenHours, TextAsk, TextMachine, TextMarket } from './textMarket.ts'

const renters = [renter, otherRenter]
const deposit = 2_000_000_000n
const feeBps = 25n

type OwnedMachine = { readonly machine: TextMachine; readonly owner: Ask['provider'] }

/** Makes a book with random machines and asks, and the oracle's view of it, taken from the commands and events. */
export function randomMarket(random: Random) {
  const scene = sceneOf(bookUnderTest())
  const taken = new Map<string, TakenHours[]>()
  const balances = new Map(renters.map((account) => [account as string, 100_000_000n + deposit]))
  const relayFee = random.pick([0n, 7n])
  const asks: TextAsk[] = []
  let waited = 0
  scene.play({ kind: 'Upgrade', version: 6, feeBps: bps(feeBps), relayFee: pTokenUnits(relayFee) })
  for (const account of renters) scene.play({ kind: 'Deposited', account, amount: pTokenUnits(deposit) })
  const owned = Array.from({ length: 2 + random.below(4) }, (_, place) => randomMachine(random, place + 10))
  for (const one of owned) for (const command of machineCommands(one)) scene.play(command)
  for (let number = 0; number < 2 + random.below(7); number += 1) addAsk(number)

  function addAsk(number: number): void {
    const one = randomAsk(random, { number, of: random.pick(owned) })
    const events = scene.play(askCommand(one))
    if (events.some((event) => event.kind === 'AskPlaced')) asks.push(one)
    learn(events)
  }

  function learn(events: readonly BookEvent[]): void {
    for (const event of events) {
      if (event.kind === 'OrderCancelled' || event.kind === 'OrderExpired') dropAsk(event.orderHash)
      if (event.kind !== 'Matched') continue
      const hours = { fromHour: BigInt(event.hours.fromHour), toHour: BigInt(event.hours.toHour) }
      taken.set(event.node, [...(taken.get(event.node) ?? []), { ...hours, gpus: event.gpus }])
      balances.set(event.renter, (balances.get(event.renter) ?? 0n) - event.amount)
    }
  }

  function dropAsk(hash: OrderHash): void {
    const place = asks.findIndex((one) => one.hash === hash)
    if (place >= 0) asks.splice(place, 1)
  }

  return {
    wait(seconds: number): void {
      waited += seconds
      scene.wait(seconds)
      learn(scene.play({ kind: 'Tick' }))
    },
    now: (bid: Bid): TextMarket => ({
      ...{ now: sceneStart + BigInt(waited), feeBps, relayFee, balance: balances.get(bid.renter) ?? 0n, asks },
      machines: new Map(owned.map(({ machine }) => [machine.node, { ...machine, taken: taken.get(machine.node) ?? [] }])),
    }),
    place(bid: Bid, rank: Rank) {
      const events = scene.play(bidCommand(bid, rank))
      learn(events)
      return outcomeOf(events)
    },
    cancel: (bid: Bid) => scene.play({ kind: 'CancelOrder', orderHash: hashOf(`bid ${bid.nonce}`), by: bid.renter }),
  }
}

/** Returns what a bid got, according to the book's events. */
function outcomeOf(events: readonly BookEvent[]) {
  const matches = events.filter((event) => event.kind === 'Matched')
  const groups = new Set(matches.map(({ group }) => group))
  const isOneGroup = groups.size === 1 && matches[0]?.group === matches[0]?.matchId
  return {
    slices: matches.map(({ askHash, gpus, start }) => `${askHash} ${gpus} ${start}`),
    refused: events.find((event) => event.kind === 'BidRejected')?.code ?? null,
    groups: isOneGroup ? 'one group of all' : groups.size === 1 && groups.has(undefined) ? 'none' : 'several',
  }
}

function bidCommand(bid: Bid, rank: Rank): ApiCommand {
  const placed = { kind: 'PlaceBid' as const, bid, signature: '0xb', orderHash: hashOf(`bid ${bid.nonce}`) }
  return rank === 'value' ? { ...placed, rank } : placed
}

function askCommand({ ask, hash, mandateUntil }: TextAsk): ApiCommand {
  const placed = { kind: 'PlaceAsk' as const, ask, signature: '0xa', orderHash: hash }
  if (mandateUntil === null) return placed
  const limits = { minPricePerGpuSecond: pTokenUnits(0n), maxDurationSeconds: durationSeconds(86_400n), until: unixSeconds(mandateUntil) }
  const notice = { minNoticeSeconds: durationSeconds(0n), maxNoticeSeconds: durationSeconds(86_400n) }
  const form = { maxTrialSeconds: durationSeconds(3_600n), ...notice, availableUntil: ask.availableUntil, flags: 3 }
  return { ...placed, mandate: { provider: ask.provider, node: ask.node, ...limits, ...form, nonce: 500n }, mandateSignature: '0xc' }
}

function randomMachine(random: Random, number: number): OwnedMachine {
  const place = { classId: 1 + random.below(2), regionId: 1 + random.below(2), gpus: 1 + random.below(8), vramGib: random.pick([24, 80]) }
  const measured = { tier: random.below(3), reliabilityBps: random.pick([0, 9_000, 10_000]), score: random.pick([0, 100, 250]) }
  const machine = { node: nodeOf(number), ...place, ...measured, hidden: random.chance(0.1), taken: [] }
  return { machine, owner: random.pick([provider, provider, otherProvider, renter]) }
}

function machineCommands({ machine, owner }: OwnedMachine): BookCommand[] {
  const { classId, regionId, gpus, vramGib, tier, reliabilityBps, score, hidden } = machine
  const node = machine.node as Ask['node']
  const commands: BookCommand[] = [
    { kind: 'NodeRegistered', node, provider: owner, classId, regionId, gpus, vramGib },
    { kind: 'NodeAttested', node, tier, reliabilityBps },
  ]
  if (score > 0) commands.push({ kind: 'NodeScored', node, score })
  if (hidden) commands.push({ kind: 'NodeSilent', node })
  return commands
}

function randomAsk(random: Random, { number, of }: { number: number; of: OwnedMachine }): TextAsk {
  const minGpus = 1 + random.below(Math.min(3, of.machine.gpus))
  const window = random.chance(0.2) ? { availableFrom: unixSeconds(sceneStart + BigInt(random.below(4)) * 1_800n) } : {}
  const ask = askOf({
    ...{ node: of.machine.node as Ask['node'], provider: of.owner, nonce: BigInt(number), minGpus },
    maxGpus: minGpus + random.below(of.machine.gpus - minGpus + 1),
    pricePerGpuSecond: pTokenUnits(BigInt(random.pick([10, 10, 20, 30, 50]))),
    minDurationSeconds: durationSeconds(random.pick([60n, 60n, 3_600n])),
    maxDurationSeconds: durationSeconds(random.pick([7_200n, 86_400n])),
    maxFeeBps: bps(random.pick([100n, 100n, 100n, 25n, 24n])),
    privateRenter: random.pick([zeroAddress, zeroAddress, zeroAddress, renter, otherRenter]),
    availableUntil: unixSeconds(sceneStart + random.pick([9_000n, 40_000n, 86_400n * 20n])),
    ...window,
  })
  const mandateUntil = random.chance(0.15) ? sceneStart + BigInt(random.pick([20, 31, 2_000, 90_000])) : null
  return { hash: hashOf(`ask ${number}`), mandateUntil, ask }
}

/** Makes a bid of a random shape: whole (FOK, all-or-nothing, cluster), or a partial bid that takes hours. */
export function randomBid(random: Random, { number, whole }: { number: number; whole: boolean }): Bid {
  const gpus = 1 + random.below(whole ? 12 : 3)
  const shape = whole ? random.pick(['fok', 'allOrNothing', 'allOrNothing', 'cluster']) : 'part'
  const later = BigInt(random.pick([0, 0, 0, 1_000, 3_600, 9_000]))
  return bidOf({
    ...{ renter: random.pick(renters), nonce: BigInt(number), gpus, minGpusPerNode: 1 + random.below(Math.min(3, gpus)) },
    node: nodeOf(random.chance(0.25) ? 10 + random.below(2) : 0),
    allOrNothing: shape === 'allOrNothing' || (shape === 'fok' && random.chance(0.5)),
    cluster: shape === 'cluster',
    timeInForce: shape === 'fok' ? 3 : shape === 'part' ? 2 : random.pick([0, 2, 2, 3]),
    classMask: random.pick([2n ** 256n - 1n, 2n ** 256n - 1n, 2n, 4n]),
    regionMask: random.pick([2n ** 256n - 1n, 2n ** 256n - 1n, 2n, 4n]),
    minVramGib: random.pick([0, 0, 48]),
    minTier: random.pick([0, 0, 0, 1]),
    minReliabilityBps: bps(random.pick([0n, 0n, 0n, 9_500n])),
    durationSeconds: durationSeconds(random.pick([60n, 1_800n, 3_600n, 7_200n, 20_000n])),
    startFrom: unixSeconds(later === 0n ? 0n : sceneStart + later),
    startUntil: unixSeconds(sceneStart + random.pick([later + 3_600n, later + 20_000n, 86_400n * 2n])),
    maxPricePerGpuSecond: pTokenUnits(random.pick([10n, 30n, 100n, 100n])),
    maxRelayFee: pTokenUnits(1_000n),
    expiry: unixSeconds(sceneStart + 86_400n * 3n),
  })
}
