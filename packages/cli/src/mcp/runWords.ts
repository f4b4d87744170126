import { spawn } from 'node:child_process'

/** What a command printed, and how it ended. `code` is null if a signal ended it. */
export type RanWords = { readonly code: number | null; readonly out: string; readonly err: string }

const mostBytes = 100_000

/**
 * Runs this program again with other words, and returns what it printed, at most the last 100,000 bytes of each output. The abort of the signal asks the command
 * to stop: a command that rents then ends its lease. The environment has the market and the key, so that they are not in the list of processes.
 */
export function runWords(
  words: readonly string[],
  { env, signal }: { readonly env: NodeJS.ProcessEnv; readonly signal: AbortSignal },
): Promise<RanWords> {
  const [, program = ''] = process.argv
  const child = spawn(process.execPath, [...process.execArgv, program, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const stop = () => child.kill('SIGTERM')
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  const texts = { out: '', err: '' }
  for (const [name, stream] of [['out', child.stdout] as const, ['err', child.stderr] as const])
    stream.setEncoding('utf8').on('data', (text: string) => {
      texts[name] = (texts[name] + text).slice(-mostBytes)
    })
  return new Promise<RanWords>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, ...texts }))
  }).finally(() => signal.removeEventListener('abort', stop))
}
