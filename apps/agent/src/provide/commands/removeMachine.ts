import { readdir, rm, rmdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createClient, readNodeRecords, readProviderBond, refusal, retireNode, type SignedLease, signEndByProvider } from '@infinitio/sdk'
import { formatPt, leaseFlags, pTokenUnits } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import { askAgent, readAgentStatus } from '../../control/askAgent.ts'
import { ifThere } from '../../disk/ifThere.ts'
import { byWallet, hasWallet } from '../byWallet.ts'
import { farewellOf } from '../farewellOf.ts'
import type { ProvideOptions } from '../provideOptions.ts'
import { liveLeasesOn, type ProvidedMachine, readMachineOf } from '../providedMachine.ts'
import { say } from '../say.ts'
import { endLocalLeases } from '../../runtime/local/endLocalLeases.ts'
import { isService, removeService } from '../service.ts'
import type { WalletSession } from '../../market/walletSession.ts'
import { priceRuleNames } from '../../price-rule/priceRule.ts'
import { withdrawAsk } from '../withdrawAsk.ts'

const hourSeconds = 3_600n
const refusalSeconds = 120

const answerWithinMs = 2_000
const goneWithinMs = 60_000
const lookEveryMs = 300
const relayWithinSeconds = 60

/** Names of the files in a data folder that the agent and this command wrote. The settings are deleted last, so that an interrupted removal can be repeated. */
const ownNames = [
  ...['leases', 'nodes', 'control.sock', 'agent.log', 'session.token', 'listing.json', 'mandate.json'],
  ...priceRuleNames,
  ...['fleet.json', 'provide.json'],
]

/**
 * `infinitio provide remove`: withdraws the ask, stops the agent, retires the node on the chain, withdraws as much of the provider's money as possible, and
 * deletes the agent's files. If a lease is running, throws `node.leases_running` with the cost of breaking it off; with `--force`, breaks it off. Safe to
 * repeat. If the wallet has already removed the machine on its page, needs no wallet here: stops the agent and deletes its files.
 */
export async function removeMachine(options: ProvideOptions): Promise<number> {
  const machine = await readMachineOf(options.dataDir)
  if (!hasWallet(machine, options.keyFile) && (await isRetired(machine))) return await cleanRetired(options, machine)
  return await byWallet({ machine, keyFile: options.keyFile, act: 'remove' }, (session) => remove({ machine, session, options }))
}

/** Returns true if the chain shows that the wallet has retired the machine. Returns false if market or chain do not answer. */
async function isRetired({ settings: { apiUrl, rpcUrl }, nodeId }: ProvidedMachine): Promise<boolean> {
  if (nodeId === null) return false
  const read = async (): Promise<boolean> => {
    const { addresses } = await createClient({ baseUrl: apiUrl }).getChain()
    return (await readNodeRecords({ rpcUrl, addresses, nodeIds: [nodeId] }))[0]?.retired === true
  }
  return await read().catch(() => false)
}

/**
 * Stops the agent of a retired machine and deletes its files. Throws `node.leases_running` while the agent still has leases, and `node.agent_stopped` if it does
 * not run and leases must be wiped by it. Money and bond remain in the wallet's account.
 */
export async function cleanRetired(
  { dataDir, json }: Pick<ProvideOptions, 'dataDir' | 'json'>,
  { nodeId, settings }: Pick<ProvidedMachine, 'nodeId' | 'settings'>,
): Promise<number> {
  const agent = await readAgentStatus(dataDir, { withinMs: answerWithinMs })
  if (agent === null && (await hasLeases(dataDir))) throw refusal('node.agent_stopped', { detail: 'leases are to be wiped by it' })
  const [lease] = agent?.leases ?? []
  if (lease !== undefined) throw refusal('node.leases_running', { detail: `lease ${lease.leaseId} is still on this machine` })
  await stopForGood(dataDir)
  await wipe(dataDir)
  const text = [
    'Removed: your wallet removed the machine from the market. Its agent is stopped, and its folder is deleted.',
    `Ask the bond back and withdraw your pay on ${settings.apiUrl}/provide.`,
  ].join('\n')
  say({ json, value: { node: nodeId, removed: true, unbonded: '0', withdrawn: '0' }, text })
  return 0
}

async function remove({ machine, session, options }: { machine: ProvidedMachine; session: WalletSession; options: ProvideOptions }): Promise<number> {
  const { dataDir, json, force, keepBalance } = options
  if (machine.nodeId !== null) await leaveMarket({ machine, session, force })
  await stopForGood(dataDir)
  const left = machine.nodeId === null ? null : await leaveChain({ machine, session, nodeId: machine.nodeId, keepBalance })
  await session.close()
  await wipe(dataDir)
  const text = [
    'Removed: the machine is retired, its agent stopped, its folder wiped. The wallet key stays where it is.',
    ...(left?.lines ?? []),
  ].join('\n')
  say({
    json,
    value: {
      node: machine.nodeId,
      removed: true,
      unbonded: left?.farewell.unbond.toString() ?? '0',
      withdrawn: left?.farewell.withdraw.toString() ?? '0',
    },
    text,
  })
  return 0
}

/**
 * Ends the leases of this machine. Without `force`, throws `node.leases_running` before any change if a lease is live. Then withdraws the ask, so that no new
 * lease is booked, breaks off the live leases, and waits until the agent has wiped them. Throws `node.agent_stopped` if leases must be wiped and the agent does
 * not run.
 */
