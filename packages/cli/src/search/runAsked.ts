import { refusal, type Run, runModels, runPrograms, suggestRuns } from '@infinitio/sdk'

/** The run that `--run` names, by its address or by words. Throws `api.invalid_field` with the names there are when it names none. Pure. */
export function runAsked(text: string): Run {
  const [run] = suggestRuns(text, { most: 1 })
  const known = [...runModels.map(({ slug }) => slug), ...runPrograms].join(', ')
  if (run === undefined) throw refusal('api.invalid_field', { detail: `--run ${text}: ${known}, or a size as 13b` })
  return run
}
