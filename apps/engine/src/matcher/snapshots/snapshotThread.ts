import { constants, setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { openDb } from '@infinitio/db'
import { createLogger } from '@infinitio/process'
import { takeSnapshot } from './takeSnapshot.ts'

// The thread that `snapshotBeside` starts. It takes one snapshot, posts the snapshot's name to the parent thread and ends. It also ends on an error.

// Taking orders is more important than a snapshot, so the thread runs with a lower priority. On Linux this applies only to the thread; on other systems it
// would apply to the whole process.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL)

const { url, point } = workerData as { url: string; point: bigint }
const logger = createLogger({ room: 'engine' }).child({ part: 'snapshot' })
const db = openDb({ url, max: 1, onError: (error) => logger.warn({ err: error }, 'idle database connection lost') })
parentPort?.postMessage(await takeSnapshot(db, { logger, point }))
await db.close()
