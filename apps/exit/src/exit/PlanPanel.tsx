import { exactPt, gainText, type PlannedStep, stepSentence } from '@infinitio/sdk/exit'
import { useEffect, useRef } from 'react'
import { Badge } from '../kit/Badge.tsx'
import { ProblemBox } from '../kit/ProblemBox.tsx'
import { momentText } from './momentText.ts'
import { SentRow } from './SentRow.tsx'
import { SignBox } from './SignBox.tsx'
import type { OpenExit } from './useExit.ts'

export type PlanPanelProps = { readonly open: OpenExit; readonly onSend: (planned: PlannedStep) => void }

/** The way out: what was sent in this visit, the next step with its signature in words, what follows, and what has to wait. */
export function PlanPanel({ open, onSend }: PlanPanelProps) {
  const { plan, state, sent, search, isBusy, problem, positions } = open
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const onItsWay = new Set(sent.filter(({ after }) => after === null).map(({ planned }) => planned.key))
  const [next, ...following] = plan.now.filter(({ key }) => !onItsWay.has(key))
  const hidden = positions.missing + state.unreadable.length
  return (
    <section className="panel" aria-labelledby="plan">
      <header>
        <h2 id="plan" ref={heading} tabIndex={-1}>
          The way out
        </h2>
        <span className="end">{plan.now.length === 0 ? 'Nothing to send now' : `${plan.now.length} to send`}</span>
      </header>
      {hidden > 0 && (
        <div className="body">
          <ProblemBox problem={{ code: 'chain.logs_incomplete', sentence: hiddenText(hidden) }} />
        </div>
      )}
      <ol className="steps">
        {sent.map((step) => (
          <SentRow key={step.planned.key} step={step} />
        ))}
        {next !== undefined && (
          <li className="step next">
            <StepText planned={next} open={open} />
            <SignBox planned={next} open={open} isBusy={isBusy} onSend={() => onSend(next)} />
          </li>
        )}
        {following.map((planned) => (
          <li key={planned.key} className="step">
            <StepText planned={planned} open={open} />
          </li>
        ))}
        {plan.later.map((planned) => (
          <li key={planned.key} className="step later">
            <StepText planned={planned} open={open} />
            <Badge tone="plain">{`From ${momentText(planned.from ?? 0n)}`}</Badge>
          </li>
        ))}
      </ol>
      <div className="body" role="status">
        {problem !== null && <ProblemBox problem={problem} />}
        <p>{summaryOf(open)}</p>
        {positions.ignored.map((at) => (
          <p key={at} className="hint wrap">
            The Directory names {at}, which does not answer as it should; nothing could be read there.
          </p>
        ))}
        {plan.dust > 0n && <p className="hint">{exactPt(plan.dust)} stays in the wallet: it is less than one unit of the coin.</p>}
        {search.provider === null && plan.now.length > 0 && <p className="hint">You are only looking. Connect the wallet of this account to send.</p>}
      </div>
    </section>
  )
}

function StepText({ planned, open }: { readonly planned: PlannedStep; readonly open: OpenExit }) {
  return (
    <div className="what">
      <h3>{stepSentence(planned.step)}</h3>
      {planned.gain !== null && <p className="gain">{gainText(planned, open.state)}</p>}
    </div>
  )
}

function summaryOf({ plan, isBusy }: OpenExit): string {
  if (isBusy) return 'Waiting for your wallet and the chain. You may close this page: what is sent stays sent, and the next visit goes on from there.'
  if (plan.now.length > 0) return 'Send the steps one by one. You may stop after each; the next visit goes on from there.'
  if (plan.later.length > 0) return 'The rest has to wait for its time. Come back then, with this page, an RPC and your wallet.'
  return 'Everything that is yours is out.'
}

function hiddenText(count: number): string {
  return `This RPC shows no history of ${count} of the Market's leases. If one is yours, use another RPC.`
}
