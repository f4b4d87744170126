import { startTestApi, type TestApi } from '@infinitio/api/test'
import { deployTestGovernance } from '@infinitio/chain/test'
import { hex32 } from '@infinitio/domain'
import { uploadArtefact } from '@infinitio/sdk'
import { batchIdOf, createJob, getJob, jobPlanFromWire, jobPlanToWire, newJobKey, noteJobEvent, PrivateJobError } from '@infinitio/sdk/pool'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { makeExampleSales } from '#web/features/jobs/new-job/exampleSales.ts'
import { exampleDraft, jobOf, plainCombine } from '#web/features/jobs/new-job/jobDraft.ts'
import { hideJob, privateStore } from '#web/features/jobs/private/hideJob.ts'
import { loadHereRun } from '#web/features/jobs/private/loadHereRun.ts'
import { openPagePool } from '#web/features/jobs/private/openPagePool.ts'
import { signSteps } from '#web/features/jobs/private/signSteps.ts'
import { storedSubmitKey, submitKeyOf } from '#web/features/jobs/private/submitKeys.ts'
import type { Store } from '#web/features/jobs/new-job/useUpload.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'

/** Runs the code of the pages against a real API. Only the browser is missing: its origin, and the cookie of its session. */
describe('a private job of this page', () => {
  let api: TestApi
  let account: string
  beforeAll(async () => {
    const enough = { capacity: 100_000, refillPerSecond: 100_000 }
    api = await startTestApi({ change: (services) => ({ ...services, limits: { ...services.limits, ip: enough, account: enough } }) })
    await deployTestGovernance(api.chain)
    account = api.accounts.renter.address.toLowerCase()
    await api.owner.query(
      'insert into chain_accounts (account, balance, fees, floor, bonded, updated_block) values ($1, 10::numeric ^ 18, 0, 0, 0, 0)',
      [account],
    )
    await api.owner.query(
      "insert into chain_classes (class_id, name, vram_gib, reference_price_per_gpu_second, updated_block) values (0, 'CPU', 0, 10::numeric ^ 13, 1)",
      [],
    )
    const { token } = await api.client.signIn({ signer: api.accounts.renter, as: 'token' })
    vi.stubGlobal('window', { location: { origin: api.url }, localStorage: storage })
    const send = globalThis.fetch
    vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) => {
      if (typeof input !== 'string' || !input.startsWith('/')) return send(input, init)
      const headers = new Headers(init?.headers)
      headers.set('authorization', `Bearer ${token}`)
      return send(`${api.url}${input}`, { ...init, headers })
    })
  })
  afterAll(async () => {
    vi.unstubAllGlobals()
    await api?.stop()
  })

  it('is stored without a query or a file in the open, and planned from its encrypted file', async () => {
    const { jobId, key } = await makeJob()
    const pass = await loadHereRun({ jobId, key })
    await expect.poll(async () => (await api.client.getClasses()).classes.length, { timeout: 20_000 }).toBeGreaterThan(0)
    expect(await pass(await getJob(browserApi, jobId))).toMatchObject({ hasNoted: true, trouble: null, given: 0, isLive: false, toSubmit: [] })
    const job = await getJob(browserApi, jobId)
    expect(job).toMatchObject({ scheduler: account, tasks: { work: { phase: 'ready', plan: { batch: { submitter: account } } } } })
    expect(JSON.stringify(job)).not.toMatch(/region|sales|parts/)
    // Another pass has nothing to do before the owner approves the price.
    expect(await pass(job)).toMatchObject({ hasNoted: false, trouble: null })
  })

  it('is not signed if the market shows another plan', async () => {
    const { jobId, key } = await makeJob()
    await (await loadHereRun({ jobId, key }))(await getJob(browserApi, jobId))
    const job = await getJob(browserApi, jobId)
    const { plan: wire } = job.tasks.work ?? {}
    if (wire === null || wire === undefined) throw new Error('the step has a plan')
    const text = new Uint8Array(new TextEncoder().encode('{"adapter":"data@1"}'))
    const input = hex32((await uploadArtefact(browserApi, { bytes: text, readers: 'anybody' })).sha256)
    const plan = jobPlanFromWire(wire)
    const batch = { ...plan.batch, inputRoot: input }
    // The market forges a plan with a matching batch, input hash and batch id. So only the content of the input file shows that the plan is another one.
    const forged = jobPlanToWire({ ...plan, batch, input, batchId: batchIdOf((await openPagePool()).pool.domain, batch) })
    const change = "update job_events set event = jsonb_set(event, '{plan}', $2::jsonb) where job_id = $1 and event->>'kind' = 'planned'"
    await api.owner.query(change, [jobId, JSON.stringify(forged)])
    await noteJobEvent(browserApi, jobId, { after: job.lastEvent, event: { kind: 'approved' } })
    const signTypedData = vi.fn(async () => '0x' as const)
    const signer = { address: account as `0x${string}`, signTypedData }
    await expect(signSteps(signer, { jobId, key })).rejects.toMatchObject({ code: 'task.job_step_refused' })
    expect(signTypedData).not.toHaveBeenCalled()
  })

  it('keeps its submitting key until the job is over, and then deletes it', async () => {
    const { jobId, key } = await makeJob()
    const submitter = submitKeyOf(jobId)
    expect(submitKeyOf(jobId), 'the same key for each call').toBe(submitter)
    const pass = await loadHereRun({ jobId, key })
    await pass(await getJob(browserApi, jobId))
    expect(storedSubmitKey(jobId)?.address.toLowerCase()).toBe(submitter)
    const { lastEvent } = await getJob(browserApi, jobId)
    await noteJobEvent(browserApi, jobId, { after: lastEvent, event: { kind: 'cancelled' } })
    await pass(await getJob(browserApi, jobId))
    expect(storedSubmitKey(jobId)).toBeNull()
  })

  it('is not touched with the key of another job', async () => {
    const { jobId } = await makeJob()
    const pass = await loadHereRun({ jobId, key: newJobKey() })
    await expect(pass(await getJob(browserApi, jobId))).rejects.toThrow(PrivateJobError)
    expect((await getJob(browserApi, jobId)).lastEvent).toBe(1)
  })
})

const stored = new Map<string, string>()
const storage = {
  getItem: (name: string) => stored.get(name) ?? null,
  setItem: (name: string, value: string) => void stored.set(name, value),
  removeItem: (name: string) => void stored.delete(name),
}

const store: Store = async (file, { readers = 'anybody' } = {}) => {
  const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : file
  return (await uploadArtefact(browserApi, { bytes, readers })).sha256
}

async function makeJob() {
  const key = newJobKey()
  const sales = new File([await makeExampleSales(2_000)], 'sales.parquet')
  const job = jobOf({ ...exampleDraft, name: 'a job', combine: plainCombine }, await privateStore(store, key)(sales))
  const { jobId } = await createJob(browserApi, await hideJob(job, { key, store }))
  return { jobId, key }
}
