import { type PlannedStep, stepCall } from '@infinitio/sdk/exit'
import { Icon } from '../kit/Icon.tsx'
import { signWords } from './signWords.ts'
import type { OpenExit } from './useExit.ts'

export type SignBoxProps = { readonly planned: PlannedStep; readonly open: OpenExit; readonly isBusy: boolean; readonly onSend: () => void }

const labels = {
  takeBackOrders: 'Sign and take back orders',
  revokeKey: 'Sign and revoke the key',
  claim: 'Sign and claim',
  close: 'Sign and close',
  cancelLease: 'Sign and cancel',
  noShow: 'Sign and take back',
  end: 'Sign and end',
  takeReward: 'Sign and take',
  executeSlash: 'Sign and free the rest',
  withdrawBond: 'Sign and withdraw the bond',
  unbond: 'Sign and start the wait',
  withdraw: 'Sign and withdraw',
  redeem: 'Sign and redeem',
} as const

/** What the wallet will show, in words first: the effect, the money, how long it holds, what it cannot do; the bytes are one click away. */
export function SignBox({ planned, open, isBusy, onSend }: SignBoxProps) {
  const { search, state } = open
  const call = stepCall(planned.step, { account: search.account })
  return (
    <div className="sign">
      <p className="head">
        <Icon name="pen" /> What you sign, in words
      </p>
      <ul>
        {signWords(planned, state).map(({ icon, text }) => (
          <li key={text}>
            <Icon name={icon} />
            <span>{text}</span>
          </li>
        ))}
      </ul>
      <details>
        <summary>The transaction itself</summary>
        <p className="mono wrap">to {call.to}</p>
        <p className="mono wrap">data {call.data}</p>
      </details>
      {search.provider !== null && (
        <button type="button" className="btn primary full lg" disabled={isBusy} onClick={onSend}>
          {labels[planned.step.kind]}
        </button>
      )}
    </div>
  )
}
