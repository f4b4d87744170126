import { spawn } from 'node:child_process'
import { signEnd } from '@infinitio/sdk'
import { findThisMachine, holdMachine, signAndPlaceBid } from '../../e2e/actors/bookMachine.ts'
import { type Actor, createRenter } from '../../e2e/actors/createActor.ts'
import { createSshIdentity, type SshIdentity, sshArguments } from '../../e2e/actors/sshAsPrinted.ts'
import { startTestDeployment, type TestDeployment } from '../../e2e/deployment/startTestDeployment.ts'
import { waitFor } from '../../e2e/deployment/waitFor.ts'
import type { Benchmark } from './benchmark.ts'
import { startContainerDeployment } from '../../e2e/containers/startContainerDeployment.ts'

const runs = 7
const durationSeconds = 3_600

type Phases = { matchedMs: number; settledMs: number; readyMs: number; shellMs: number }

/**
 * Measures the times from a renter's signature until the order is matched, settled and ready, and until the first byte of a shell arrives over the real OpenSSH
 * client. All in ms.
 */
export const latencyBenchmark: Benchmark = {
  name: 'e2e-latency',
  limitMinutes: 45,
  measure: async (progress) => measureLatency(await startTestDeployment(), progress),
}

/** Measures the same times as `latencyBenchmark`, but with leases in containers whose image is already on the machine. */
export const containerLatencyBenchmark: Benchmark = {
  name: 'container-latency',
  limitMinutes: 60,
  measure: async (progress) => measureLatency(await startContainerDeployment(), progress),
}

async function measureLatency(deployment: TestDeployment, progress: (line: string) => void): Promise<Record<keyof Phases, number[]>> {
  const identity = createSshIdentity()
  try {
    const samples = { matchedMs: [] as number[], settledMs: [] as number[], readyMs: [] as number[], shellMs: [] as number[] }
    for (let run = 1; run <= runs; run += 1) {
      const renter = await createRenter(deployment)
      const phases = await timeBooking(renter, identity)
      progress(`booking ${run}: ${JSON.stringify(phases)}`)
      // The first lease makes every process load its code, so do not count it.
      if (run > 1) for (const key of Object.keys(samples) as (keyof Phases)[]) samples[key].push(phases[key])
    }
    return samples
  } finally {
    identity.remove()
    await deployment.remove()
  }
}

async function timeBooking(renter: Actor, identity: SshIdentity): Promise<Phases> {
  const { client, account } = renter
  const listing = await findThisMachine(renter)
  const hold = await holdMachine(renter, { listing, durationSeconds })
  const { orderHash, signedAt } = await signAndPlaceBid(renter, { listing, hold, sshKey: identity.publicKey, durationSeconds })
  const reached = async (phase: 'matched' | 'settled' | 'ready') => {
    await waitFor({
      what: phase,
      within: 30,
      read: () => client.getOrder(orderHash),
      until: ({ phases }) => phases.some((step) => step.phase === phase && (step.state === 'pending' || step.state === 'final')),
    })
    return Math.round(performance.now() - signedAt)
  }
  const matchedMs = await reached('matched')
  const settledMs = await reached('settled')
  const readyMs = await reached('ready')
  const { leaseId } = await client.getOrder(orderHash)
  if (leaseId === null) throw new Error('a ready order has no lease')
  const lease = await client.getLease(leaseId)
  const { ssh } = lease
  if (ssh === null) throw new Error('the lease prints no ssh command')
  const shellMs = Math.round((await firstShellByteAt(ssh, identity)) - signedAt)
  const chain = await client.getChain()
  const { relayId } = await client.placeRelay(await signEnd(account, { lease, accept: true, chain }))
  await client.waitForRelay({ relayId, timeoutSeconds: 30 })
  await waitFor({ what: 'the lease to close', within: 30, read: () => client.getLease(leaseId), until: ({ closed }) => closed?.final === true })
  return { matchedMs, settledMs, readyMs, shellMs }
}

function firstShellByteAt(ssh: { command: string; knownHosts: string[] }, identity: SshIdentity): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn('ssh', [...sshArguments(ssh, identity), 'echo first'], { stdio: ['ignore', 'pipe', 'pipe'] })
    let complaint = ''
    child.stdout.once('data', () => resolve(performance.now()))
    child.stderr.on('data', (part: Buffer) => {
      complaint += part.toString()
    })
    child.once('error', reject)
    child.once('close', (code) => reject(new Error(`ssh ended with ${code} before its first byte: ${complaint}`)))
  })
}
