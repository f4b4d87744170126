import { createChainClient } from '@infinitio/chain/node'
import { testAccountFactoryAbi, testAccountFactoryBytecode, testContractAccountAbi, testKey } from '@infinitio/chain/test'
import { type Address, address } from '@infinitio/domain'
import { concatHex, createWalletClient, encodeFunctionData, type Hex, http } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { TestApi } from './startTestApi.ts'

const moods = { honest: 0, burnsGas: 1, refuses: 2 } as const
const salt = `0x${'0'.repeat(64)}` as const

/** An account that is a contract with two owners. `signer` signs for it as a wallet would. */
export type ContractAccount = {
  readonly address: Address
  readonly signer: PrivateKeyAccount
  /** Changes how the account judges signatures, from the next block on. */
  setMood(mood: keyof typeof moods): Promise<void>
}

/** Deploys an account with two owners, whose keys are derived from `name`. */
export async function deployContractAccount({ chain }: Pick<TestApi, 'chain'>, name: string): Promise<ContractAccount> {
  const owners = [privateKeyToAccount(testKey(`${name} first`).privateKey), privateKeyToAccount(testKey(`${name} second`).privateKey)] as const
  const rpc = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 10_000 })
  const deployer = privateKeyToAccount(chain.keys.deployer.privateKey)
  const wallet = createWalletClient({ account: deployer, transport: http(chain.rpcUrl) })
  const mined = (sent: Promise<Hex>) => sent.then((hash) => rpc.waitForTransactionReceipt({ hash }))
  const { contractAddress: factory } = await mined(wallet.sendTransaction({ data: testAccountFactoryBytecode, chain: null }))
  if (factory == null) throw new Error('the factory has an address')
  const args = [owners[0].address, owners[1].address, salt] as const
  const account = await rpc.readContract({ address: factory, abi: testAccountFactoryAbi, functionName: 'addressOf', args })
  const create = encodeFunctionData({ abi: testAccountFactoryAbi, functionName: 'create', args })
  await mined(wallet.sendTransaction({ to: factory, data: create, chain: null }))
  const signTypedData = async (data: never) => concatHex([await owners[0].signTypedData(data), await owners[1].signTypedData(data)])
  return {
    address: address(account.toLowerCase()),
    signer: { address: account, signTypedData } as unknown as PrivateKeyAccount,
    async setMood(mood) {
      const data = encodeFunctionData({ abi: testContractAccountAbi, functionName: 'setMood', args: [moods[mood]] })
      await mined(wallet.sendTransaction({ to: account, data, chain: null }))
    },
  }
}
