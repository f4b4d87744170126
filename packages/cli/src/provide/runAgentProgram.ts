import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** Beside this command in a checkout. */
const usualProgram = resolve(import.meta.dirname, '../../../../apps/agent/src/provide.ts')

/**
 * Runs the agent's own program with these words, on this terminal, and resolves with its exit code: this package knows the API alone, and the agent is
 * no part of it. INFINITIO_AGENT names the program elsewhere. Where there is none, it says so with `node.agent_missing`. Never rejects.
 */
export async function runAgentProgram(words: readonly string[]): Promise<number> {
  const program = process.env.INFINITIO_AGENT ?? usualProgram
  if (!existsSync(program)) return await sayMissing(program, words)
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...words], { stdio: 'inherit' })
  // Ctrl-C reaches both; who asks us alone to end means the agent.
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  return await new Promise((done) => {
    child.once('error', (error) => void sayMissing(`${program}: ${error.message}`, words).then(done))
    child.once('exit', (code, signal) => done(code ?? (signal === 'SIGINT' ? 130 : 143)))
  })
}

/** Loaded only here: what starts the agent's program is to start fast. */
async function sayMissing(detail: string, words: readonly string[]): Promise<number> {
  const [{ refusal }, { printError }] = await Promise.all([import('@infinitio/sdk'), import('../terminal/print.ts')])
  return printError(refusal('node.agent_missing', { detail }), { json: words.includes('--json') })
}
