import { exactPt, movedBetween, networkFeeText, planGas, type PlannedStep } from '@infinitio/sdk/exit'
import { useEffect, useRef } from 'react'
import { Badge, type BadgeTone } from '../kit/Badge.tsx'
import { ProblemBox } from '../kit/ProblemBox.tsx'
import type { Texts } from '../texts/en.ts'
import { useTexts } from '../texts/useTexts.ts'
import { momentText } from './momentText.ts'
import { SignBox } from './SignBox.tsx'
import type { OpenExit, SentStep } from './useExit.ts'

export type PlanPanelProps = {
  readonly open: OpenExit
  readonly onSend: (planned: PlannedStep) => void
  /** Called with true if the plan should also end votes and duties. */
  readonly onDuties: (endDuties: boolean) => void
}

/**
 * Shows the steps of the exit: first those that were sent during this visit, then the next one with an explanation of its signature, then the later ones, and
 * those that must wait.
 */
export function PlanPanel({ open, onSend, onDuties }: PlanPanelProps) {
  const texts = useTexts()
  const { plan, state, sent, search, isBusy, problem, positions, endDuties } = open
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const onItsWay = new Set(sent.filter(({ after }) => after === null).map(({ planned }) => planned.key))
  const [next, ...following] = plan.now.filter(({ key }) => !onItsWay.has(key))
  const hidden = positions.missing + state.unreadable.length
  return (
    <section className="panel" aria-labelledby="plan">
      <header>
        <h2 id="plan" ref={heading} tabIndex={-1}>
          {texts.way}
        </h2>
        <span className="end">{plan.now.length === 0 ? texts.nothingToSend : texts.toSend(plan.now.length)}</span>
      </header>
      {hidden > 0 && (
        <div className="body">
          <ProblemBox problem={{ code: 'chain.logs_incomplete', sentence: texts.hidden(hidden) }} isSaid />
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
            <Badge tone="plain">{texts.from(momentText(planned.from ?? 0n, texts))}</Badge>
          </li>
        ))}
      </ol>
      <div className="body" role="status">
        {problem !== null && <ProblemBox problem={problem} />}
        <p>{summaryOf(open, texts)}</p>
        {(endDuties || hasDuties(open)) && (
          <label className="check">
            <input type="checkbox" checked={endDuties} disabled={isBusy} onChange={({ target }) => onDuties(target.checked)} />
            <span>{texts.endDuties}</span>
          </label>
        )}
        {state.unread.map(({ contract, id }) => (
          <p key={`${contract}${id}`} className="hint wrap">
            {texts.unread(contract, id)}
          </p>
        ))}
        {positions.ignored.map((at) => (
          <p key={at} className="hint wrap">
            {texts.ignored(at)}
          </p>
        ))}
        {plan.now.length > 1 && <p className="hint">{feeOfAll(open, texts)}</p>}
        {plan.dust > 0n && <p className="hint">{texts.dust(exactPt(plan.dust))}</p>}
        {search.provider === null && plan.now.length > 0 && <p className="hint">{texts.onlyLooking}</p>}
      </div>
    </section>
  )
}

function StepText({ planned, open }: { readonly planned: PlannedStep; readonly open: OpenExit }) {
  const texts = useTexts()
  return (
    <div className="what">
      <h3>{texts.step(planned.step)}</h3>
      {planned.gain !== null && <p className="gain">{texts.gain(planned, open.state)}</p>}
    </div>
  )
}

function summaryOf(open: OpenExit, texts: Texts): string {
  const { plan, isBusy } = open
  if (isBusy) return texts.busy
  if (plan.now.length > 0) return texts.oneByOne
  if (plan.later.length > 0) return texts.later
  if (hasDuties(open)) return texts.dutiesStay(isComplete(open))
  return isComplete(open) ? texts.allOut : texts.readOut
}

/** Returns false if something could not be read, which may still contain money of the account. */
function isComplete({ state, positions }: OpenExit): boolean {
  return positions.missing + positions.ignored.length + state.unreadable.length + state.unread.length === 0
}

function hasDuties({ state }: OpenExit): boolean {
  return state.dues.some(({ isDuty }) => isDuty)
}

function feeOfAll({ plan, gasPrice }: OpenExit, texts: Texts): string {
  const gas = planGas(plan.now)
  return texts.feeOfAll(gas.toLocaleString(texts.dates), networkFeeText(gas * gasPrice))
}

/** A step sent during this visit: the amount it moved, whether it is final, and its transaction. */
function SentRow({ step }: { readonly step: SentStep }) {
  const texts = useTexts()
  const { planned, txHash, before, after } = step
  const { tone, text } = stateOf(step, texts)
  const moved = after === null ? [] : movedBetween(before, after)
  return (
    <li className="step sent">
      <div className="what">
        <h3>{texts.step(planned.step)}</h3>
        {moved.length > 0 && <p className="gain">{moved.map(texts.moved).join(', ')}</p>}
        {txHash !== null && <p className="mono wrap hint">{txHash}</p>}
      </div>
      <Badge tone={tone}>{text}</Badge>
    </li>
  )
}

function stateOf({ outcome, txHash, isFinal }: SentStep, texts: Texts): { tone: BadgeTone; text: string } {
  if (outcome === null) return { tone: 'pending', text: txHash === null ? texts.inWallet : texts.pending }
  if (!outcome.done) return { tone: 'bad', text: texts.refused(outcome.code) }
  if (isFinal === true) return { tone: 'final', text: texts.final }
  return { tone: 'pending', text: texts.inBlock(outcome.block) }
}
