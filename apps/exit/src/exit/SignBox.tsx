import { networkFeeText, type PlannedStep, stepCall, stepGas } from '@infinitio/sdk/exit'
import { Icon } from '../kit/Icon.tsx'
import { useTexts } from '../texts/useTexts.ts'
import type { OpenExit } from './useExit.ts'
import type { Texts } from '../texts/en.ts'

/** One sentence about an effect of a signature, and the icon before it. */
type SignSentence = { readonly icon: 'arrow' | 'out' | 'clock' | 'no'; readonly text: string }

export type SignBoxProps = { readonly planned: PlannedStep; readonly open: OpenExit; readonly isBusy: boolean; readonly onSend: () => void }

/** Explains what the wallet will show: the effect, the money, how long the signature is valid, and what it cannot do. One click shows the bytes. */
export function SignBox({ planned, open, isBusy, onSend }: SignBoxProps) {
  const texts = useTexts()
  const { search } = open
  const call = stepCall(planned.step, { account: search.account })
  return (
    <div className="sign">
      <p className="head">
        <Icon name="pen" /> {texts.inWords}
      </p>
      <ul>
        {signSentences(planned, open, texts).map(({ icon, text }) => (
          <li key={text}>
            <Icon name={icon} />
            <span>{text}</span>
          </li>
        ))}
      </ul>
      <details>
        <summary>{texts.itself}</summary>
        <p className="mono wrap">to {call.to}</p>
        <p className="mono wrap">data {call.data}</p>
      </details>
      {search.provider !== null && (
        <button type="button" className="btn primary full lg" disabled={isBusy} onClick={onSend}>
          {texts.sign[planned.step.kind]}
        </button>
      )}
    </div>
  )
}

/** Describes a signature in sentences: the effect, the money, how long it is valid, and what it cannot do. */
function signSentences(planned: PlannedStep, { state, gasPrice }: OpenExit, texts: Texts): SignSentence[] {
  const { step, gain } = planned
  return [
    { icon: 'arrow', text: texts.effect(step) },
    { icon: 'out', text: gain === null ? texts.noMoney : texts.gives(texts.gain(planned, state)) },
    { icon: 'clock', text: texts.holds },
    { icon: 'out', text: texts.fee(stepGas(step).toLocaleString(texts.dates), networkFeeText(stepGas(step) * gasPrice)) },
    { icon: 'no', text: texts.paysNobody(texts.pays(step)) },
  ]
}
