import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The most bytes of code that a contract may have on a chain (EIP-170). */
const mostBytes = 24_576
/** If a contract has fewer free bytes than this, it must be split before anybody adds code to it. */
const leastBytesLeft = 200

/** Returns the remaining bytes of each contract in `contracts/sizes.json`, fewest first, and the contracts with too few. */
export function contractSizes(root: string): { lines: string[]; problems: string } {
  return judgeSizes(JSON.parse(readFileSync(join(root, 'contracts/sizes.json'), 'utf8')) as Record<string, number>)
}

/** Judges the sizes of contracts by name, as `contractSizes` does for the checkout. */
export function judgeSizes(sizes: Record<string, number>): { lines: string[]; problems: string } {
  const left = Object.entries(sizes).map(([name, bytes]) => ({ name, bytes: mostBytes - bytes }))
  left.sort((one, other) => one.bytes - other.bytes)
  const lines = left.map(({ name, bytes }) => `${name}: ${bytes.toLocaleString('en')} bytes left`)
  const full = left.filter(({ bytes }) => bytes < leastBytesLeft)
  const problems = full.map(({ name, bytes }) => `${name} has ${bytes} bytes left of ${mostBytes}; keep at least ${leastBytesLeft}`)
  return { lines, problems: problems.join('\n') }
}
