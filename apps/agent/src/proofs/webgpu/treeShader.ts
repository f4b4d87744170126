import { sha256Shader } from './sha256Shader.ts'

/** WGSL functions that hash leaves and parents of the Merkle tree over the products C. They must calculate the same hashes as `proofTree.ts`. */
export const nodeShader = `${sha256Shader({ written: 16 })}
/** Moves four words to the right by one byte. The last byte of the word before them becomes the first byte. */
fn moved(before: u32, words: vec4<u32>) -> vec4<u32> {
  return (vec4<u32>(before, words.xyz) << vec4<u32>(24u)) | (words >> vec4<u32>(8u));
}

fn hashLeaf(lo: vec4<u32>, hi: vec4<u32>) -> Hash {
  return hashOnce(Block(moved(0u, lo), moved(lo.w, hi), vec4<u32>((hi.w << 24u) | 0x00800000u, 0u, 0u, 0u), vec4<u32>(0u, 0u, 0u, 264u)));
}

/** The code loops over both blocks of a message, so that the compiled program contains SHA-256's compression function only once. */
fn hashParent(left: Hash, right: Hash) -> Hash {
  var state = startState();
  var block = Block(moved(1u, left.lo), moved(left.lo.w, left.hi), moved(left.hi.w, right.lo), moved(right.lo.w, right.hi));
  for (var part = 0u; part < 2u; part++) {
    state = compress(state, block);
    block = Block(vec4<u32>((right.hi.w << 24u) | 0x00800000u, 0u, 0u, 0u), vec4<u32>(), vec4<u32>(), vec4<u32>(0u, 0u, 0u, 520u));
  }
  return state;
}
`

/** Base-2 logarithm of the number of lower nodes from which a workgroup calculates one upper node. */
export const foldLevels = 7
const foldNodes = 2 ** foldLevels
/**
 * One dimension of a dispatch (a call of a GPU program) has at most 65,535 workgroups. The tree of a large proof needs more workgroups, so they are spread over
 * two dimensions.
 */
const foldsOfRow = 4

/** Returns the two dimensions (numbers of workgroups) of the dispatch that calculates the `count` nodes of a level. */
export function foldGroups(count: number): [x: number, y: number] {
  return [foldsOfRow, Math.ceil(count / foldsOfRow)]
}

/**
 * The GPU program that calculates the next level of the Merkle tree: from each group of nodes of one level, one node. A node that does not exist counts as
 * zero, and the parent of missing nodes is zero, too.
 */
export const foldShader = `${nodeShader}
@group(0) @binding(0) var<storage, read> lower: array<Hash>;
@group(0) @binding(1) var<storage, read_write> upper: array<Hash>;
var<workgroup> nodes: array<Hash, ${foldNodes}>;

@compute @workgroup_size(${foldNodes})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let at = group.y * ${foldsOfRow}u + group.x;
  let first = at * ${foldNodes}u;
  if (first >= arrayLength(&lower)) { return; }
  var count = min(${foldNodes}u, arrayLength(&lower) - first);
  nodes[thread] = Hash();
  if (thread < count) { nodes[thread] = lower[first + thread]; }
  for (var level = 0u; level < ${foldLevels}u; level++) {
    workgroupBarrier();
    var parent = Hash();
    if (thread * 2u < count) { parent = hashParent(nodes[thread * 2u], nodes[thread * 2u + 1u]); }
    workgroupBarrier();
    nodes[thread] = parent;
    count = (count + 1u) / 2u;
  }
  if (thread == 0u) { upper[at] = nodes[0]; }
}
`
