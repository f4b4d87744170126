import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readyChange, seedLease } from '../../test/seedLease.ts'
import { seedMarket, type SeededNode } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

type SignedIn = Awaited<ReturnType<TestApi['signedIn']>>

describe('a problem with a lease', () => {
  let api: TestApi
  let node: SeededNode
  let renter: SignedIn
  let provider: SignedIn
  let lastLease = 0n
  const mate = privateKeyToAccount(generatePrivateKey())
  beforeAll(async () => {
    api = await startTestApi()
    node = (await seedMarket(api, [{ name: 'one' }]))[0] as SeededNode
    renter = await api.signedIn(api.accounts.renter)
    provider = await api.signedIn(api.accounts.provider)
  })
  afterAll(() => api.stop())

  test('is reported with a number, answered by the provider and closed by the renter; each is notified, and the lease goes on', async () => {
    const leaseId = await running()
    const made = await renter.reportProblem({ leaseId, problem: 'gpu', text: 'nvidia-smi shows <b>no</b> GPU', log: 'NVRM: Xid 79' })
    expect(made).toMatchObject({ leaseId, problem: 'gpu', text: 'nvidia-smi shows <b>no</b> GPU', log: 'NVRM: Xid 79', state: 'open', answer: null })
    expect(made.number).toMatch(/^\d+$/)
    expect((await provider.listNotifications()).items[0]).toMatchObject({
      kind: 'problem_reported',
      facts: { lease: leaseId, report: made.number, problem: 'gpu', leaseName: null },
    })
    expect((await provider.listProviderReports()).items).toEqual([made])
    expect((await provider.listLeaseReports(leaseId)).items).toEqual([made])
    const answered = await provider.answerReport({ number: made.number, text: 'The card was reset.' })
    expect(answered).toMatchObject({ state: 'answered', answer: 'The card was reset.' })
    await provider.answerReport({ number: made.number, text: 'And replaced.' })
    expect((await renter.listNotifications()).items.map(({ kind }) => kind)).toEqual(['problem_answered', 'problem_answered'])
    expect(await renter.getLease(leaseId)).toMatchObject({ state: 'active', endReason: null, relays: [] })
    expect(await renter.closeReport(made.number)).toMatchObject({ state: 'closed', answer: 'And replaced.' })
    expect(await renter.closeReport(made.number)).toMatchObject({ state: 'closed' })
    await expect(provider.answerReport({ number: made.number, text: 'late' })).rejects.toMatchObject({ code: 'lease.report_closed', status: 409 })
    expect((await renter.exportAccount()).problemReports).toMatchObject([{ text: made.text, answer: 'And replaced.' }])
  })

  test('is nobody else’s to read, to answer or to close', async () => {
    const leaseId = await running()
    const { number } = await renter.reportProblem({ leaseId, problem: 'other', text: 'slow' })
    const stranger = await api.signedIn(api.accounts.stranger)
    const mates = await api.signedIn(mate)
    for (const other of [stranger, renter])
      await expect(other.answerReport({ number, text: 'x' })).rejects.toMatchObject({ code: 'lease.report_unknown', status: 404 })
    for (const other of [stranger, provider, mates]) await expect(other.closeReport(number)).rejects.toMatchObject({ code: 'lease.report_unknown' })
    await expect(stranger.listLeaseReports(leaseId)).rejects.toMatchObject({ code: 'auth.forbidden' })
    await expect(provider.reportProblem({ leaseId, problem: 'gpu', text: 'x' })).rejects.toMatchObject({ code: 'lease.not_holder' })
    await renter.shareLease({ leaseId, account: mate.address, right: 'watch' })
    await expect(mates.reportProblem({ leaseId, problem: 'gpu', text: 'x' })).rejects.toMatchObject({ code: 'lease.watch_only' })
    await renter.shareLease({ leaseId, account: mate.address, right: 'use' })
    expect((await mates.reportProblem({ leaseId, problem: 'disk', text: 'full' })).reporter).toBe(mate.address.toLowerCase())
    expect((await stranger.listProviderReports()).items).toEqual([])
    await expect(api.client.listProviderReports()).rejects.toMatchObject({ status: 401 })
  })

  test('shows attached files of its reporter to the provider of the lease only', async () => {
    const leaseId = await running()
    const stranger = await api.signedIn(api.accounts.stranger)
    const log = new Uint8Array(Buffer.from('x'.repeat(30_000)))
    const { sha256 } = await renter.putArtefact({ bytes: log, readers: 'owner' })
    const other = await stranger.putArtefact({ bytes: new Uint8Array([1]), readers: 'anybody' })
    const report = (artefacts: string[]) => renter.reportProblem({ leaseId, problem: 'gpu', text: 'see the log', artefacts })
    await expect(provider.openArtefact(sha256)).rejects.toMatchObject({ code: 'artefact.unknown' })
    await expect(report([sha256, other.sha256])).rejects.toMatchObject({ code: 'artefact.unknown' })
    await expect(report(Array.from({ length: 5 }, () => sha256))).rejects.toMatchObject({ code: 'api.invalid_field' })
    expect(await report([sha256, sha256])).toMatchObject({ artefacts: [sha256] })
    expect(Buffer.from(await provider.openArtefact(sha256)).equals(log)).toBe(true)
    for (const client of [stranger, api.client]) await expect(client.openArtefact(sha256)).rejects.toMatchObject({ code: 'artefact.unknown' })
    await renter.deleteArtefact(sha256)
    await expect(provider.openArtefact(sha256)).rejects.toMatchObject({ code: 'artefact.unknown' })
    expect((await provider.listLeaseReports(leaseId)).items).toMatchObject([{ artefacts: [sha256] }])
  })

  test('has bounds: ten open reports of a lease, a text that is not empty, a log of 20,000 letters, a lease that runs', async () => {
    const leaseId = await running()
    const report = (more: object = {}) => renter.reportProblem({ leaseId, problem: 'gpu', text: 'x', ...more })
    for (const wrong of [{ text: '  \n' }, { text: 'x'.repeat(4_001) }, { log: 'x'.repeat(20_001) }, { problem: 'haunted' }])
      await expect(report(wrong)).rejects.toMatchObject({ code: 'api.invalid_field' })
    const made = await Promise.all(Array.from({ length: 10 }, () => report()))
    await expect(report()).rejects.toMatchObject({ code: 'lease.reports_limit', status: 409 })
    await renter.closeReport(made[0]?.number ?? '')
    await report()
    await api.owner.query("update leases set state = 'closed' where lease_id = $1", [BigInt(leaseId)])
    await expect(report()).rejects.toMatchObject({ code: 'lease.over', status: 410 })
    expect((await renter.listLeaseReports(leaseId)).items).toHaveLength(11)
  })

  async function running(): Promise<string> {
    lastLease += 1n
    const startAt = BigInt(api.services.clock.read().now - 100)
    await seedLease(api, node, { leaseId: lastLease, startAt, change: readyChange(startAt) })
    return lastLease.toString()
  }
})
