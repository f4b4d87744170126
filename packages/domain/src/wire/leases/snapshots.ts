import { z } from 'zod'
import { moveStates } from '../../snapshots/moveState.ts'
import { mostSnapshotParts, snapshotPartBytes } from '../../snapshots/snapshotParts.ts'
import { placeOrderWire } from '../orders/orders.ts'
import { relayRequestWire } from '../orders/relays.ts'
import { errorCode, hex32, intBetween, leaseId, signature, uint40, uuid } from '../scalars.ts'
import { secretsBox } from './sealedSecrets.ts'

const bytes = intBetween(0, Number.MAX_SAFE_INTEGER)
const part = intBetween(1, mostSnapshotParts)

/** The key of a snapshot, encrypted to the owner of an X25519 key. */
export const sealedKeyWire = z
  .strictObject({
    box: z
      .string()
      .regex(/^0x(?:[0-9a-f]{2})+$/, { error: 'api.invalid_field' })
      .max(8_192, { error: 'api.invalid_field' }),
    commitment: hex32,
  })
  .meta({ id: 'SealedKey' })
export type SealedKeyWire = z.infer<typeof sealedKeyWire>

/** `POST /leases/{id}/snapshots`: an order that the renter's wallet signed. The API checks the signature, and the machine checks it again. */
export const snapshotOrderWire = z
  .strictObject({
    leaseId,
    renterKey: hex32.describe('X25519 key of the renter for later restores; zero for none.'),
    node: hex32.describe('Target machine of a move; zero for none.'),
    nodeKey: hex32.describe('X25519 key of the target machine on the chain; zero for none.'),
    expiry: uint40,
    signature,
  })
  .meta({ id: 'SnapshotOrder' })
export type SnapshotOrderWire = z.infer<typeof snapshotOrderWire>

/** A copy of a lease's disk. It is encrypted, so the operator of the store cannot read it. */
export const snapshotWire = z
  .strictObject({
    snapshotId: uuid,
    leaseId,
    node: hex32,
    state: z.enum(['requested', 'copying', 'stored', 'failed']),
    code: errorCode.nullable(),
    renterKey: hex32.describe('The X25519 key that opens `sealedKey`; zero if the snapshot is only for a move.'),
    sealedKey: sealedKeyWire.nullable(),
    storedBytes: bytes,
    diskBytes: bytes.nullable().describe('Size of the restored disk in bytes; null until it is stored.'),
    createdAt: z.int(),
    takenAt: z.int().nullable().describe('When the copy began. It has the state of the disk at this time.'),
    expiresAt: z.int().describe('When it will be deleted, Unix seconds.'),
  })
  .meta({ id: 'Snapshot' })
export type SnapshotWire = z.infer<typeof snapshotWire>

/** The progress of restoring a snapshot to a lease's disk. */
export const restoreWire = z
  .strictObject({
    snapshotId: uuid.nullable().describe('Null until the move has copied the disk.'),
    state: z.enum(['waiting', 'running', 'done', 'failed']),
    percent: intBetween(0, 100),
    code: errorCode.nullable(),
  })
  .meta({ id: 'Restore' })
export type RestoreWire = z.infer<typeof restoreWire>

/** A move of a workload from one lease to another. */
export const moveWire = z
  .strictObject({
    moveId: uuid,
    state: z.enum(moveStates),
    failedState: z.enum(moveStates).nullable().describe('The state in which it failed or was cancelled; otherwise null.'),
    failedAt: z.enum(moveStates).nullable().meta({ deprecated: true, description: 'Deprecated: use `failedState`. It is a state and no time.' }),
    code: errorCode.nullable(),
    fromLeaseId: leaseId,
    toLeaseId: leaseId.nullable().describe('Null until the new lease is on the chain.'),
    snapshotId: uuid.nullable(),
    percent: intBetween(0, 100).nullable().describe('Progress of the copy, then of the restore.'),
    workingLeaseId: leaseId.describe('The lease that has the data and the names now.'),
    oldEnded: z.boolean(),
    oldLost: z.boolean().describe('Whether the old lease was lost with its machine, so that only its snapshots remain.'),
    newOver: z.boolean().describe('Whether the new lease has ended, or there was none.'),
    startedAt: z.int(),
    updatedAt: z.int(),
  })
  .meta({ id: 'Move' })
export type MoveWire = z.infer<typeof moveWire>

/** The answer of `GET /leases/{id}/disk`. */
export const leaseDiskWire = z
  .strictObject({
    available: z.boolean().describe('Whether this market stores snapshots.'),
    snapshots: z.array(snapshotWire).describe('Snapshots of this lease, newest first.'),
    restore: restoreWire.nullable(),
    move: moveWire.nullable().describe('The newest move from or to this lease.'),
    movedTo: leaseId.nullable().describe('The lease that has its names, ports and data now; null if it still has them.'),
    keptDays: z.int(),
    accountBytes: bytes.describe('Size of all snapshots of the account, in bytes.'),
    mostAccountBytes: bytes,
  })
  .meta({ id: 'LeaseDisk' })
export type LeaseDiskWire = z.infer<typeof leaseDiskWire>

