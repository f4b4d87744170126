/** Bytes of each part of a stored snapshot but the last, which has the rest. */
export const snapshotPartBytes = 8_388_608

/** Most parts of a snapshot: 2 TiB. */
export const mostSnapshotParts = 262_144
