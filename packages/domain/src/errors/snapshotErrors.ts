import type { ErrorRow } from './errorRow.ts'

/** Errors about copies of disks. The page of each is `/docs/errors/<code>`. */
export const snapshotErrors = {
  'snapshot.unknown': { http: 404, exit: 130, retry: false, sentence: 'There is no such snapshot. It may have run out; look in your snapshots.' },
  'snapshot.no_store': { http: 503, exit: 130, retry: false, sentence: 'This market keeps no snapshots: its operator has set no place for them.' },
  'snapshot.underway': { http: 409, exit: 131, retry: true, sentence: 'A snapshot of this lease is being made already. Wait until it is stored.' },
  'snapshot.not_stored': { http: 409, exit: 131, retry: true, sentence: 'This snapshot is not whole yet. Wait until it is stored.' },
  'snapshot.quota_exceeded': {
    http: 409,
    exit: 130,
    retry: false,
    sentence: 'Your snapshots take all the room that an account has. Delete one, then try again.',
  },
  'snapshot.too_large': {
    http: 422,
    exit: 130,
    retry: false,
    sentence: 'The disk holds more than there is room for. Delete what you can do without.',
  },
  'snapshot.unreadable': {
    http: 422,
    exit: 130,
    retry: false,
    sentence: "Some files could not be read, so there is no snapshot. The lease's log names them.",
  },
  'snapshot.damaged': {
    http: 422,
    exit: 130,
    retry: false,
    sentence: 'What came out of the store is not what was put in: changed, cut short, or of another snapshot.',
  },
  'snapshot.key_unusable': {
    http: 422,
    exit: 130,
    retry: false,
    sentence: 'The key does not open this snapshot. Use the wallet that it was made with.',
  },
  'snapshot.archive_refused': {
    http: 422,
    exit: 130,
    retry: false,
    sentence: 'The snapshot holds what may not be unpacked, such as a path that leads out. Nothing more of it was unpacked.',
  },
  'snapshot.store_away': { http: 503, exit: 131, retry: true, sentence: 'The store of snapshots does not answer. Nothing is lost; try again.' },
  'snapshot.store_refused': {
    http: 502,
    exit: 130,
    retry: false,
    sentence: "The store of snapshots refuses the market's key, or has no such bucket. Nothing is lost; the market's operator must mend it.",
  },
  'snapshot.interrupted': {
    http: 409,
    exit: 131,
    retry: true,
    sentence: 'The machine stopped before the snapshot was whole. Make a new one.',
  },
  'snapshot.deleted': {
    http: 410,
    exit: 130,
    retry: false,
    sentence: 'The snapshot was deleted before it was whole, by its renter or with the move that it was for.',
  },
  'snapshot.lease_settled': {
    http: 409,
    exit: 130,
    retry: false,
    sentence: 'What a disk begins with is said before the order is placed. Rent with --from-snapshot.',
  },
  'snapshot.order_expired': { http: 410, exit: 130, retry: false, sentence: 'What you signed for this snapshot ran out. Sign it again.' },
} satisfies Record<`snapshot.${string}`, ErrorRow>

/** Errors about moving a workload to another machine. */
export const moveErrors = {
  'move.underway': { http: 409, exit: 141, retry: true, sentence: 'This lease is being moved already. Wait until that is over.' },
  'move.same_machine': { http: 409, exit: 140, retry: false, sentence: 'The workload runs on this machine already. Choose another one.' },
  'move.no_machine': {
    http: 409,
    exit: 141,
    retry: true,
    sentence: 'No other machine of this class is free at this price now. Try later, or choose one yourself.',
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
    sentence: 'The order, the snapshot and the end do not belong to one move. Begin again.',
  },
  'move.new_lease_over': {
    http: 409,
    exit: 140,
    retry: false,
    sentence: 'The new lease ended before it had your data. The old one goes on.',
  },
  'move.old_lease_over': {
    http: 409,
    exit: 140,
    retry: false,
    sentence: 'The old lease ended before its data was copied. The new one is empty; end it if you do not want it.',
  },
  'move.too_slow': {
    http: 504,
    exit: 140,
    retry: false,
    sentence: 'A machine did not do its part of the move in time. The old lease goes on as it was.',
  },
  'move.cancelled': {
    http: 409,
    exit: 140,
    retry: false,
    sentence: 'You cancelled the move. The old lease goes on as it was.',
  },
  'move.too_late': {
    http: 409,
    exit: 140,
    retry: false,
    sentence: 'Names and data are on the new machine, so the move cannot be cancelled. Move again to go elsewhere.',
  },
  'move.over': { http: 409, exit: 140, retry: false, sentence: 'There is no move of this lease that could be cancelled.' },
} satisfies Record<`move.${string}`, ErrorRow>
