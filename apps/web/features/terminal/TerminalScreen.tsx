'use client'
import '@xterm/xterm/css/xterm.css'
import { FitAddon } from '@xterm/addon-fit'
import { type ITerminalOptions, Terminal } from '@xterm/xterm'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { sendInsertedText } from '#web/features/terminal/insertedText.ts'
import { leavesByKeyboard } from '#web/features/terminal/leavesByKeyboard.ts'
import { storedWidths, storeWidths } from '#web/features/terminal/outputWidths.ts'
import { createSizedOutput, type SizedOutput } from '#web/features/terminal/sizedOutput.ts'
import { useAway } from '#web/parts/live/away.ts'
import { type LineState, openTerminalSocket, type TerminalSocket } from '#web/features/terminal/terminalSocket.ts'

export type TerminalScreenProps = {
  readonly leaseId: string
  readonly kind: 'terminal' | 'logs'
  /** Number of the shell; a log always uses the first. */
  readonly shell: number
  /** How many times the user clicked to open this shell. After each click, the shell takes the keyboard focus. */
  readonly asked: number
  readonly isShown: boolean
  /** False if the terminal must not take the keyboard focus, because the page has other content. */
  readonly takesFocus?: boolean
  readonly onLine: (line: LineState) => void
  readonly onShells?: (running: readonly number[]) => void
  /** Receives the title that a program in the shell sets, such as the name of an editor and its file. */
  readonly onTitle?: (title: string) => void
  readonly onSocket?: (socket: TerminalSocket | null) => void
}

/** Shows one shell of the machine, or its log. The shell runs on the machine, so the page shows its last output again after a reload. */
export function TerminalScreen(props: TerminalScreenProps) {
  const { leaseId, kind, shell, asked, isShown, takesFocus = true } = props
  const box = useRef<HTMLDivElement>(null)
  const socket = useRef<TerminalSocket | null>(null)
  const screen = useRef<Terminal | null>(null)
  const told = useRef(props)
  told.current = props
  const [line, setLine] = useState<LineState>({ state: 'connecting' })
  const [isEmpty, setIsEmpty] = useState(true)
  const t = useTranslations('terminal')
  // An empty log is a line of text. A black box of the size of a log would look broken.
  const hasNothing = kind === 'logs' && isEmpty && line.state !== 'connecting'

  useEffect(() => {
    const element = box.current
    if (element === null) return
    const { terminal, fit } = openTerminal(kind, element)
    const encoder = new TextEncoder()
    const output = outputOf({ leaseId, kind, shell }, { terminal, fit })
    const opened = openTerminalSocket({
      ...{ leaseId, kind, shell },
      size: () => ({ columns: terminal.cols, rows: terminal.rows }),
      onAnew: () => terminal.reset(),
      onBytes: (bytes, from) => output.show(bytes, from, () => setIsEmpty(false)),
      onNotice: (text) => terminal.write(`\r\n\x1b[33m${text}\x1b[0m\r\n`),
      onShells: (running) => told.current.onShells?.(running),
      onState: (state) => {
        setLine(state)
        told.current.onLine(state)
      },
    })
    socket.current = opened
    screen.current = terminal
    told.current.onSocket?.(opened)
    terminal.onData((text) => opened.send(encoder.encode(text)))
    if (kind === 'terminal' && terminal.textarea !== undefined) sendInsertedText(terminal.textarea, (text) => terminal.input(text))
    terminal.onResize(() => {
      if (output.isPast()) return
      opened.resize()
      output.note(opened.position())
    })
    terminal.onTitleChange((title) => told.current.onTitle?.(title))
    const observer = new ResizeObserver(() => output.isPast() || fit.fit())
    observer.observe(element)
    return () => {
      observer.disconnect()
      opened.close()
      told.current.onSocket?.(null)
      socket.current = null
      screen.current = null
      terminal.dispose()
    }
  }, [leaseId, kind, shell])

  useEffect(() => {
    // The terminal loads after the page. It must not take the focus from a user who types elsewhere, because a secret could then go into the shell.
    const isFree = asked > 0 || document.querySelector(':focus-visible') === null
    if (kind === 'terminal' && isShown && isFree && (takesFocus || asked > 0)) screen.current?.focus()
  }, [kind, asked, isShown, takesFocus])

  return (
    <>
      {hasNothing && <p className="p-(--s-4) text-(--term-dim) [font:var(--t-13)]">{t('emptyLog')}</p>}
      <div className={clsx('term xbox', hasNothing && 'h-0 min-h-0 flex-none')} ref={box} />
      {kind === 'terminal' && <TerminalKeys onKeys={(text) => socket.current?.send(new TextEncoder().encode(text))} />}
      <TerminalFoot line={line} kind={kind} />
    </>
  )
}

