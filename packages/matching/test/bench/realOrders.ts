import { type Address, address, bps, durationSeconds, hex32, nodeId, orderHash, pTokenUnits, unixSeconds, zeroHex32 } from '@infinitio/domain'
import { apply, type BookCommand, type BookEvent, createBook, fromCanonical, toCanonical } from '../../src/index.ts'
import { newestVersion } from '../../src/rules/marketRules.ts'
import { askOf, bidOf, sceneStart } from '../marketScene.ts'
import { type Random, randomOf } from '../randomOf.ts'
import { commandTexts } from './commandTexts.ts'

const classes = 20
const regions = 10
const renters = 2_000
const anyNode = nodeId(zeroHex32)
const vramOfClass = [16, 24, 24, 40, 48, 48, 80, 80, 96, 141]
const milliseconds = 50

type PlaceBid = Extract<BookCommand, { kind: 'PlaceBid' }>

/**
 * A market of real orders that is open for bids. `readBid` parses a bid from its text, as the matcher does right before it judges the bid.
 * `playBid` plays it.
 */
export type RealMarket = { readonly readBid: (at: number) => BookCommand; readonly playBid: (bid: BookCommand) => void }

/**
 * Opens a market of `asks` nodes with one ask each, in 200 books (20 classes, 10 regions), and makes `bids` bids. A bid takes one to five classes, or any with
 * enough memory, and one to four regions, or all; 1 to 4 GPUs for 1 to 24 hours. Two of three bids pay enough. 80 % are IOC, 10 % FOK, 10 % GTC. The clock
 * moves 50 ms per bid. The same numbers give the same market.
 */
export function openRealMarket({ asks, bids }: { asks: number; bids: number }): RealMarket {
  const random = randomOf(20_261_120)
  const book = createBook()
  let seq = 0
  let atMs = 1_000_000
  const play = (command: BookCommand) => {
    seq += 1
    return apply(book, command, { seq, atMs })
  }
  for (const command of openingOf(random, asks)) play(asRead(command))
  return {
    readBid: commandTexts(Array.from({ length: bids }, (_, at) => bidCommand(random, at + 1))),
    playBid: (bid) => {
      atMs += milliseconds
      play(bid)
    },
  }
}

/**
 * Opens an empty market and prepares orders. `readOrders` parses `orders` orders from their text, as the matcher does; when they are played, all of them stay
 * open together. One in ten is an ask with its own node. The others are bids like the bids of `openRealMarket`, but they pay too little and wait.
 */
export function openWaitingMarket({ orders }: { orders: number }): {
  readonly readOrders: () => BookCommand[]
  readonly play: (command: BookCommand) => readonly BookEvent[]
} {
  const random = randomOf(20_261_121)
  const book = createBook()
  let seq = 0
  const play = (command: BookCommand) => {
    seq += 1
    return apply(book, command, { seq, atMs: 1_000_000 })
  }
  const asks = orders / 10
  for (const command of openingOf(randomOf(20_261_121), asks)) if (command.kind !== 'PlaceAsk') play(asRead(command))
  return {
    play,
    readOrders: () => [
      ...openingOf(random, asks)
        .filter(({ kind }) => kind === 'PlaceAsk')
        .map(asRead),
      ...Array.from({ length: orders - asks }, (_, at) => asRead(waiting(bidCommand(random, at + 1)))),
    ],
  }
}

function waiting(command: PlaceBid): PlaceBid {
  const { bid } = command
  const maxPricePerGpuSecond = pTokenUnits(bid.maxPricePerGpuSecond / 100n)
  return { ...command, bid: { ...bid, allOrNothing: false, timeInForce: 0, maxPricePerGpuSecond } }
}

/** Returns a command as the matcher gets it, parsed from its canonical text. */
function asRead(command: BookCommand): BookCommand {
  return fromCanonical(toCanonical(command))
}

