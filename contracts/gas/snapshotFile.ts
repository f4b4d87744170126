import { join } from 'node:path'

/** The file with the committed gas of the flows (kinds of transactions), one line each. */
export const snapshotFile = join(import.meta.dirname, 'snapshot.json')
