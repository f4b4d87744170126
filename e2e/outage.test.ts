import { createClient, InfinitioError } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bookThroughFaults } from './actors/bookThroughFaults.ts'
import { createRenter } from './actors/createActor.ts'
import { createSshIdentity, hasOpenSsh } from './actors/sshAsPrinted.ts'
import { oneSimulatedMachine, startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

describe.skipIf(!hasOpenSsh() || process.env.TEST_LONG !== '1')('the chain or the database away for a while', () => {
  let deployment: TestDeployment
  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: oneSimulatedMachine })
  })
  afterAll(() => deployment?.remove())

  for (const name of ['chain', 'database'] as const) {
    it(`reports that the ${name} is unavailable, and continues without help once it returns`, async () => {
      const renter = await createRenter(deployment)
      const client = createClient({ baseUrl: deployment.url })
      const pause = deployment.pause(name)
      try {
        await waitFor({
          what: `the API to say that the ${name} is away`,
          within: 40,
          read: () => healthOf(client),
          until: (health) => health !== 'ready',
        })
        const page = await fetch(`${deployment.url}/gpus`, { signal: AbortSignal.timeout(20_000) })
        expect(await page.text()).toContain('Infinitio')
      } finally {
        pause.resume()
      }
      await waitFor({ what: 'the API to be well again', within: 40, read: () => healthOf(client), until: (health) => health === 'ready' })
      const identity = createSshIdentity()
      const end = await bookThroughFaults(renter, { sshKey: identity.publicKey, onStep: async () => {} })
      identity.remove()
      expect(end).toHaveProperty('receipt')
    })
  }

  it('reports on the status page that the engine hangs, even if no order waits, and that it continues', async () => {
    const client = createClient({ baseUrl: deployment.url })
    const stateOf = async () => {
      const { status, parts } = await client.getStatus()
      return { status, silent: [parts.orders, parts.follower, parts.transactions].every(({ state }) => state === 'away') }
    }
    await waitFor({ what: 'a deployment in which nothing waits', within: 60, read: stateOf, until: ({ status }) => status === 'ready' })
    const pause = deployment.pause('engine')
    try {
      // A part of the market that sends its reports but is late with its work counts as slow (`degraded`). Only a part that sends no reports counts as
      // unavailable.
      const { status } = await waitFor({ what: 'the status to say so', within: 60, read: stateOf, until: ({ silent }) => silent })
      expect(status).toBe('degraded')
      const page = await fetch(`${deployment.url}/status`, { signal: AbortSignal.timeout(20_000) })
      expect(await page.text()).toContain('New orders are stored. They get machines when this part works again.')
    } finally {
      pause.resume()
    }
    await waitFor({ what: 'the deployment to be well again', within: 90, read: stateOf, until: ({ status }) => status === 'ready' })
  })
})

/** Returns the status of the market's health, such as `ready`, or the error code if the request is rejected. */
async function healthOf(client: ReturnType<typeof createClient>): Promise<string> {
  try {
    return (await client.getHealth()).status
  } catch (error) {
    if (error instanceof InfinitioError) return error.code
    throw error
  }
}
