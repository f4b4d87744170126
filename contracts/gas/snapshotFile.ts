import { join } from 'node:path'

/** The gas of every flow as it was committed, one line each. */
export const snapshotFile = join(import.meta.dirname, 'snapshot.json')
