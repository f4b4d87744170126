import { type Address, address } from '@infinitio/domain'
import { type Hex, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { getTransactionCount } from 'viem/actions'
import type { ChainAddresses } from '../../addresses/chainAddresses.ts'
import { createChainClient } from '../createChainClient.ts'
import { developmentChainId } from '../development/developmentChainId.ts'
import { setNativeBalances } from '../development/setNativeBalances.ts'
import { sendCalls } from '../sending/sendCalls.ts'
import { planMarket } from './planMarket.ts'

const deployerNativeBalance = parseEther('1000')

/**
 * Deploys every contract of a market from one key, registers them in the Directory and fills the catalogue. The key becomes the owner of every contract that
 * has one. On a development chain it first gives the key native coins, and also deploys the test dollar and the faucet. On any other chain `stablecoin` is the
 * reserve coin. Resolves when all transactions are mined, so the chain must produce blocks.
 */
export async function deployAll(input: { rpcUrl: string; deployerKey: Hex; stablecoin: Address | null }): Promise<ChainAddresses> {
  const client = createChainClient({ rpcUrl: input.rpcUrl, timeoutMs: 30_000 })
  const owner = address(privateKeyToAccount(input.deployerKey).address.toLowerCase())
  const isDevelopment = (await client.getChainId()) === developmentChainId
  if (!isDevelopment && input.stablecoin === null) throw new Error('a chain that is not a development chain needs the address of its reserve coin')
  if (isDevelopment) await setNativeBalances(client, { accounts: [owner], amount: deployerNativeBalance })
  const nonce = await getTransactionCount(client, { address: owner, blockTag: 'pending' })
  const { addresses, calls } = planMarket({ owner, nonce, stablecoin: input.stablecoin })
  await sendCalls(client, { privateKey: input.deployerKey, calls, timeoutMs: 120_000 })
  return addresses
}
