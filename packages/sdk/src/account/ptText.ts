/** Formats an amount of PToken with all its digits and no separators. */
export function ptText(units: bigint): string {
  const digits = units.toString().padStart(19, '0')
  const fraction = digits.slice(-18).replace(/0+$/, '')
  return fraction === '' ? digits.slice(0, -18) : `${digits.slice(0, -18)}.${fraction}`
}
