import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { signingProblemOf } from '#web/parts/api/signingProblemOf.ts'

/**
 * Shows the sentence and the code of an error from signing or sending a message, or of a refusal in the wallet. It loads the whole error table, so do
 * not use it in the first load of a page.
 */
export function SigningProblemCallout({ error }: { readonly error: unknown }) {
  const { sentence, code } = signingProblemOf(error)
  return (
    <Callout tone="warn" alert>
      {sentence} <ErrorCode code={code} />
    </Callout>
  )
}
