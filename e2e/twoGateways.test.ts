// This file is longer than others, because all faults happen in one deployment, which takes minutes to start.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { mineSlot } from '@infinitio/chain'
import type { FaultWire, LeaseWire, NodeProofsWire, SlotReason } from '@infinitio/domain/wire'
import { createClient } from '@infinitio/sdk'
import type { Hex } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findMachine, holdMachine, signAndPlaceBid, waitForLease } from './actors/bookMachine.ts'
import { type Actor, createRenter } from './actors/createActor.ts'
import { dataFolderOf, dishonestNames, provideDishonestly, provideMachine } from './actors/dishonestMachines.ts'
import type { Providing } from './actors/provideByCommand.ts'
import { createSshIdentity, hasOpenSsh, type SshIdentity } from './actors/sshAsPrinted.ts'
import { pageProblems } from './browser/checkPage.ts'
import { desktop, openBrowser } from './browser/openBrowser.ts'
import { openBurner } from './browser/openBurner.ts'
import { endLeasesIn, oneSimulatedMachine, startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { travel } from './deployment/travel.ts'
import { waitFor } from './deployment/waitFor.ts'

// This test needs two gateways, four validators and five more machines.
const probe = process.env.TEST_LONG === '1' && hasOpenSsh() ? await openBrowser() : null
await probe?.close()

const lostSeconds = 20
const hourSeconds = 3_600
/**
 * The pause between two incidents of this test, in seconds. Machines that disconnect within 60 s of each other count as one incident, and the market may notice
 * a disconnection late.
 */
const togetherSeconds = 75
/** The longest wait until a probe, a credit or a refund is recorded, in seconds. */
const recordedWithin = 120
/** All validators notice a new hour within this many seconds. They report nothing of it until they have measured a machine. */
const hourBeginsWithin = 45
/** The longest wait for a verdict about GPU proofs, in seconds. */
const attestedWithin = 480
const machines = { own: 'This machine', attic: 'Attic' } as const

describe.skipIf(probe === null)('a market in which machines and gateways fail', { timeout: 900_000 }, () => {
  let deployment: TestDeployment
  let browser: Browser
  let renter: Actor
  let identity: SshIdentity
  let attic: Providing | undefined
  let dishonest: Awaited<ReturnType<typeof provideDishonestly>>
  /** The renter's lease, which must survive all incidents. `page` shows the lease the whole time without any input. */
  let lease: LeaseWire
  let page: Page
  const renterKey = generatePrivateKey()
  const problems: string[] = []
  const provided = () => ({ url: deployment.url, keyFile: join(identity.folder, 'provider.key'), folder: identity.folder })

  beforeAll(async () => {
    const times = { NODE_SUSPECT_SECONDS: '12', NODE_LOST_SECONDS: `${lostSeconds}` }
    deployment = await startTestDeployment({ settings: { ...oneSimulatedMachine, ...times, INFINITIO_GATEWAYS: '2', INFINITIO_VALIDATORS: '4' } })
    browser = (await openBrowser()) ?? expect.unreachable()
    identity = createSshIdentity()
    const { privateKey } = await createClient({ baseUrl: deployment.url }).getProviderKey(deployment)
    writeFileSync(provided().keyFile, privateKey as Hex, { mode: 0o600 })
    renter = await createRenter(deployment, { privateKey: renterKey })
    dishonest = await provideDishonestly(provided())
  }, 600_000)
  afterAll(async () => {
    await browser?.close()
    for (const machine of [attic, ...Object.values(dishonest ?? {})]) machine?.kill()
    await Promise.all([attic, ...Object.values(dishonest ?? {})].map((machine) => machine?.ended))
    if (identity !== undefined) endLeasesIn(dataFolderOf(identity, machines.attic))
    identity?.remove()
    await deployment?.remove()
  })

  it('passes the honest machines in a slot, and shows on the page of each other one why it did not pass', async () => {
    const client = createClient({ baseUrl: deployment.url })
    const own = await findMachine(renter, machines.own)
    const nodes = { own: own.node, wrong: nodeOf(dishonest.wrong), late: nodeOf(dishonest.late), shim: nodeOf(dishonest.shim) }
    expect((await client.getNodeProofs(nodes.shim)).claimed).toMatchObject({ className: 'NVIDIA H100 SXM 80 GB', gpus: 8 })
    const slot = await mineSlot(deployment)
    const judged = (node: string) =>
      waitFor({
        what: `validators to attest slot ${slot} of ${node}`,
        within: attestedWithin,
        read: async () => (await client.getNodeProofs(node)).slots.find((it) => it.slot === slot) ?? null,
        until: (found: NodeProofsWire['slots'][number] | null) => found !== null && found.verdict !== 'waiting',
      })
    expect(await judged(nodes.own)).toMatchObject({ verdict: 'passed', reason: null })
    const reasons = { wrong: 'wrong', late: 'late', shim: 'silent' } satisfies Record<string, SlotReason>
    const texts = { wrong: 'An opened row is wrong.', late: 'It was too late.', shim: 'No answer arrived in time.' }
    const { page: visit, context } = await openBurner(browser, { deployment, privateKey: renterKey, viewport: desktop, colorScheme: 'light' })
    for (const name of ['wrong', 'late', 'shim'] as const) {
      expect(await judged(nodes[name])).toMatchObject({ verdict: 'failed', reason: reasons[name] })
      await visit.goto(`/gpus/${nodes[name]}`)
      const proofs = visit.getByRole('region', { name: 'Proofs of the hardware' })
      // The supervisor's own first slot can be in the table too.
      await proofs.getByRole('row').filter({ hasText: 'Failed' }).getByText(texts[name]).first().waitFor()
      problems.push(...(await pageProblems(visit)))
    }
    // Only the machine that proved its hardware gets a tier. The machine with the fake `nvidia-smi` gets none, whatever hardware it pretends to have.
    await waitFor({
      what: 'tier 1 of this machine in the order book',
      within: attestedWithin,
      read: async () => (await findMachine(renter, machines.own)).tier,
      until: (tier) => tier === 1,
    })
    for (const name of Object.values(dishonestNames)) expect((await findMachine(renter, name)).tier, name).toBe(0)
    // The browser checks the proof itself and finds that its rows are wrong.
    await visit.goto(`/gpus/${nodes.wrong}`)
    await visit.getByRole('button', { name: 'Check it here' }).first().click()
    await visit.getByText('GPU 0: the rows that the machine showed are wrong.').waitFor({ timeout: 120_000 })
    await context.close()
  })

  it('shows two gateways, and the network of each machine as validators measured it through both', async () => {
    const client = createClient({ baseUrl: deployment.url })
    const { gateway } = await client.getChain()
    expect(gateway?.others).toHaveLength(1)
    const { node } = await findMachine(renter, machines.own)
    // Begin a new hour, because validators measure hardly any machine in an hour of which they missed the start. Then move the clock to a second of this hour at
    // which they must measure every machine.
    const hourNow = async () => Math.floor((await client.getChain()).chainNow / hourSeconds)
    const hour = (await hourNow()) + 1
    await travelTo(hourSeconds)
    await waitFor({ what: 'the new hour', within: recordedWithin, read: hourNow, until: (now) => now >= hour })
    await new Promise((resolve) => setTimeout(resolve, hourBeginsWithin * 1_000))
    await travelTo(3_400)
    const { hours } = await waitFor({
      what: 'four validators to have probed this machine',
      within: recordedWithin,
      read: () => client.getNodeProbes(node),
      until: ({ hours: probed }) => (probed[0]?.validators ?? 0) >= 4,
    })
    expect(hours[0]?.gateways).toEqual(['gateway-1', 'gateway-2'])
    expect(Math.min(hours[0]?.downMbps ?? 0, hours[0]?.upMbps ?? 0)).toBeGreaterThan(1)
    const { page: visit, context } = await openBurner(browser, { deployment, privateKey: renterKey, viewport: desktop, colorScheme: 'light' })
    await visit.goto(`/gpus/${node}`)
    await visit.getByRole('region', { name: 'Network' }).getByText('gateway-1, gateway-2').waitFor()
    problems.push(...(await pageProblems(visit)))
    await context.close()
  })

  it('keeps a lease without a fault while one gateway drops its machines', async () => {
    lease = await rent(machines.own)
    page = await openLease(lease)
    const pause = deployment.pause('gateway')
    try {
      await new Promise((resolve) => setTimeout(resolve, (lostSeconds + 15) * 1_000))
      expect((await renter.client.listLeaseFaults(lease.leaseId)).items).toEqual([])
    } finally {
      pause.resume()
    }
    expect((await renter.client.getLease(lease.leaseId)).state).toBe('active')
  })

  it('holds the operator responsible if both gateways drop a machine that responds, and credits the time', async () => {
    const pauses = (['gateway', 'gateway-2'] as const).map((name) => deployment.pause(name))
    let fault: FaultWire
    try {
      fault = await faultOf(lease, 'unreachable')
    } finally {
      for (const pause of pauses) pause.resume()
    }
    expect(fault.party).toBe('operator')
    // By two rules, the operator can be the party at fault: rule 1 if machines of several providers lost their connection together, and rule 3 if only one
    // machine did.
    expect([1, 3]).toContain(fault.rule)
    const card = cardOf(page, 'Nobody could reach the machine')
    await card.getByText('The operator of this market', { exact: true }).waitFor()
    await card.getByText('Credited', { exact: true }).waitFor({ timeout: recordedWithin * 1_000 })
    const credited = (await renter.client.listLeaseFaults(lease.leaseId)).items[0]
    expect(credited?.creditSeconds).toBeGreaterThan(0)
    expect(credited?.creditSeconds).toBe(credited?.owedSeconds)
    problems.push(...(await pageProblems(page)))
  })

  it('holds the provider responsible for a machine that is cut off and for one that is killed, with refund and compensation', async () => {
    attic = await provideMachine(provided(), machines.attic)
    const killed = await rent(machines.attic)
    const pages = [page, await openLease(killed)] as const
    // Wait at least a minute. A machine that disconnects within a minute after the machines of a failed gateway counts as a part of that incident.
    await new Promise((resolve) => setTimeout(resolve, togetherSeconds * 1_000))
    const pause = deployment.pause('agent')
    try {
      attic.crash()
      for (const it of [lease, killed]) expect(await faultOf(it, 'lost')).toMatchObject({ party: 'provider', rule: 2 })
      // The chain records only outages of two minutes or more.
      await travel(deployment, 120)
      for (const [at, { leaseId, escrow }] of [lease, killed].entries()) {
        const card = cardOf(pages[at] ?? page, 'The machine was lost')
        await card.getByText('Refunded', { exact: true }).waitFor({ timeout: recordedWithin * 1_000 })
        await card.getByText('The provider', { exact: true }).waitFor()
        await card.getByText('2: The machine was silent at every gateway and at the API.').waitFor()
        await card.getByText('PT from the provider’s bond', { exact: false }).waitFor()
        problems.push(...(await pageProblems(pages[at] ?? page)))
        const { paid } = (await renter.client.listLeaseFaults(leaseId)).items.find(({ incident }) => incident === 'lost') ?? {}
        const over = await renter.client.getLease(leaseId)
        expect(over).toMatchObject({ state: 'ended', endReason: 'node_lost' })
        expect(BigInt(paid?.refund ?? 0)).toBe(BigInt(escrow) - BigInt(over.now.spent))
        expect(BigInt(paid?.compensation ?? 0)).toBeGreaterThan(0n)
      }
    } finally {
      pause.resume()
    }
    expect([...new Set(problems)]).toEqual([])
  })

  /** Moves the clock to a second of the present hour. The second 3,600 is the start of the next hour. */
  async function travelTo(second: number): Promise<void> {
    const { chainNow } = await renter.client.getChain()
    await travel(deployment, Math.max(0, second - (Math.floor(chainNow) % hourSeconds)))
  }

  async function rent(name: string): Promise<LeaseWire> {
    const wanted = { listing: await findMachine(renter, name), durationSeconds: hourSeconds }
    const hold = await holdMachine(renter, wanted)
    return await waitForLease(renter, await signAndPlaceBid(renter, { ...wanted, hold, sshKey: identity.publicKey }))
  }

  async function openLease({ leaseId }: LeaseWire): Promise<Page> {
    const visitor = await openBurner(browser, { deployment, privateKey: renterKey, viewport: desktop, colorScheme: 'light' })
    await visitor.page.goto(`/leases/${leaseId}?tab=overview`)
    return visitor.page
  }

  async function faultOf({ leaseId }: LeaseWire, incident: FaultWire['incident']): Promise<FaultWire> {
    const found = await waitFor({
      what: `the record "${incident}"`,
      within: recordedWithin,
      read: async () => (await renter.client.listLeaseFaults(leaseId)).items.find((it) => it.incident === incident) ?? null,
      until: (it) => it !== null,
    })
    return found ?? expect.unreachable()
  }
})

const cardOf = (page: Page, title: string) => page.locator('.panel').filter({ has: page.getByRole('heading', { name: title }) })

const nodeOf = ({ page }: Providing): string => page.split('/').at(-1) ?? ''
