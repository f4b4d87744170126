import {
  beaconCommitCall,
  beaconEnrolCall,
  beaconRevealCall,
  type ContractCall,
  carbonRegistryAbi,
  directoryAbi,
  fileProofCall,
  gTokenAbi,
  nameKey,
  panelsAbi,
  readAudits,
  showCertificateCall,
} from '@infinitio/chain'
import { auditStart, formDevelopmentSet, setNativeBalances } from '@infinitio/chain/node'
import { type TestKey, testKey } from '@infinitio/chain/test'
import { type Address, address, hex32 } from '@infinitio/domain'
import { encodeFunctionData, type Hex, keccak256, maxUint256, parseEther, stringToHex, toBytes } from 'viem'
import { disputeFlows } from './disputeFlows.ts'
import { GasParties } from './gasParties.ts'

const kind = nameKey('Bounties')
const makers = Array.from({ length: 4 }, (_, index) => testKey(`seed maker ${index}`))
const members = Array.from({ length: 12 }, (_, index) => testKey(`panel member ${index}`))

type Standing = {
  readonly parties: GasParties
  readonly gToken: Address
  readonly randomBeacon: Address
  readonly panels: Address
  readonly carbonRegistry: Address
}

/**
 * Measures the gas of whole transactions about random seeds, panels (groups of selected members), carbon audits and disputes. In a round of the random beacon,
 * `beaconCommit` is the third commitment, by a member that has revealed before. `beaconReveal` is the third reveal, and `beaconSeed` is the fourth, which fixes
 * the seed. `panelDraw` selects five of twelve members, each with the smallest possible bond. `carbonAudit` is the second auditor's answer; `carbonSettle`
 * makes a certificate.
 */
export async function auditFlows(): Promise<Record<string, number>> {
  const parties = await GasParties.start()
  try {
    const at = await standUp(parties)
    await playRound(at, 1)
    const beacon = await playRound(at, 2)
    const drawn = { ...beacon, ...(await panelFlows(at)), ...(await carbonFlows(at)) }
    return { ...drawn, ...(await courtFlows(at)) }
  } finally {
    await parties.chain.stop()
  }
}

/** Sets up the DAO with four validators that make seeds, and twelve accounts with G for bonds. */
async function standUp(parties: GasParties): Promise<Standing> {
  const { chain, client } = parties
  const { deployer } = chain.keys
  const { gToken } = await parties.deployDao()
  const audits = await readAudits(client, chain.addresses.directory)
  if (audits === null) throw new Error('a deployment has a beacon')
  const name = encodeFunctionData({ abi: directoryAbi, functionName: 'set', args: [kind, deployer.address] })
  await parties.gasOf(deployer, { to: chain.addresses.directory, data: name })
  // The Directory trusts a newly named contract with bonds only after 36 days, so let these pass.
  await parties.travel(36n * 86_400n)
  await setNativeBalances(client, { accounts: [...makers, ...members].map(({ address }) => address), amount: parseEther('1') })
  const { rpcUrl, addresses } = chain
  await formDevelopmentSet({ rpcUrl, addresses, deployerKey: deployer.privateKey, members: makers })
  const at = { parties, gToken, ...audits }
  for (const maker of makers) {
    await giveG(at, { to: maker, amount: auditStart.beacon.bond, spender: at.randomBeacon })
    await parties.gasOf(maker, beaconEnrolCall(at))
  }
  for (const member of members) {
    await giveG(at, { to: member, amount: auditStart.panels.bond, spender: at.panels })
  }
  return at
}

async function giveG({ parties, gToken }: Standing, { to, amount, spender }: { to: TestKey; amount: bigint; spender: Address }): Promise<void> {
  const data = encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args: [to.address, amount] })
  await parties.gasOf(parties.chain.keys.deployer, { to: gToken, data })
  await parties.gasOf(to, { to: gToken, data: approval(spender) })
}

function approval(spender: Address): Hex {
  return encodeFunctionData({ abi: gTokenAbi, functionName: 'approve', args: [spender, maxUint256] })
}

