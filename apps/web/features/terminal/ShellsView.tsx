'use client'
import clsx from 'clsx'
import { Columns2, Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { Tabs } from 'radix-ui'
import { useCallback, useEffect, useRef, useState } from 'react'
import { besideShell, shellTitle, storeShells, storedShells, nextShell, withShells } from '#web/features/terminal/storedShells.ts'
import { TerminalFrame } from '#web/features/terminal/TerminalFrame.tsx'
import { TerminalScreen } from '#web/features/terminal/TerminalScreen.tsx'
import type { LineState, TerminalSocket } from '#web/features/terminal/terminalSocket.ts'

const EndShellDialog = dynamic(() => import('#web/features/terminal/EndShellDialog.tsx').then((module) => module.EndShellDialog), { ssr: false })

type ShellsViewProps = {
  readonly leaseId: string
  readonly title: string
  readonly takesFocus?: boolean
  /** How many times the user clicked a link to the shells. After each click, the current shell takes the keyboard focus. */
  readonly asked?: number
}

/**
 * Shows a lease's shells, one per tab, or two side by side. They run on the machine, and all pages of the lease show the same shells. A reload shows the
 * running shells again, and closing a tab ends its shell.
 */
export function ShellsView({ leaseId, title, takesFocus = true, asked = 0 }: ShellsViewProps) {
  const { shells, current, beside, isSplit, split, show, heard, open, close } = useShells(leaseId)
  const [lines, setLines] = useState<Readonly<Record<number, LineState>>>({})
  const [runs, setRuns] = useState<Readonly<Record<number, number>>>({})
  const [ending, setEnding] = useState<number | null>(null)
  const [tellsShells, setTellsShells] = useState(false)
  const [titles, setTitles] = useState<Readonly<Record<number, string | null>>>({})
  const sockets = useRef(new Map<number, TerminalSocket | null>())
  function end(shell: number): void {
    sockets.current.get(shell)?.end()
    setEnding(null)
    drop(shell)
  }
  function drop(shell: number): void {
    close(shell)
    // The next shell with this number is another one.
    setTitles((before) => ({ ...before, [shell]: null }))
  }
  const isOver = lines[current]?.state === 'over'
  const head = (
    <ShellTabs
      {...{ shells, current, isSplit, titles }}
      onNew={tellsShells && nextShell(shells) !== null ? open : null}
      onSplit={split}
      onEnd={() => (isOver ? drop(current) : setEnding(current))}
    />
  )
  return (
    <Tabs.Root value={String(current)} onValueChange={(shell) => show(Number(shell))}>
      <TerminalFrame
        name={title}
        head={head}
        isSplit={beside !== null}
        onAgain={isOver ? () => setRuns({ ...runs, [current]: (runs[current] ?? 0) + 1 }) : null}
      >
        {shells.map((shell) => (
          <Tabs.Content
            key={shell}
            value={String(shell)}
            forceMount
            tabIndex={-1}
            className={clsx(shell !== beside && 'data-[state=inactive]:hidden')}
            onFocusCapture={() => shell === beside && show(shell)}
          >
            <TerminalScreen
              key={runs[shell] ?? 0}
              {...{ leaseId, shell, kind: 'terminal', takesFocus }}
              asked={(runs[shell] ?? 0) + asked}
              isShown={shell === current}
              onLine={(line) => setLines((before) => ({ ...before, [shell]: line }))}
              onTitle={(title) => setTitles((before) => ({ ...before, [shell]: shellTitle(title) }))}
              onSocket={(socket) => void sockets.current.set(shell, socket)}
              onShells={(running) => {
                setTellsShells(running.length > 0)
                heard(running)
              }}
            />
          </Tabs.Content>
        ))}
      </TerminalFrame>
      {ending !== null && <EndShellDialog shell={ending} onEnd={() => end(ending)} onKeep={() => setEnding(null)} />}
    </Tabs.Root>
  )
}

type ShellTabsProps = {
  readonly shells: readonly number[]
  readonly current: number
  readonly isSplit: boolean
  /** The titles that programs set, by the number of the shell. */
  readonly titles: Readonly<Record<number, string | null>>
  /** Opens a new shell; null if that is not possible now. */
  readonly onNew: (() => void) | null
  readonly onSplit: () => void
  readonly onEnd: () => void
}

/** Shows the tabs of the shells, and the buttons that open, split and end them. */
function ShellTabs({ shells, current, isSplit, titles, onNew, onSplit, onEnd }: ShellTabsProps) {
  const t = useTranslations('terminal')
  const nameOf = (number: number) => {
    const title = titles[number] ?? null
    return title === null ? t('shell', { number }) : t('titled', { number, title })
  }
  return (
    <>
      <Tabs.List className="row g0" aria-label={t('shells')}>
        {shells.map((shell) => (
          <Tabs.Trigger key={shell} value={String(shell)} className={clsx('tt', shell === current && 'on')}>
            {nameOf(shell)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {onNew !== null && (
        <button type="button" className="tb" aria-label={t('new')} title={t('new')} onClick={onNew}>
          <Plus className="i s" aria-hidden />
        </button>
      )}
      {shells.length > 1 && (
        <>
          <button type="button" className="tb only-desk" aria-pressed={isSplit} aria-label={t('split')} title={t('split')} onClick={onSplit}>
            <Columns2 className="i s" aria-hidden />
          </button>
          <button type="button" className="tb" aria-label={t('end', { number: current })} title={t('end', { number: current })} onClick={onEnd}>
            <X className="i s" aria-hidden />
          </button>
        </>
      )}
    </>
  )
}

/**
 * Returns the numbers of the shells that a page shows, the active shell, and the shell beside it (null unless the user chose two side by side). The browser
 * stores the list of shells until the browser tab closes.
 */
function useShells(leaseId: string) {
  const [shells, setShells] = useState<readonly number[]>(() => storedShells(leaseId))
  const [current, setCurrent] = useState(() => shells[0] ?? 1)
  const [isSplit, setIsSplit] = useState(false)
  const [last, setLast] = useState<number | null>(null)
  const hasHeard = useRef(false)
  useEffect(() => storeShells(leaseId, shells), [leaseId, shells])

  /** Adds the shells that already run on the machine, as the first connection of the page reports them. Later reports do not change the list. */
  const heard = useCallback((running: readonly number[]) => {
    if (hasHeard.current) return
    hasHeard.current = true
    setShells((shown) => withShells(shown, running))
  }, [])

  function show(shell: number): void {
    if (shell === current) return
    setLast(current)
    setCurrent(shell)
  }

  function open(): void {
    const shell = nextShell(shells)
    if (shell === null) return
    setShells(withShells(shells, [shell]))
    show(shell)
  }

  function close(shell: number): void {
    const rest = shells.filter((one) => one !== shell)
    setShells(rest)
    if (current === shell) setCurrent(rest.findLast((one) => one < shell) ?? rest[0] ?? 1)
  }

  const beside = isSplit ? besideShell(shells, { current, last }) : null
  return { shells, current, beside, isSplit, split: () => setIsSplit(!isSplit), show, heard, open, close }
}
