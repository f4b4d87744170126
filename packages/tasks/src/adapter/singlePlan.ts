import type { TaskPlan } from './taskAdapter.ts'

const mostChunks = 256
const usualTasks = 4
/** An audit of a task with at least this many chunks calculates only a sample of them again, which makes checking cheap. */
const wantedChunks = 64

/**
 * The most bytes of all outputs of a task together. Each market stores a task's result of 16 MiB; 32 KiB of them are for the lengths and the encryption of 256
 * outputs. A worker whose result nobody stores cannot commit, and loses a part of its stake.
 */
export const mostTaskOutputBytes = 16 * 2 ** 20 - 32_768

/**
 * Returns the number of tasks of a job and of chunks in each task, if each item of the job has its own chunk. A task has at least 64 chunks if there are so many
 * items, and at most 256; it has fewer if the outputs of so many items, with up to `itemBytes` each, are more than a market stores. If the items do not fill all
 * tasks, the last chunks are empty, and there are fewer of them than tasks.
 */
export function planSingles({
  items,
  itemBytes,
  tasks: wanted = usualTasks,
}: {
  readonly items: number
  readonly itemBytes: number
  readonly tasks?: number
}): TaskPlan {
  const stored = Math.max(1, Math.min(mostChunks, Math.floor(mostTaskOutputBytes / itemBytes)))
  const most = Math.max(1, Math.floor(items / wantedChunks))
  const tasks = Math.max(Math.ceil(items / stored), Math.min(wanted, most))
  return { tasks, chunks: Math.ceil(items / tasks) }
}

/**
 * Returns true if a plan has a chunk for each of `items` items and fewer empty chunks than tasks, and each market stores the result of a task whose outputs have
 * `itemBytes` each.
 */
export function isSinglePlan({ items, itemBytes }: { readonly items: number; readonly itemBytes: number }, { tasks, chunks }: TaskPlan): boolean {
  const empty = tasks * chunks - items
  return empty >= 0 && empty < tasks && chunks * itemBytes <= mostTaskOutputBytes
}
