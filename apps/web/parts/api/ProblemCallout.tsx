import { Callout } from '#web/components/ui/Callout.tsx'
import { problemOf } from '#web/parts/api/problem.ts'

/** Shows the sentence and the code of an error that the API returned. */
export function ProblemCallout({ error }: { readonly error: Error }) {
  const { sentence, code } = problemOf(error)
  return (
    <Callout tone="warn" alert>
      {sentence} <span className="mono dim">{code}</span>
    </Callout>
  )
}
