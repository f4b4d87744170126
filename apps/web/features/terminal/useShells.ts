'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { keepShells, keptShells, nextShell, withShells } from '#web/features/terminal/keptShells.ts'

/** Which shells of a lease a page shows, and which of them in front; kept while the browser's tab is. */
export function useShells(leaseId: string) {
  const [shells, setShells] = useState<readonly number[]>(() => keptShells(leaseId))
  const [current, setCurrent] = useState(() => shells[0] ?? 1)
  const hasHeard = useRef(false)
  useEffect(() => keepShells(leaseId, shells), [leaseId, shells])

  /** Those that run on the machine are shown, too; later ones are of other pages, which may have ended them since. */
  const heard = useCallback((running: readonly number[]) => {
    if (hasHeard.current) return
    hasHeard.current = true
    setShells((shown) => withShells(shown, running))
  }, [])

  function open(): void {
    const shell = nextShell(shells)
    if (shell === null) return
    setShells(withShells(shells, [shell]))
    setCurrent(shell)
  }

  function close(shell: number): void {
    const rest = shells.filter((one) => one !== shell)
    setShells(rest)
    if (current === shell) setCurrent(rest.findLast((one) => one < shell) ?? rest[0] ?? 1)
  }

  return { shells, current, show: setCurrent, heard, open, close }
}
