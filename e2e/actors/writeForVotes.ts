import { createClient } from '@infinitio/sdk'
import { bountyMove, governMove, type GovernSending, openExitAccess, projectMove, proposalDescription, proposalId } from '@infinitio/sdk/governance'
import { address } from '@infinitio/domain'
import { createWalletClient, http } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import type { TestHouse } from '../house/startTestHouse.ts'
import { createRenter } from './createActor.ts'

const daySeconds = 86_400
const oneG = 10n ** 18n

/** Somebody new with test G posts a bounty, proposes a project, and proposes to send a coin to nobody: what the pages of each are about. Ids as in their addresses. */
export async function writeForVotes(house: TestHouse): Promise<{ proposer: string; proposalId: string; bountyId: string; projectId: string }> {
  const privateKey = generatePrivateKey()
  const { account } = await createRenter(house, { privateKey })
  const client = createClient({ baseUrl: house.url })
  const [{ dao }, { addresses, chainNow }] = await Promise.all([client.getGovern(), client.getChain()])
  if (dao === null) throw new Error('the house has no DAO')
  const access = openExitAccess({ rpcUrl: house.rpcUrl })
  const wallet = createWalletClient({ account: privateKeyToAccount(privateKey), transport: http(house.rpcUrl) })
  const sending = {
    ...{ account: account.address, directory: address(addresses.directory) },
    send: (call: Parameters<GovernSending['send']>[0]) => wallet.sendTransaction({ ...call, chain: null }),
  }
  const fundingUntil = chainNow + 7 * daySeconds
  const milestones = [{ amount: 500n * oneG, dueAt: fundingUntil + 30 * daySeconds }]
  await projectMove(
    access,
    { kind: 'propose', project: { payee: address(account.address.toLowerCase()), fundingUntil, milestones, text: '# A project\nOf a test.' } },
    sending,
  )
  const bounty = {
    category: 0,
    reward: 20n * oneG,
    openUntil: chainNow + 7 * daySeconds,
    workSeconds: 7 * daySeconds,
    text: '# A bounty\nOf a test.',
  }
  await bountyMove(access, { kind: 'post', bounty }, sending)
  const proposer = address(account.address.toLowerCase())
  const calls = [{ to: proposer, value: 0n, data: '0x' as const }]
  const proposal = { calls, description: proposalDescription({ text: '# A proposal\nOf a test.', proposer }) }
  await governMove(access, { kind: 'propose', proposal }, { ...sending, governance: dao.contracts as GovernSending['governance'] })
  return { proposer, proposalId: String(proposalId(proposal)), bountyId: '1', projectId: '1' }
}
