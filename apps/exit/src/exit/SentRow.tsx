import { movedBetween, movedText, stepSentence } from '@infinitio/sdk/exit'
import { Badge, type BadgeTone } from '../kit/Badge.tsx'
import type { SentStep } from './useExit.ts'

/** A step that was sent in this visit: what it moved, whether it is final, and its transaction. */
export function SentRow({ step }: { readonly step: SentStep }) {
  const { planned, txHash, before, after } = step
  const { tone, text } = stateOf(step)
  const moved = after === null ? [] : movedBetween(before, after)
  return (
    <li className="step sent">
      <div className="what">
        <h3>{stepSentence(planned.step)}</h3>
        {moved.length > 0 && <p className="gain">{moved.map(movedText).join(', ')}</p>}
        {txHash !== null && <p className="mono wrap hint">{txHash}</p>}
      </div>
      <Badge tone={tone}>{text}</Badge>
    </li>
  )
}

function stateOf({ outcome, txHash, isFinal }: SentStep): { tone: BadgeTone; text: string } {
  if (outcome === null) return { tone: 'pending', text: txHash === null ? 'In your wallet' : 'Pending' }
  if (!outcome.done) return { tone: 'bad', text: `Refused (${outcome.code})` }
  if (isFinal === true) return { tone: 'final', text: 'Final' }
  return { tone: 'pending', text: `In block ${outcome.block}` }
}
