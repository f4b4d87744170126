/** Shortens an address or a hash: "0x7c3e…41fa". Show the full text in a `title`. */
export function shortHex(hex: string): string {
  return `${hex.slice(0, 6)}…${hex.slice(-4)}`
}
