import { Callout } from '#web/components/ui/Callout.tsx'
import { signingProblemOf } from '#web/parts/api/signingProblemOf.ts'

/** What went wrong when something was signed and sent, or was declined in the wallet, with its code. It brings the whole error table: not for first loads. */
export function SigningProblemCallout({ error }: { readonly error: unknown }) {
  const { sentence, code } = signingProblemOf(error)
  return (
    <Callout tone="warn" alert>
      {sentence} <span className="mono dim">{code}</span>
    </Callout>
  )
}
