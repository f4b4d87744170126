import { type Address, bountyCategories, hex32, nodeIdOf } from '@infinitio/domain'
import { type Abi, encodeFunctionData, type Hex, keccak256, parseEther, toBytes, zeroAddress, zeroHash } from 'viem'
import { sign } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nameKey } from '../src/addresses/directoryNames.ts'
import { type GovernanceAddresses, readGovernance } from '../src/addresses/governanceAddresses.ts'
import { readAudits } from '../src/addresses/auditAddresses.ts'
import { courtEntry, proofsEntry, readCourt } from '../src/addresses/contractEntries.ts'
import { readTaskPool, taskNames } from '../src/addresses/taskAddresses.ts'
import { taskPoolAbi } from '../src/generated/taskPoolAbi.ts'
import { readDispute, readDisputeCount } from '../src/disputes/readDispute.ts'
import { disputeCourtAbi } from '../src/generated/disputeCourtAbi.ts'
import { proofCheckerAbi } from '../src/generated/proofCheckerAbi.ts'
import { readFunding } from '../src/addresses/fundingAddresses.ts'
import { certificateSeal, fileProofCall, readCertificates, showCertificateCall } from '../src/audits/certificates.ts'
import { beaconCommitCall, beaconCommitmentOf, beaconEnrolCall, beaconRevealCall } from '../src/calls/beaconCalls.ts'
import type { ContractCall } from '../src/calls/contractCall.ts'
import { dripCall } from '../src/calls/dripCall.ts'
import { attestCall, formSetCall, validatorMember, validatorSetHash } from '../src/calls/lossCalls.ts'
import { readEmissionAddresses } from '../src/emission/readEmission.ts'
import { readEpochEvents } from '../src/emission/readEpochEvents.ts'
import { decodeLog } from '../src/events/decodeLog.ts'
import { readAcceptedWork } from '../src/funding/readAcceptedWork.ts'
import { readPromiseRecord } from '../src/funding/commitments.ts'
import { attestationsAbi } from '../src/generated/attestationsAbi.ts'
import { bountiesAbi } from '../src/generated/bountiesAbi.ts'
import { carbonRegistryAbi } from '../src/generated/carbonRegistryAbi.ts'
import { classCatalogAbi } from '../src/generated/classCatalogAbi.ts'
import { directoryAbi } from '../src/generated/directoryAbi.ts'
import { emissionAbi } from '../src/generated/emissionAbi.ts'
import { futuresCommitmentAbi } from '../src/generated/futuresCommitmentAbi.ts'
import { gOracleAbi } from '../src/generated/gOracleAbi.ts'
import { gTokenAbi } from '../src/generated/gTokenAbi.ts'
import { incubatorAbi } from '../src/generated/incubatorAbi.ts'
import { infinitioGovernorAbi } from '../src/generated/infinitioGovernorAbi.ts'
import { modelPaymentsAbi } from '../src/generated/modelPaymentsAbi.ts'
import { panelsAbi } from '../src/generated/panelsAbi.ts'
import { randomBeaconAbi } from '../src/generated/randomBeaconAbi.ts'
import { stakedGTokenAbi } from '../src/generated/stakedGTokenAbi.ts'
import { vestingAbi } from '../src/generated/vestingAbi.ts'
import { auditStart } from '../src/node/deployment/planAudits.ts'
import { createChainClient } from '../src/node/createChainClient.ts'
import { deployGovernance } from '../src/node/deployment/deployGovernance.ts'
import { emissionStart } from '../src/node/deployment/emissionStart.ts'
import { forwardTime } from '../src/node/development/forwardTime.ts'
import { developmentGenesisTable, genesisTable } from '../src/node/deployment/genesisTable.ts'
import { handOver } from '../src/node/deployment/handOver.ts'
import { oneHolder } from '../src/node/deployment/keyHolders.ts'
import { sendCalls } from '../src/node/sending/sendCalls.ts'
import { formDevelopmentSet } from '../src/node/development/developmentSet.ts'
import { developmentG, shareDevelopmentG } from '../src/node/development/shareDevelopmentG.ts'
import { registerCall } from './booking.ts'
import { startTestChain, type TestChain, type TestKey, testKey } from './startTestChain.ts'

