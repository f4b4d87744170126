import { insertApiCommand, insertRelay, type RelayBudget } from '@infinitio/db'
import { type Address, type Ask, type Bid, type Mandate, type OrderHash, type SigningDomain, unixSeconds, type UnixSeconds } from '@infinitio/domain'
import { type ApiCommand, toCanonical } from '@infinitio/matching'
import { type Hex, keccak256, toBytes } from 'viem'
import type { World } from './engineProcess.ts'
import { modelAddresses } from './openingMarket.ts'

/** A signed ask. It is signed by the provider's wallet, or by the node under a mandate (a signing permission). */
export type SignedAsk = { ask: Ask; orderHash: OrderHash; signature: Hex; mandate: { mandate: Mandate; signature: Hex } | null }

/** A signed bid. It is signed by the renter's wallet, or by one of its session keys. */
export type SignedBid = { bid: Bid; orderHash: OrderHash; signature: Hex }

/** All orders and holds that were signed so far in a simulated run. */
export type Signed = {
  asks: SignedAsk[]
  bids: SignedBid[]
  holds: { id: string; askHash: OrderHash; account: Address }[]
  /** The number that was used last. Orders, relays, holds and wallet transactions are numbered together. */
  counts: { nonce: number }
}

/** The part of a run that the simulated people can see, and the function that wakes the API's listeners. */
export type Scene = World & { signed: Signed; wakeApi: (channels: readonly string[]) => void }

/** The signing domain of all messages. */
export const domain: SigningDomain = { chainId: 31_337, market: modelAddresses.market }

/** Returns a number that is unused in this run. */
export function nextNumber({ signed }: Scene): number {
  signed.counts.nonce += 1
  return signed.counts.nonce
}

/** Returns the newest block's second, the only time that participants see. */
export function chainNow({ chain }: Scene): UnixSeconds {
  return unixSeconds(BigInt(chain.head().timestamp))
}

/** Stores a command, as the API does. */
export async function accept({ database, wakeApi }: Scene, command: ApiCommand, commandKey: string): Promise<void> {
  await database.as('infinitio_api').transaction((tx) => insertApiCommand(tx, { commandKey, kind: command.kind, payload: toCanonical(command) }))
  wakeApi(['api_commands'])
}

/** Stores a signed message for the chain, as the API does. */
export async function relay(
  scene: Scene,
  { kind, leaseId, account, payload, budget }: { kind: string; leaseId: bigint | null; account: string; payload: object; budget?: RelayBudget },
): Promise<void> {
  const { database, wakeApi } = scene
  const id = `00000000-0000-4000-8000-${nextNumber(scene).toString().padStart(12, '0')}`
  const text = JSON.stringify(payload)
  const row = { id, relayKey: `${kind}:${leaseId}:${text}`, kind, leaseId, account, payload: text, ...(budget === undefined ? {} : { budget }) }
  await database.as('infinitio_api').transaction((tx) => insertRelay(tx, row))
  wakeApi(['relays'])
}

/** Sends a transaction of a wallet (not of the engine) to the chain, with the first nonce that is neither used nor waiting. */
export function wallet(scene: Scene, { from, to, data }: { from: string; to?: string; data: Hex }): void {
  const { chain } = scene
  const waiting = new Set([...chain.pool.values()].filter((one) => one.from === from).map((one) => one.nonce))
  let nonce = chain.head().nonces.get(from) ?? 0
  while (waiting.has(nonce)) nonce += 1
  const hash = keccak256(toBytes(`${from}/${nonce}/${data}/${nextNumber(scene)}`))
  const fees = { maxFeePerGas: 10n ** 15n, maxPriorityFeePerGas: 10n ** 9n }
  chain.send({ hash, from, nonce, to: to ?? modelAddresses.market, data, ...fees })
}
