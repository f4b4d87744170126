import { createChainClient } from '@infinitio/chain/node'
import { createWalletClient, type Hex, http } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { privateKeyToAccount } from 'viem/accounts'
import type { TestApi } from './startTestApi.ts'

const nobody = `0x${'0'.repeat(40)}` as const

/** Lets the account of a key run the contract code at `to` (EIP-7702), or no code if `to` is null. Another account pays for the transaction. */
export async function delegateAccount({ chain }: TestApi, { key, to }: { key: PrivateKeyAccount; to: Hex | null }): Promise<void> {
  const wallet = createWalletClient({ account: privateKeyToAccount(chain.keys.deployer.privateKey), transport: http(chain.rpcUrl) })
  const authorization = await wallet.signAuthorization({ account: key, contractAddress: to ?? nobody })
  const hash = await wallet.sendTransaction({ authorizationList: [authorization], to: wallet.account.address, chain: null })
  const rpc = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 10_000 })
  const { status } = await rpc.waitForTransactionReceipt({ hash })
  const code = await rpc.getCode({ address: key.address })
  const expected = to === null ? undefined : `0xef0100${to.slice(2).toLowerCase()}`
  if (status !== 'success' || code !== expected) throw new Error(`${key.address} runs ${code}`)
}
