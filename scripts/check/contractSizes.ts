import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes of code that a chain lets a contract have (EIP-170). */
const mostBytes = 24_576
/** A contract that comes closer to the limit must be split before anything is added to it. */
const leastBytesLeft = 200

/** Bytes left of each contract in `contracts/sizes.json`, fewest first, as lines, and the contracts that have too few left. */
export function contractSizes(root: string): { lines: string[]; problems: string } {
  return judgeSizes(JSON.parse(readFileSync(join(root, 'contracts/sizes.json'), 'utf8')) as Record<string, number>)
}

/** As `contractSizes`, for sizes by name. */
export function judgeSizes(sizes: Record<string, number>): { lines: string[]; problems: string } {
  const left = Object.entries(sizes).map(([name, bytes]) => ({ name, bytes: mostBytes - bytes }))
  left.sort((one, other) => one.bytes - other.bytes)
  const lines = left.map(({ name, bytes }) => `${name}: ${bytes.toLocaleString('en')} bytes left`)
  const full = left.filter(({ bytes }) => bytes < leastBytesLeft)
  const problems = full.map(({ name, bytes }) => `${name} has ${bytes} bytes left of ${mostBytes}; keep at least ${leastBytesLeft}`)
  return { lines, problems: problems.join('\n') }
}
