import { sha256Shader } from './sha256Shader.ts'

/** The number of threads in one workgroup of the GPU. Each thread makes one block of 32 bytes of the matrix A. */
export const fillThreads = 256

/**
 * The GPU program that writes the rows of the matrix A of one segment (a group of consecutive rows). Each thread makes one block of 32 bytes, with the same
 * result as `makeRow`.
 */
export const fillShader = `${sha256Shader({ written: 64 })}
struct Fill { keyLo: vec4<u32>, keyHi: vec4<u32>, hashes: u32, firstRow: u32 }
@group(0) @binding(0) var<uniform> fill: Fill;
@group(0) @binding(1) var<storage, read_write> rows: array<vec4<u32>>;

@compute @workgroup_size(${fillThreads})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let block = id.x;
  if (block * 2u >= arrayLength(&rows)) { return; }
  var hash = hashOnce(Block(fill.keyLo, fill.keyHi, vec4<u32>(fill.firstRow + block / 128u, block % 128u, 0x80000000u, 0u), vec4<u32>(0u, 0u, 0u, 320u)));
  for (var done = 1u; done < fill.hashes; done++) {
    hash = hashOnce(Block(hash.lo, hash.hi, vec4<u32>(0x80000000u, 0u, 0u, 0u), vec4<u32>(0u, 0u, 0u, 256u)));
  }
  rows[block * 2u] = hash.lo;
  rows[block * 2u + 1u] = hash.hi;
}
`