async function leaveMarket({ machine, session, force }: { machine: ProvidedMachine; session: WalletSession; force: boolean }): Promise<void> {
  const { dataDir, nodeId } = machine
  const read = () => session.call((client) => client.getProvider())
  const before = await read()
  const live = liveLeasesOn(before, nodeId)
  if (live.length > 0 && !force)
    throw refusal('node.leases_running', { detail: breakingText(live, { now: before.chainNow, bonded: BigInt(before.bonded) }) })
  const agent = await readAgentStatus(dataDir, { withinMs: answerWithinMs })
  // Only the agent can remove leases from the machine and check that nothing is left of them, so it must run.
  if (agent === null && (live.length > 0 || (await hasLeases(dataDir))))
    throw refusal('node.agent_stopped', { detail: 'leases are to be wiped by it' })
  if (before.nodes.some(({ node, ask }) => node === nodeId && ask !== null)) await withdrawAsk(session, nodeId)
  for (const lease of liveLeasesOn(await read(), nodeId)) {
    if (!force) throw refusal('node.leases_running', { detail: `lease ${lease.leaseId} was booked just now` })
    await breakOff(session, lease)
  }
  const deadline = Date.now() + goneWithinMs
  while (((await readAgentStatus(dataDir, { withinMs: answerWithinMs }))?.leases.length ?? 0) > 0) {
    if (Date.now() > deadline) throw refusal('node.leases_running', { detail: 'the agent still wipes; look at its log' })
    await wait(lookEveryMs)
  }
}

async function breakOff(session: WalletSession, lease: SignedLease): Promise<void> {
  const signed = await signEndByProvider(session.account, { lease, chain: await session.open.getChain() })
  const { relayId } = await session.call((client) => client.placeRelay(signed))
  const { state, code } = await session.call((client) => client.waitForRelay({ relayId, timeoutSeconds: relayWithinSeconds }))
  if (state === 'failed') throw refusal('node.leases_running', { detail: `the end of lease ${lease.leaseId} was refused: ${code}` })
}

async function stopForGood(dataDir: string): Promise<void> {
  if (await isService(dataDir)) await removeService()
  else await askAgent(dataDir, { ask: 'stop', next: 'stay' }, { withinMs: answerWithinMs })
  const deadline = Date.now() + goneWithinMs
  while ((await readAgentStatus(dataDir, { withinMs: answerWithinMs })) !== null) {
    if (Date.now() > deadline) throw refusal('node.agent_running', { detail: 'it was told to stop and still answers' })
    await wait(lookEveryMs)
  }
  if ((await endLocalLeases(path.join(dataDir, 'leases'))) > 0) throw refusal('node.leases_running', { detail: 'processes of a lease still run' })
}

async function leaveChain({
  machine,
  session,
  nodeId,
  keepBalance,
}: {
  machine: ProvidedMachine
  session: WalletSession
  nodeId: string
  keepBalance: boolean
}) {
  const { rpcUrl } = machine.settings
  const { addresses, chainNow } = await session.open.getChain()
  const [records, bond, { balance }] = await Promise.all([
    readNodeRecords({ rpcUrl, addresses, nodeIds: [nodeId] }),
    readProviderBond({ rpcUrl, addresses, provider: session.account.address }),
    session.call((client) => client.getProvider()),
  ])
  const isRetired = records[0]?.retired ?? true
  const plan = farewellOf({ bond, requiredByNode: records[0]?.requiredBond ?? 0n, isRetired, balance: keepBalance ? 0n : BigInt(balance), chainNow })
  await retireNode({ rpcUrl, addresses, privateKey: session.privateKey, nodeId, isRetired, farewell: plan.farewell })
  return plan
}

async function hasLeases(dataDir: string): Promise<boolean> {
  return ((await ifThere(readdir(path.join(dataDir, 'leases')))) ?? []).length > 0
}

async function wipe(dataDir: string): Promise<void> {
  for (const name of ownNames) await rm(path.join(dataDir, name), { recursive: true, force: true })
  // The data folder may contain files that are not the agent's. They remain, and so does the folder: `rmdir` fails if a folder is not empty.
  await rmdir(dataDir).catch(() => {})
}

/**
 * Returns the highest cost of breaking off a live lease at `now` (block clock), in PToken base units of the bond. The cost is the price of one hour for all its
 * GPUs, but not more than the bond. It is 0 for a spot lease that the provider refuses within 120 s. Source: edges 4 and 12 of a lease's states
 * (docs/market.md).
 */
export function breakingCost({ terms, state }: Pick<LeaseWire, 'terms' | 'state'>, { now, bonded }: { now: number; bonded: bigint }): bigint {
  const hour = BigInt(terms.pricePerGpuSecond) * BigInt(terms.gpus) * hourSeconds
  const isRefusedAtOnce = state === 'booked' && (terms.flags & leaseFlags.spot) !== 0 && now <= terms.start + refusalSeconds
  if (isRefusedAtOnce) return 0n
  return hour < bonded ? hour : bonded
}

/** Returns the cost of breaking off each of these leases, as a text. */
function breakingText(leases: readonly LeaseWire[], at: { now: number; bonded: bigint }): string {
  return leases
    .map((lease) => `lease ${lease.leaseId}: up to ${formatPt(pTokenUnits(breakingCost(lease, at)), { digits: 4 })} PT of your bond`)
    .join('; ')
}
