const mib = 1_048_576

/** Returns in words why a machine with this much free memory cannot take a job that states `memoryMib`; null if it can. */
export function memoryLack(memoryMib: number, freeBytes: number): string | null {
  const free = Math.floor(freeBytes / mib)
  return memoryMib > free ? `The job needs ${memoryMib} MiB of memory, and ${free} MiB are free` : null
}
