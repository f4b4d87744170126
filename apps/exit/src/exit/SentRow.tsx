import { movedBetween } from '@infinitio/sdk/exit'
import { Badge, type BadgeTone } from '../kit/Badge.tsx'
import type { Words } from '../words/en.ts'
import { useWords } from '../words/useWords.ts'
import type { SentStep } from './useExit.ts'

/** A step sent during this visit: the amount it moved, whether it is final, and its transaction. */
export function SentRow({ step }: { readonly step: SentStep }) {
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
