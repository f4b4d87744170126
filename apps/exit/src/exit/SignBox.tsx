import { type PlannedStep, stepCall } from '@infinitio/sdk/exit'
import { Icon } from '../kit/Icon.tsx'
import { useWords } from '../words/useWords.ts'
import { signWords } from './signWords.ts'
import type { OpenExit } from './useExit.ts'

export type SignBoxProps = { readonly planned: PlannedStep; readonly open: OpenExit; readonly isBusy: boolean; readonly onSend: () => void }

/** What the wallet will show, in words first: the effect, the money, how long it holds, what it cannot do; the bytes are one click away. */
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
