const mib = 1_048_576
/** The agent lets a task use twice the memory that its job states, before it ends the task. */
const memoryTimes = 2

/** Returns in words why a machine with this much free memory cannot take a job that needs `memoryMib`; null if it can. */
export function memoryLack(memoryMib: number, freeBytes: number): string | null {
  const most = memoryTimes * memoryMib
  const free = Math.floor(freeBytes / mib)
  return most > free ? `The task may use ${most} MiB of memory, and ${free} MiB are free` : null
}
