import { fork } from 'node:child_process'
import { once } from 'node:events'
import { programFile } from '@infinitio/process/test'
import { bareEnv } from '@infinitio/process/test'
import type { startTestbed } from './startTestbed.ts'

type Ports = { sshPort: number; tunnelPort: number; portsPort: number; hostKey: string }

/**
 * Starts a second gateway beside the gateway of the test. It is a process with the same host key and database, without a proxy in front of it. Rejects if the
 * process does not start.
 */
export async function startSecondGateway({ env }: Pick<Awaited<ReturnType<typeof startTestbed>>, 'env'>) {
  const settings = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, String(value)]))
  const child = fork(programFile('apps/gateway/src/main.ts'), [], {
    execArgv: [],
    // The setting of trusted proxies has been parsed into a function, which cannot be passed in an environment variable. So this gateway trusts no proxy.
    env: { ...bareEnv(), LOG_LEVEL: 'error', ...settings, TRUSTED_PROXIES: '', GATEWAY_ID: 'second-gateway' },
  })
  const exited = once(child, 'exit')
  const [{ detail }] = (await Promise.race([once(child, 'message'), exited.then(() => Promise.reject(new Error('the second gateway ended')))])) as [
    { detail: Ports },
  ]
  exited.catch(() => {})
  return {
    ...detail,
    async kill(signal: NodeJS.Signals): Promise<void> {
      child.kill(signal)
      if (child.exitCode === null && child.signalCode === null) await exited
    },
  }
}
