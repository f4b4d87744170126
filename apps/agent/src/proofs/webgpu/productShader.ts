import { nodeShader } from './treeShader.ts'

/** Base-2 logarithm of the most rows that one workgroup (a group of GPU threads) multiplies. */
export const tileBits = 6
/** Maximum number of Merkle tree levels that a workgroup calculates above its leaves. With more levels, most of its threads would be idle. */
const productLevels = 2

const tileRows = 2 ** tileBits
const rowVectors = 256
/**
 * The number of vectors of 16 bytes that a workgroup loads from each row at a time. With fewer vectors, memory bandwidth is wasted; with more, fewer workgroups
 * fit on the GPU.
 */
const loadVectors = 8
const steps = Array.from({ length: loadVectors }, (_, step) => step)

/**
 * Returns the sizes for which the GPU program is compiled if a segment (a group of consecutive rows) has 2^segmentBits rows. `rows` is the number of rows that
 * a workgroup multiplies (a tile). `levels` is the number of Merkle tree levels from these rows up to the nodes that the workgroup writes.
 */
export function tileOf(segmentBits: number): { rows: number; levels: number } {
  return { rows: 2 ** Math.min(tileBits, segmentBits), levels: Math.min(productLevels, segmentBits) }
}

/**
 * The GPU program that multiplies the rows of one segment by the eight columns and folds the results to tree nodes. Each row is first combined with its partner
 * row. The threads of a workgroup load a part of all its rows together, so that neighbouring threads read neighbouring bytes; then each thread multiplies one
 * row. All loads of a part come before its first use; otherwise a workgroup would wait for each load. The index into `loaded` is mixed, so that the threads
 * read from different memory banks at the same time.
 */
export const productShader = `requires packed_4x8_integer_dot_product;
${nodeShader}
struct Mix { odd: vec4<u32>, sum: vec4<u32>, shift: u32, mask: u32 }
override rowsOfTile: u32;
override levelsOfTile: u32;
@group(0) @binding(0) var<uniform> mix: Mix;
@group(0) @binding(1) var<uniform> columns: array<vec4<u32>, ${8 * rowVectors}>;
@group(1) @binding(0) var<storage, read> own: array<vec4<u32>>;
@group(1) @binding(1) var<storage, read_write> tops: array<Hash>;
@group(2) @binding(0) var<storage, read> other: array<vec4<u32>>;
var<workgroup> loaded: array<vec4<u32>, ${tileRows * loadVectors}>;

fn partnerOf(position: u32) -> u32 {
  var value = position;
  for (var round = 0u; round < 3u; round++) {
    value ^= value >> mix.shift;
    value = (value * mix.odd[round] + mix.sum[round]) & mix.mask;
  }
  return value;
}

fn dot(x: vec4<u32>, at: u32) -> i32 {
  let y = columns[at];
  return dot4I8Packed(x.x, y.x) + dot4I8Packed(x.y, y.y) + dot4I8Packed(x.z, y.z) + dot4I8Packed(x.w, y.w);
}

@compute @workgroup_size(${tileRows})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  let first = group.x * rowsOfTile;
  let vector = thread % ${loadVectors}u;
${steps
  .map(
    (step) => `  let row${step} = min((${step * tileRows}u + thread) / ${loadVectors}u, rowsOfTile - 1u);
  let own${step} = (first + row${step}) * ${rowVectors}u + vector;
  let other${step} = partnerOf(first + row${step}) * ${rowVectors}u + vector;
  let to${step} = row${step} * ${loadVectors}u + (vector ^ (row${step} % ${loadVectors}u));`,
  )
  .join('\n')}
  var lo = vec4<i32>();
  var hi = vec4<i32>();
  for (var part = 0u; part < ${rowVectors}u; part += ${loadVectors}u) {
${steps.map((step) => `    let value${step} = own[own${step} + part] ^ other[other${step} + part];`).join('\n')}
${steps.map((step) => `    loaded[to${step}] = value${step};`).join('\n')}
    workgroupBarrier();
    for (var at = 0u; at < ${loadVectors}u; at++) {
      let value = loaded[thread * ${loadVectors}u + (at ^ (thread % ${loadVectors}u))];
      lo += vec4<i32>(${[0, 1, 2, 3].map((column) => `dot(value, part + at + ${column * rowVectors}u)`).join(', ')});
      hi += vec4<i32>(${[4, 5, 6, 7].map((column) => `dot(value, part + at + ${column * rowVectors}u)`).join(', ')});
    }
    workgroupBarrier();
  }
  var node = hashLeaf(bitcast<vec4<u32>>(lo), bitcast<vec4<u32>>(hi));
  var count = rowsOfTile;
  for (var level = 0u; level < levelsOfTile; level++) {
    loaded[thread * 2u] = node.lo;
    loaded[thread * 2u + 1u] = node.hi;
    workgroupBarrier();
    count = count / 2u;
    if (thread < count) { node = hashParent(Hash(loaded[thread * 4u], loaded[thread * 4u + 1u]), Hash(loaded[thread * 4u + 2u], loaded[thread * 4u + 3u])); }
    workgroupBarrier();
  }
  if (thread < count) { tops[group.x * count + thread] = node; }
}
`
