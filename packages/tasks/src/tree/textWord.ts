/** Returns ASCII text of up to 32 letters as a word of the chain, from its left, as Solidity's bytes32 literals are. */
export function textWord(text: string): bigint {
  return [...text].reduce((word, letter, at) => word | (BigInt(letter.charCodeAt(0)) << BigInt(8 * (31 - at))), 0n)
}
