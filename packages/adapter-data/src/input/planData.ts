import type { JobFile, TaskEstimate, TaskPlan } from '@infinitio/tasks/adapter'
import type { DataInput } from './dataInput.ts'

/** The number of rows of the divided file. `tasks` is the wished number of tasks. */
export type DataFacts = { readonly rows: number; readonly tasks?: number }

const rowsPerTask = 250_000
const rowsPerChunk = 100_000
/** An audit of a task with at least this many chunks calculates only a sample of them again, which makes checking cheap. */
const wantedChunks = 64
const mostChunks = 256
const mostTasks = 65_536

/**
 * Returns the number of tasks of a job and of chunks in each task. Usually a task has about 250,000 rows and 64 chunks. A task with more rows has up to 256
 * chunks. A file with few rows gives fewer tasks and chunks.
 */
export function planData({ rows, tasks: wanted }: DataFacts): TaskPlan {
  const tasks = Math.max(1, Math.min(wanted ?? Math.ceil(rows / rowsPerTask), mostTasks, rows))
  const perTask = Math.floor(rows / tasks)
  const chunks = Math.min(mostChunks, Math.max(wantedChunks, Math.ceil(perTask / rowsPerChunk)), Math.max(1, perTask))
  return { tasks, chunks }
}

/** The seconds in the estimate of a task for the start of its process and of DuckDB. */
const startSeconds = 1
/** The seconds that the estimate counts for each chunk (range of rows): to open a connection, to read the file's footer and to start the query. */
const chunkSeconds = 0.03
/** Bytes that one core reads, decompresses and groups in a second. */
const bytesPerSecond = 20_000_000
/** The memory that a task needs: DuckDB's limit of 512 MiB, and the memory of Node in addition. */
const memoryBytes = 1_073_741_824
const chunkOutBytes = 65_536

/** The fields of an input that decide how much time and memory its tasks need. */
type DataSize = Pick<DataInput, 'split' | 'tasks' | 'chunks'> & { readonly files: Readonly<Record<string, Pick<JobFile, 'bytes'>>> }

/**
 * Returns the most that one task needs on the reference machine: seconds, memory, and bytes in and out. It holds for queries that read each row once; a query
 * that reads rows more often needs more.
 */
export function estimateData({ files, split, tasks, chunks }: DataSize): TaskEstimate {
  const bytesIn = Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0)
  const divided = files[split]?.bytes ?? 0
  const read = divided / tasks + (bytesIn - divided) * chunks
  const seconds = Math.ceil(startSeconds + chunks * chunkSeconds + read / bytesPerSecond)
  return { seconds, memoryBytes, bytesIn, bytesOut: chunks * chunkOutBytes }
}
