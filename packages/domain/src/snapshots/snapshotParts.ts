/** Bytes of each part of a stored snapshot. The last part has the remaining bytes. */
export const snapshotPartBytes = 4_194_304

/** Largest number of parts of a snapshot: 1 TiB in total. */
export const mostSnapshotParts = 262_144
