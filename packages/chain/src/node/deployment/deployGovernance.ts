import { address, hostingDaySeconds } from '@infinitio/domain'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { getBlock, getTransactionCount } from 'viem/actions'
import type { ChainAddresses } from '../../addresses/chainAddresses.ts'
import type { GovernanceAddresses } from '../../addresses/governanceAddresses.ts'
import { createChainClient } from '../createChainClient.ts'
import { sendCalls } from '../sending/sendCalls.ts'
import { checkKeyHolders } from './keyHolders.ts'
import { type GovernanceParties, planGovernance } from './planGovernance.ts'

/**
 * Deploys the DAO beside a market and registers its contracts in the Directory:
 * - G with the genesis table, staking, governor, timelock (also the treasury), vesting, and emission, which mints PToken from the surplus.
 * - The contracts for random seeds, panels, carbon proofs and reputations, the funding contracts (which have no owner), the checker of GPU proofs, the court, the
 *   task pool, the service ledger, the findings and the hosting pool.
 * The deployer's key must own the Directory, and stays its owner until `handOver`. `holders` get the rights of the operator, the pauser and the veto. `spares`
 * are announced in advance, so that they can replace a key at once. Throws if `checkKeyHolders` throws. Resolves when all transactions are mined, so the chain
 * must produce blocks.
 */
export async function deployGovernance(
  input: { rpcUrl: string; addresses: ChainAddresses; deployerKey: Hex } & GovernanceParties,
): Promise<GovernanceAddresses> {
  const { rpcUrl, deployerKey, ...parties } = input
  const client = createChainClient({ rpcUrl, timeoutMs: 30_000 })
  const chainId = await client.getChainId()
  checkKeyHolders(chainId, parties)
  const owner = address(privateKeyToAccount(deployerKey).address.toLowerCase())
  const nonce = await getTransactionCount(client, { address: owner, blockTag: 'pending' })
  const { timestamp } = await getBlock(client, { blockTag: 'latest' })
  const { governance, calls } = planGovernance({
    owner,
    nonce,
    startsAt: Number(timestamp),
    hostingDaySeconds: hostingDaySeconds(chainId),
    ...parties,
  })
  await sendCalls(client, { privateKey: deployerKey, calls, timeoutMs: 120_000 })
  return governance
}
