import { address, hex32, zeroHex32 } from '@infinitio/domain'
import { createClient, InfinitioError } from '@infinitio/sdk'
import {
  auditMove,
  bountyMove,
  type ExitAccess,
  governMove,
  type GovernSending,
  openExitAccess,
  projectMove,
  proposalDescription,
  proposalId,
} from '@infinitio/sdk/governance'
import { bytesToHex, createWalletClient, type Hex, http } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { TestDeployment } from '../deployment/startTestDeployment.ts'
import { type Actor, createProvider, createRenter } from './createActor.ts'

const daySeconds = 86_400
const oneG = 10n ** 18n

/** The ids of the things that `writeForVotes` creates, one for each kind of page about votes. */
export type Written = {
  readonly proposer: string
  readonly proposalId: string
  readonly bountyId: string
  readonly projectId: string
  readonly proofId: string
}

/**
 * Creates one thing of each kind on which accounts vote or which they judge. A new account with test G posts a bounty, proposes a project, and proposes a call
 * that does nothing. The provider of this machine files a proof of green energy for it.
 */
export async function writeForVotes(deployment: TestDeployment): Promise<Written> {
  const client = createClient({ baseUrl: deployment.url })
  const [someone, provider] = await Promise.all([createRenter(deployment), providerWithG(deployment)])
  const [{ dao }, { addresses, chainNow }, { nodes }] = await Promise.all([client.getGovern(), client.getChain(), provider.client.getProvider()])
  if (dao === null) throw new Error('the deployment has no DAO')
  const access = openExitAccess({ rpcUrl: deployment.rpcUrl })
  const sendingOf = ({ account }: { account: PrivateKeyAccount }) => {
    const wallet = createWalletClient({ account, transport: http(deployment.rpcUrl) })
    const send = (call: Parameters<GovernSending['send']>[0]) => wallet.sendTransaction({ ...call, chain: null })
    return { account: account.address, directory: address(addresses.directory), governance: dao.contracts as GovernSending['governance'], send }
  }
  await auditMove(access, { kind: 'file', proof: proofOf({ nodes: nodes.map(({ node }) => hex32(node)), from: chainNow }) }, sendingOf(provider))
  return await propose(access, sendingOf(someone), { chainNow })
}

/**
 * Returns the provider of this machine, after the faucet has given it test G. The faucet pays an account once a day, so an earlier request, for example by a
 * page, is enough.
 */
async function providerWithG(deployment: TestDeployment): Promise<Actor> {
  const { privateKey } = await createClient({ baseUrl: deployment.url }).getProviderKey(deployment)
  return await createRenter(deployment, { privateKey: privateKey as Hex }).catch((error: unknown) => {
    if (error instanceof InfinitioError && error.code === 'account.faucet_used') return createProvider(deployment)
    throw error
  })
}

async function propose(
  access: ExitAccess,
  sending: GovernSending & { readonly directory: ReturnType<typeof address> },
  { chainNow }: { chainNow: number },
): Promise<Written> {
  const proposer = address(sending.account.toLowerCase())
  const fundingUntil = chainNow + 7 * daySeconds
  const milestones = [{ amount: 500n * oneG, dueAt: fundingUntil + 30 * daySeconds }]
  await projectMove(access, { kind: 'propose', project: { payee: proposer, fundingUntil, milestones, text: '# A project\nOf a test.' } }, sending)
  const bounty = { category: 0, reward: 20n * oneG, openUntil: fundingUntil, workSeconds: 7 * daySeconds, text: '# A bounty\nOf a test.' }
  await bountyMove(access, { kind: 'post', bounty }, sending)
  const calls = [{ to: proposer, value: 0n, data: '0x' as const }]
  const proposal = { calls, description: proposalDescription({ text: '# A proposal\nOf a test.', proposer }) }
  await governMove(access, { kind: 'stake', amount: 1_000n * oneG }, sending)
  await governMove(access, { kind: 'propose', proposal }, sending)
  return { proposer, proposalId: String(proposalId(proposal)), bountyId: '1', projectId: '1', proofId: '1' }
}

function proofOf({ nodes, from }: { nodes: readonly ReturnType<typeof hex32>[]; from: number }) {
  const random = () => hex32(bytesToHex(crypto.getRandomValues(new Uint8Array(32))))
  const hashes = { certificateHash: random(), meterHash: random(), site: zeroHex32 }
  return { source: 'solar', ...hashes, coverage: oneG / 2n, from, until: from + daySeconds, nodes }
}
