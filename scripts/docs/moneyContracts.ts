import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const source = 'contracts/src'
/**
 * A payment of tokens out of a contract or into it, or a call by which a contract runs the code of another one on its own tokens. Only a contract with one of
 * these can hold tokens of users.
 */
const movesTokens = /\.safeTransfer\(|\.safeTransferFrom\([^;]*address\(this\)|:= delegatecall\(/

/**
 * Returns the names of all contracts that can hold tokens of users, sorted. These are the contracts whose own code, or the code of an abstract contract that they
 * inherit, takes tokens in, pays tokens out, or delegates its calls.
 */
export function moneyContracts(root: string): string[] {
  const files = globSync(`${source}/*.sol`, { cwd: root })
  return files.flatMap((path) => (movesTokens.test(wholeCode(join(root, path))) ? [basename(path, '.sol')] : [])).toSorted()
}

/** Returns the code of a contract with the code of all abstract contracts that it inherits. */
function wholeCode(path: string, seen = new Set<string>()): string {
  if (seen.has(path) || !existsSync(path)) return ''
  seen.add(path)
  const code = readFileSync(path, 'utf8')
  const inherited = [...code.matchAll(/from "\.\/(?:abstracts\/)?(\w+)\.sol"/g)].map(([, name = '']) => {
    return wholeCode(join(path.slice(0, path.indexOf(source)), source, 'abstracts', `${name}.sol`), seen)
  })
  return [code, ...inherited].join('\n')
}
