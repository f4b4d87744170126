import type { TaskPlan } from './taskAdapter.ts'

const mostChunks = 256
const usualTasks = 4
/** An audit of a task with at least this many chunks calculates only a sample of them again, which makes checking cheap. */
const wantedChunks = 64

/**
 * Returns the number of tasks of a job and of chunks in each task, if each item of the job has its own chunk. A task has at least 64 chunks if there are so many
 * items, and at most 256. If the items do not fill all tasks, the last chunks are empty, and there are fewer of them than tasks.
 */
export function planSingles({ items, tasks: wanted = usualTasks }: { readonly items: number; readonly tasks?: number }): TaskPlan {
  const most = Math.max(1, Math.floor(items / wantedChunks))
  const tasks = Math.max(Math.ceil(items / mostChunks), Math.min(wanted, most))
  return { tasks, chunks: Math.ceil(items / tasks) }
}

/** Returns true if a plan has a chunk for each of `items` items, and fewer empty chunks than tasks. */
export function isSinglePlan(items: number, { tasks, chunks }: TaskPlan): boolean {
  const empty = tasks * chunks - items
  return empty >= 0 && empty < tasks
}