/** Opens a terminal in an element and fits it into the element. The terminal of a log accepts no input. */
function openTerminal(kind: TerminalScreenProps['kind'], element: HTMLElement): Opened {
  const isLog = kind === 'logs'
  const terminal = new Terminal({ ...terminalTheme(), cursorBlink: !isLog, disableStdin: isLog, convertEol: isLog, screenReaderMode: true })
  const fit = new FitAddon()
  terminal.loadAddon(fit)
  terminal.open(element)
  fit.fit()
  terminal.attachCustomKeyEventHandler(leavesByKeyboard())
  return { terminal, fit }
}

type Opened = { readonly terminal: Terminal; readonly fit: FitAddon }

/** Creates the output of a shell, which has the widths that this browser tab stored. A log has no widths: its machine breaks no lines. */
function outputOf({ kind, leaseId, shell }: Pick<TerminalScreenProps, 'kind' | 'leaseId' | 'shell'>, { terminal, fit }: Opened): SizedOutput {
  const isShell = kind === 'terminal'
  return createSizedOutput({
    ...{ screen: terminal, fitToPage: () => fit.fit() },
    widths: isShell ? storedWidths(leaseId, shell) : null,
    onWidths: (widths) => isShell && storeWidths(leaseId, shell, widths),
  })
}

type TerminalFootProps = {
  readonly line: LineState
  readonly kind: 'terminal' | 'logs'
}

/** Shows below the terminal the state of the connection, and which part of the connection is encrypted. */
function TerminalFoot({ line, kind }: TerminalFootProps) {
  const t = useTranslations('terminal')
  const isAway = useAway() && line.state !== 'over'
  return (
    <footer className="tw-foot">
      <span className="row g1" role="status">
        <i className={clsx('dot', isAway ? 'wait' : line.state === 'open' ? 'ok' : line.state === 'over' ? 'off' : 'wait')} />
        {isAway ? t('offline') : textOf(line, t)}
      </span>
      {kind === 'terminal' && <span className="only-desk">{t('survives')}</span>}
      <span className="only-desk">{t('leave')}</span>
      {line.state === 'open' && <span>{t(line.isEncrypted ? 'tls' : 'plain')}</span>}
    </footer>
  )
}

function textOf(line: LineState, t: ReturnType<typeof useTranslations<'terminal'>>): string {
  switch (line.state) {
    case 'connecting':
      return t('connecting')
    case 'open':
      return t('connected')
    case 'waiting':
      return t('reconnecting', { attempt: line.attempt })
    case 'over':
      return line.sentence ?? t(`over.${line.reason}`)
  }
}

const keys = [
  { name: 'esc', text: '\x1b' },
  { name: 'tab', text: '\t' },
  { name: 'ctrlC', text: '\x03' },
  { name: 'up', text: '\x1b[A' },
  { name: 'down', text: '\x1b[B' },
  { name: 'pipe', text: '|' },
  { name: 'dash', text: '-' },
] as const

/** Shows buttons for keys that a phone's keyboard lacks. */
function TerminalKeys({ onKeys }: { readonly onKeys: (text: string) => void }) {
  const t = useTranslations('terminal.key')
  return (
    <div className="keys" role="toolbar" aria-label={t('name')}>
      {keys.map(({ name, text }) => (
        <button key={name} type="button" aria-label={t(`${name}.name`)} onClick={() => onKeys(text)}>
          {t(`${name}.label`)}
        </button>
      ))}
    </div>
  )
}

/** Returns the terminal's colours and font from the design tokens. The terminal is dark in both themes. */
function terminalTheme(): ITerminalOptions {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string): string => style.getPropertyValue(name).trim()
  return {
    fontFamily: `${getComputedStyle(document.body).getPropertyValue('--font-geist-mono') || token('--mono')}, ui-monospace, monospace`,
    fontSize: 13,
    lineHeight: 1.35,
    theme: {
      background: token('--term-bg'),
      foreground: token('--term-text'),
      cursor: token('--term-text'),
      brightBlack: token('--term-dim'),
      green: token('--term-green'),
      brightGreen: token('--term-green'),
      yellow: token('--term-amber'),
      brightYellow: token('--term-amber'),
      selectionBackground: token('--term-line'),
    },
  }
}
