import type { Hex } from 'viem'

const wordBytes = 32

/**
 * Returns true if code on the chain is the code that `creationCode` stores. The creation code contains the stored code with zeros where the constructor writes
 * immutable values. So both may differ only in zeros of the creation code, inside words of 32 bytes. `bytecodeHash: none` makes this comparison exact:
 * nothing in the code depends on comments or file names.
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
 * An immutable value is a PUSH32 with a word of zeros in the creation code. Returns the start of the word that contains this position, or null if there is
 * none.
 */
function wordAround(template: Buffer, at: number): number | null {
  for (let start = at; start > 0 && start > at - wordBytes; start -= 1) {
    if (template[start - 1] !== push32) continue
    const word = template.subarray(start, start + wordBytes)
    return word.length === wordBytes && word.every((byte) => byte === 0) ? start : null
  }
  return null
}
