import { findNewestFleetChange, insertFleetChange, listNodeSigning, listOwnedNodes, readFleetProgress } from '@infinitio/db'
import {
  type Address,
  type ErrorCode,
  type FleetChange,
  fleetChangeLimits,
  fleetChangeOf,
  fleetListRefusal,
  hashFleetChange,
  isRefusal,
  type Refusal,
  type SigningDomain,
} from '@infinitio/domain'
import {
  fleetChangeFromWire,
  fleetChangeWire,
  type FleetProgressWire,
  fleetRowFromWire,
  type FleetSigningWire,
  mandateWire,
  type SignedFleetChangeWire,
} from '@infinitio/domain/wire'
import { checkSignedOrder } from '../../intake/checkSignedOrder.ts'
import type { Services } from '../../services/services.ts'
import { contractRefusal, mayBeOfContract } from '../../signatures/contractRefusal.ts'

type Placed = { readonly account: Address; readonly signed: SignedFleetChangeWire; readonly caller: string }

/**
 * Stores a list of changes to many machines of an account. One signature of the account covers the whole list. Each machine reads its row of the list and
 * applies it. If the account sends its newest list again, returns the progress of that list. Refuses with `order.fleet_altered`, `order.fleet_superseded`,
 * `node.not_owner`, `auth.signature_*` and the codes of `contractRefusal`.
 */
export async function placeFleetChange(services: Services, { account, signed, caller }: Placed): Promise<FleetProgressWire | Refusal> {
  const { db } = services
  const change = fleetChangeFromWire(signed.change)
  const rows = signed.rows.map(fleetRowFromWire)
  const { chainId, addresses } = await services.facts.read()
  const domain = { chainId, market: addresses.market }
  const hash = hashFleetChange(change, domain)
  const newest = await findNewestFleetChange(db, { owner: account })
  if (newest?.hash === hash) return readFleetChange(services, { account, hash })
  const refused =
    (change.owner === account ? null : ({ rejected: 'auth.signature_wrong_signer', detail: 'owner' } as const)) ??
    fleetListRefusal(change, rows, { now: BigInt(services.clock.read().now) }) ??
    (await foreignRefusal(services, { account, nodeIds: rows.map(({ node }) => node) })) ??
    (await signatureRefusal(services, { change, domain, signature: signed.signature, caller }))
  if (refused !== null) return refused
  const { proofs } = fleetChangeOf(rows, change)
  const { serial, expiry } = change
  const stored = { hash, owner: account, serial, expiry, change: JSON.stringify(signed.change), signature: signed.signature }
  const items = rows.map(({ node, act, pricePerGpuSecond }, at) => ({ nodeId: node, act, price: pricePerGpuSecond, proof: proofs[at] ?? [] }))
  if (!(await db.transaction((tx) => insertFleetChange(tx, stored, items)))) return { rejected: 'order.fleet_superseded' }
  services.logger.info({ account, hash, rows: rows.length }, 'a signed list of changes was accepted')
  services.hub.wake()
  return readFleetChange(services, { account, hash })
}

async function foreignRefusal({ db }: Services, { account, nodeIds }: { account: Address; nodeIds: readonly string[] }): Promise<Refusal | null> {
  const own = await listOwnedNodes(db, { nodeIds, owner: account })
  const foreign = nodeIds.find((node) => !own.has(node))
  return foreign === undefined ? null : { rejected: 'node.not_owner', detail: foreign }
}

type Signed = { readonly change: FleetChange; readonly domain: SigningDomain; readonly signature: string; readonly caller: string }

async function signatureRefusal(services: Services, { change, domain, signature, caller }: Signed): Promise<Refusal | null> {
  const { owner } = change
  const signed = checkSignedOrder((at) => hashFleetChange(change, at), { signer: owner, signature, domain })
  if (!isRefusal(signed)) return null
  if (!mayBeOfContract(signed)) return signed
  return contractRefusal(services, { account: owner, digest: hashFleetChange(change, domain), signature, caller }, signed)
}

/** Returns a signed list of changes with the result of each machine. Refuses with `api.not_found`. */
export async function readFleetChange(
  { db, clock }: Services,
  { account, hash }: { account: Address; hash: string },
): Promise<FleetProgressWire | Refusal> {
  const found = await readFleetProgress(db, { hash, owner: account })
  if (found === null) return { rejected: 'api.not_found', detail: hash }
  const { now } = clock.read()
  const { serial, issuedAt, expiry } = fleetChangeWire.parse(JSON.parse(found.change))
  const rows = found.rows.map(({ nodeId, act, price, state, code }) => ({
    ...{ node: nodeId, act, pricePerGpuSecond: price.toString(), code: code as ErrorCode | null },
    state: state === 'waiting' && expiry <= now ? ('expired' as const) : state,
  }))
  return { hash, serial, issuedAt, expiry, rows, chainNow: now }
}

/**
 * Returns, for up to `fleetChangeLimits.rows` machines of an account, the key that signs their asks: the wallet's, or the machine's own key, which the provider
 * allows with a mandate. Counts a mandate from another account as none. A mandate has a signature only if the account signed it. Also returns the serial number
 * of the account's newest list of changes.
 */
export async function readFleetSigning({ db, clock }: Services, { account }: { account: Address }): Promise<FleetSigningWire> {
  const [rows, newest] = await Promise.all([
    listNodeSigning(db, { owner: account, limit: fleetChangeLimits.rows }),
    findNewestFleetChange(db, { owner: account }),
  ])
  return {
    nodes: rows.map(({ nodeId, by, mandate, mandateSignature }) => {
      const read = mandate === null ? null : mandateWire.parse(JSON.parse(mandate))
      const isForeign = read !== null && read.provider.toLowerCase() !== account
      return isForeign ? { node: nodeId, by: 'none', mandate: null, mandateSignature: null } : { node: nodeId, by, mandate: read, mandateSignature }
    }),
    lastSerial: (newest?.serial ?? 0n).toString(),
    chainNow: clock.read().now,
  }
}
