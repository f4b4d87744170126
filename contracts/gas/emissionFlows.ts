import { directoryAbi, emissionAbi, gTokenAbi, nameKey, stakedGTokenAbi } from '@infinitio/chain'
import { testKey } from '@infinitio/chain/test'
import { type Address, address, hex32 } from '@infinitio/domain'
import { encodeAbiParameters, encodeFunctionData, type Hex, keccak256, maxUint256, parseEther, toBytes } from 'viem'
import { fundingFlows } from './fundingFlows.ts'
import { proofFlows } from './proofFlows.ts'
import { GasParties } from './gasParties.ts'
import { pairOf, pathOf, treeOf } from './merkle.ts'
import { attestRoot, standUpValidators } from './validators.ts'

const earnedEach = parseEther('0.5')
/** Depth of a Merkle tree with 100,000 leaves, one for each provider. */
const depth = 17
const earners = Array.from({ length: 32 }, (_, index) => testKey(`earner ${index}`).address)
const batch = earners.slice(2, 18)

type Emission = { readonly parties: GasParties; readonly emission: Address }

/**
 * Measures the gas of whole emission transactions with paths of 17 hashes. `emissionClaim` is a later claim of a provider, `emissionClaimFresh` its first;
 * `emissionClaimFinal` is the first claim of a final epoch. `…PerItem` is a sixteenth of a batch of sixteen. `publishEpoch` mints the total of one epoch. Also
 * measures the funding flows and the checker of GPU proofs on the same chain.
 */
export async function emissionFlows(): Promise<Record<string, number>> {
  const parties = await GasParties.start()
  try {
    await standUpValidators(parties)
    const { emission, gToken } = await standUp(parties)
    const at = { parties, emission }
    const fresh = await epochFlows(at, { previous: 0n, round: 1n })
    const { publishEpoch, emissionClaimFinal, emissionClaim, emissionClaimBatchPerItem } = await epochFlows(at, { previous: fresh.epoch, round: 2n })
    const first = { emissionClaimFresh: fresh.emissionClaim, emissionClaimBatchPerItemFresh: fresh.emissionClaimBatchPerItem }
    const funding = await fundingFlows(parties, gToken)
    const proofs = await proofFlows(parties)
    return { publishEpoch, emissionClaimFinal, emissionClaim, emissionClaimBatchPerItem, ...first, ...funding, ...proofs }
  } finally {
    await parties.chain.stop()
  }
}

/** Sets up the DAO and stakes G for every earner. Returns the addresses of Emission and G. */
async function standUp(parties: GasParties): Promise<{ emission: Address; gToken: Address }> {
  const { chain, client } = parties
  const { deployer } = chain.keys
  const { gToken, stakedGToken } = await parties.deployDao()
  const approve = encodeFunctionData({ abi: gTokenAbi, functionName: 'approve', args: [stakedGToken, maxUint256] })
  await parties.gasOf(deployer, { to: gToken, data: approve })
  for (const earner of earners) {
    const data = encodeFunctionData({ abi: stakedGTokenAbi, functionName: 'stakeFor', args: [earner, parseEther('1000')] })
    await parties.gasOf(deployer, { to: stakedGToken, data })
  }
  const { directory } = chain.addresses
  const emission = await client.readContract({ address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey('Emission')] })
  return { emission: address(emission.toLowerCase()), gToken }
}

/** Publishes one epoch, waits until it is final, and claims from it. Returns the gas of each step. */
async function epochFlows({ parties, emission }: Emission, { previous, round }: { previous: bigint; round: bigint }) {
  const { client, chain } = parties
  const epoch = (await parties.now()) / 3_600n
  const cumulative = earnedEach * round
  const tree = treeOf(earners.map((earner) => leafOf({ emission, chainId: chain.chainId, epoch, earner, cumulative })))
  const fillers = Array.from({ length: depth - tree.length + 1 }, (_, index) => keccak256(toBytes(`filler ${index}`)))
  const terms = termsOf({ epoch, previous, leaves: fillers.reduce(pairOf, tree.at(-1)?.[0] ?? '0x') })
  const root = await client.readContract({ address: emission, abi: emissionAbi, functionName: 'statementOf', args: [terms] })
  await attestRoot(parties, { subject: 'emission', root })
  const send = (data: Hex) => parties.gasOf(chain.keys.sender, { to: emission, data })
  const publishEpoch = await send(encodeFunctionData({ abi: emissionAbi, functionName: 'publish', args: [terms] }))
  await parties.travel(86_400n)
  const proofOf = (earner: Address) => [...pathOf(tree, earners.indexOf(earner)), ...fillers]
  const claim = (earner: Address) =>
    send(encodeFunctionData({ abi: emissionAbi, functionName: 'claim', args: [epoch, earner, cumulative, proofOf(earner)] }))
  const [one, two] = earners
  if (one === undefined || two === undefined) throw new Error('two earn')
  const emissionClaimFinal = await claim(one)
  const emissionClaim = await claim(two)
  const claims = batch.map((provider) => ({ provider, cumulative, proof: proofOf(provider) }))
  const all = await send(encodeFunctionData({ abi: emissionAbi, functionName: 'claimBatch', args: [epoch, claims] }))
  return { epoch, publishEpoch, emissionClaimFinal, emissionClaim, emissionClaimBatchPerItem: Math.ceil(all / batch.length) }
}

function termsOf({ epoch, previous, leaves }: { epoch: bigint; previous: bigint; leaves: Hex }) {
  const total = earnedEach * BigInt(earners.length)
  return {
    ...{ epoch, previous, parametersVersion: 1 },
    ...{ total, due: total, available: total, burned: 2n * total },
    common: { activeNodes: BigInt(earners.length), slope: 0n },
    budgets: [],
    leaves: hex32(leaves),
    inputs: hex32(keccak256(toBytes('inputs'))),
  }
}

type Leaf = { emission: Address; chainId: number; epoch: bigint; earner: Address; cumulative: bigint }

/** Returns the Merkle leaf with a provider's total pay so far (`cumulative`). It is hashed twice, as in the contract. */
function leafOf({ emission, chainId, epoch, earner, cumulative }: Leaf): Hex {
  const words = [{ type: 'bytes32' }, { type: 'uint256' }, { type: 'address' }, { type: 'uint64' }] as const
  const domain = keccak256(encodeAbiParameters(words, [nameKey('Emission'), BigInt(chainId), emission, epoch]))
  return keccak256(keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'address' }, { type: 'uint128' }], [domain, earner, cumulative])))
}
