import {
  type Address,
  address,
  bps,
  durationSeconds,
  hex32,
  type NodeId,
  nodeId,
  type OrderHash,
  orderHash,
  pTokenUnits,
  unixSeconds,
} from '@infinitio/domain'
import { apply, type BookCommand, createBook } from '../../src/index.ts'
import { newestVersion } from '../../src/rules/marketRules.ts'
import { askOf, bidOf, sceneStart } from '../marketScene.ts'
import type { PlainOperation, PlainStream } from './plainStreams.ts'

/** Number of resting orders for each account. The buyers of a stream share accounts. */
const ordersPerAccount = 500
const hourSeconds = durationSeconds(3_600n)

/** A market that plays plain streams. Nodes and accounts exist before the measurement, so that it measures only orders. */
export type PlainMarket = { readonly play: (command: BookCommand) => void; readonly commandOf: (operation: PlainOperation) => BookCommand }

/**
 * Opens a market for a stream. A sell becomes an ask of a node with that many GPUs; a buy becomes a bid for one hour. Both are GTC and go
 * through `apply`, as in the product.
 */
export function openPlainMarket(stream: PlainStream): PlainMarket {
  const book = createBook()
  let seq = 0
  const play = (command: BookCommand): void => {
    seq += 1
    apply(book, command, { seq, atMs: 1_000_000 })
  }
  play({ kind: 'Upgrade', version: newestVersion, feeBps: bps(0n), relayFee: pTokenUnits(0n) })
  play({ kind: 'Block', number: 1, hash: hex32(`0x${'0'.repeat(64)}`), timestamp: unixSeconds(sceneStart), final: false })
  play({ kind: 'ClassAdded', classId: 1, vramGib: 80, referencePricePerGpuSecond: pTokenUnits(1n) })
  play({ kind: 'RegionAdded', regionId: 1 })
  const accounts = new Set<Address>()
  const ownerOf = new Map<number, Address>()
  for (const operation of [...stream.before, ...stream.measured]) {
    if (operation.kind === 'cancel') continue
    const { id, side, quantity } = operation
    const account = accountOf(side, id)
    ownerOf.set(id, account)
    if (side === 'sell') play({ kind: 'NodeRegistered', node: nodeOf(id), provider: account, classId: 1, regionId: 1, gpus: quantity, vramGib: 80 })
    else if (!accounts.has(account)) play({ kind: 'Deposited', account, amount: pTokenUnits(10n ** 24n) })
    accounts.add(account)
  }
  return { play, commandOf: (operation) => commandOf(operation, ownerOf) }
}

function commandOf(operation: PlainOperation, ownerOf: ReadonlyMap<number, Address>): BookCommand {
  const { id } = operation
  const by = ownerOf.get(id) as Address
  if (operation.kind === 'cancel') return { kind: 'CancelOrder', orderHash: hashOf(id), by }
  const { quantity, price } = operation
  const nonce = BigInt(id)
  const orderHash = hashOf(id)
  const until = unixSeconds(sceneStart + 6n * 86_400n)
  if (operation.side === 'sell') {
    const ask = askOf({ provider: by, node: nodeOf(id), pricePerGpuSecond: pTokenUnits(BigInt(price)), maxGpus: quantity, nonce, expiry: until })
    return { kind: 'PlaceAsk', ask, signature: '0x', orderHash }
  }
  const wish = { renter: by, node: nodeOf(0), classMask: 2n, regionMask: 2n, gpus: quantity, allOrNothing: false, durationSeconds: hourSeconds }
  const bid = bidOf({ ...wish, maxPricePerGpuSecond: pTokenUnits(BigInt(price)), timeInForce: 0, nonce, startUntil: until, expiry: until })
  return { kind: 'PlaceBid', bid, signature: '0x', orderHash }
}

function accountOf(side: 'buy' | 'sell', id: number): Address {
  return address(
    `0x${side === 'buy' ? 'b' : 'a'}${Math.floor(id / ordersPerAccount)
      .toString(16)
      .padStart(39, '0')}`,
  )
}

function nodeOf(id: number): NodeId {
  return nodeId(`0x${id.toString(16).padStart(64, '0')}`)
}

function hashOf(id: number): OrderHash {
  return orderHash(`0xf${id.toString(16).padStart(63, '0')}`)
}
