import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { LeaseWire } from '@infinitio/domain/wire'
import { signEnd, verifyReceipt } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findThisMachine, holdMachine, signAndPlaceBid, waitForLease } from './actors/bookMachine.ts'
import { createProvider, createRenter } from './actors/createActor.ts'
import { bookingSteps, bookThroughFaults } from './actors/bookThroughFaults.ts'
import { createSshIdentity, hasOpenSsh, type SshIdentity, sshAsPrinted } from './actors/sshAsPrinted.ts'
import { booksOf } from './deployment/booksOf.ts'
import { eventually } from './deployment/eventually.ts'
import { metricNames } from '../scripts/deploy/metricNames.ts'
import { loggedSecrets, orderLines } from './deployment/orderLines.ts'
import { scrape, scrapedNames } from './deployment/scrape.ts'
import { oneSimulatedMachine, type ProcessName, startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const victims: ProcessName[] = ['web', 'engine', 'agent', 'gateway', 'chain']
const isLong = process.env.TEST_LONG === '1'
/**
 * Returns true if this run kills this process at this step. A normal run kills the engine and the gateway at one step each; a run with `TEST_LONG` kills every
 * process at every step.
 */
const isTaken = (victim: number, step: number) => isLong || (victim % 2 === 1 && (victim + step) % 5 === 0)

describe('the circle, by script', () => {
  let deployment: TestDeployment
  let identity: SshIdentity
  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: oneSimulatedMachine })
    if (hasOpenSsh()) identity = createSshIdentity()
  })
  afterAll(async () => {
    identity?.remove()
    await deployment?.remove()
  })

  it.skipIf(!hasOpenSsh())('lists, holds, signs once, settles, opens a shell over ssh, ends, and pays to the last unit', async () => {
    const renter = await createRenter(deployment)
    const listing = await findThisMachine(renter)
    const before = await renter.client.getWallet({})
    const durationSeconds = 3_600
    const hold = await holdMachine(renter, { listing, durationSeconds })
    expect((await renter.client.getWallet({})).held).not.toBe('0')

    const { orderHash, receipt: orderReceipt, send } = await signAndPlaceBid(renter, { listing, hold, sshKey: identity.publicKey, durationSeconds })
    expect(await verifyReceipt({ receipt: orderReceipt, receiptKey: (await renter.client.getChain()).receiptKey })).toBe(true)
    await send() // Sent twice, as after a lost answer: still one order.
    const lease = await waitForLease(renter, { orderHash })
    expect(lease.state).toBe('active')

    const shell = await sshAsPrinted(printedSsh(lease), { identity, remoteCommand: 'nproc' })
    expect(shell).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\n$/) })
    expect(Number(shell.stdout)).toBeLessThanOrEqual(availableParallelism())

    const ticking = await waitFor({
      what: 'spend to tick',
      within: 60,
      read: () => renter.client.getLease(lease.leaseId),
      until: ({ now }) => now.billableSeconds > lease.now.billableSeconds && now.spent !== '0',
    })
    expect(BigInt(ticking.now.pay)).toBe(BigInt(ticking.now.billableSeconds) * BigInt(lease.terms.pricePerGpuSecond))

    const { energy } = await waitFor({
      what: 'the machine to tell what the lease uses',
      within: 60,
      read: () => renter.client.getLeaseTelemetry(lease.leaseId),
      until: ({ energy: used }) => used != null,
    })

    const chain = await renter.client.getChain()
    const { relayId } = await renter.client.placeRelay(await signEnd(renter.account, { lease, accept: true, chain }))
    expect((await renter.client.waitForRelay({ relayId, timeoutSeconds: 60 })).state).toBe('mined')
    await waitFor({
      what: 'the lease to be closed for good',
      within: 60,
      read: () => renter.client.getLease(lease.leaseId),
      until: ({ closed }) => closed?.final === true,
    })

    const receipt = await renter.client.getLeaseReceipt(lease.leaseId)
    expect(receipt.energy).toMatchObject({ from: energy?.from, cpuBasis: energy?.cpuBasis })
    expect(BigInt(receipt.escrow)).toBe(BigInt(receipt.pay) + BigInt(receipt.renterFee) + BigInt(receipt.refund))
    expect(BigInt(receipt.pay)).toBe(BigInt(receipt.pricePerGpuSecond) * BigInt(receipt.gpus) * BigInt(receipt.billedSeconds))
    const after = await waitFor({
      what: 'the wallet to have its refund',
      within: 60,
      read: () => renter.client.getWallet({}),
      until: ({ escrow, held, unsettled }) => escrow === '0' && held === '0' && unsettled === '0',
    })
    expect(BigInt(before.balance) - BigInt(after.balance)).toBe(BigInt(receipt.spent))

    const { items: told } = await waitFor({
      what: 'the renter to be told of the end',
      within: 60,
      read: () => renter.client.listNotifications(),
      until: ({ items }) => items[0]?.kind === 'lease_ended',
    })
    expect(told.map(({ kind, facts }) => [kind, facts])).toMatchObject([
      ['lease_ended', { lease: lease.leaseId, spent: receipt.spent, refund: receipt.refund }],
      ['lease_ready', { lease: lease.leaseId }],
    ])

    const late = await sshAsPrinted(printedSsh(lease), { identity, remoteCommand: 'nproc' })
    expect(late.code).not.toBe(0)

    const provider = await createProvider(deployment)
    const providerReceipt = await provider.client.getLeaseReceipt(lease.leaseId)
    expect(providerReceipt).toEqual(receipt)

    // A search of all logs for the order's hash shows what each process did with it.
    const lines = orderLines(deployment, orderHash)
    expect(lines.get('web')).toContain('an order was accepted')
    expect(lines.get('web')).toContain('a relay was accepted')
    expect(lines.get('matcher')).toContain('a bid went on')
    expect(lines.get('worker')).toEqual(expect.arrayContaining(['transaction stored', 'transaction in a block']))
    expect(lines.get('follower')).toContain('the chain spoke of an order')
    expect(lines.get('agent')).toEqual(
      expect.arrayContaining(['the lease is set up', 'the agent reported that the lease is ready', 'the lease ended on this machine']),
    )
    expect(lines.get('gateway')).toEqual(expect.arrayContaining(['a renter came in', 'a renter left']))
    expect(loggedSecrets(deployment)).toEqual([])
  })

  it('has every metric that alerts, dashboard and guide name', async () => {
    // No validator and no scheduler runs in this test, so the names of their metrics are read from their source code.
    const sources = ['../apps/validator/src/proofs/proofMetrics.ts', '../apps/scheduler/src/main.ts']
    const ofOthers = sources.flatMap((path) => metricNames(readFileSync(join(import.meta.dirname, path), 'utf8')))
    const names = new Set([...(await scrapedNames(deployment)), ...ofOthers])
    for (const file of ['deploy/prometheus/alerts.yml', 'deploy/grafana/infinitio.json', 'docs/guides/metrics.md']) {
      const named = metricNames(readFileSync(join(import.meta.dirname, '..', file), 'utf8'))
      expect({ file, missing: named.filter((name) => !names.has(name)) }).toEqual({ file, missing: [] })
    }
    const guide = metricNames(readFileSync(join(import.meta.dirname, '../docs/guides/metrics.md'), 'utf8'))
    expect([...names].filter((name) => name.startsWith('infinitio_') && !guide.includes(name))).toEqual([])
    const text = await scrape(deployment, 'webMetrics')
    for (const number of [
      'infinitio_follower_lag_blocks ',
      'infinitio_journal_tail_lag_rows ',
      'infinitio_sender_balance_coins{',
      'infinitio_sender_nonce_gap{',
    ])
      expect(text).toContain(`\n${number}`)
    expect(await scrape(deployment, 'gatewayMetrics')).toMatch(/^infinitio_gateway_tunnels [1-9]/m)
  })

  describe.skipIf(!hasOpenSsh())('when something is killed', () => {
    for (const [place, victim] of victims.entries()) {
      for (const step of bookingSteps.filter((_, at) => isTaken(place, at))) {
        it(`completes or costs nothing: ${victim} is killed at the step "${step}"`, async () => {
          const renter = await createRenter(deployment)
          const before = await renter.client.getWallet({})
          let struck = false
          const end = await bookThroughFaults(renter, {
            sshKey: identity.publicKey,
            onStep: async (at, lease) => {
              if (at !== step) return
              struck = true
              await deployment.kill(victim)
              if (lease?.ssh) await shellAnswers(lease.ssh)
            },
          })
          expect(struck).toBe(true)
          const spent = 'receipt' in end ? BigInt(end.receipt.spent) : 0n
          const after = await waitFor({
            what: 'nothing to be locked any more',
            within: 60,
            read: () => eventually(() => renter.client.getWallet({})),
            until: ({ escrow, held, unsettled }) => escrow === '0' && held === '0' && unsettled === '0',
          })
          expect(BigInt(before.balance) - BigInt(after.balance)).toBe(spent)
        })
      }
    }

    it('leaves journal, book, rows and chain in agreement', async () => {
      expect(await booksOf(deployment)).toEqual([])
    })

    async function shellAnswers(ssh: { command: string; knownHosts: string[] }): Promise<void> {
      await waitFor({
        what: 'the shell to answer again',
        within: 40,
        read: () => sshAsPrinted(ssh, { identity, remoteCommand: 'echo back' }),
        until: ({ code, stdout }) => code === 0 && stdout === 'back\n',
      })
    }
  })
})

function printedSsh({ ssh }: LeaseWire): NonNullable<LeaseWire['ssh']> {
  if (ssh === null) throw new Error('the lease prints no ssh command')
  return ssh
}
