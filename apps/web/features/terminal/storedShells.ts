import { mostShells } from '@infinitio/domain'

const place = (leaseId: string): string => `infinitio.shells.${leaseId}`

/** Stores which shells of a lease this browser tab shows. */
export function storeShells(leaseId: string, shells: readonly number[]): void {
  window.sessionStorage.setItem(place(leaseId), JSON.stringify(shells))
}

/** Returns the stored shells, lowest first. If no valid ones are stored, returns only the first shell. */
export function storedShells(leaseId: string): readonly number[] {
  try {
    const kept: unknown = JSON.parse(window.sessionStorage.getItem(place(leaseId)) ?? 'null')
    const shells = Array.isArray(kept) ? withShells([], kept) : []
    return shells.length > 0 ? shells : [1]
  } catch {
    return [1]
  }
}

/** Joins two lists of shell numbers: sorted, without duplicates and without invalid numbers. */
export function withShells(shells: readonly number[], more: readonly unknown[]): readonly number[] {
  const numbers = [...shells, ...more].filter(
    (shell): shell is number => Number.isInteger(shell) && Number(shell) >= 1 && Number(shell) <= mostShells,
  )
  return [...new Set(numbers)].toSorted((a, b) => a - b)
}

/** Returns the lowest shell number that is not shown, or null if all are shown. */
export function nextShell(shells: readonly number[]): number | null {
  for (let shell = 1; shell <= mostShells; shell += 1) if (!shells.includes(shell)) return shell
  return null
}

/**
 * Returns the shell that is shown beside the current one: the shell that was shown before (`last`) or, if there is none or it has ended, the next shell with a
 * higher number, or else the next with a lower number. Returns null if there is only one shell.
 */
export function besideShell(shells: readonly number[], { current, last }: { readonly current: number; readonly last: number | null }): number | null {
  if (last !== null && last !== current && shells.includes(last)) return last
  return shells.find((shell) => shell > current) ?? shells.findLast((shell) => shell < current) ?? null
}

/** The most characters of a shell's title in its tab. */
const mostCharacters = 24

/**
 * Returns the title of a shell's tab from the title that a program set. The text comes from the machine, so control characters and characters that change the
 * direction of text are removed, and a long text is cut. Returns null if nothing is left. Pure.
 */
export function shellTitle(text: string): string | null {
  const characters = [...text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').trim()]
  if (characters.length === 0) return null
  return characters.length > mostCharacters ? `${characters.slice(0, mostCharacters - 1).join('')}…` : characters.join('')
}
