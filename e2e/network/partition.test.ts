import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { LeaseWire } from '@infinitio/domain/wire'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, createProvider, createRenter } from '../actors/createActor.ts'
import { runMachine } from '../actors/runMachine.ts'
import { createSshIdentity, hasOpenSsh, type SshIdentity } from '../actors/sshAsPrinted.ts'
import { closingNumbers } from '../deployment/closingNumbers.ts'
import { eventually } from '../deployment/eventually.ts'
import { oneSimulatedMachine, startTestDeployment, temporaryFolder, type TestDeployment } from '../deployment/startTestDeployment.ts'
import { travel } from '../deployment/travel.ts'
import { waitFor } from '../deployment/waitFor.ts'
import { chainFromAfar } from './chainFromAfar.ts'
import { type FarShell, openFarShell } from './farShell.ts'
import { type FarMachines, hasNamespaces, makeFarMachines } from './namespaces.ts'

const long = process.env.TEST_LONG === '1'
const seconds = { suspect: 20, lost: 120, short: 30, long: 600 }

describe.skipIf(!long || !hasNamespaces() || !hasOpenSsh())(
  'provider and renter on machines of their own, beside the deployment',
  { timeout: 2_400_000 },
  () => {
    let far: FarMachines
    let takeChainAway: () => void
    let deployment: TestDeployment
    let renter: Actor
    let identity: SshIdentity
    let lease: LeaseWire
    let shell: FarShell
    beforeAll(async () => {
      far = makeFarMachines()
      identity = createSshIdentity()
      const dataDir = temporaryFolder()
      const [program = '', , , namespace = ''] = far.provider.within
      expect(program).toBe('ip')
      const distant = { INFINITIO_ADDRESS: far.address, INFINITIO_AGENT_NETNS: namespace }
      const starting = startTestDeployment({ dataDir, settings: { ...oneSimulatedMachine, ...distant } })
      starting.catch(() => {})
      takeChainAway = await chainFromAfar(far, { port: (await portsOf(dataDir)).chain })
      deployment = await starting
      renter = await createRenter(deployment)
      lease = await runMachine(renter, { identity, durationSeconds: 3_600 })
      if (lease.ssh === null) throw new Error('the lease has no way in')
      shell = openFarShell(far.renter, { ssh: lease.ssh, identity })
      await shell.ask('echo kept > kept')
    })
    afterAll(async () => {
      shell?.close()
      await deployment?.remove()
      takeChainAway?.()
      far?.remove()
      identity?.remove()
    })

    it(`keep lease, sandbox and open shell over ${seconds.short} s without a line`, async () => {
      const shellId = await shell.ask('echo $$')
      const cutAt = performance.now()
      far.provider.cut()
      await nodeBecomes('suspect')
      await passed(cutAt, seconds.short)
      far.provider.mend()
      await nodeBecomes('answering')
      expect(await shell.ask('echo $$', { within: 60 })).toBe(shellId)
      expect(await shell.ask('cat kept')).toBe('kept\n')
      await billsOn()
    })

    it(`lose nothing when the control plane was unavailable for ${seconds.long} s and the agent restarted during that time`, async () => {
      const pauses = (['web', 'engine', 'database'] as const).map((name) => deployment.pause(name))
      const pausedAt = performance.now()
      try {
        await deployment.kill('agent')
        await passed(pausedAt, seconds.long)
      } finally {
        for (const pause of pauses.toReversed()) pause.resume()
      }
      await nodeBecomes('answering')
      await billsOn()
      const again = openFarShell(far.renter, { ssh: sshOf(lease), identity })
      expect(await again.ask('cat kept', { within: 60 })).toBe('kept\n')
      again.close()
    })

    it('come back to a lease whose machine lost everything that ran: files stay, sessions and processes do not', async () => {
      const session = openFarShell(far.renter, { ssh: sshOf(lease), identity })
      await session.ask('sleep 3000 & true')
      // Leave out the program that forwards connections to the chain, because the test started it, not the machine.
      const ran = () => [...far.provider.processes()].filter(([, command]) => !command.includes('relay.ts'))
      const before = ran()
      expect(before.filter(([, command]) => command === 'sleep 3000')).toHaveLength(1)
      for (const [pid] of before) process.kill(pid, 'SIGKILL')
      await waitFor({ what: 'the session to end', within: 60, read: () => session.hasEnded(), until: (ended) => ended })
      await nodeBecomes('answering')
      const again = openFarShell(far.renter, { ssh: sshOf(lease), identity })
      expect(await again.ask('cat kept', { within: 60 })).toBe('kept\n')
      const known = new Set(before.map(([pid]) => pid))
      expect(ran().filter(([pid, command]) => known.has(pid) || command === 'sleep 3000')).toEqual([])
      again.close()
      await billsOn()
    })

    it('reconnect when the gateway was killed under open sessions and a transfer, and no lease ends', async () => {
      const session = openFarShell(far.renter, { ssh: sshOf(lease), identity })
      const transfer = openFarShell(far.renter, { ssh: sshOf(lease), identity })
      await session.ask('true')
      await transfer.ask('echo begins')
      transfer.pour()
      const killedAt = performance.now()
      await deployment.kill('gateway')
      await waitFor({
        what: 'both sessions to end',
        within: 60,
        read: () => [session, transfer].every((one) => one.hasEnded()),
        until: (ended) => ended,
      })
      const took = await waitFor({
        what: 'a shell to answer again',
        within: 60,
        read: () => secondsToShell(killedAt),
        until: (value) => value !== null,
      })
      console.log(`a shell answered ${took?.toFixed(1)} s after the gateway was killed`)
      await billsOn()
    })

    it(`give the machine up after ${seconds.long} s without a line: it is fenced, and billed to its last sign of life`, async () => {
      const cutAt = performance.now()
      const beforeCut = (await eventually(() => renter.client.getLease(lease.leaseId))).now.chainNow
      far.provider.cut()
      const lost = await waitFor({
        what: 'the lease to be lost',
        within: seconds.lost + 30,
        read: () => eventually(() => renter.client.getLease(lease.leaseId)),
        until: (now) => now.lost !== null,
      })
      const since = lost.lost?.since ?? 0
      expect(lost.node.state).toBe('lost')
      expect(since).toBeGreaterThanOrEqual(beforeCut - seconds.suspect)
      const ended = await waitFor({
        what: 'the chain to end the lease',
        within: 60,
        read: () => eventually(() => renter.client.getLease(lease.leaseId)),
        until: ({ ended: step }) => step !== null,
      })
      const billed = BigInt(since - (lease.ready?.at ?? 0))
      const pay = billed * BigInt(lease.terms.pricePerGpuSecond) * BigInt(lease.terms.gpus)
      const fee = (pay * BigInt(lease.terms.feeBps) + 9_999n) / 10_000n
      const escrow = BigInt(lease.escrow)
      expect(ended).toMatchObject({ state: 'ended', endReason: 'node_lost', endsAt: since, compensation: '0' })
      expect(ended.now).toMatchObject({ billableSeconds: Number(billed), pay: String(pay), refund: String(escrow - pay - fee) })
      await passed(cutAt, seconds.long)
      far.provider.mend()
      await nodeBecomes('answering')
      const folder = join(deployment.dataDir, 'agents', 'this-machine', 'leases', lease.leaseId)
      await waitFor({ what: 'the machine to wipe the lease', within: 30, read: () => existsSync(folder), until: (is) => !is })
      expect(readFileSync(join(deployment.dataDir, 'logs', 'agent.log'), 'utf8')).toMatch(/"reason":"lost".*the lease ended on this machine/)
      await waitFor({ what: 'the session to end', within: 30, read: () => shell.hasEnded(), until: (over) => over })
      // Waits, because a lease is closed only in the next round of the worker.
      await travel(deployment, 3_700)
      await waitFor({
        what: 'the lease to be closed for good',
        within: 60,
        read: () => eventually(() => renter.client.getLease(lease.leaseId)),
        until: ({ closed }) => closed?.final === true,
      })
      const receipt = await renter.client.getLeaseReceipt(lease.leaseId)
      expect(receipt).toMatchObject({ reason: 'node_lost', end: since, billedSeconds: Number(billed), pay: String(pay), spent: String(pay + fee) })
      const { addresses } = await renter.client.getChain()
      expect(await closingNumbers(deployment, { market: addresses.market, leaseId: lease.leaseId })).toEqual({
        pay,
        renterFee: fee,
        providerFee: fee,
        refund: escrow - pay - fee,
      })
      const provider = await createProvider(deployment)
      expect((await provider.client.getLease(lease.leaseId)).endReason).toBe('node_lost')
    })

    /** Checks that the lease still runs, was not given up as lost, and is billed exactly once for each second since it was ready. */
    async function billsOn(): Promise<void> {
      const now = await eventually(() => renter.client.getLease(lease.leaseId))
      expect(now).toMatchObject({ state: 'active', lost: null, ended: null })
      const billed = now.now.chainNow - (now.ready?.at ?? 0)
      expect(now.now.billableSeconds).toBe(billed)
      expect(BigInt(now.now.pay)).toBe(BigInt(billed) * BigInt(now.terms.pricePerGpuSecond) * BigInt(now.terms.gpus))
    }

    async function nodeBecomes(state: LeaseWire['node']['state']): Promise<void> {
      await waitFor({
        what: `the machine to be ${state}`,
        within: seconds.suspect + 60,
        read: async () => (await eventually(() => renter.client.getLease(lease.leaseId))).node.state,
        until: (now) => now === state,
      })
    }

    async function secondsToShell(sinceMs: number): Promise<number | null> {
      const one = openFarShell(far.renter, { ssh: sshOf(lease), identity })
      const answer = await one.ask('echo there', { within: 5 }).catch(() => '')
      one.close()
      return answer === 'there\n' ? (performance.now() - sinceMs) / 1_000 : null
    }
  },
)

function sshOf({ ssh }: LeaseWire): { command: string; knownHosts: string[] } {
  if (ssh === null) throw new Error('the lease has no way in')
  return ssh
}

/**
 * Waits until `forSeconds` seconds have passed since `sinceMs`, the start of the outage. The test is about the length of the outage, so it must really wait.
 */
async function passed(sinceMs: number, forSeconds: number): Promise<void> {
  await delay(Math.max(0, forSeconds * 1_000 - (performance.now() - sinceMs)))
}

async function portsOf(dataDir: string): Promise<{ chain: number }> {
  const file = join(dataDir, 'ports.json')
  return await waitFor({ what: 'the ports of the deployment', within: 60, read: () => readPorts(file), until: (ports) => ports !== null }).then(
    (ports) => ports ?? { chain: 0 },
  )
}

function readPorts(file: string): { chain: number } | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { chain: number }
  } catch {
    return null
  }
}
