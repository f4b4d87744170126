import { Icon } from './Icon.tsx'

/** How sure something is: waiting for the person, sent but undecided, in the chain for good, or refused. */
export type BadgeTone = 'plain' | 'pending' | 'final' | 'bad'

const icons = { plain: 'clock', pending: 'clock', final: 'check', bad: 'alert' } as const

/** A state in one word with its icon: pending is dashed, final is solid. */
export function Badge({ tone, children }: { readonly tone: BadgeTone; readonly children: string }) {
  return (
    <span className={`badge ${tone}`}>
      <Icon name={icons[tone]} />
      {children}
    </span>
  )
}
