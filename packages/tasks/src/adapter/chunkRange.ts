import { AdapterError } from './adapterError.ts'

/** A part of a list of items: from the index `from` up to `to`, which is not included. */
export type ChunkRange = { readonly from: number; readonly to: number }

/**
 * Returns the part of a list of `items` items that belongs to one chunk. The list is divided in order over all chunks of all tasks; the sizes of two parts
 * differ by at most one item. Throws an AdapterError if the job has no such task or chunk.
 */
export function chunkRange({
  items,
  tasks,
  chunks,
  task,
  chunk,
}: {
  items: number
  tasks: number
  chunks: number
  task: number
  chunk: number
}): ChunkRange {
  if (!isPlace(task, tasks) || !isPlace(chunk, chunks)) throw new AdapterError('inputInvalid', `The job has no chunk ${chunk} of task ${task}.`)
  const part = BigInt(task * chunks + chunk)
  const at = (place: bigint) => Number((place * BigInt(items)) / BigInt(tasks * chunks))
  return { from: at(part), to: at(part + 1n) }
}

function isPlace(place: number, count: number): boolean {
  return Number.isSafeInteger(place) && place >= 0 && place < count
}
