import { directoryAbi, nameKey, proofCheckerAbi, proofsEntry } from '@infinitio/chain'
import { address, type Hex32, hex32, zeroHex32 } from '@infinitio/domain'
import {
  classReferences,
  hashCommit,
  hashEntries,
  hashEntry,
  type ProofCommit,
  proofLeaf,
  proofLimits,
  type ProofWork,
  treeDepth,
} from '@infinitio/domain/proofs'
import { concat, encodeFunctionData, keccak256, sha256, toBytes } from 'viem'
import type { GasParties } from './gasParties.ts'

const timers = 16
const zHash = hashOf('z')
const product = hashOf('garbage')

/**
 * Measures the gas of proving that validators signed a wrong statement about a GPU proof: one value (cell) of the proof is wrong. `refuteCell` is for the
 * calculation that an H100 must prove, `refuteCellMost` for the largest that the contract accepts. The proof is made without a GPU: each node of its Merkle
 * tree has two equal children, so every row has the same path.
 */
export async function proofFlows(parties: GasParties): Promise<Record<'refuteCell' | 'refuteCellMost', number>> {
  const { segments, segmentBits, hashes, passes, samples } = proofLimits
  return {
    refuteCell: await refuteCell(parties, classReferences['NVIDIA H100 SXM 80 GB'].work),
    refuteCellMost: await refuteCell(parties, { rows: segments * 2 ** segmentBits, segmentBits, hashes, passes, samples }),
  }
}

async function refuteCell(parties: GasParties, work: ProofWork): Promise<number> {
  const { directory } = parties.chain.addresses
  const entryAt = await parties.client.readContract({ address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey(proofsEntry)] })
  const to = address(entryAt.toLowerCase())
  const { root, path } = equalTree(treeDepth(work.rows))
  const subject = { node: hashOf('node'), gpu: 0, slotSeed: hashOf('seed') }
  const commit: ProofCommit = { subject, work, roots: Array.from({ length: work.passes }, () => root) }
  const nonce = { place: 5, timer: parties.chain.keys.sender.address, nonce: hashOf('nonce'), nonceHash: hashOf('nonce hash') }
  const entry = { ...nonce, doorHash: hashOf('door'), signature: `0x${'5a'.repeat(65)}` as const }
  const entries = Array.from({ length: timers }, (_, place) => (place === nonce.place ? hashEntry(entry) : hashOf(`entry ${place}`)))
  const statement = {
    ...{ node: subject.node, gpu: 0, slot: 100n, slotHash: hashOf('slot'), beaconSeed: zeroHex32, commit: hashCommit(commit) },
    ...{ calls: hashEntries(entries), timers, z: 103n, zHash, shownMib: 1, passed: true, speedBps: 9_900, site: 1 },
  }
  const shown = { root: proofLeaf(statement), statement, path: [] }
  const { roots, work: sizes } = commit
  const data = { ...subject, gpu: 0n, ...bigintsOf(sizes), roots }
  const args = [shown, data, { entries, index: BigInt(nonce.place), nonce: entry }, { sample: 3n, column: 7n, product, path }] as const
  return await parties.gasOf(parties.chain.keys.sender, { to, data: encodeFunctionData({ abi: proofCheckerAbi, functionName: 'refuteCell', args }) })
}

function bigintsOf({ rows, segmentBits, hashes, passes, samples }: ProofWork) {
  return { rows: BigInt(rows), segmentBits: BigInt(segmentBits), hashes: BigInt(hashes), passes: BigInt(passes), samples: BigInt(samples) }
}

function equalTree(depth: number): { root: Hex32; path: Hex32[] } {
  const path: Hex32[] = []
  let node = hex32(sha256(concat(['0x00', product])))
  for (let level = 0; level < depth; level += 1) {
    path.push(node)
    node = hex32(sha256(concat(['0x01', node, node])))
  }
  return { root: node, path }
}

function hashOf(text: string): Hex32 {
  return hex32(keccak256(toBytes(text)))
}
