import { useTexts } from '../texts/useTexts.ts'
import { Icon } from './Icon.tsx'

/** A problem as a sentence and a code. For an error without a code, `code` is empty and `sentence` is the text of the error. */
export type Problem = { readonly code: string; readonly sentence: string }

/** Shows a problem, its remedy and its code, also to screen readers. `isSaid` is true if the sentence is already in the page's language. */
export function ProblemBox({ problem, isSaid = false }: { readonly problem: Problem; readonly isSaid?: boolean }) {
  const texts = useTexts()
  const sentence = isSaid
    ? problem.sentence
    : problem.code === ''
      ? texts.failed(problem.sentence)
      : (texts.sentence(problem.code) ?? problem.sentence)
  return (
    <div className="callout" role="alert">
      <Icon name="alert" />
      <div>
        <p>
          {sentence} {problem.code !== '' && <code>{problem.code}</code>}
        </p>
        {problem.code === 'chain.rpc_silent' && <p>{texts.cors}</p>}
      </div>
    </div>
  )
}
