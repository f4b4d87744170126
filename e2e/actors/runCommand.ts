import { spawn } from 'node:child_process'
import { programFile } from '@infinitio/process/test'

const command = programFile('packages/cli/src/main.ts')

/** How a command ended: its exit code (null when it was killed) and what it wrote. */
export type CommandEnd = { readonly code: number | null; readonly out: string; readonly err: string }

/** Runs `infinitio` as a person does, in a process of its own; `killAt` kills it, as a power cut would, once its output holds that text so many times. */
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
