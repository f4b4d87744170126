import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, extname, join, resolve } from 'node:path'

/** The path of the agent's program in a checkout, relative to this command. */
const usualProgram = resolve(import.meta.dirname, '../../../../apps/agent/src/provide.ts')

/**
 * The agent's programs: `provide` rents this machine out, `prove` makes a proof, `prepareLeaseProver` writes the program that tests the GPU of a lease (the
 * prover). All of them are in one folder.
 */
type AgentProgram = 'provide' | 'prove' | 'prepareLeaseProver'

/** Returns the path of a program of the agent. If INFINITIO_AGENT is set, it is the path of `provide`, and the other programs are in the same folder. */
export function agentProgram(name: AgentProgram): string {
  const provide = process.env.INFINITIO_AGENT ?? usualProgram
  return name === 'provide' ? provide : join(dirname(provide), `${name}${extname(provide)}`)
}

/**
 * Runs a program of the agent with these words on this terminal and resolves with its exit code. INFINITIO_AGENT can set another path (see `agentProgram`).
 * Prints `node.agent_missing` if the program is missing. Never rejects.
 */
export async function runAgentProgram(words: readonly string[], name: AgentProgram = 'provide'): Promise<number> {
  const program = agentProgram(name)
  if (!existsSync(program)) return await sayMissing(program, words)
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...words], { stdio: 'inherit' })
  // Ctrl-C reaches this process and the agent, so ignore it here. Other signals reach only this process, so pass them on to the agent.
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  return await new Promise((done) => {
    child.once('error', (error) => void sayMissing(`${program}: ${error.message}`, words).then(done))
    child.once('exit', (code, signal) => done(code ?? (signal === 'SIGINT' ? 130 : 143)))
  })
}

/** Import these only when they are needed, so that the agent's program starts fast. */
async function sayMissing(detail: string, words: readonly string[]): Promise<number> {
  const [{ refusal }, { printError }] = await Promise.all([import('@infinitio/sdk'), import('../terminal/print.ts')])
  return printError(refusal('node.agent_missing', { detail }), { json: words.includes('--json') })
}
