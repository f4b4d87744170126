import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** The output of a command and its exit code. `code` is null if a signal ended the command. */
export type RanWords = { readonly code: number | null; readonly out: string; readonly err: string }

const mostBytes = 100_000

/**
 * Runs this program again with other words, and returns what it printed, at most the last 100,000 bytes of each output. The abort of the signal asks the command
 * to stop. A command that rents has a channel to this program. When the channel closes, by the abort or because this program was killed, it ends its lease. The command inherits the market and the key by its environment, so that the key is not in the list of processes.
 */
export async function runWords(words: readonly string[], signal: AbortSignal): Promise<RanWords> {
  const [, program = ''] = process.argv
  const rents = words[0] === 'rent'
  const child = spawn(process.execPath, [...process.execArgv, program, ...words], {
    stdio: ['ignore', 'pipe', 'pipe', ...(rents ? ['ipc' as const] : [])],
  })
  const { stdout, stderr } = child
  if (stdout === null || stderr === null) throw new Error('both outputs are pipes')
  const stop = () => {
    if (!rents) child.kill('SIGTERM')
    else if (child.connected) child.disconnect()
  }
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  const texts = { out: '', err: '' }
  for (const [name, stream] of [['out', stdout] as const, ['err', stderr] as const])
    stream.setEncoding('utf8').on('data', (text: string) => {
      texts[name] = (texts[name] + text).slice(-mostBytes)
    })
  // The event `close` does not come after `disconnect`, so wait for the end of the command and of both outputs.
  const closed = Promise.all([once(stdout, 'close'), once(stderr, 'close')])
  try {
    const [code] = (await once(child, 'exit')) as [number | null]
    await closed
    return { code, ...texts }
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
