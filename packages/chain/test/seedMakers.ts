import { hex32 } from '@infinitio/domain'
import { encodeFunctionData, keccak256 } from 'viem'
import type { GovernanceAddresses } from '../src/addresses/governanceAddresses.ts'
import { readAudits } from '../src/addresses/auditAddresses.ts'
import { type BeaconCommitment, beaconCommitCall, beaconEnrolCall, beaconRevealCall } from '../src/calls/beaconCalls.ts'
import type { ContractCall } from '../src/calls/contractCall.ts'
import { gTokenAbi } from '../src/generated/gTokenAbi.ts'
import { auditStart } from '../src/node/deployment/planAudits.ts'
import { createChainClient } from '../src/node/createChainClient.ts'
import { formDevelopmentSet } from '../src/node/development/developmentSet.ts'
import { forwardTime } from '../src/node/development/forwardTime.ts'
import { sendCalls } from '../src/node/sending/sendCalls.ts'
import { type TestChain, type TestKey, testKey } from './startTestChain.ts'

/** Validators that make the random seed of each hour. `playRound` moves to the next hour, in which all of them commit and then reveal. */
export type SeedMakers = {
  readonly makers: readonly TestKey[]
  readonly playRound: () => Promise<{ readonly round: bigint; readonly commitments: readonly BeaconCommitment[] }>
}

/**
 * Forms a set of `count` validators (four by default). Pays from the deployer's G the bonds that validators need to make random seeds. The deployer must own
 * the contract Attestations, and no set may have been formed in the last hour.
 */
export async function startSeedMakers({
  chain,
  governance,
  count = 4,
}: {
  chain: TestChain
  governance: GovernanceAddresses
  count?: number
}): Promise<SeedMakers> {
  const client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })
  const makers = Array.from({ length: count }, (_, index) => testKey(`seed maker ${index}`))
  const audits = await readAudits(client, chain.addresses.directory)
  if (audits === null) throw new Error('the Directory names the beacon')
  const { randomBeacon } = audits
  const { bond } = auditStart.beacon
  const send = async ({ privateKey }: TestKey, calls: readonly ContractCall[]) => {
    const planned = calls.map((call) => ({ ...call, what: 'a call of the seed', value: 0n, gas: 400_000n }))
    await sendCalls(client, { privateKey, calls: planned, timeoutMs: 60_000 })
  }
  const { rpcUrl, addresses } = chain
  await formDevelopmentSet({ rpcUrl, addresses, deployerKey: chain.keys.deployer.privateKey, members: makers })
  const given = makers.map(({ address }) => {
    return { to: governance.gToken, data: encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args: [address, bond] }) }
  })
  await send(chain.keys.deployer, given)
  const approve = encodeFunctionData({ abi: gTokenAbi, functionName: 'approve', args: [randomBeacon, bond] })
  for (const maker of makers) await send(maker, [{ to: governance.gToken, data: approve }, beaconEnrolCall({ randomBeacon })])
  return {
    makers,
    async playRound() {
      const { timestamp } = await client.getBlock({ blockTag: 'latest' })
      await forwardTime(client, { seconds: 3_600n - (timestamp % 3_600n) })
      const round = timestamp / 3_600n + 1n
      const commitments = makers.map(({ address: account, privateKey }) => {
        return { chainId: chain.chainId, randomBeacon, round, account, secret: hex32(keccak256(privateKey)) }
      })
      for (const [index, maker] of makers.entries()) await send(maker, commitments.slice(index, index + 1).map(beaconCommitCall))
      await forwardTime(client, { seconds: 1_800n })
      for (const [index, maker] of makers.entries()) await send(maker, commitments.slice(index, index + 1).map(beaconRevealCall))
      return { round, commitments }
    },
  }
}
