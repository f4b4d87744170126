import { isMoveOver } from '@infinitio/domain'
import type { MoveAcceptedWire, MoveRequestWire, MoveWire, SnapshotWire } from '@infinitio/domain/wire'
import { getChain, getLeaseDisk, getNodeKeys, getWallet } from '../generated/calls.ts'
import { signEnd } from '../leases/leaseMessages.ts'
import { buildBid, signBid } from '../orders/buildBid.ts'
import type { TypedDataSigner } from '../signing/signTypedData.ts'
import { sealForMachine, signSnapshotOrder } from '../snapshots/beginWithSnapshot.ts'
import { snapshotKeyOf } from '../snapshots/snapshotKeyOf.ts'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'
import { waitUntil } from '../transport/waitUntil.ts'
import type { MovePlan } from './movePlan.ts'

/** Seconds for which the renter's signature that ends the old lease is valid. A move that takes longer needs another signature of the renter. */
const endLifeSeconds = 86_400

/**
 * Signs the order of the new lease, a copy of the disk for the new machine, and the end of the old lease, and submits them. The move then continues without
 * this program. For a lost machine, pass `snapshot`: the new disk starts with its content. Keys and ports stay the same. Throws the codes of `POST
 * /leases/{id}/moves`, and the wallet's error if the user declines.
 */
export async function startMove(
  transport: Transport,
  { signer, plan, snapshot }: { signer: TypedDataSigner; plan: MovePlan; snapshot?: SnapshotWire },
): Promise<MoveAcceptedWire> {
  const { lease, listing, durationSeconds } = plan
  const { leaseId } = lease
  const [chain, { boxKey }, { nextNonce }] = await Promise.all([
    getChain(transport),
    getNodeKeys(transport, listing.node),
    getWallet(transport, { limit: 1 }),
  ])
  const bid = buildBid({
    listing,
    pricePerGpuSecond: listing.ask.pricePerGpuSecond,
    renter: signer.address,
    gpus: lease.terms.gpus,
    durationSeconds,
    workloadHash: lease.terms.workloadHash,
    nonce: BigInt(nextNonce.bid),
    chain,
  })
  const order = await signBid(signer, { bid, chain })
  const source: MoveRequestWire['source'] =
    snapshot === undefined
      ? { kind: 'machine', snapshot: await signSnapshotOrder(signer, { leaseId, node: listing.node, nodeKey: boxKey, chain }) }
      : {
          kind: 'snapshot',
          snapshotId: snapshot.snapshotId,
          sealedKey: await sealForMachine({
            ...{ snapshot, account: signer.address, key: await snapshotKeyOf(signer, { chain }) },
            machine: { nodeId: listing.node, boxKey },
          }),
        }
  const end = await signEnd(signer, { lease, accept: true, chain, lifeSeconds: endLifeSeconds })
  const request: MoveRequestWire = { order, source, end }
  return transport.send<MoveAcceptedWire>({ method: 'POST', path: `/leases/${leaseId}/moves`, body: request })
}

/**
 * Waits until a lease's newest move is done, failed or cancelled, and returns it. Check its `state`, `code` and `workingLeaseId`. Throws `api.timed_out`, and
 * `lease.unknown` for a lease without a move.
 */
export function waitForMove(
  transport: Transport,
  { leaseId, timeoutSeconds, onReading }: { leaseId: string; timeoutSeconds: number; onReading?: (move: MoveWire) => void },
): Promise<MoveWire> {
  const read = async () => {
    const { move } = await getLeaseDisk(transport, leaseId)
    if (move === null) throw refusal('lease.unknown', { detail: `lease ${leaseId} is not moved` })
    return move
  }
  const isDone = ({ state }: MoveWire) => isMoveOver(state)
  return waitUntil(read, isDone, { timeoutSeconds, everyMs: 500, ...(onReading === undefined ? {} : { onReading }) })
}
