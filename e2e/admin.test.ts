import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signEnd } from '@infinitio/sdk'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findThisMachine, holdMachine, signAndPlaceBid, waitForLease } from './actors/bookMachine.ts'
import { type Actor, createActor } from './actors/createActor.ts'
import { createSshIdentity, type SshIdentity } from './actors/sshAsPrinted.ts'
import { booksOf } from './deployment/booksOf.ts'
import { runAdmin } from './deployment/runAdmin.ts'
import { oneSimulatedMachine, startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const durationSeconds = 3_600

describe('an operator of a whole deployment', () => {
  let deployment: TestDeployment
  let renter: Actor
  let identity: SshIdentity
  const privateKey = generatePrivateKey()
  const backups = mkdtempSync(join(tmpdir(), 'infinitio-e2e-backup-'))
  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: oneSimulatedMachine })
    renter = await createActor(deployment, { privateKey })
    const { relayId } = await renter.client.requestFaucet({ account: renter.account.address.toLowerCase() })
    await renter.client.waitForRelay({ relayId, timeoutSeconds: 60, until: 'final' })
    identity = createSshIdentity()
  })
  afterAll(async () => {
    identity?.remove()
    await deployment?.remove()
    rmSync(backups, { recursive: true, force: true })
  })

  const book = async () => {
    const listing = await findThisMachine(renter)
    const hold = await holdMachine(renter, { listing, durationSeconds })
    const { orderHash } = await signAndPlaceBid(renter, { listing, hold, sshKey: identity.publicKey, durationSeconds })
    return waitForLease(renter, { orderHash })
  }
  const end = async (leaseId: string) => {
    const chain = await renter.client.getChain()
    const { relayId } = await renter.client.placeRelay(
      await signEnd(renter.account, { lease: await renter.client.getLease(leaseId), accept: true, chain }),
    )
    expect((await renter.client.waitForRelay({ relayId, timeoutSeconds: 60 })).state).toBe('mined')
    await waitFor({
      what: 'the lease to be closed for good',
      within: 60,
      read: () => renter.client.getLease(leaseId),
      until: ({ closed }) => closed?.final === true,
    })
  }

  it('halts and resumes the market while leases can still end', async () => {
    const listing = await findThisMachine(renter)
    const lease = await book()
    expect(await runAdmin(deployment, 'halt')).toMatchObject({ ok: true, inJournal: true })
    const { askHash } = listing
    const held = renter.client.placeHold({ askHash, gpus: 1, durationSeconds, funded: false })
    await expect(held).rejects.toMatchObject({ code: 'market.halted' })
    await end(lease.leaseId)
    await runAdmin(deployment, 'resume')
    expect(await booksOf(deployment)).toEqual([])
  })

  it('comes back from a backup after the database is gone, with later leases, and its journal names what it lost', async () => {
    const before = await book()
    await runAdmin(deployment, 'backup', '--to', join(backups, 'one'))
    await end(before.leaseId)
    const since = await book()
    await end(since.leaseId)
    const { balance, escrow } = await renter.client.getWallet({})
    await deployment.stop()
    rmSync(join(deployment.dataDir, 'postgres'), { recursive: true })

    expect(await runAdmin(deployment, 'restore', '--from', join(backups, 'one'))).toMatchObject({ ok: true, opened: { generation: 1 } })
    deployment = await startTestDeployment({ dataDir: deployment.dataDir, settings: oneSimulatedMachine })
    renter = await createActor(deployment, { privateKey })
    await waitFor({
      what: 'the follower to have caught up',
      within: 60,
      read: () => renter.client.getLease(since.leaseId).catch(() => null),
      until: (lease) => lease?.closed?.final === true,
    })
    expect(await renter.client.getLease(before.leaseId)).toMatchObject({ state: 'closed' })
    expect(await renter.client.getWallet({})).toMatchObject({ balance, escrow })
    expect(await booksOf(deployment)).toEqual([])
    await end((await book()).leaseId)
    expect(await booksOf(deployment)).toEqual([])
    expect(await runAdmin(deployment, 'status')).toMatchObject({ generation: 1, mode: 'open', unsettled: 0 })
  })
})
