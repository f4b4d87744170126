import { join } from 'node:path'

/** The file with the committed gas of every flow, one line each. */
export const snapshotFile = join(import.meta.dirname, 'snapshot.json')
