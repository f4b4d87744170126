'use client'
import '@xterm/xterm/css/xterm.css'
import { FitAddon } from '@xterm/addon-fit'
import { Terminal } from '@xterm/xterm'
import { useEffect, useRef, useState } from 'react'
import { leavesByKeyboard } from '#web/features/terminal/leavesByKeyboard.ts'
import { TerminalFoot } from '#web/features/terminal/TerminalFoot.tsx'
import { TerminalKeys } from '#web/features/terminal/TerminalKeys.tsx'
import { type LineState, openTerminalSocket, type TerminalSocket } from '#web/features/terminal/terminalSocket.ts'
import { terminalTheme } from '#web/features/terminal/terminalTheme.ts'

export type TerminalScreenProps = {
  readonly leaseId: string
  readonly kind: 'terminal' | 'logs'
  /** Which shell of the lease; a log has none but the first. */
  readonly shell: number
  /** It was asked for by hand, so that what is typed next is for it. */
  readonly isAsked: boolean
  readonly isShown: boolean
  readonly onLine: (line: LineState) => void
  readonly onShells?: (running: readonly number[]) => void
  readonly onSocket?: (socket: TerminalSocket | null) => void
}

/** One shell on the machine, or its log. The session lives on the node: a reload shows the last of it again. */
export function TerminalScreen(props: TerminalScreenProps) {
  const { leaseId, kind, shell, isAsked, isShown } = props
  const box = useRef<HTMLDivElement>(null)
  const socket = useRef<TerminalSocket | null>(null)
  const screen = useRef<Terminal | null>(null)
  const told = useRef(props)
  told.current = props
  const [line, setLine] = useState<LineState>({ state: 'connecting' })
  const [isEmpty, setIsEmpty] = useState(true)

  useEffect(() => {
    const element = box.current
    if (element === null) return
    const terminal = new Terminal({
      ...terminalTheme(),
      cursorBlink: kind === 'terminal',
      disableStdin: kind === 'logs',
      convertEol: kind === 'logs',
      screenReaderMode: true,
    })
    const fit = new FitAddon()
    terminal.loadAddon(fit)
    terminal.open(element)
    fit.fit()
    terminal.attachCustomKeyEventHandler(leavesByKeyboard())
    const encoder = new TextEncoder()
    const opened = openTerminalSocket({
      ...{ leaseId, kind, shell },
      size: () => ({ columns: terminal.cols, rows: terminal.rows }),
      onAnew: () => terminal.reset(),
      onBytes: (bytes) => terminal.write(bytes, () => setIsEmpty(false)),
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
    terminal.onResize(() => opened.resize())
    const observer = new ResizeObserver(() => fit.fit())
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
    // Its code comes after the page: whoever writes in a field by then, or goes by keyboard, keeps it. A secret must not go on into the shell.
    const isFree = isAsked || document.querySelector(':focus-visible') === null
    if (kind === 'terminal' && isShown && isFree) screen.current?.focus()
  }, [kind, isAsked, isShown])

  return (
    <>
      <div className="term xbox" ref={box} />
      {kind === 'terminal' && <TerminalKeys onKeys={(text) => socket.current?.send(new TextEncoder().encode(text))} />}
      <TerminalFoot line={line} kind={kind} isEmpty={isEmpty} />
    </>
  )
}
