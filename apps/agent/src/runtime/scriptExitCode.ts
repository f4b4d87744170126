import { open } from 'node:fs/promises'

/**
 * The script's exit code is in the last line that the script writes. Only few lines of the agent follow it in the log, so it is enough to read this many bytes
 * from the end.
 */
const mostBytes = 4_096
const lastLine = /^\[infinitio\] the start script ended with code (\d{1,3})$/gm

/**
 * Returns the exit code of a lease's start script from the end of its log. Returns null if the log ends without such a line, for example while the script runs,
 * and if the log cannot be read. The renter's programs can write such a line too, but that only makes the renter's own workload look failed. Never rejects.
 */
export async function scriptExitCode(logFile: string): Promise<number | null> {
  const file = await open(logFile, 'r').catch(() => null)
  if (file === null) return null
  try {
    const { size } = await file.stat()
    const from = Math.max(0, size - mostBytes)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from)
    return exitCodeIn(buffer.toString('latin1', 0, bytesRead))
  } catch {
    return null
  } finally {
    await file.close()
  }
}

/** Returns the exit code of a start script from the text of the end of its log, or null if the text has none. Pure. */
export function exitCodeIn(text: string): number | null {
  const code = [...text.matchAll(lastLine)].at(-1)?.[1]
  return code === undefined || Number(code) > 255 ? null : Number(code)
}
