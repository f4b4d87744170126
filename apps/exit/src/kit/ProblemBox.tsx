import { useWords } from '../words/useWords.ts'
import { Icon } from './Icon.tsx'

/** What went wrong: a sentence and its code. An error without a code has the empty code and the thrown text as its sentence. */
export type Problem = { readonly code: string; readonly sentence: string }

/** What went wrong, what to do, and its code; read out at once. `isSaid`: the sentence is in the page's language. */
export function ProblemBox({ problem, isSaid = false }: { readonly problem: Problem; readonly isSaid?: boolean }) {
  const words = useWords()
  const sentence = isSaid
    ? problem.sentence
    : problem.code === ''
      ? words.failed(problem.sentence)
      : (words.sentence(problem.code) ?? problem.sentence)
  return (
    <div className="callout" role="alert">
      <Icon name="alert" />
      <div>
        <p>
          {sentence} {problem.code !== '' && <code>{problem.code}</code>}
        </p>
        {problem.code === 'chain.rpc_silent' && <p>{words.cors}</p>}
      </div>
    </div>
  )
}