/** The answer of `POST /leases/{id}/snapshots`, with status 202. */
export const snapshotAcceptedWire = z.strictObject({ snapshotId: uuid }).meta({ id: 'SnapshotAccepted' })
export type SnapshotAcceptedWire = z.infer<typeof snapshotAcceptedWire>
/** The answer of `GET /snapshots`. */
export const snapshotListWire = z.strictObject({ items: z.array(snapshotWire) }).meta({ id: 'SnapshotList' })
export type SnapshotListWire = z.infer<typeof snapshotListWire>

/**
 * `PUT /restores/{bidHash}`: selects the snapshot for the disks of a bid's leases. The renter sends this before the bid is placed, and later once more with the
 * snapshot's key, encrypted to the machine.
 */
export const restoreRequestWire = z
  .strictObject({
    snapshotId: uuid,
    sealedKey: sealedKeyWire.nullable().describe('The key of the snapshot, encrypted to the machine; null until the machine is known.'),
    leaseId: leaseId.optional().describe('Only for this lease of the bid; by default for all its leases.'),
  })
  .meta({ id: 'RestoreRequest' })
export type RestoreRequestWire = z.infer<typeof restoreRequestWire>

/** `POST /leases/{id}/moves`: all signed data that a move needs from its renter. */
export const moveRequestWire = z
  .strictObject({
    order: placeOrderWire,
    source: z.discriminatedUnion('kind', [
      z
        .strictObject({ kind: z.literal('machine'), snapshot: snapshotOrderWire })
        .describe('The old machine copies the disk when the new lease is ready.'),
      z
        .strictObject({ kind: z.literal('snapshot'), snapshotId: uuid, sealedKey: sealedKeyWire })
        .describe('From a stored snapshot, for example of a lost machine.'),
    ]),
    end: relayRequestWire.describe('The signed end of the old lease, of kind `end`. It is sent to the chain at the end of the move.'),
  })
  .meta({ id: 'MoveRequest' })
export type MoveRequestWire = z.infer<typeof moveRequestWire>
/** The answer of `POST /leases/{id}/moves`, with status 202. */
export const moveAcceptedWire = z.strictObject({ moveId: uuid, orderHash: hex32 }).meta({ id: 'MoveAccepted' })
export type MoveAcceptedWire = z.infer<typeof moveAcceptedWire>

/** Work for a machine on a lease's disk: to copy it or to restore a snapshot. */
export const leaseDiskTaskWire = z
  .strictObject({
    snapshot: z
      .strictObject({ snapshotId: uuid, order: snapshotOrderWire, mostBytes: bytes.describe('Maximum size of the snapshot, in bytes.') })
      .nullable(),
    restore: z
      .strictObject({
        snapshotId: uuid.nullable(),
        sealedKey: sealedKeyWire.nullable(),
        parts: intBetween(0, mostSnapshotParts),
        storedBytes: bytes,
        diskBytes: bytes,
      })
      .nullable(),
    paused: z.boolean().describe('True: all programs of the lease are paused, because its data moves to another machine.'),
  })
  .meta({ id: 'LeaseDiskTask' })
export type LeaseDiskTaskWire = z.infer<typeof leaseDiskTaskWire>

/**
 * The body of `POST /nodes/snapshots/{id}/parts` and `POST /nodes/restores/{leaseId}/parts`. They return the URL at which a part of a snapshot can be stored or
 * fetched.
 */
export const partRequestWire = z
  .strictObject({ part, bytes: intBetween(1, snapshotPartBytes).optional().describe('Size of a part to upload, in bytes.') })
  .meta({ id: 'PartRequest' })
export type PartRequestWire = z.infer<typeof partRequestWire>
export const partAddressWire = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/ })
      .nullable()
      .describe('Signed URL that is valid for minutes; null: use the path `…/parts/{part}` of this API.'),
  })
  .meta({ id: 'PartAddress' })
export type PartAddressWire = z.infer<typeof partAddressWire>

/** The body of `POST /nodes/snapshots/{id}/report`. */
export const snapshotReportWire = z
  .discriminatedUnion('state', [
    z.strictObject({ state: z.literal('copying') }),
    z.strictObject({
      state: z.literal('stored'),
      parts: part,
      storedBytes: bytes,
      diskBytes: bytes,
      renterSealed: sealedKeyWire.nullable(),
      nodeSealed: sealedKeyWire.nullable(),
      secretsBox: secretsBox
        .nullable()
        .describe('In a move: the secrets of the lease, which its machine encrypted to the target machine. Null if there are none.'),
    }),
    z.strictObject({ state: z.literal('failed'), code: errorCode }),
  ])
  .meta({ id: 'SnapshotReport' })
export type SnapshotReportWire = z.infer<typeof snapshotReportWire>

/** The body of `POST /nodes/restores/{leaseId}/report`. */
export const restoreReportWire = z
  .discriminatedUnion('state', [
    z.strictObject({ state: z.literal('running'), percent: intBetween(0, 100) }),
    z.strictObject({ state: z.literal('done') }),
    z.strictObject({ state: z.literal('failed'), code: errorCode }),
  ])
  .meta({ id: 'RestoreReport' })
export type RestoreReportWire = z.infer<typeof restoreReportWire>
