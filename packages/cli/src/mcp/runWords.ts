import { spawn } from 'node:child_process'

/** The output of a command and its exit code. `code` is null if a signal ended the command. */
export type RanWords = { readonly code: number | null; readonly out: string; readonly err: string }

const mostBytes = 100_000

/**
 * Runs this program again with other words, and returns what it printed, at most the last 100,000 bytes of each output. The abort of the signal asks the command
 * to stop: a command that rents then ends its lease.
 * The command inherits the market and the key by its environment, so that the key is not in the list of processes.
 */
export function runWords(words: readonly string[], signal: AbortSignal): Promise<RanWords> {
  const [, program = ''] = process.argv
  const child = spawn(process.execPath, [...process.execArgv, program, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
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
