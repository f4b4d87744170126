'use client'
import clsx from 'clsx'
import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { Tabs } from 'radix-ui'
import { useCallback, useEffect, useRef, useState } from 'react'
import { storeShells, storedShells, nextShell, withShells } from '#web/features/terminal/storedShells.ts'
import { TerminalFrame } from '#web/features/terminal/TerminalFrame.tsx'
import { TerminalScreen } from '#web/features/terminal/TerminalScreen.tsx'
import type { LineState, TerminalSocket } from '#web/features/terminal/terminalSocket.ts'

const EndShellDialog = dynamic(() => import('#web/features/terminal/EndShellDialog.tsx').then((module) => module.EndShellDialog), { ssr: false })

type ShellsViewProps = { readonly leaseId: string; readonly title: string; readonly takesFocus?: boolean }

/**
 * Shows a lease's shells, one per tab. They run on the machine, and all pages of the lease show the same shells. A reload shows the running shells again, and
 * closing a tab ends its shell.
 */
export function ShellsView({ leaseId, title, takesFocus = true }: ShellsViewProps) {
  const t = useTranslations('terminal')
  const { shells, current, show, heard, open, close } = useShells(leaseId)
  const [lines, setLines] = useState<Readonly<Record<number, LineState>>>({})
  const [runs, setRuns] = useState<Readonly<Record<number, number>>>({})
  const [asked, setAsked] = useState<number | null>(null)
  const [tellsShells, setTellsShells] = useState(false)
  const sockets = useRef(new Map<number, TerminalSocket | null>())
  function end(shell: number): void {
    sockets.current.get(shell)?.end()
    setAsked(null)
    close(shell)
  }
  const isOver = lines[current]?.state === 'over'
  const head = (
    <>
      <Tabs.List className="row g0" aria-label={t('shells')}>
        {shells.map((shell) => (
          <Tabs.Trigger key={shell} value={String(shell)} className={clsx('tt', shell === current && 'on')}>
            {t('shell', { number: shell })}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {tellsShells && nextShell(shells) !== null && (
        <button type="button" className="tb" aria-label={t('new')} title={t('new')} onClick={open}>
          <Plus className="i s" aria-hidden />
        </button>
      )}
      {shells.length > 1 && (
        <button
          type="button"
          className="tb"
          aria-label={t('end', { number: current })}
          title={t('end', { number: current })}
          onClick={() => (isOver ? close(current) : setAsked(current))}
        >
          <X className="i s" aria-hidden />
        </button>
      )}
    </>
  )
  return (
    <Tabs.Root value={String(current)} onValueChange={(shell) => show(Number(shell))}>
      <TerminalFrame name={title} head={head} onAgain={isOver ? () => setRuns({ ...runs, [current]: (runs[current] ?? 0) + 1 }) : null}>
        {shells.map((shell) => (
          <Tabs.Content key={shell} value={String(shell)} forceMount tabIndex={-1} className="data-[state=inactive]:hidden">
            <TerminalScreen
              key={runs[shell] ?? 0}
              {...{ leaseId, shell, kind: 'terminal', takesFocus }}
              isAsked={(runs[shell] ?? 0) > 0}
              isShown={shell === current}
              onLine={(line) => setLines((before) => ({ ...before, [shell]: line }))}
              onSocket={(socket) => void sockets.current.set(shell, socket)}
              onShells={(running) => {
                setTellsShells(running.length > 0)
                heard(running)
              }}
            />
          </Tabs.Content>
        ))}
      </TerminalFrame>
      {asked !== null && <EndShellDialog shell={asked} onEnd={() => end(asked)} onKeep={() => setAsked(null)} />}
    </Tabs.Root>
  )
}

/** Returns the numbers of the shells that a page shows, and the active one. The browser stores them until the browser tab closes. */
function useShells(leaseId: string) {
  const [shells, setShells] = useState<readonly number[]>(() => storedShells(leaseId))
  const [current, setCurrent] = useState(() => shells[0] ?? 1)
  const hasHeard = useRef(false)
  useEffect(() => storeShells(leaseId, shells), [leaseId, shells])

  /** Adds the shells that already run on the machine. Only the first report counts: another page may have ended some of these shells before a later one. */
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
