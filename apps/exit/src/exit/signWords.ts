import type { ExitState, PlannedStep } from '@infinitio/sdk/exit'
import type { Words } from '../words/en.ts'

/** One line of what a signature does. */
export type SignWord = { readonly icon: 'arrow' | 'out' | 'clock' | 'no'; readonly text: string }

/** What the wallet will sign, in words: what happens, what it gives, how long it holds, and what it cannot do. */
export function signWords(planned: PlannedStep, state: ExitState, words: Words): SignWord[] {
  const { step, gain } = planned
  return [
    { icon: 'arrow', text: words.effect(step) },
    { icon: 'out', text: gain === null ? words.noMoney : words.gives(words.gain(planned, state)) },
    { icon: 'clock', text: words.holds },
    { icon: 'no', text: words.paysNobody(words.pays(step)) },
  ]
}
