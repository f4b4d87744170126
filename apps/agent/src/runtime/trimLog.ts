import { appendFile, stat, truncate } from 'node:fs/promises'

const mostBytes = 32 * 1024 * 1024

/** Empties a log that has grown beyond 32 MiB and says so in it; whoever appends to it goes on at its new end. Rejects when it is gone. */
export async function trimLog(logFile: string): Promise<void> {
  if ((await stat(logFile)).size <= mostBytes) return
  await truncate(logFile, 0)
  await appendFile(logFile, '[infinitio] the log was longer than 32 MiB and was emptied\n')
}
