import type { JobFile, TaskEstimate, TaskPlan } from '@infinitio/tasks/adapter'
import type { DataInput } from './dataInput.ts'

/** The rows of the divided file. `tasks` asks for a number of tasks. */
export type DataFacts = { readonly rows: number; readonly tasks?: number }

const rowsPerTask = 250_000
const rowsPerChunk = 100_000
/** From this number of chunks on an audit takes a sample, which is what makes checking cheap. */
const wantedChunks = 64
const mostChunks = 256
const mostTasks = 65_536

/** Returns how rows are divided: tasks of about 250,000 rows, each with 64 chunks, or up to 256 when the tasks are larger, and fewer when there are fewer rows. */
export function planData({ rows, tasks: wanted }: DataFacts): TaskPlan {
  const tasks = Math.max(1, Math.min(wanted ?? Math.ceil(rows / rowsPerTask), mostTasks, rows))
  const perTask = Math.floor(rows / tasks)
  const chunks = Math.min(mostChunks, Math.max(wantedChunks, Math.ceil(perTask / rowsPerChunk)), Math.max(1, perTask))
  return { tasks, chunks }
}

/** Start of the process and the engine. */
const startSeconds = 1
/** One chunk: a connection, the file's footer, a query. */
const chunkSeconds = 0.03
/** Read, decompressed and grouped by one core. */
const bytesPerSecond = 20_000_000
/** The engine's limit, and Node beside it. */
const memoryBytes = 1_073_741_824
const chunkOutBytes = 65_536

/** The part of an input on which its estimate depends. */
type DataSize = Pick<DataInput, 'split' | 'tasks' | 'chunks'> & { readonly files: Readonly<Record<string, Pick<JobFile, 'bytes'>>> }

/** Returns what one task needs on the reference machine, at most, for queries that read each row once. Queries that do more need more. */
export function estimateData({ files, split, tasks, chunks }: DataSize): TaskEstimate {
  const bytesIn = Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0)
  const divided = files[split]?.bytes ?? 0
  const read = divided / tasks + (bytesIn - divided) * chunks
  const seconds = Math.ceil(startSeconds + chunks * chunkSeconds + read / bytesPerSecond)
  return { seconds, memoryBytes, bytesIn, bytesOut: chunks * chunkOutBytes }
}
