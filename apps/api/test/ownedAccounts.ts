import { createChainClient } from '@infinitio/chain/node'
import { testAccountFactoryAbi, testAccountFactoryBytecode } from '@infinitio/chain/test'
import { signInMessage } from '@infinitio/domain/wire'
import { concatHex, createWalletClient, encodeFunctionData, type Hex, http } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { TestApi } from './startTestApi.ts'

/** The two owners of an account, who must both sign. */
export type Owners = readonly [PrivateKeyAccount, PrivateKeyAccount]

/**
 * How an account signs: its owners, and the function that wraps their signatures as the wallet
 * does.
 */
export type Signing = { readonly by: Owners; readonly wrap?: (signature: Hex) => Hex }

const salt = `0x${'0'.repeat(64)}` as const
const argsOf = ([first, second]: Owners) => [first.address, second.address, salt] as const

/** Deploys the factory of accounts with two owners (`TestContractAccount`). */
export async function deployAccountFactory({ chain }: TestApi): Promise<Hex> {
  const wallet = createWalletClient({ account: privateKeyToAccount(chain.keys.deployer.privateKey), transport: http(chain.rpcUrl) })
  const hash = await wallet.sendTransaction({ data: testAccountFactoryBytecode, chain: null })
  const { contractAddress } = await rpcOf(chain).waitForTransactionReceipt({ hash })
  if (contractAddress == null) throw new Error('the factory has an address')
  return contractAddress
}

/** Returns the data of the call with which the factory deploys the account of these owners. */
export function createAccountCall(by: Owners): Hex {
  return encodeFunctionData({ abi: testAccountFactoryAbi, functionName: 'create', args: argsOf(by) })
}

/** Returns the address at which a factory deploys the account of these owners. */
export async function accountAddress({ chain }: TestApi, { factory, by }: { factory: Hex; by: Owners }): Promise<Hex> {
  return rpcOf(chain).readContract({ address: factory, abi: testAccountFactoryAbi, functionName: 'addressOf', args: argsOf(by) })
}

/** Signs in as an account with its owners' signatures. */
export async function signInByOwners(api: TestApi, address: Hex, { by, wrap = (signature) => signature }: Signing) {
  const message = signInMessage({ account: address, facts: await api.client.createSessionNonce() })
  const signature = wrap(await signAll(by, (owner) => owner.signMessage({ message })))
  return api.send('POST', '/session', { body: { message, signature, as: 'token' } })
}

/** Returns a signer that signs for an account with its owners' keys, as a wallet does. */
export function ownersSigner(address: Hex, { by, wrap = (signature) => signature }: Signing): PrivateKeyAccount {
  const signTypedData = async (data: never) => wrap(await signAll(by, (owner) => owner.signTypedData(data)))
  return { address, signTypedData } as unknown as PrivateKeyAccount
}

async function signAll(by: Owners, sign: (owner: PrivateKeyAccount) => Promise<Hex>): Promise<Hex> {
  return concatHex([await sign(by[0]), await sign(by[1])])
}

function rpcOf({ rpcUrl }: TestApi['chain']) {
  return createChainClient({ rpcUrl, timeoutMs: 10_000 })
}
