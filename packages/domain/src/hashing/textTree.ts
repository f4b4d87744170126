import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import type { Hex32 } from './hex32.ts'
import type { Keccak } from './keccak256.ts'

// A Merkle tree over texts, so that one signature of the root covers all of them. The smaller hash of each pair comes first when the pair is hashed, as in
// contracts. So a proof needs only the sibling hashes and no positions. Each text must be longer than a pair of hashes (64 bytes), so that nobody can present a
// pair as a text.

type Node = { readonly bytes: Uint8Array; readonly hex: Hex32 }

const utf8 = new TextEncoder()

/** Returns the Merkle root over some texts and, for each text, its proof: the sibling hashes from the leaf up to the root. Throws when there is no text. */
export function proveTexts(texts: readonly string[], keccak: Keccak): { root: Hex32; proofs: Hex32[][] } {
  let level = texts.map((text) => leafOf(text, keccak))
  const proofs: Hex32[][] = texts.map(() => [])
  for (let height = 0; level.length > 1; height += 1) {
    proofs.forEach((proof, place) => {
      const beside = level[(place >> height) ^ 1]
      if (beside !== undefined) proof.push(beside.hex)
    })
    level = parentsOf(level, keccak)
  }
  const [root] = level
  if (root === undefined) throw new Error('there is no text to prove')
  return { root: root.hex, proofs }
}

/** Returns the Merkle root that follows from a text and its proof (the sibling hashes up to the root). */
export function rootOfText(text: string, proof: readonly string[], keccak: Keccak): Hex32 {
  const beside = proof.map((hex) => ({ hex: hex as Hex32, bytes: hexToBytes(hex.slice(2)) }))
  return beside.reduce((node, each) => pairOf(node, each, keccak), leafOf(text, keccak)).hex
}

/** Returns the next higher level of the tree. A node without a sibling moves up unchanged. */
function parentsOf(level: readonly Node[], keccak: Keccak): Node[] {
  const parents: Node[] = []
  for (let place = 0; place < level.length; place += 2) {
    const [one, other] = [level[place], level[place + 1]]
    if (one !== undefined) parents.push(other === undefined ? one : pairOf(one, other, keccak))
  }
  return parents
}

function leafOf(text: string, keccak: Keccak): Node {
  return nodeOf(keccak(utf8.encode(text)))
}

function pairOf(one: Node, other: Node, keccak: Keccak): Node {
  const [first, second] = one.hex < other.hex ? [one, other] : [other, one]
  return nodeOf(keccak(concatBytes(first.bytes, second.bytes)))
}

function nodeOf(bytes: Uint8Array): Node {
  return { bytes, hex: `0x${bytesToHex(bytes)}` }
}