function openingOf(random: Random, asks: number): BookCommand[] {
  const opening: BookCommand[] = [
    { kind: 'Upgrade', version: newestVersion, feeBps: bps(25n), relayFee: pTokenUnits(0n) },
    { kind: 'Block', number: 1, hash: hex32(`0x${'0'.repeat(64)}`), timestamp: unixSeconds(sceneStart), final: false },
  ]
  for (let classId = 1; classId <= classes; classId += 1)
    opening.push({ kind: 'ClassAdded', classId, vramGib: vramOf(classId), referencePricePerGpuSecond: priceOf(classId) })
  for (let regionId = 1; regionId <= regions; regionId += 1) opening.push({ kind: 'RegionAdded', regionId })
  for (let account = 0; account < renters; account += 1)
    opening.push({ kind: 'Deposited', account: renterOf(account), amount: pTokenUnits(10n ** 24n) })
  for (let at = 1; at <= asks; at += 1) opening.push(...askCommands(random, at))
  return opening
}

function askCommands(random: Random, at: number): BookCommand[] {
  const [classId, regionId] = [1 + random.below(classes), 1 + random.below(regions)]
  const gpus = random.pick([1, 2, 4, 8, 8])
  const node = nodeId(`0x${at.toString(16).padStart(64, '0')}`)
  const provider = address(`0x${(0xa000_0000 + Math.floor(at / 50)).toString(16).padStart(40, '0')}`)
  const pricePerGpuSecond = pTokenUnits((priceOf(classId) * BigInt(700 + random.below(800))) / 1_000n)
  const ask = askOf({
    provider,
    node,
    pricePerGpuSecond,
    maxGpus: gpus,
    minDurationSeconds: durationSeconds(random.pick([60n, 600n, 3_600n, 14_400n])),
    nonce: BigInt(at),
    expiry: unixSeconds(sceneStart + 20n * 86_400n),
  })
  const orderHashOfAsk = orderHash(`0xa${at.toString(16).padStart(63, '0')}`)
  return [
    { kind: 'NodeRegistered', node, provider, classId, regionId, gpus, vramGib: vramOf(classId) },
    { kind: 'PlaceAsk', ask, signature: '0x', orderHash: orderHashOfAsk },
  ]
}

function bidCommand(random: Random, at: number): PlaceBid {
  const first = 1 + random.below(classes)
  const named = Array.from({ length: 1 + random.below(5) }, () => 1 + random.below(classes))
  const wantsAny = random.chance(0.1)
  const classMask = wantsAny ? 2n ** 256n - 1n : maskOf([first, ...named.slice(1)])
  const regionMask = random.chance(0.4) ? 2n ** 256n - 1n : maskOf(Array.from({ length: 1 + random.below(4) }, () => 1 + random.below(regions)))
  const gpus = random.pick([1, 1, 1, 2, 2, 4])
  const share = random.below(3) === 0 ? 400 + random.below(280) : 700 + random.below(600)
  const timeInForce = random.pick([2, 2, 2, 2, 2, 2, 2, 2, 3, 0])
  const bid = bidOf({
    renter: renterOf(random.below(renters)),
    node: anyNode,
    classMask,
    regionMask,
    minVramGib: wantsAny ? random.pick([16, 24, 40, 80]) : random.pick([0, 0, 0, 24]),
    gpus,
    minGpusPerNode: random.pick([1, 1, gpus]),
    allOrNothing: timeInForce === 3,
    durationSeconds: durationSeconds(3_600n * BigInt(1 + random.below(24))),
    maxPricePerGpuSecond: pTokenUnits((priceOf(first) * BigInt(share)) / 1_000n),
    timeInForce,
    nonce: BigInt(at),
    startUntil: unixSeconds(sceneStart + 6n * 86_400n),
    expiry: unixSeconds(sceneStart + 6n * 86_400n),
  })
  return { kind: 'PlaceBid', bid, signature: '0x', orderHash: orderHash(`0xb${at.toString(16).padStart(63, '0')}`) }
}

/** Returns a price from 0.20 to 4.00 USD per GPU-hour, in base units per GPU-second. */
function priceOf(classId: number) {
  return pTokenUnits((BigInt(classId) * 200_000_000_000_000_000n) / 3_600n)
}

function vramOf(classId: number): number {
  return vramOfClass[classId % vramOfClass.length] ?? 80
}

function renterOf(number: number): Address {
  return address(`0x${(0xb000_0000 + number).toString(16).padStart(40, '0')}`)
}

function maskOf(bits: number[]): bigint {
  return bits.reduce((mask, bit) => mask | (1n << BigInt(bit)), 0n)
}
