'use client'
import type { ReactNode } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { FormFoot } from '#web/parts/govern/FormFoot.tsx'
import { MoneyLines, type MoneyLine } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'

type ActPanelProps = {
  readonly title: string
  /** Null if the reason of a disabled button says all. */
  readonly text: string | null
  readonly lines: readonly MoneyLine[]
  readonly label: string
  readonly disabled?: boolean
  /** The sentence that explains why the form cannot be sent; null if it can. */
  readonly reason?: string | null
  /** True if the contract accepts this action only once. `TransactionButton` then turns the button off after the transaction is mined. */
  readonly once?: boolean
  readonly send: () => Promise<string>
  readonly onDone: () => void
  /** The input fields, if the action needs more than a click. */
  readonly children?: ReactNode
}

/** Shows one action that the wallet can sign: its description, the amounts that it moves, and its button. */
export function ActPanel({ title, text, lines, label, disabled = false, reason = null, once = false, send, onDone, children }: ActPanelProps) {
  return (
    <Panel title={title}>
      <div className="panel-body stack g4">
        {text !== null && <p className="t13">{text}</p>}
        {children}
        <MoneyLines lines={lines} />
        <FormFoot>
          <TransactionButton label={label} disabled={disabled} reason={reason} once={once} send={send} onDone={onDone} />
        </FormFoot>
      </div>
    </Panel>
  )
}
