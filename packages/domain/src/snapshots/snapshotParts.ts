/** Bytes of each part of a stored snapshot but the last, which has the rest. */
export const snapshotPartBytes = 4_194_304

/** Most parts of a snapshot: 1 TiB. */
export const mostSnapshotParts = 262_144
