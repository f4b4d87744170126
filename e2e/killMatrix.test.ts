import { createPublicClient, http } from 'viem'
import { marketAbi, pTokenAbi } from '@infinitio/chain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, createRenter } from './actors/createActor.ts'
import { type MoneyStep, moneyRound, moneySteps } from './actors/moneyRound.ts'
import { pick, randomFrom } from '@infinitio/process/test'
import { createSshIdentity, hasOpenSsh, type SshIdentity } from './actors/sshAsPrinted.ts'
import { booksOf } from './deployment/booksOf.ts'
import { eventually } from './deployment/eventually.ts'
import { type ProcessName, startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const victims: ProcessName[] = ['web', 'engine', 'agent-simulated', 'gateway', 'chain', 'database']
const long = process.env.TEST_LONG === '1'
const kills = 200
const renters = 3
const seed = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 1_000_000))

type Kill = { victim: ProcessName; step: MoneyStep }

describe.skipIf(!long || !hasOpenSsh())(`processes killed at random steps while ${renters} renters move money`, () => {
  let deployment: TestDeployment
  let identity: SshIdentity
  beforeAll(async () => {
    deployment = await startTestDeployment()
    identity = createSshIdentity()
  })
  afterAll(async () => {
    identity?.remove()
    await deployment?.remove()
  })

  it(`loses no unit and no row over ${kills} kills (seed ${seed}: KILL_SEED=${seed} repeats it)`, {
    timeout: 3_600_000,
  }, async () => {
    const random = randomFrom(seed)
    const plan = killsFrom(random)
    const people = await Promise.all(Array.from({ length: renters }, () => createRenter(deployment)))
    const before = await Promise.all(people.map((person) => moneyOf(person)))
    let killing = false
    let notKilled: unknown = null
    const onStep = async (step: MoneyStep) => {
      const next = plan[0]
      if (killing || next?.step !== step) return
      killing = true
      plan.shift()
      // If the process could not be killed, the test must fail. But renters retry after any error, so an error thrown here would have no effect. So store the
      // error, which the test checks below, and end the plan of kills.
      await deployment.kill(next.victim).catch((error: unknown) => {
        plan.length = 0
        notKilled = error
      })
      killing = false
    }

    const leases = await Promise.all(people.map((person, index) => rentUntilDone(person, { index, onStep, plan })))
    expect(notKilled, 'every part that was killed started again').toBeNull()
    expect(leases.flat().length).toBeGreaterThan(0)
    for (const [index, person] of people.entries()) {
      await atRest(person)
      const receipts = await Promise.all((leases[index] ?? []).map((leaseId) => eventually(() => person.client.getLeaseReceipt(leaseId))))
      const spent = receipts.reduce((sum, receipt) => sum + BigInt(receipt.spent), 0n)
      expect(await moneyOf(person)).toBe((before[index] ?? 0n) - spent)
    }
    expect(await booksOf(deployment)).toEqual([])
  })

  function killsFrom(random: () => number): Kill[] {
    return Array.from({ length: kills }, () => ({ victim: pick(victims, random), step: pick(moneySteps, random) }))
  }

  /** Lets one renter rent the same machine repeatedly until the test has made all planned kills. Each renter has a separate machine. */
  async function rentUntilDone(
    person: Actor,
    { index, onStep, plan }: { index: number; onStep: (step: MoneyStep) => Promise<void>; plan: readonly Kill[] },
  ): Promise<string[]> {
    const leases: string[] = []
    while (plan.length > 0) {
      const page = await eventually(() => person.client.searchListings({ includeSimulated: 'true', sort: 'price' }))
      const simulated = page.items.filter((item) => item.simulated)
      const listing = simulated[index] ?? simulated[0]
      if (listing === undefined) continue
      const leaseId = await moneyRound(person, { deployment, listing, sshKey: identity.publicKey, onStep })
      if (leaseId !== null) leases.push(leaseId)
    }
    return leases
  }

  async function atRest(person: Actor): Promise<void> {
    await waitFor({
      what: 'nothing to be locked any more',
      within: 90,
      read: () => eventually(() => person.client.getWallet({})),
      until: ({ escrow, held, unsettled, statement }) => escrow === '0' && held === '0' && unsettled === '0' && statement.every(({ final }) => final),
    })
  }

  /** Returns all PToken of an account, in the market and in its wallet, as the contracts store it. */
  async function moneyOf({ account, client }: Actor): Promise<bigint> {
    const { addresses } = await eventually(() => client.getChain())
    const chain = createPublicClient({ transport: http(deployment.rpcUrl) })
    const args = [account.address] as const
    const [record, inWallet] = await Promise.all([
      chain.readContract({ abi: marketAbi, address: addresses.market as `0x${string}`, functionName: 'account', args }),
      chain.readContract({ abi: pTokenAbi, address: addresses.ptoken as `0x${string}`, functionName: 'balanceOf', args }),
    ])
    return record.balance + inWallet
  }
})
