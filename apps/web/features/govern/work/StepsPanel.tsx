import Link from 'next/link'
import type { ReactNode } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { gText } from '#web/parts/govern/tokenText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'

type Step = {
  readonly account: string | null
  /** The accounts that were selected at random in this step to judge the work. */
  readonly members?: readonly string[]
  readonly amount: string | null
  readonly text: string
  readonly txHash: string
  /** Time of the step in Unix seconds. */
  readonly at: number
}

type StepsPanelProps<One extends Step> = {
  readonly title: string
  readonly steps: readonly One[]
  /** The label of the link to a step's transaction. */
  readonly transaction: string
  /** Returns the text that describes a step. */
  readonly children: (step: One) => ReactNode
}

/**
 * Shows the history of a bounty, project or similar work, step by step. Each step has its time, the account that acted or was selected, the moved amount of G,
 * its text, and the transaction.
 */
export function StepsPanel<One extends Step>({ title, steps, transaction, children }: StepsPanelProps<One>) {
  return (
    <Panel title={title}>
      <ol className="panel-body stack g3 t13">
        {steps.map((step, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no key but their position, and are never reordered.
          <li key={place}>
            <div className="row wrap g2">
              <span className="dim nowrap">{momentText(step.at)}</span>
              {children(step)}
              {[...(step.account === null ? [] : [step.account]), ...(step.members ?? [])].map((one) => (
                <AccountText key={one} account={one} />
              ))}
              {step.amount !== null && <span className="dim">{gText(step.amount)}</span>}
              <Link className="link t12" href={`/tx/${step.txHash}`}>
                {transaction}
              </Link>
            </div>
            {step.text !== '' && <p className="dim gtext">{step.text}</p>}
          </li>
        ))}
      </ol>
    </Panel>
  )
}
