import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { problemOf } from '#web/parts/api/problem.ts'

/** Shows the sentence and the code of an error that the API returned. */
export function ProblemCallout({ error }: { readonly error: Error }) {
  const { sentence, code } = problemOf(error)
  return (
    <Callout tone="warn" alert>
      {sentence} <ErrorCode code={code} />
    </Callout>
  )
}
