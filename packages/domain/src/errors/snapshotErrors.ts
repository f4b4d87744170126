import type { ErrorRow } from './errorRow.ts'

/** Errors about copies of disks. The page of each is `/docs/errors/<code>`. */
export const snapshotErrors = {
  'snapshot.unknown': { http: 404, exit: 130, retry: false, sentence: 'This snapshot does not exist. It may have expired. Look in your snapshots.' },
  'snapshot.no_store': {
    http: 503,
    exit: 130,
    retry: false,
    sentence: 'This market stores no snapshots, because its operator has set no storage. Copy your files with scp or rsync.',
  },
  'snapshot.underway': { http: 409, exit: 131, retry: true, sentence: 'A snapshot of this lease is already being made. Wait until it is stored.' },
  'snapshot.not_stored': { http: 409, exit: 131, retry: true, sentence: 'This snapshot is not complete yet. Wait until it is stored.' },
  'snapshot.quota_exceeded': {
    http: 409,
    exit: 130,
    retry: false,
    sentence: 'Your snapshots use all the space of your account. Delete a snapshot, then try again.',
  },
  'snapshot.too_large': {
    http: 422,
    exit: 130,
    retry: false,
    sentence: 'The disk has more data than fits. Delete files that you do not need, then try again.',
  },
  'snapshot.unreadable': {
    http: 422,
    exit: 130,
    retry: false,
    sentence: "Some files could not be read, so there is no snapshot. The lease's log lists them.",
  },
  'snapshot.damaged': {
    http: 422,
    exit: 130,
    retry: false,
    sentence: 'The stored snapshot is damaged: it was changed, cut short, or belongs to another snapshot. Use another snapshot.',
  },
  'snapshot.key_unusable': {
    http: 422,
    exit: 130,
    retry: false,
    sentence: 'The key does not open this snapshot. Use the wallet that made it.',
  },
  'snapshot.archive_refused': {
    http: 422,
    exit: 130,
    retry: false,
    sentence: 'The snapshot has an entry that is not allowed, such as a path outside the disk. Unpacking stopped there. Make a new snapshot.',
  },
  'snapshot.store_away': { http: 503, exit: 131, retry: true, sentence: 'The snapshot storage does not answer. Nothing is lost. Try again.' },
  'snapshot.store_refused': {
    http: 502,
    exit: 130,
    retry: false,
    sentence: "The snapshot storage refuses the market's key, or the bucket does not exist. Nothing is lost. Ask the operator to fix it.",
  },
  'snapshot.interrupted': {
    http: 409,
    exit: 131,
    retry: true,
    sentence: 'The machine stopped before the snapshot was complete. Make a new snapshot.',
  },
  'snapshot.deleted': {
    http: 410,
    exit: 130,
    retry: false,
    sentence: 'The snapshot was deleted before it was complete, by its renter or when its move was cancelled. Make a new snapshot.',
  },
  'snapshot.lease_settled': {
    http: 409,
    exit: 130,
    retry: false,
    sentence: 'A disk can start from a snapshot only if the order asks for it. Rent with --from-snapshot.',
  },
  'snapshot.order_expired': { http: 410, exit: 130, retry: false, sentence: 'Your signed request for this snapshot expired. Sign it again.' },
} satisfies Record<`snapshot.${string}`, ErrorRow>

/** Errors about moving a workload to another machine. */
export const moveErrors = {
  'move.underway': { http: 409, exit: 141, retry: true, sentence: 'This lease is already being moved. Wait until the move is complete.' },
  'move.same_machine': { http: 409, exit: 140, retry: false, sentence: 'The workload already runs on this machine. Choose another machine.' },
  'move.no_machine': {
    http: 409,
    exit: 141,
    retry: true,
    sentence: 'No other machine of this class is free at this price now. Try later, or choose a machine yourself.',
  },
  'move.machine_lost': {
    http: 409,
    exit: 140,
    retry: false,
    sentence: 'The machine is lost, so its disk cannot be copied. Move from the last snapshot.',
  },
  'move.mismatch': {
    http: 422,
    exit: 140,
    retry: false,
    sentence: 'The signed order, the snapshot and the signed end of the old lease belong to different moves. Start the move again.',
  },
  'move.new_lease_over': {
    http: 409,
    exit: 140,
    retry: false,
    sentence: 'The new lease ended before it got your data. The old lease continues. Start the move again.',
  },
  'move.old_lease_over': {
    http: 409,
    exit: 140,
    retry: false,
    sentence: 'The old lease ended before its data was copied. The new lease is empty. End it if you do not want it.',
  },
  'move.too_slow': {
    http: 504,
    exit: 140,
    retry: false,
    sentence: 'A machine did not do its part of the move in time. The old lease continues unchanged. Start the move again.',
  },
  'move.cancelled': {
    http: 409,
    exit: 140,
    retry: false,
    sentence: 'You cancelled the move. The old lease continues unchanged.',
  },
  'move.too_late': {
    http: 409,
    exit: 140,
    retry: false,
    sentence:
      'Your data and the addresses of the lease are already on the new machine, so the move cannot be cancelled. To go elsewhere, move again.',
  },
  'move.over': { http: 409, exit: 140, retry: false, sentence: 'This lease has no move that can be cancelled. Check the state of the move.' },
} satisfies Record<`move.${string}`, ErrorRow>
