import { assert } from '../assertNever.ts'
import { canonicalJson } from '../hashing/canonicalJson.ts'
import { type Hex32, isHex32 } from '../hashing/hex32.ts'
import { sha256Hex } from '../hashing/sha256.ts'

/** The bytes of one part of a file of weights: 64 MiB. The last part of a file may be shorter. */
export const weightsPartBytes = 64 * 2 ** 20

/** A file of weights: its path in the folder with `/` between names, its bytes, and the SHA-256 of each part. */
export type WeightsFile = { readonly path: string; readonly bytes: number; readonly parts: readonly Hex32[] }

/**
 * Returns the list of a model's weights: the canonical JSON of all files, sorted by path. Its SHA-256 is the root of the weights. The sequence of `files` does
 * not matter. Asserts that there is a file, that no path occurs twice, and that each file has the hashes of all its parts.
 */
export function weightsListOf(files: readonly WeightsFile[]): string {
  const sorted = files.toSorted((one, other) => (one.path < other.path ? -1 : 1))
  assert(sorted.length > 0, 'a model has a file of weights')
  for (const [place, { path, bytes, parts }] of sorted.entries()) {
    assert(path !== sorted[place - 1]?.path, 'a path occurs once')
    assert(parts.length === Math.ceil(bytes / weightsPartBytes), 'a file has the hashes of all its parts')
  }
  const listed = sorted.map(({ path, bytes, parts }) => ({ path, bytes, parts }))
  return canonicalJson({ version: 1, partBytes: weightsPartBytes, files: listed })
}

/** Returns the root of a model's weights: the SHA-256 of `weightsListOf`. Asserts the conditions of `weightsListOf`. */
export function weightsRootOf(files: readonly WeightsFile[]): Hex32 {
  return sha256Hex(new TextEncoder().encode(weightsListOf(files)))
}

/**
 * Parses the list of a model's weights. Returns null unless `weightsListOf` writes exactly this text. So each path is one that `isWeightsPath` accepts and
 * that cannot lead out of its folder.
 */
export function readWeightsList(text: string): readonly WeightsFile[] | null {
  try {
    const { files } = JSON.parse(text) as { readonly files: readonly WeightsFile[] }
    const isValid = files.every(({ path, bytes, parts }) => isSafePath(path) && isSize(bytes) && parts.every(isHex32))
    return isValid && weightsListOf(files) === text ? files : null
  } catch {
    // The text is not JSON, or has another form.
    return null
  }
}

const weightsEnds = ['.safetensors', '.gguf', '.bin', '.pt', '.pth', '.onnx', '.npz']

/**
 * Returns true if the weights root covers a file with this path. It covers files of weights, except those whose own name, or the name of a folder in the path,
 * begins with a dot.
 */
export function isWeightsPath(path: string): boolean {
  return weightsEnds.some((end) => path.toLowerCase().endsWith(end)) && !path.split('/').some((name) => name.startsWith('.'))
}

function isSafePath(path: unknown): path is string {
  return typeof path === 'string' && isWeightsPath(path) && !/[\\\0]/.test(path) && path.split('/').every((name) => name !== '')
}

function isSize(bytes: unknown): bytes is number {
  return typeof bytes === 'number' && Number.isSafeInteger(bytes) && bytes >= 0
}
