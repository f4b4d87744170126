import { Callout } from '#web/components/ui/Callout.tsx'
import { signingProblemOf } from '#web/features/api/signingProblemOf.ts'

/** What went wrong when a wish was signed or handed in, with its code. */
export function RelayProblem({ error }: { readonly error: Error }) {
  const { sentence, code } = signingProblemOf(error)
  return (
    <Callout tone="warn" alert>
      {sentence} <span className="mono dim">{code}</span>
    </Callout>
  )
}
