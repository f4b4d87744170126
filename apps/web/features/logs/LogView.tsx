'use client'
import { useState } from 'react'
import { TerminalFrame } from '#web/features/terminal/TerminalFrame.tsx'
import { TerminalScreen } from '#web/features/terminal/TerminalScreen.tsx'
import type { LineState } from '#web/features/terminal/terminalSocket.ts'

export type LogViewProps = { readonly leaseId: string; readonly title: string }

/** The log of a lease in the page, as it is written. */
export function LogView({ leaseId, title }: LogViewProps) {
  const [line, setLine] = useState<LineState>({ state: 'connecting' })
  const [run, setRun] = useState(0)
  return (
    <TerminalFrame name={title} head={<span className="tt on">{title}</span>} onAgain={line.state === 'over' ? () => setRun(run + 1) : null}>
      <TerminalScreen leaseId={leaseId} kind="logs" key={run} shell={1} isAsked={run > 0} isShown onLine={setLine} />
    </TerminalFrame>
  )
}
