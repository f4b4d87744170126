import { appendFile, stat, truncate } from 'node:fs/promises'

const mostBytes = 32 * 1024 * 1024

/**
 * If a log is longer than 32 MiB, empties it and writes a line about that into it. Programs that append to the log continue after this line. Rejects when the
 * log does not exist.
 */
export async function trimLog(logFile: string): Promise<void> {
  if ((await stat(logFile)).size <= mostBytes) return
  await truncate(logFile, 0)
  await appendFile(logFile, '[infinitio] the log was longer than 32 MiB and was emptied\n')
}
