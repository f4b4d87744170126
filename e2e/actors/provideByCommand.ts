import { type ChildProcess, spawn } from 'node:child_process'
import { programFile } from '@infinitio/process/test'
import { createClient, supportProviders } from '@infinitio/sdk'
import type { TestDeployment } from '../deployment/startTestDeployment.ts'
import { waitFor } from '../deployment/waitFor.ts'

const command = programFile('packages/cli/src/main.ts')

/** Makes `infinitio provide` start the agent's program from the bundle of this test run, which starts faster than its sources. */
export const bundledAgent = { INFINITIO_AGENT: programFile('apps/agent/src/provide.ts') }

/** A running `infinitio provide` with its agent in the foreground. */
export type Providing = {
  /** The printed URL of the listing's page. */
  page: string
  output: () => string
  ended: Promise<number | null>
  kill: () => void
  /** Ends the command and its agent at once, like a power cut. The programs of leases continue. */
  crash: () => void
}

/**
 * Starts `infinitio provide` as a person at a shell does. Resolves once it prints that the machine is listed. `within` is a prefix that runs the command
 * elsewhere, for example in a network namespace.
 */
export async function provideByCommand(args: readonly string[], env: NodeJS.ProcessEnv, within: readonly string[] = []): Promise<Providing> {
  const [program, ...rest] = [...within, process.execPath, '--disable-warning=ExperimentalWarning', command, 'provide', ...args] as [
    string,
    ...string[],
  ]
  const child = spawn(program, rest, {
    env: { ...bundledAgent, ...env },
    // The command and the agent share one separate process group, so that both can be ended at the same moment.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = collect(child)
  const ended = new Promise<number | null>((done) => child.once('close', done))
  const page = await waitFor({
    what: 'the machine to be listed',
    within: 180,
    read: () => {
      if (child.exitCode !== null) throw new Error(`infinitio provide ended with ${child.exitCode}:\n${output()}`)
      return /^Listed(?:, and rented to the last GPU)?: (\S+)$/m.exec(output())?.[1] ?? ''
    },
    until: (found) => found !== '',
  }).catch((error: Error) => {
    child.kill('SIGTERM')
    throw new Error(`${error.message}\n${output()}`, { cause: error })
  })
  return { page, output, ended, kill: () => void child.kill('SIGTERM'), crash: () => endGroup(child.pid ?? 0) }
}

/** Pays an account PToken for a bond and coins for gas, from this deployment's own provider. */
export async function fundProvider(deployment: Pick<TestDeployment, 'url' | 'rpcUrl' | 'localToken'>, account: string): Promise<void> {
  const client = createClient({ baseUrl: deployment.url })
  const [{ privateKey }, { addresses }] = await Promise.all([client.getProviderKey(deployment), client.getChain()])
  const support = { provider: account.toLowerCase(), bondAmount: 10n ** 18n, nativeWei: 10n ** 17n }
  await supportProviders({ rpcUrl: deployment.rpcUrl, addresses, privateKey: privateKey as `0x${string}`, supports: [support] })
}

/** Ends a process group at once. Does nothing if it has already ended. */
function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function collect(child: ChildProcess): () => string {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (part: Buffer) => {
      text += part.toString()
    })
  }
  return () => text
}