const day = 86_400n
const spares = {
  engine: testKey('spare engine').address,
  receipt: testKey('spare receipt').address,
  gatewayHost: hex32(`0x${'ab'.repeat(32)}`),
}
const makers = [0, 1, 2, 3].map((index) => testKey(`seed maker ${index}`))

describe('the DAO of a development deployment', () => {
  let chain: TestChain
  let governance: GovernanceAddresses
  let client: ReturnType<typeof createChainClient>
  // The supply before the first stake, because interest is minted from then on.
  let minted: bigint

  beforeAll(async () => {
    chain = await startTestChain()
    client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })
    const { deployer, provider, renter } = chain.keys
    const input = { rpcUrl: chain.rpcUrl, addresses: chain.addresses, deployerKey: deployer.privateKey }
    const parties = { team: deployer.address, backers: deployer.address, ecosystem: deployer.address, distribution: deployer.address }
    expect(await readGovernance(client, chain.addresses.directory)).toBeNull()
    expect(await readFunding(client, chain.addresses.directory)).toBeNull()
    governance = await deployGovernance({ ...input, parties, table: developmentGenesisTable, holders: oneHolder(deployer.address), spares })
    minted = await client.readContract({ address: governance.gToken, abi: gTokenAbi, functionName: 'totalSupply' })
    const voters = [deployer.address, provider.address, renter.address]
    await shareDevelopmentG({ ...input, governance, voters, stakePerVoter: developmentG.stakePerVoter })
    await formDevelopmentSet({ ...input, members: makers })
    await handOver({ ...input, governance })
  })
  afterAll(async () => await chain.stop())

  it('mints only the genesis table of development chains, with as much as the published one', async () => {
    for (const table of [genesisTable, developmentGenesisTable])
      expect(table.reduce((sum, { amount }) => sum + amount, 0n)).toBe(parseEther('100000000'))
    const gToken = { address: governance.gToken, abi: gTokenAbi } as const
    expect(minted).toBe(parseEther('100000000'))
    const held = await client.readContract({ ...gToken, functionName: 'balanceOf', args: [governance.vesting] })
    expect(held).toBe(await client.readContract({ address: governance.vesting, abi: vestingAbi, functionName: 'totalUnreleased' }))
    expect(held).toBe(parseEther('70000000'))
    expect(await client.readContract({ ...gToken, functionName: 'balanceOf', args: [governance.timelock] })).toBe(parseEther('10000000'))
  })

  it('is in the Directory, with the timelock as the treasury', async () => {
    expect(await readGovernance(client, chain.addresses.directory)).toEqual(governance)
    const directory = { address: chain.addresses.directory, abi: directoryAbi } as const
    const treasury = await client.readContract({ ...directory, functionName: 'get', args: [nameKey('Treasury')] })
    expect(treasury.toLowerCase()).toBe(governance.timelock)
    const named = ['Emission', 'SurplusMinter'].map((name) => client.readContract({ ...directory, functionName: 'get', args: [nameKey(name)] }))
    const [emission, surplusMinter] = await Promise.all(named)
    if (emission === undefined) throw new Error('two were asked')
    expect(surplusMinter).toBe(emission)
    const at = { address: emission, abi: emissionAbi } as const
    expect((await client.readContract({ ...at, functionName: 'owner' })).toLowerCase()).toBe(governance.timelock)
    expect(await client.readContract({ ...at, functionName: 'parametersOf', args: [1] })).toEqual(emissionStart.parameters)
    expect(await client.readContract({ ...at, functionName: 'limits' })).toEqual(emissionStart.limits)
  })

  it('trusts the checker of GPU proofs to refute statements about proofs', async () => {
    const at = { address: chain.addresses.directory, abi: directoryAbi } as const
    const checker = await client.readContract({ ...at, functionName: 'get', args: [nameKey(proofsEntry)] })
    expect(await client.readContract({ ...at, functionName: 'mayTakeBonds', args: [nameKey(proofsEntry), checker] })).toBe(true)
    const root = keccak256('0x01')
    expect(await client.readContract({ address: checker, abi: proofCheckerAbi, functionName: 'refuterOf', args: [root] })).toBe(zeroAddress)
  })

  it('gives roots about GPU proofs an epoch each minute, so that each slot of an hour has its own', async () => {
    const at = { address: chain.addresses.attestations, abi: attestationsAbi, functionName: 'periodOf' } as const
    expect(await client.readContract({ ...at, args: [nameKey(proofsEntry)] })).toBe(60n)
    expect(await client.readContract({ ...at, args: [nameKey('nodes')] })).toBe(3_600n)
  })

  it('trusts the court with bonds, and gives it the vault and the panels', async () => {
    const { directory, stakeVault, pToken } = chain.addresses
    const court = await readCourt(client, directory)
    if (court === null) throw new Error('the Directory names the court')
    const trusted = { address: directory, abi: directoryAbi, functionName: 'mayTakeBonds', args: [nameKey(courtEntry), court] } as const
    expect(await client.readContract(trusted)).toBe(true)
    const at = { address: court, abi: disputeCourtAbi } as const
    const made = ['VAULT', 'PTOKEN', 'PANELS', 'DIRECTORY'] as const
    const found = await Promise.all(made.map((functionName) => client.readContract({ ...at, functionName })))
    const panels = (await readAudits(client, directory))?.panels
    expect(found.map((one) => one.toLowerCase())).toEqual([stakeVault, pToken, panels, directory])
    expect(await readDisputeCount(client, court)).toBe(0n)
    expect(await readDispute(client, { court, id: 1n })).toBeNull()
  })

  it('names the task pool, which runs the code of the named verifier and asks the Directory', async () => {
    const { directory, pToken } = chain.addresses
    const pool = await readTaskPool(client, directory)
    if (pool === null) throw new Error('the Directory names the pool')
    const named = (name: string) => client.readContract({ address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey(name)] })
    const at = { address: pool, abi: taskPoolAbi } as const
    const found = await Promise.all(
      (['VERIFIER', 'PTOKEN', 'DIRECTORY'] as const).map((functionName) => client.readContract({ ...at, functionName })),
    )
    expect(found.map((one) => one.toLowerCase())).toEqual([(await named(taskNames.taskVerifier)).toLowerCase(), pToken, directory])
    expect((await client.readContract({ ...at, functionName: 'totals' })).runGas).toBe(2_000_000)
  })

  it('lists the funding contracts, each made for this deployment', async () => {
    const { directory, pToken } = chain.addresses
    const funding = await readFunding(client, directory)
    if (funding === null) throw new Error('nothing funds work')
    const { incubator, futuresCommitment, rateOracle, modelPayments, bounties } = funding
    const made = async (address: Address, abi: Abi, functionName: string) =>
      String(await client.readContract({ address, abi, functionName })).toLowerCase()
    expect(await made(incubator, incubatorAbi, 'GTOKEN')).toBe(governance.gToken)
    expect(await made(futuresCommitment, futuresCommitmentAbi, 'PTOKEN')).toBe(pToken)
    expect(await made(futuresCommitment, futuresCommitmentAbi, 'DIRECTORY')).toBe(directory)
    expect(await made(rateOracle, gOracleAbi, 'DIRECTORY')).toBe(directory)
    expect(await made(modelPayments, modelPaymentsAbi, 'GTOKEN')).toBe(governance.gToken)
    expect(await made(modelPayments, modelPaymentsAbi, 'DIRECTORY')).toBe(directory)
    expect(await made(bounties, bountiesAbi, 'GTOKEN')).toBe(governance.gToken)
    expect(await made(bounties, bountiesAbi, 'PANELS')).toBe((await readAudits(client, directory))?.panels)
  })

  it('gives the ownership of everything to the timelock, and only its keys to the operator', async () => {
    const { directory, classCatalog, nodeRegistry, attestations, feeSplitter } = chain.addresses
    for (const address of [directory, classCatalog, nodeRegistry, attestations, feeSplitter]) {
      const owner = await client.readContract({ address, abi: directoryAbi, functionName: 'owner' })
      expect(owner.toLowerCase()).toBe(governance.timelock)
    }
    const { deployer } = chain.keys
    const isEngine = (account: Address) => client.readContract({ address: directory, abi: directoryAbi, functionName: 'engines', args: [account] })
    const setEngine = (account: Address, listed: boolean) => {
      return send(deployer, directory, encodeFunctionData({ abi: directoryAbi, functionName: 'setEngine', args: [account, listed] }))
    }
    await expect(setEngine(testKey('second engine').address, true)).rejects.toThrow(/failed/)
    await setEngine(spares.engine, true)
    expect(await isEngine(spares.engine)).toBe(true)
    await setEngine(spares.engine, false)
    expect(await isEngine(spares.engine)).toBe(false)
    await expect(send(deployer, directory, encodeFunctionData({ abi: directoryAbi, functionName: 'setFeeBps', args: [1] }))).rejects.toThrow(/failed/)
    await expect(send(deployer, classCatalog, encodeFunctionData({ abi: classCatalogAbi, functionName: 'addRegion', args: ['x'] }))).rejects.toThrow(
      /failed/,
    )
  })

  it('makes a seed from the secrets of four members who commit and reveal', async () => {
    const audits = await readAudits(client, chain.addresses.directory)
    if (audits === null) throw new Error('the Directory names the beacon')
    const { randomBeacon, panels, carbonRegistry } = audits
    const beacon = { address: randomBeacon, abi: randomBeaconAbi } as const
    const owners = [randomBeacon, panels, carbonRegistry].map((address) =>
      client.readContract({ address, abi: randomBeaconAbi, functionName: 'owner' }),
    )
    for (const owner of await Promise.all(owners)) expect(owner.toLowerCase()).toBe(governance.timelock)
    expect(await client.readContract({ ...beacon, functionName: 'limits' })).toEqual(auditStart.beacon)
    expect(await client.readContract({ address: panels, abi: panelsAbi, functionName: 'limits' })).toEqual(auditStart.panels)
    expect(await client.readContract({ address: carbonRegistry, abi: carbonRegistryAbi, functionName: 'limits' })).toEqual(auditStart.carbon)

    const { bond } = auditStart.beacon
    for (const maker of makers) {
      await give(maker, { amount: bond, spender: randomBeacon })
      await sendCall(maker, beaconEnrolCall({ randomBeacon }))
    }
    const { round, commitments } = await playRound(randomBeacon)
    for (const commitment of commitments) {
      const args = [round, commitment.account, commitment.secret] as const
      expect(beaconCommitmentOf(commitment)).toBe(await client.readContract({ ...beacon, functionName: 'commitmentOf', args }))
    }
    const [found, seed] = await client.readContract({ ...beacon, functionName: 'firstSeedFrom', args: [round] })
    expect(found).toBe(round)
    expect(BigInt(seed)).not.toBe(0n)
  })

  it('has a carbon proof audited by three selected auditors, and reads the certificate from logs', async () => {
    const audits = await readAudits(client, chain.addresses.directory)
    if (audits === null) throw new Error('the Directory names the registry')
    const { randomBeacon, panels, carbonRegistry } = audits
    const { provider } = chain.keys
    for (const maker of makers) {
      await give(maker, { amount: auditStart.panels.bond, spender: panels })
      await send(
        maker,
        panels,
        encodeFunctionData({ abi: panelsAbi, functionName: 'join', args: [nameKey('CarbonRegistry'), auditStart.panels.bond] }),
      )
    }
    const nodeKey = testKey('green node').address
    await sendCall(provider, registerCall({ chain, nodeKey }))
    const node = nodeIdOf({ provider: provider.address, nodeKey })
    await give(provider, { amount: parseEther('2000'), spender: carbonRegistry })
    const now = Number((await client.getBlock({ blockTag: 'latest' })).timestamp)
    const certificateHash = hex32(keccak256(toBytes('certificate')))
    const hashes = { certificateHash, meterHash: hex32(keccak256(toBytes('meter'))), site: hex32(zeroHash) }
    const proof = { source: 'solar', ...hashes, coverage: parseEther('0.6'), from: now - 3_600, until: now + 86_400 * 30, nodes: [node] }
    const carbon = { address: carbonRegistry, abi: carbonRegistryAbi } as const
    await sendCall(provider, fileProofCall(carbonRegistry, { proof, provider: provider.address }))
    const seal = await client.readContract({ ...carbon, functionName: 'sealOf', args: [certificateHash, provider.address] })
    expect(certificateSeal({ certificateHash, provider: provider.address })).toBe(seal)
    const { panelId } = await client.readContract({ ...carbon, functionName: 'recordOf', args: [1n] })
    await playRound(randomBeacon)
    await send(provider, panels, encodeFunctionData({ abi: panelsAbi, functionName: 'draw', args: [panelId] }))
    const auditors = await client.readContract({ address: panels, abi: panelsAbi, functionName: 'membersOf', args: [panelId] })
    await sendCall(provider, showCertificateCall(carbonRegistry, { filing: 1n, certificateHash }))
    const audit = encodeFunctionData({ abi: carbonRegistryAbi, functionName: 'audit', args: [1n, true, 'as the meter says'] })
    for (const auditor of auditors) {
      await send(
        makers.find(({ address }) => address === auditor.toLowerCase()),
        carbonRegistry,
        audit,
      )
    }
    await send(provider, carbonRegistry, encodeFunctionData({ abi: carbonRegistryAbi, functionName: 'settle', args: [1n] }))
    const { number: toBlock, timestamp } = await client.getBlock({ blockTag: 'latest' })
    const certificates = await readCertificates(client, { carbonRegistry, fromBlock: 0n, toBlock })
    expect(certificates).toEqual([
      {
        ...{ id: 1n, provider: provider.address, nodes: [node], coverage: parseEther('0.6'), revokedAt: null },
        ...{ from: BigInt(proof.from), until: BigInt(proof.until), acceptedAt: timestamp },
      },
    ])
    const asked = [1n, [node], node, timestamp] as const
    expect(await client.readContract({ ...carbon, functionName: 'provenEnergyOf', args: asked })).toBe(parseEther('0.6'))
  })

  it('pays a grant and posts a bounty by a vote, without a bounded parameter', async () => {
    const { renter } = chain.keys
    const funding = await readFunding(client, chain.addresses.directory)
    if (funding === null) throw new Error('the Directory names the bounties')
    const { bounties } = funding
    const governor = { address: governance.governor, abi: infinitioGovernorAbi } as const
    expect(await client.readContract({ ...governor, functionName: 'hasFullPower' })).toBe(true)
    const openUntil = Number(await now()) + 60 * 86_400
    const posted = [bountyCategories.indexOf('tools'), parseEther('100'), openUntil, 10 * 86_400, 'A tool that measures'] as const
    const toToken = (functionName: 'transfer' | 'approve', to: Address, amount: bigint) => {
      return { to: governance.gToken, data: encodeFunctionData({ abi: gTokenAbi, functionName, args: [to, amount] }) }
    }
    const grantee = testKey('grantee').address
    await passVote('A grant and a bounty', [
      toToken('transfer', grantee, parseEther('50000')),
      toToken('approve', bounties, parseEther('100')),
      { to: bounties, data: encodeFunctionData({ abi: bountiesAbi, functionName: 'post', args: posted }) },
    ])
    const gToken = { address: governance.gToken, abi: gTokenAbi, functionName: 'balanceOf' } as const
    expect(await client.readContract({ ...gToken, args: [grantee] })).toBe(parseEther('50000'))
    expect(await client.readContract({ ...gToken, args: [governance.timelock] })).toBe(parseEther('9949900'))
    const bounty = await client.readContract({ address: bounties, abi: bountiesAbi, functionName: 'bountyOf', args: [1n] })
    expect(bounty).toMatchObject({ reward: parseEther('100') })
    expect(bounty.sponsor.toLowerCase()).toBe(governance.timelock)
    const held = await client.readContract({ ...gToken, args: [renter.address] })
    await judgeWork({ ...(await auditsOf()), bounties })
    await send(renter, bounties, encodeFunctionData({ abi: bountiesAbi, functionName: 'payOut', args: [renter.address] }))
    // The worker gets the reward. It also gets the part of the bond (5 G) that cannot be divided evenly among the three reviewers.
    expect(await client.readContract({ ...gToken, args: [renter.address] })).toBe(held + parseEther('100') + (parseEther('5') % 3n))
  })

  it('reads work that three selected reviewers judged, and a commitment that four measured, from logs', async () => {
    const { directory } = chain.addresses
    const funding = await readFunding(client, directory)
    if (funding === null) throw new Error('the Directory names them')
    const { bounties, futuresCommitment } = funding
    await measurePromise(futuresCommitment)
    const { number: to } = await client.getBlock({ blockTag: 'latest' })
    const [work] = await readAcceptedWork(client, { bounties, from: 0n, to })
    const { renter, provider } = chain.keys
    expect(work).toMatchObject({ bounty: 1n, account: renter.address, category: 'tools', contribution: parseEther('0.7'), reward: parseEther('100') })
    const promises = await readPromiseRecord(client, { futuresCommitment, from: 0n, to })
    const abi = futuresCommitmentAbi
    const made = await client.readContract({ address: futuresCommitment, abi, functionName: 'commitmentOf', args: [1n] })
    const { value, until } = made
    const kept = { fulfilledValue: value / 4n, failedValue: value - value / 4n, endedAt: BigInt(until) }
    expect(promises).toEqual([{ commitment: 1n, provider: provider.address, ...kept }])
    // The events from which epochs (hours of pay) are calculated contain the accepted work, the commitment and the carbon certificate.
    const emission = await readEmissionAddresses(client, directory)
    if (emission === null) throw new Error('emission is deployed')
    const told = (await readEpochEvents(client, { addresses: chain.addresses, ...emission, from: 0n, to })).filter(({ name }) =>
      /^Carbon|^Work|^Promise/.test(name),
    )
    const { at: acceptedAt } = work ?? { at: 0n }
    expect(told).toMatchObject([
      { name: 'CarbonFiled', id: 1n, nodes: [nodeIdOf({ provider: provider.address, nodeKey: testKey('green node').address })] },
      { name: 'CarbonAccepted', id: 1n, coverage: parseEther('0.6') },
      { at: acceptedAt, name: 'WorkAccepted', account: renter.address, contribution: parseEther('0.7') },
      {
        ...{ name: 'PromiseMade', provider: provider.address, classId: made.classId, gpuSeconds: made.gpuSeconds },
        ...{ from: BigInt(made.from), until: BigInt(until) },
      },
      { name: 'PromiseMeasured', provider: provider.address, ...kept },
    ])
  })

  it('writes only events that a follower reads', async () => {
    const logs = await client.getLogs({ address: chain.addresses.directory, fromBlock: 0n })
    expect(logs.map((log) => decodeLog(log)).filter((event) => event.name === 'Administrative' && event.event === 'OperatorSet')).toHaveLength(1)
  })

  it('gives a new account G to stake and vote with', async () => {
    const guest = testKey('guest').address
    if (chain.addresses.faucet === null) throw new Error('a development chain has a faucet')
    const { to, data } = dripCall({ faucet: chain.addresses.faucet, account: guest })
    await send(chain.keys.sender, to, data)
    expect(await client.readContract({ address: governance.gToken, abi: gTokenAbi, functionName: 'balanceOf', args: [guest] })).toBe(
      parseEther('2500'),
    )
  })

  it('changes the fee by a vote and returns the bond of its proposer', async () => {
    const { renter, provider } = chain.keys
    const { directory } = chain.addresses
    const { governor } = governance
    const id = await passVote('Raise the fee to 30 basis points', [
      { to: directory, data: encodeFunctionData({ abi: directoryAbi, functionName: 'setFeeBps', args: [30] }) },
    ])
    expect(await client.readContract({ address: directory, abi: directoryAbi, functionName: 'feeBps' })).toBe(30)
    const bonded = { address: governance.stakedGToken, abi: stakedGTokenAbi, functionName: 'bondedOf', args: [chain.keys.deployer.address] } as const
    const before = await client.readContract(bonded)
    await send(renter, governor, encodeFunctionData({ abi: infinitioGovernorAbi, functionName: 'returnBond', args: [id] }))
    expect(before - (await client.readContract(bonded))).toBe(parseEther('1000'))
    const votes = { address: governance.stakedGToken, abi: stakedGTokenAbi, functionName: 'getVotes', args: [provider.address] } as const
    expect(await client.readContract(votes)).toBe(developmentG.stakePerVoter)
  })

  /** Passes a vote: the deployer proposes, all three vote, and the proposal is queued and executed after the wait. Returns its number. */
  async function passVote(description: string, calls: readonly ContractCall[]): Promise<bigint> {
    const { deployer, provider, renter } = chain.keys
    const { governor } = governance
    const abi = infinitioGovernorAbi
    const proposal = [calls.map(({ to }) => to), calls.map(() => 0n), calls.map(({ data }) => data)] as const
    const done = [...proposal, keccak256(toBytes(description))] as const
    const call = (functionName: 'queue' | 'execute') => encodeFunctionData({ abi, functionName, args: done })
    await send(deployer, governor, encodeFunctionData({ abi, functionName: 'propose', args: [...proposal, description] }))
    const id = await client.readContract({ address: governor, abi, functionName: 'hashProposal', args: done })
    await forwardTime(client, { seconds: day + 1n })
    for (const voter of [deployer, provider, renter])
      await send(voter, governor, encodeFunctionData({ abi, functionName: 'castVoteWithReason', args: [id, 1, 'for the treasury'] }))
    await forwardTime(client, { seconds: 5n * day })
    await send(renter, governor, call('queue'))
    await expect(send(renter, governor, call('execute'))).rejects.toThrow(/failed/)
    await forwardTime(client, { seconds: 2n * day })
    await send(renter, governor, call('execute'))
    return id
  }

  async function auditsOf() {
    const audits = await readAudits(client, chain.addresses.directory)
    if (audits === null) throw new Error('the Directory names the panels')
    return audits
  }

  /** Gives the deployer's G to an account, which approves a contract to take it. */
  async function give(to: TestKey, { amount, spender }: { amount: bigint; spender: Address }): Promise<void> {
    const transfer = encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args: [to.address, amount] })
    await send(chain.keys.deployer, governance.gToken, transfer)
    await send(to, governance.gToken, encodeFunctionData({ abi: gTokenAbi, functionName: 'approve', args: [spender, amount] }))
  }

  /** Completes the bounty that a vote posted: the renter claims it, and three of the validators accept the work. */
  async function judgeWork({ randomBeacon, panels, bounties }: { randomBeacon: Address; panels: Address; bounties: Address }): Promise<void> {
    const { renter } = chain.keys
    const abi = bountiesAbi
    for (const maker of makers) {
      await give(maker, { amount: auditStart.panels.bond, spender: panels })
      await send(maker, panels, encodeFunctionData({ abi: panelsAbi, functionName: 'join', args: [nameKey('Bounties'), auditStart.panels.bond] }))
    }
    await give(renter, { amount: parseEther('5'), spender: bounties })
    await send(renter, bounties, encodeFunctionData({ abi, functionName: 'claim', args: [1n] }))
    await send(renter, bounties, encodeFunctionData({ abi, functionName: 'submit', args: [1n, 'It is there'] }))
    const { panelId } = await client.readContract({ address: bounties, abi, functionName: 'bountyOf', args: [1n] })
    await playRound(randomBeacon)
    await send(renter, panels, encodeFunctionData({ abi: panelsAbi, functionName: 'draw', args: [panelId] }))
    const reviewers = await client.readContract({ address: panels, abi: panelsAbi, functionName: 'membersOf', args: [panelId] })
    for (const [index, reviewer] of reviewers.entries()) {
      const review = encodeFunctionData({ abi, functionName: 'review', args: [1n, [90, 40, 70][index] ?? 0, 'it measures'] })
      await send(
        makers.find(({ address }) => address === reviewer.toLowerCase()),
        bounties,
        review,
      )
    }
    await send(renter, bounties, encodeFunctionData({ abi, functionName: 'advance', args: [1n] }))
  }

  /** Lets validators measure a commitment (promise of GPU time) of the provider. They sign that a quarter of it was delivered. */
  async function measurePromise(futuresCommitment: Address): Promise<void> {
    const { provider } = chain.keys
    const { pToken, attestations } = chain.addresses
    const abi = futuresCommitmentAbi
    const approve = (spender: Address) => encodeFunctionData({ abi: gTokenAbi, functionName: 'approve', args: [spender, parseEther('10000')] })
    await send(provider, pToken, approve(futuresCommitment))
    // A set can be formed only in the first half of an hour.
    await forwardTime(client, { seconds: 3_600n - ((await now()) % 3_600n) })
    await sendCall(provider, formSetCall({ attestations }))
    const { totalStake } = await client.readContract({ address: attestations, abi: attestationsAbi, functionName: 'currentSet' })
    const stake = totalStake / 4n
    const from = Number(await now()) + 7_200
    const what = { classId: 4, from, until: from + 3_600, gpuSeconds: 28_800n }
    const terms = { ...what, pricePerGpuSecond: 1n, promisedTo: zeroAddress, bond: parseEther('100') }
    await send(provider, futuresCommitment, encodeFunctionData({ abi, functionName: 'commit', args: [terms] }))
    await forwardTime(client, { seconds: 4n * 3_600n })
    // The leaf of a Merkle tree with one leaf is its root, so no path is needed.
    const root = hex32(await client.readContract({ address: futuresCommitment, abi, functionName: 'leafOf', args: [1n, 7_200n] }))
    const epoch = (await now()) / 3_600n
    const members = makers.map(({ address: account }) => validatorMember({ account, stake }))
    const signed = { address: attestations, abi: attestationsAbi, functionName: 'hashAttestation' } as const
    const hash = await client.readContract({ ...signed, args: [validatorSetHash(members), nameKey('commitments'), epoch, root] })
    const signatures = await Promise.all(makers.map(({ privateKey }) => sign({ hash, privateKey, to: 'hex' })))
    const proof = { members, bitmap: 15n, signatures }
    await sendCall(provider, attestCall({ attestations, subject: nameKey('commitments'), epoch, root, proof }))
    await send(provider, futuresCommitment, encodeFunctionData({ abi, functionName: 'record', args: [1n, 7_200n, []] }))
    await forwardTime(client, { seconds: 3n * day })
    await send(provider, futuresCommitment, encodeFunctionData({ abi, functionName: 'settle', args: [1n] }))
  }

  async function now(): Promise<bigint> {
    return (await client.getBlock({ blockTag: 'latest' })).timestamp
  }

  /** Completes the round of the next hour: all four validators commit and reveal. */
  async function playRound(randomBeacon: Address) {
    const { timestamp } = await client.getBlock({ blockTag: 'latest' })
    await forwardTime(client, { seconds: 3_600n - (timestamp % 3_600n) })
    const round = await client.readContract({ address: randomBeacon, abi: randomBeaconAbi, functionName: 'openRound' })
    const commitments = makers.map(({ address: account, privateKey }) => {
      return { chainId: chain.chainId, randomBeacon, round, account, secret: hex32(keccak256(privateKey)) }
    })
    for (const [index, commitment] of commitments.entries()) await sendCall(makers[index], beaconCommitCall(commitment))
    await forwardTime(client, { seconds: 1_800n })
    for (const [index, commitment] of commitments.entries()) await sendCall(makers[index], beaconRevealCall(commitment))
    return { round, commitments }
  }

  async function sendCall(key: TestKey | undefined, { to, data }: ContractCall): Promise<void> {
    await send(key, to, data)
  }

  async function send(key: TestKey | undefined, to: Address, data: Hex): Promise<void> {
    if (key === undefined) throw new Error('each call has a sender')
    await sendCalls(client, { privateKey: key.privateKey, calls: [{ what: 'the call', to, data, value: 0n, gas: 900_000n }], timeoutMs: 60_000 })
  }
})
