/** An address or hash short enough for a line: "0x7c3e…41fa". The full text belongs into a title. */
export function shortHex(hex: string): string {
  return `${hex.slice(0, 6)}…${hex.slice(-4)}`
}
