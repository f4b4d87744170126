import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bookingSteps, bookThroughFaults } from './actors/bookThroughFaults.ts'
import { createRenter } from './actors/createActor.ts'
import { createSshIdentity, hasOpenSsh, type SshIdentity, sshAsPrinted } from './actors/sshAsPrinted.ts'
import { booksOf } from './deployment/booksOf.ts'
import { eventually } from './deployment/eventually.ts'
import { oneSimulatedMachine, type ProcessName, startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const victims: ProcessName[] = ['web', 'engine', 'agent', 'gateway', 'chain']
const isLong = process.env.TEST_LONG === '1'
/**
 * Returns true if this run kills this process at this step. A normal run kills the engine and the gateway at one step each; a run with `TEST_LONG` kills every
 * process at every step.
 */
const isTaken = (victim: number, step: number) => isLong || (victim % 2 === 1 && (victim + step) % 5 === 0)

describe.skipIf(!hasOpenSsh())('a booking while something is killed', () => {
  let deployment: TestDeployment
  let identity: SshIdentity
  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: oneSimulatedMachine })
    identity = createSshIdentity()
  })
  afterAll(async () => {
    identity?.remove()
    await deployment?.remove()
  })

  for (const [place, victim] of victims.entries()) {
    for (const step of bookingSteps.filter((_, at) => isTaken(place, at))) {
      it(`completes or costs nothing when ${victim} is killed at the step "${step}"`, async () => {
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
