import { type Client, createClient } from '@infinitio/sdk'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { TestDeployment } from '../deployment/startTestDeployment.ts'
import { waitFor } from '../deployment/waitFor.ts'

/** A signed-in person with a key: a renter or a provider. */
export type Actor = { account: PrivateKeyAccount; client: Client }

/** Signs in with a key (a new one by default) and returns a client for it. */
export async function createActor(
  deployment: Pick<TestDeployment, 'url'>,
  { privateKey = generatePrivateKey() }: { privateKey?: `0x${string}` } = {},
): Promise<Actor> {
  const account = privateKeyToAccount(privateKey)
  const anonymous = createClient({ baseUrl: deployment.url })
  const { token } = await anonymous.signIn({ signer: account, as: 'token' })
  if (token === null) throw new Error('signing in for a token gave no token')
  return { account, client: anonymous.withToken(token) }
}

/** Creates a renter (with a new key by default) that has 1,000 test dollars of PToken in the market. The money comes from the development chain's faucet. */
export async function createRenter(deployment: Pick<TestDeployment, 'url'>, key: { privateKey?: `0x${string}` } = {}): Promise<Actor> {
  const renter = await createActor(deployment, key)
  const { relayId } = await renter.client.requestFaucet({ account: renter.account.address.toLowerCase() })
  const relay = await renter.client.waitForRelay({ relayId, timeoutSeconds: 60 })
  if (relay.state !== 'mined') throw new Error(`the faucet gave nothing: ${relay.code}`)
  // A deposit counts only once its block is final, so wait for that.
  await waitFor({
    what: 'the deposit to be final',
    within: 60,
    read: () => renter.client.getWallet({}),
    until: ({ statement, available }) => available !== '0' && statement.every(({ final }) => final),
  })
  return renter
}

/** Returns the provider of this machine, with the development key that the API returns on loopback. */
export async function createProvider(deployment: TestDeployment): Promise<Actor> {
  const { privateKey } = await createClient({ baseUrl: deployment.url }).getProviderKey(deployment)
  return await createActor(deployment, { privateKey: privateKey as `0x${string}` })
}
