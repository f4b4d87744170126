import { type ExitState, type PlannedStep, stepCall } from '@infinitio/sdk/exit'
import { Icon } from '../kit/Icon.tsx'
import { useWords } from '../texts/useTexts.ts'
import type { OpenExit } from './useExit.ts'
import type { Words } from '../texts/en.ts'

/** One line that explains an effect of a signature. */
type SignWord = { readonly icon: 'arrow' | 'out' | 'clock' | 'no'; readonly text: string }

export type SignBoxProps = { readonly planned: PlannedStep; readonly open: OpenExit; readonly isBusy: boolean; readonly onSend: () => void }

/** Explains what the wallet will show: the effect, the money, how long the signature is valid, and what it cannot do. One click shows the bytes. */
export function SignBox({ planned, open, isBusy, onSend }: SignBoxProps) {
  const words = useWords()
  const { search, state } = open
  const call = stepCall(planned.step, { account: search.account })
  return (
    <div className="sign">
      <p className="head">
        <Icon name="pen" /> {words.inWords}
      </p>
      <ul>
        {signWords(planned, state, words).map(({ icon, text }) => (
          <li key={text}>
            <Icon name={icon} />
            <span>{text}</span>
          </li>
        ))}
      </ul>
      <details>
        <summary>{words.itself}</summary>
        <p className="mono wrap">to {call.to}</p>
        <p className="mono wrap">data {call.data}</p>
      </details>
      {search.provider !== null && (
        <button type="button" className="btn primary full lg" disabled={isBusy} onClick={onSend}>
          {words.sign[planned.step.kind]}
        </button>
      )}
    </div>
  )
}

/** Describes a signature in sentences: the effect, the money, how long it is valid, and what it cannot do. */
function signWords(planned: PlannedStep, state: ExitState, words: Words): SignWord[] {
  const { step, gain } = planned
  return [
    { icon: 'arrow', text: words.effect(step) },
    { icon: 'out', text: gain === null ? words.noMoney : words.gives(words.gain(planned, state)) },
    { icon: 'clock', text: words.holds },
    { icon: 'no', text: words.paysNobody(words.pays(step)) },
  ]
}
