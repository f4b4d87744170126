import type { Problem } from '../exit/problemOf.ts'
import { Icon } from './Icon.tsx'

const cors =
  'In a browser an RPC must also allow this page to read its answers (CORS). If it does not, leave the RPC empty to ask through your wallet, or use the infinitio command.'

/** What went wrong, what to do, and its code; read out at once. */
export function ProblemBox({ problem }: { readonly problem: Problem }) {
  return (
    <div className="callout" role="alert">
      <Icon name="alert" />
      <div>
        <p>
          {problem.sentence} {problem.code !== '' && <code>{problem.code}</code>}
        </p>
        {problem.code === 'chain.rpc_silent' && <p>{cors}</p>}
      </div>
    </div>
  )
}