/** Plays one round of the random beacon, from its first second to the seed. Returns the gas of three steps. */
async function playRound(
  { parties, randomBeacon }: Standing,
  number: number,
): Promise<Record<'beaconCommit' | 'beaconReveal' | 'beaconSeed', number>> {
  const now = await parties.now()
  await parties.travel(3_600n - (now % 3_600n))
  const round = (await parties.now()) / 3_600n
  const commitments = makers.map(({ address: account }) => {
    const secret = hex32(keccak256(toBytes(`${account} ${number}`)))
    return { chainId: parties.chain.chainId, randomBeacon, round, account, secret }
  })
  const sendAll = async (calls: readonly ContractCall[]): Promise<readonly number[]> => {
    const used: number[] = []
    for (const [index, call] of calls.entries()) used.push(await parties.gasOf(makers[index] ?? testKey('nobody'), call))
    return used
  }
  const commits = await sendAll(commitments.map(beaconCommitCall))
  await parties.travel(1_800n)
  const reveals = await sendAll(commitments.map(beaconRevealCall))
  return { beaconCommit: commits[2] ?? 0, beaconReveal: reveals[2] ?? 0, beaconSeed: reveals[3] ?? 0 }
}

async function panelFlows(at: Standing): Promise<Record<'panelJoin' | 'panelRequest' | 'panelDraw', number>> {
  const { parties, panels: to } = at
  const { deployer } = parties.chain.keys
  let panelJoin = 0
  for (const member of members) {
    panelJoin = await parties.gasOf(member, {
      to,
      data: encodeFunctionData({ abi: panelsAbi, functionName: 'join', args: [kind, auditStart.panels.bond] }),
    })
  }
  const args = [kind, stringToHex('a bounty', { size: 32 }), 5, 86_400, [deployer.address]] as const
  const panelRequest = await parties.gasOf(deployer, { to, data: encodeFunctionData({ abi: panelsAbi, functionName: 'request', args }) })
  await playRound(at, 3)
  const panelDraw = await parties.gasOf(deployer, { to, data: encodeFunctionData({ abi: panelsAbi, functionName: 'draw', args: [1n] }) })
  return { panelJoin, panelRequest, panelDraw }
}

async function carbonFlows(at: Standing): Promise<Record<'carbonFile' | 'carbonShow' | 'carbonAudit' | 'carbonSettle', number>> {
  const { parties, panels, carbonRegistry: to } = at
  const { deployer, provider } = parties.chain.keys
  const join = encodeFunctionData({ abi: panelsAbi, functionName: 'join', args: [nameKey('CarbonRegistry'), auditStart.panels.bond] })
  for (const member of members) {
    await giveG(at, { to: member, amount: auditStart.panels.bond, spender: panels })
    await parties.gasOf(member, { to: panels, data: join })
  }
  await parties.gasOf(provider, parties.registerCall(parties.nodeKey.address))
  await giveG(at, { to: provider, amount: parseEther('2000'), spender: to })
  const now = Number(await parties.now())
  const certificateHash = hex32(keccak256(toBytes('certificate')))
  const hashes = { certificateHash, meterHash: hex32(keccak256(toBytes('meter'))), site: nameKey('site') }
  const terms = { coverage: parseEther('0.6'), from: now, until: now + 86_400 * 90, nodes: [parties.node] }
  const file = fileProofCall(address(to), { proof: { source: 'solar', ...hashes, ...terms }, provider: provider.address })
  const carbonFile = await parties.gasOf(provider, file)
  await playRound(at, 4)
  await parties.gasOf(deployer, { to: panels, data: encodeFunctionData({ abi: panelsAbi, functionName: 'draw', args: [2n] }) })
  const auditors = await parties.client.readContract({ address: panels, abi: panelsAbi, functionName: 'membersOf', args: [2n] })
  const carbonShow = await parties.gasOf(provider, showCertificateCall(address(to), { filing: 1n, certificateHash }))
  const audit = encodeFunctionData({ abi: carbonRegistryAbi, functionName: 'audit', args: [1n, true, 'as the meter says'] })
  const used: number[] = []
  for (const auditor of auditors) {
    const member = members.find(({ address }) => address === auditor.toLowerCase())
    if (member !== undefined) used.push(await parties.gasOf(member, { to, data: audit }))
  }
  const settle = encodeFunctionData({ abi: carbonRegistryAbi, functionName: 'settle', args: [1n] })
  return { carbonFile, carbonShow, carbonAudit: used[1] ?? 0, carbonSettle: await parties.gasOf(deployer, { to, data: settle }) }
}

/** Measures the gas of a dispute with five jurors, selected from the twelve members. */
async function courtFlows(at: Standing): Promise<Record<string, number>> {
  const { parties, panels } = at
  const join = encodeFunctionData({ abi: panelsAbi, functionName: 'join', args: [nameKey('DisputeCourt'), auditStart.panels.bond] })
  for (const member of members) {
    await giveG(at, { to: member, amount: auditStart.panels.bond, spender: panels })
    await parties.gasOf(member, { to: panels, data: join })
  }
  return await disputeFlows({ parties, panels, jurors: members, signers: makers, makeSeed: () => playRound(at, 5) })
}
