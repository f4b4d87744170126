import { mostShells } from '@infinitio/domain'

const place = (leaseId: string): string => `infinitio.shells.${leaseId}`

/** Remembers which shells this tab of the browser shows of a lease. */
export function storeShells(leaseId: string, shells: readonly number[]): void {
  window.sessionStorage.setItem(place(leaseId), JSON.stringify(shells))
}

/** Those it showed, lowest first; the first alone where nothing sensible is kept. */
export function storedShells(leaseId: string): readonly number[] {
  try {
    const kept: unknown = JSON.parse(window.sessionStorage.getItem(place(leaseId)) ?? 'null')
    const shells = Array.isArray(kept) ? withShells([], kept) : []
    return shells.length > 0 ? shells : [1]
  } catch {
    return [1]
  }
}

/** Some shells and more of them, each once, lowest first; what is no number of a shell is left out. */
export function withShells(shells: readonly number[], more: readonly unknown[]): readonly number[] {
  const numbers = [...shells, ...more].filter(
    (shell): shell is number => Number.isInteger(shell) && Number(shell) >= 1 && Number(shell) <= mostShells,
  )
  return [...new Set(numbers)].toSorted((a, b) => a - b)
}

/** The number a new shell gets: the lowest that is not shown. Null when all are. */
export function nextShell(shells: readonly number[]): number | null {
  for (let shell = 1; shell <= mostShells; shell += 1) if (!shells.includes(shell)) return shell
  return null
}
