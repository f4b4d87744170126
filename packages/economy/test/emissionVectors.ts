import { assert, hex32 } from '@infinitio/domain'
import fc from 'fast-check'
import { bytesToHex } from 'viem'
import { exp2Wad } from '../src/fixed/exp2Wad.ts'
import { expWad } from '../src/fixed/expWad.ts'
import { log2Wad } from '../src/fixed/log2Wad.ts'
import { powWad } from '../src/fixed/powWad.ts'
import { WAD } from '../src/fixed/wad.ts'
import { chunkSums } from '../src/epoch/chunkSums.ts'
import {
  buildEpoch,
  chunkOf,
  chunkTree,
  concentration,
  economyParameters,
  environment,
  inputsHash,
  leafHash,
  minerShare,
  nodeEmission,
  payableOf,
  programmeShare,
  proofOf,
  rebateOf,
  regulator,
  siteBonus,
  topOf,
} from '../src/index.ts'
import { arbitraryEpoch, arbitraryNode, arbitraryParameters } from './arbitraryNodes.ts'
import { addressOf, inventedEpoch } from './inventedEpoch.ts'

const seed = 20_261_122

/** Makes the test vectors for the contract. Every call returns the same ones. */
export function emissionVectors() {
  return { shipped: shipped(), powers: powers(), nodes: nodes(), leaves: leaves(), chunks: chunks() }
}

/** The parameters that a newly deployed contract has. */
function shipped() {
  const { basePerGpuHour, rebateShare, minersAtHalf, regulatorGain, environmentFloor, ...rest } = economyParameters()
  const { shareThreshold, sharePower, siteBonus: mostBonus } = rest
  return { basePerGpuHour, rebateShare, minersAtHalf, regulatorGain, environmentFloor, shareThreshold, sharePower, siteBonus: mostBonus }
}

function powers() {
  const one = fc.record({ exponent: fc.bigInt(0n, 60n * WAD), base: fc.bigInt(WAD, 100n * WAD), power: fc.bigInt(0n, 4n * WAD) })
  return fc.sample(one, { seed, numRuns: 150 }).map(({ exponent, base, power }) => ({
    exponent,
    base,
    power,
    exp2: exp2Wad(exponent),
    exp: expWad(exponent),
    log2: log2Wad(base),
    pow: powWad(base, power),
  }))
}

function nodes() {
  const one = fc.record({
    node: arbitraryNode,
    epoch: arbitraryEpoch,
    all: arbitraryParameters,
    budget: fc.bigInt(0n, 10n ** 26n),
    others: fc.bigInt(0n, 10n ** 24n),
    available: fc.bigInt(0n, 10n ** 24n),
  })
  return fc.sample(one, { seed, numRuns: 250 }).map(({ node, epoch, all, budget, others, available }) => {
    const { basePerGpuHour, rebateShare, minersAtHalf, regulatorGain, environmentFloor, shareThreshold, sharePower } = all
    const { emission, weight } = nodeEmission(node, epoch, all)
    const rebate = rebateOf({ emission, burned: node.burned }, all)
    return {
      node,
      epoch,
      parameters: {
        basePerGpuHour,
        rebateShare,
        minersAtHalf,
        regulatorGain,
        environmentFloor,
        shareThreshold,
        sharePower,
        siteBonus: all.siteBonus,
      },
      minerShare: minerShare(epoch.activeNodes, all),
      regulator: regulator(epoch.slope, all),
      environment: environment(node.provenEnergy, all),
      concentration: concentration(node.computeShare, all),
      spread: siteBonus(node.siteSquares, all),
      emission,
      weight,
      rebate,
      budget,
      others,
      programme: programmeShare({ budget, weight, weightOfAll: weight + others }),
      available,
      payable: payableOf(rebate, { dueToAll: rebate + others, available }),
    }
  })
}

function leaves() {
  const facts = inventedEpoch({ providers: 37, seed })
  const { tree, root, leaves: all } = buildEpoch(facts)
  assert(tree !== null, 'somebody is paid')
  const hash = leafHash(facts)
  return all.map((leaf) => {
    const proof = proofOf(tree, hash(leaf))
    assert(proof !== null, 'a leaf is in its tree')
    return { chainId: facts.chainId, emission: facts.emission, epoch: facts.epoch, ...leaf, root, proof: proof.map((sibling) => bytesToHex(sibling)) }
  })
}

/**
 * Returns test cases of chunks (groups of up to 64 nodes of a provider). For trees with one to four chunks, it takes the chunk with the fewest nodes, which is
 * sometimes empty.
 */
function chunks() {
  const facts = inventedEpoch({ providers: 1, seed })
  const treeOf = chunkTree(facts)
  const provider = addressOf(7)
  return [
    [1, 0],
    [3, 0],
    [65, 1],
    [130, 2],
    [130, 3],
  ].map(([count = 0, index = 0]) => {
    const inputs = fc.sample(arbitraryNode, { seed: seed + count, numRuns: count })
    const shares = inputs.map((node, at) => ({ nodeId: hex32(`0x${(at + 1).toString(16).padStart(64, '0')}`), node, programmes: BigInt(at % 4) }))
    const before = BigInt(count)
    const sums = chunkSums(shares.map((_, at) => BigInt(at) * WAD + 1n))
    const tree = treeOf(provider, { shares, sums })
    const all = { before, isBonded: true, hasVerifiedTask: count !== 3, shares, sums }
    return {
      ...{ chainId: facts.chainId, emission: facts.emission, epoch: facts.epoch, provider },
      inputs: topOf(all, tree),
      leaf: bytesToHex(inputsHash(facts)(provider, all)),
      chunk: chunkOf(tree, { shares, index }),
    }
  })
}
