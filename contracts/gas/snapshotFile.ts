import { join } from 'node:path'

/** The file with the committed gas of every flow (a kind of transaction), one line each. */
export const snapshotFile = join(import.meta.dirname, 'snapshot.json')
