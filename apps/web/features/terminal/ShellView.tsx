'use client'
import '@xterm/xterm/css/xterm.css'
import { FitAddon } from '@xterm/addon-fit'
import { Terminal } from '@xterm/xterm'
import { Maximize2, Minimize2, RotateCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { leavesByKeyboard } from '#web/features/terminal/leavesByKeyboard.ts'
import { TerminalFoot } from '#web/features/terminal/TerminalFoot.tsx'
import { TerminalKeys } from '#web/features/terminal/TerminalKeys.tsx'
import { type LineState, openTerminalSocket, type TerminalSocket } from '#web/features/terminal/terminalSocket.ts'
import { terminalTheme } from '#web/features/terminal/terminalTheme.ts'

export type ShellViewProps = { readonly leaseId: string; readonly kind: 'terminal' | 'logs'; readonly title: string }

/** A shell on the machine, or its log, in the page. The session lives on the node: a reload shows the last of it again. */
export function ShellView({ leaseId, kind, title }: ShellViewProps) {
  const t = useTranslations('terminal')
  const box = useRef<HTMLDivElement>(null)
  const socket = useRef<TerminalSocket | null>(null)
  const [line, setLine] = useState<LineState>({ state: 'connecting' })
  const [run, setRun] = useState(0)
  const [isLarge, setIsLarge] = useState(false)

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
      leaseId,
      kind,
      size: () => ({ columns: terminal.cols, rows: terminal.rows }),
      onAnew: () => terminal.reset(),
      onBytes: (bytes) => terminal.write(bytes),
      onNotice: (text) => terminal.write(`\r\n\x1b[33m${text}\x1b[0m\r\n`),
      onState: setLine,
    })
    socket.current = opened
    terminal.onData((text) => opened.send(encoder.encode(text)))
    terminal.onResize(() => opened.resize())
    const observer = new ResizeObserver(() => fit.fit())
    observer.observe(element)
    // Its code comes after the page: whoever writes in a field by then, or goes by keyboard, keeps it. A secret must not go on into the shell.
    const isFree = run > 0 || document.querySelector(':focus-visible') === null
    if (kind === 'terminal' && isFree) terminal.focus()
    return () => {
      observer.disconnect()
      opened.close()
      socket.current = null
      terminal.dispose()
    }
  }, [leaseId, kind, run])

  return (
    <section className={isLarge ? 'tw large' : 'tw'} aria-label={title}>
      <header className="tw-head">
        <span className="tt on">{title}</span>
        <span className="end">
          {line.state === 'over' && (
            <button type="button" aria-label={t('again')} onClick={() => setRun(run + 1)}>
              <RotateCw className="i s" aria-hidden />
            </button>
          )}
          <button type="button" aria-label={t(isLarge ? 'smaller' : 'larger')} onClick={() => setIsLarge(!isLarge)}>
            {isLarge ? <Minimize2 className="i s" aria-hidden /> : <Maximize2 className="i s" aria-hidden />}
          </button>
        </span>
      </header>
      <div className="term xbox" ref={box} />
      {kind === 'terminal' && <TerminalKeys onKeys={(text) => socket.current?.send(new TextEncoder().encode(text))} />}
      <TerminalFoot line={line} />
    </section>
  )
}
