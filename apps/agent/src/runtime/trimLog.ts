import { appendFile, stat, truncate } from 'node:fs/promises'

const mostBytes = 32 * 1024 * 1024

/**
 * Empties a log above 32 MiB and writes a line about it into the log. Programs that append continue at its new end. Rejects when the log does not
 * exist.
 */
export async function trimLog(logFile: string): Promise<void> {
  if ((await stat(logFile)).size <= mostBytes) return
  await truncate(logFile, 0)
  await appendFile(logFile, '[infinitio] the log was longer than 32 MiB and was emptied\n')
}
