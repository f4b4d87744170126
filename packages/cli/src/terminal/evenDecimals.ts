const amountForm = /^([+-]?<?[\d,]+)\.(\d+)( .*)?$/
const usualDecimals = 2

/**
 * Gives amounts of the same unit the same number of decimals, so that right-aligned amounts line up. Removes the trailing zeros that all of them have, but
 * leaves two decimals. Adds zeros to shorter amounts, which does not change their value. Returns other texts unchanged. Pure.
 */
export function evenDecimals(cells: readonly string[]): string[] {
  const amounts = cells.map((cell) => amountForm.exec(cell))
  const wanted = new Map<string, number>()
  for (const amount of amounts) if (amount !== null) wanted.set(unitOf(amount), Math.max(wanted.get(unitOf(amount)) ?? 0, neededDecimals(amount)))
  return cells.map((cell, at) => {
    const amount = amounts[at] ?? null
    return amount === null ? cell : `${amount[1]}.${withDecimals(amount[2] ?? '', wanted.get(unitOf(amount)) ?? 0)}${amount[3] ?? ''}`
  })
}

function unitOf([, , , unit]: RegExpExecArray): string {
  return unit ?? ''
}

/** Returns how many decimals an amount must keep: all up to its last digit that is not zero, but at least two, or all of them if it has fewer than two. */
function neededDecimals([, , decimals = '']: RegExpExecArray): number {
  return Math.max(Math.min(usualDecimals, decimals.length), decimals.replace(/0+$/, '').length)
}

function withDecimals(decimals: string, wanted: number): string {
  return decimals.slice(0, wanted).padEnd(wanted, '0')
}
