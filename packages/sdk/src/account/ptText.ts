/** Formats an amount of PToken exactly, without separators and trailing zeros. */
export function ptText(units: bigint): string {
  const digits = units.toString().padStart(19, '0')
  const fraction = digits.slice(-18).replace(/0+$/, '')
  return fraction === '' ? digits.slice(0, -18) : `${digits.slice(0, -18)}.${fraction}`
}
