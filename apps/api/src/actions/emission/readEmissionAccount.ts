import { emissionAbi, stakedGTokenAbi } from '@infinitio/chain'
import { environment } from '@infinitio/economy'
import { type Address, type Hex32, hex32, type Refusal } from '@infinitio/domain'
import type { EmissionAccountWire } from '@infinitio/domain/wire'
import { bestLever, earnedOf, type EpochDocument, leafHash, type Lever, merkleTree, proofOf } from '@infinitio/sdk/emission'
import { toHex } from 'viem'
import { readContract } from 'viem/actions'
import { ChainUnavailableError } from '../../chain/ChainUnavailableError.ts'
import type { EmissionStanding } from '../../emission/createEmissionReader.ts'
import { documentOfEpoch, placesOfEpoch, stateOfEpoch } from '../../emission/documentOfEpoch.ts'
import type { LeafPlaces } from '../../emission/placesOfLeaves.ts'
import type { Services } from '../../services/services.ts'

/**
 * Returns two amounts of a provider: how much it can claim from the newest final emission epoch, with the Merkle proof for the claim, and how much is not final
 * yet. Throws ChainUnavailableError. Refuses with `api.not_found` if no DAO is deployed.
 */
export async function readEmissionAccount(services: Services, account: Address): Promise<EmissionAccountWire | Refusal> {
  const standing = await services.emission.read()
  const { deployed, blockNumber } = standing
  if (deployed === null) return { rejected: 'api.not_found', detail: 'no DAO is deployed on this chain' }
  const { contract, stakedGToken, epochs } = deployed
  const ask = { args: [account], blockNumber } as const
  const [claimed, staked] = await Promise.all([
    readContract(services.facts.client, { address: contract, abi: emissionAbi, functionName: 'claimedOf', ...ask }),
    readContract(services.facts.client, { address: stakedGToken, abi: stakedGTokenAbi, functionName: 'balanceOf', ...ask }),
  ]).catch((cause: unknown) => {
    throw new ChainUnavailableError('emission cannot be read', { cause })
  })
  const final = epochs.findLast((epoch) => stateOfEpoch(standing, epochs, epoch) === 'final')
  const [payable, newest] = await Promise.all([documentOfEpoch(services, standing, final), documentOfEpoch(services, standing, epochs.at(-1))])
  const own = payable?.leaves.find(({ provider }) => provider === account)
  const last = newest?.leaves.find(({ provider }) => provider === account)
  const counted = own !== undefined && own.cumulative > claimed ? own.cumulative : claimed
  const amount = counted - claimed
  return {
    account,
    ...{ claimed: `${claimed}`, staked: `${staked}` },
    claim:
      payable === null || own === undefined || amount === 0n
        ? null
        : { epoch: Number(payable.terms.epoch), cumulative: `${own.cumulative}`, amount: `${amount}`, proof: proofIn(payable, standing, own) },
    pending: `${last !== undefined && last.cumulative > counted ? last.cumulative - counted : 0n}`,
    nodes: newest === null || last === undefined ? [] : await countedNodes(services, standing, { document: newest, last }),
  }
}

function proofIn({ terms, leaves }: EpochDocument, { chainId, deployed }: EmissionStanding, own: EpochDocument['leaves'][number]): Hex32[] {
  if (deployed === null) return []
  const hash = leafHash({ chainId: BigInt(chainId), emission: deployed.contract, epoch: terms.epoch })
  return (proofOf(merkleTree(leaves.map(hash)), hash(own)) ?? []).map((sibling) => hex32(toHex(sibling)))
}

/** Returns the account's nodes that the last emission epoch counted. Each has the factors of the emission formula and the amount that it earned. */
async function countedNodes(
  services: Services,
  standing: EmissionStanding,
  { document, last }: { document: EpochDocument; last: EpochDocument['leaves'][number] },
) {
  if (standing.deployed === null) return []
  const { terms } = document
  const [places, parameters] = await Promise.all([
    placesOfEpoch(services, standing, document),
    services.emission.parameters(standing.deployed.contract, terms.parametersVersion),
  ])
  const classes = classesOf(last.inputs.shares, places)
  return last.inputs.shares.map((share) => {
    const place = places.get(share.nodeId)
    const known = { id: share.nodeId, className: place?.className ?? null, regionName: place?.regionName ?? null }
    const { emission, rebate, programmeShares } = earnedOf(share, { terms, parameters })
    const lever = bestLever(share, { terms, parameters, classes })
    const factors = { ...share.node, environment: environment(share.node.provenEnergy, parameters) }
    return { ...known, ...textsOf({ ...factors, emission, rebate, programmeShares }), lever: lever === null ? null : leverTexts(lever) }
  })
}

/** Returns how many reference GPU-hours a provider's nodes served, summed for each class of GPU. Null if the class of one of these nodes is unknown. */
function classesOf(shares: EpochDocument['leaves'][number]['inputs']['shares'], places: LeafPlaces): bigint[] | null {
  const compute = new Map<number, bigint>()
  for (const { nodeId, node } of shares) {
    const classId = places.get(nodeId)?.classId
    if (classId === undefined) return null
    compute.set(classId, (compute.get(classId) ?? 0n) + node.referenceGpuHours)
  }
  return [...compute.values()]
}

function leverTexts({ name, ...values }: Lever) {
  return { name, ...textsOf(values) }
}

function textsOf<Key extends string>(values: Readonly<Record<Key, bigint>>): Record<Key, string> {
  return Object.fromEntries(Object.entries<bigint>(values).map(([key, value]) => [key, value.toString()])) as Record<Key, string>
}
