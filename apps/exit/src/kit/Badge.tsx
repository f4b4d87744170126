import { Icon } from './Icon.tsx'

/** The certainty of a state: waiting for the person, sent but undecided, final on chain, or refused. */
export type BadgeTone = 'plain' | 'pending' | 'final' | 'bad'

const icons = { plain: 'clock', pending: 'clock', final: 'check', bad: 'alert' } as const

/** Shows a state as one word with an icon; pending is dashed, final is solid. */
export function Badge({ tone, children }: { readonly tone: BadgeTone; readonly children: string }) {
  return (
    <span className={`badge ${tone}`}>
      <Icon name={icons[tone]} />
      {children}
    </span>
  )
}
