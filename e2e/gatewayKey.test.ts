import { execFile } from 'node:child_process'
import { copyFileSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { bareEnv } from '@infinitio/process/test'
import { createClient } from '@infinitio/sdk'
import { afterAll, beforeAll, expect, describe, it } from 'vitest'
import type { LeaseWire } from '@infinitio/domain/wire'
import { type Actor, createRenter } from './actors/createActor.ts'
import { runMachine } from './actors/runMachine.ts'
import { createSshIdentity, hasOpenSsh, sshAsPrinted, type SshIdentity } from './actors/sshAsPrinted.ts'
import { startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { travel } from './deployment/travel.ts'
import { waitFor } from './deployment/waitFor.ts'

const checkout = resolve(import.meta.dirname, '..')
const long = process.env.TEST_LONG === '1'
/** An announced key can be used after 48 hours. */
const waitSeconds = 48 * 3_600 + 60

describe.skipIf(!long || !hasOpenSsh())(
  "the gateway's host key is replaced by the steps of docs/guides/replace-keys.md",
  { timeout: 600_000 },
  () => {
    let deployment: TestDeployment
    let renter: Actor
    let identity: SshIdentity
    let lease: LeaseWire
    let newFile = ''
    let key = ''
    beforeAll(async () => {
      deployment = await startTestDeployment()
      // Steps 1 and 2 of changing the gateway's key, up to the wait: create a new key and announce it. The lease begins after the wait, because it runs for an hour.
      newFile = join(deployment.dataDir, 'new-gateway.key')
      key = (await run('apps/gateway/src/printHostKey.ts', newFile)).trim().split('\n')[0] ?? ''
      await keys('announce', 'gateway-host', key)
      await travel(deployment, waitSeconds)
      renter = await createRenter(deployment)
      identity = createSshIdentity()
      lease = await runMachine(renter, { identity, durationSeconds: 3_600 })
    })
    afterAll(async () => {
      await deployment?.remove()
      identity?.remove()
    })

    it('reconnects machines with their leases to the new key without help, and never again to the old one', async () => {
      const file = join(deployment.dataDir, 'keys', 'gateway-host.key')
      const oldFile = join(deployment.dataDir, 'old-gateway.key')
      expect(await answers()).toBe('here')
      const before = sshLines(lease)

      // The rest of step 2: add the announced key to the Directory.
      await keys('gateway-host', key)
      await waitFor({
        what: 'the lease to name the new key',
        within: 60,
        read: async () => sshLines(await current()),
        until: (lines) => lines !== before,
      })

      // Step 3 of changing the gateway's key: start the gateway with the file of the new key.
      copyFileSync(file, oldFile)
      copyFileSync(newFile, file)
      await deployment.kill('gateway')
      await waitFor({ what: 'the machine to be back', within: 90, read: answers, until: (said) => said === 'here' })
      expect(agentLog()).toContain('node.gateway_wrong_key')

      // From now on, a gateway with the old key is rejected.
      copyFileSync(oldFile, file)
      const logged = agentLog().length
      await deployment.kill('gateway')
      await waitFor({
        what: 'the machine to refuse the old key',
        within: 60,
        read: () => agentLog().slice(logged),
        until: (log) => log.includes('node.gateway_wrong_key'),
      })
      expect(await tunnelsUp()).toBe(0)
      copyFileSync(newFile, file)
      await deployment.kill('gateway')
      await waitFor({ what: 'the machine to be back again', within: 90, read: answers, until: (said) => said === 'here' })
      expect((await current()).state).toBe('active')
    })

    async function keys(...words: string[]): Promise<void> {
      const { addresses } = await createClient({ baseUrl: deployment.url }).getChain()
      const owner = `file:${join(deployment.dataDir, 'keys', 'deployer.key')}`
      await run('scripts/keys.ts', ...words, { RPC_URL: deployment.rpcUrl, DIRECTORY_ADDRESS: addresses.directory, OWNER: owner })
    }

    const current = () => renter.client.getLease(lease.leaseId)
    const agentLog = () => readFileSync(join(deployment.dataDir, 'logs', 'agent.log'), 'utf8')

    /** Returns the output of a command in the lease. SSH checks the lease's current host keys strictly. */
    async function answers(): Promise<string> {
      const { ssh } = await current()
      if (ssh === null) throw new Error('the lease has no way in')
      return (await sshAsPrinted(ssh, { identity, remoteCommand: 'echo here' })).stdout.trim()
    }

    async function tunnelsUp(): Promise<number> {
      const { terminal } = JSON.parse(readFileSync(join(deployment.dataDir, 'ports.json'), 'utf8')) as { terminal: number }
      return ((await (await fetch(`http://127.0.0.1:${terminal}/health`)).json()) as { tunnels: number }).tunnels
    }
  },
)

function sshLines({ ssh }: LeaseWire): string {
  return ssh?.knownHosts.join('\n') ?? ''
}

async function run(program: string, ...words: [...string[], string | Record<string, string>]): Promise<string> {
  const last = words.at(-1)
  const env = typeof last === 'object' ? last : {}
  const args = words.filter((word) => typeof word === 'string')
  const { stdout } = await promisify(execFile)(process.execPath, [join(checkout, program), ...args], { env: { ...bareEnv(), ...env } })
  return stdout
}
