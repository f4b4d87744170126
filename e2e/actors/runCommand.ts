import { spawn } from 'node:child_process'
import { programFile } from '@infinitio/process/test'

const command = programFile('packages/cli/src/main.ts')

/** The result of a command: its exit code (null if it was killed) and its output. */
export type CommandEnd = { readonly code: number | null; readonly out: string; readonly err: string }

/**
 * Runs `infinitio` in a separate process, as a person does. With `killAt`, kills the process, like a power cut, once its output contains the given `text` as
 * often as `times` says.
 */
export function runCommand(args: readonly string[], { killAt }: { killAt?: { text: string; times: number } } = {}): Promise<CommandEnd> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
    if (killAt !== undefined && out.split(killAt.text).length > killAt.times) child.kill('SIGKILL')
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  return new Promise((done, reject) => {
    child.once('error', reject)
    child.once('close', (code) => done({ code, out, err }))
  })
}
