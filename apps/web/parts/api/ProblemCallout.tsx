import { Callout } from '#web/components/ui/Callout.tsx'
import { problemOf } from '#web/parts/api/problem.ts'

/** What went wrong when something was asked of the API, with its code. */
export function ProblemCallout({ error }: { readonly error: Error }) {
  const { sentence, code } = problemOf(error)
  return (
    <Callout tone="warn" alert>
      {sentence} <span className="mono dim">{code}</span>
    </Callout>
  )
}
