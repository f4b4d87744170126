/** Returns ASCII text of up to 32 letters as a number of 32 bytes with the letters first, as in Solidity's bytes32 literals. */
export function textWord(text: string): bigint {
  return [...text].reduce((word, letter, at) => word | (BigInt(letter.charCodeAt(0)) << BigInt(8 * (31 - at))), 0n)
}
