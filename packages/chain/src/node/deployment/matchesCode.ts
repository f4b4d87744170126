import type { Hex } from 'viem'

const wordBytes = 32

/**
 * Returns true if the code `stored` of a contract on the chain is the code that `creationCode` deploys. The creation code contains the contract's code, with
 * zeros where the constructor fills in immutable values. So the stored code may differ only in whole words of 32 bytes that are zero in the creation code. The
 * contracts are compiled with `bytecodeHash: none`, so comments and file names do not change the code.
 */
export function matchesCode(creationCode: Hex, stored: Hex): boolean {
  const template = Buffer.from(creationCode.slice(2), 'hex')
  const code = Buffer.from(stored.slice(2), 'hex')
  if (code.length < wordBytes || code.length > template.length) return false
  // The runtime code may begin at several positions of the creation code: tries each one where the first bytes match.
  const start = code.subarray(0, 5)
  for (let at = template.indexOf(start); at >= 0 && at + code.length <= template.length; at = template.indexOf(start, at + 1)) {
    if (isFilledIn(template.subarray(at, at + code.length), code)) return true
  }
  return false
}

function isFilledIn(template: Buffer, code: Buffer): boolean {
  for (let at = 0; at < code.length; ) {
    if (template[at] === code[at]) {
      at += 1
      continue
    }
    const word = wordAround(template, at)
    if (word === null) return false
    at = word + wordBytes
  }
  return true
}

const push32 = 0x7f

/**
 * An immutable value is stored in the creation code as the instruction PUSH32 and a word (32 bytes) of zeros. Returns the start of the word that contains the
 * position `at`, or null if that position is in no such word.
 */
function wordAround(template: Buffer, at: number): number | null {
  for (let start = at; start > 0 && start > at - wordBytes; start -= 1) {
    if (template[start - 1] !== push32) continue
    const word = template.subarray(start, start + wordBytes)
    return word.length === wordBytes && word.every((byte) => byte === 0) ? start : null
  }
  return null
}
