import { readFile } from 'node:fs/promises'

const wantedFiles = 1_048_576

/** The most open files and processes that this process may hand on; generous numbers where there is no /proc or no limit. */
export async function ownLimits(): Promise<{ files: number; processes: number }> {
  const text = await readFile('/proc/self/limits', 'utf8').catch(() => '')
  const hard = (name: string): number => {
    const value = Number(new RegExp(`^${name} +\\S+ +(\\d+)`, 'm').exec(text)?.[1])
    return Number.isSafeInteger(value) && value > 0 ? Math.min(value, wantedFiles) : wantedFiles
  }
  return { files: hard('Max open files'), processes: hard('Max processes') }
}
