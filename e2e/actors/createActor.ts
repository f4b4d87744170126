import { type Client, createClient } from '@infinitio/sdk'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { TestHouse } from '../deployment/startTestDeployment.ts'
import { waitFor } from '../deployment/waitFor.ts'

/** A signed-in person with a key: a renter or a provider. */
export type Actor = { account: PrivateKeyAccount; client: Client }

/** Signs in with a key (a new one by default) and returns a client for it. */
export async function createActor(
  house: Pick<TestHouse, 'url'>,
  { privateKey = generatePrivateKey() }: { privateKey?: `0x${string}` } = {},
): Promise<Actor> {
  const account = privateKeyToAccount(privateKey)
  const anonymous = createClient({ baseUrl: house.url })
  const { token } = await anonymous.signIn({ signer: account, as: 'token' })
  if (token === null) throw new Error('signing in for a token gave no token')
  return { account, client: anonymous.withToken(token) }
}

/** Creates a renter (with a new key by default) who has 1,000 test dollars of PToken in the market, from the development chain's faucet. */
export async function createRenter(house: Pick<TestHouse, 'url'>, key: { privateKey?: `0x${string}` } = {}): Promise<Actor> {
  const renter = await createActor(house, key)
  const { relayId } = await renter.client.requestFaucet({ account: renter.account.address.toLowerCase() })
  const relay = await renter.client.waitForRelay({ relayId, timeoutSeconds: 60 })
  if (relay.state !== 'mined') throw new Error(`the faucet gave nothing: ${relay.code}`)
  // A deposit counts once its block is final.
  await waitFor({
    what: 'the deposit to be final',
    within: 60,
    read: () => renter.client.getWallet({}),
    until: ({ statement, available }) => available !== '0' && statement.every(({ final }) => final),
  })
  return renter
}

/** Returns the provider of this machine, with the development key that the API returns on loopback. */
export async function createProvider(house: TestHouse): Promise<Actor> {
  const { privateKey } = await createClient({ baseUrl: house.url }).getProviderKey(house)
  return await createActor(house, { privateKey: privateKey as `0x${string}` })
}
