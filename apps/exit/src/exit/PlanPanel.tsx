import { exactPt, movedBetween, type PlannedStep } from '@infinitio/sdk/exit'
import { useEffect, useRef } from 'react'
import { Badge, type BadgeTone } from '../kit/Badge.tsx'
import { ProblemBox } from '../kit/ProblemBox.tsx'
import type { Words } from '../texts/en.ts'
import { useWords } from '../texts/useTexts.ts'
import { momentText } from './momentText.ts'
import { SignBox } from './SignBox.tsx'
import type { OpenExit, SentStep } from './useExit.ts'

export type PlanPanelProps = { readonly open: OpenExit; readonly onSend: (planned: PlannedStep) => void }

/** Shows the steps of the exit: those sent during this visit, the next one with its signature explained, the later ones, and those that must wait. */
export function PlanPanel({ open, onSend }: PlanPanelProps) {
  const words = useWords()
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
          {words.way}
        </h2>
        <span className="end">{plan.now.length === 0 ? words.nothingToSend : words.toSend(plan.now.length)}</span>
      </header>
      {hidden > 0 && (
        <div className="body">
          <ProblemBox problem={{ code: 'chain.logs_incomplete', sentence: words.hidden(hidden) }} isSaid />
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
            <Badge tone="plain">{words.from(momentText(planned.from ?? 0n, words))}</Badge>
          </li>
        ))}
      </ol>
      <div className="body" role="status">
        {problem !== null && <ProblemBox problem={problem} />}
        <p>{summaryOf(open, words)}</p>
        {positions.ignored.map((at) => (
          <p key={at} className="hint wrap">
            {words.ignored(at)}
          </p>
        ))}
        {plan.dust > 0n && <p className="hint">{words.dust(exactPt(plan.dust))}</p>}
        {search.provider === null && plan.now.length > 0 && <p className="hint">{words.onlyLooking}</p>}
      </div>
    </section>
  )
}

function StepText({ planned, open }: { readonly planned: PlannedStep; readonly open: OpenExit }) {
  const words = useWords()
  return (
    <div className="what">
      <h3>{words.step(planned.step)}</h3>
      {planned.gain !== null && <p className="gain">{words.gain(planned, open.state)}</p>}
    </div>
  )
}

function summaryOf({ plan, isBusy }: OpenExit, words: Words): string {
  if (isBusy) return words.busy
  if (plan.now.length > 0) return words.oneByOne
  if (plan.later.length > 0) return words.later
  return words.allOut
}

/** A step sent during this visit: the amount it moved, whether it is final, and its transaction. */
function SentRow({ step }: { readonly step: SentStep }) {
  const words = useWords()
  const { planned, txHash, before, after } = step
  const { tone, text } = stateOf(step, words)
  const moved = after === null ? [] : movedBetween(before, after)
  return (
    <li className="step sent">
      <div className="what">
        <h3>{words.step(planned.step)}</h3>
        {moved.length > 0 && <p className="gain">{moved.map(words.moved).join(', ')}</p>}
        {txHash !== null && <p className="mono wrap hint">{txHash}</p>}
      </div>
      <Badge tone={tone}>{text}</Badge>
    </li>
  )
}

function stateOf({ outcome, txHash, isFinal }: SentStep, words: Words): { tone: BadgeTone; text: string } {
  if (outcome === null) return { tone: 'pending', text: txHash === null ? words.inWallet : words.pending }
  if (!outcome.done) return { tone: 'bad', text: words.refused(outcome.code) }
  if (isFinal === true) return { tone: 'final', text: words.final }
  return { tone: 'pending', text: words.inBlock(outcome.block) }
}
