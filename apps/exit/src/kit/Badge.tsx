import { Icon } from './Icon.tsx'

/** How certain a state is: waiting for the person, sent but undecided, final on the chain, or refused. */
export type BadgeTone = 'plain' | 'pending' | 'final' | 'bad'

const icons = { plain: 'clock', pending: 'clock', final: 'check', bad: 'alert' } as const

/** Shows a state as one word with an icon. The badge has a dashed border if the state is pending, and a solid one if it is final. */
export function Badge({ tone, children }: { readonly tone: BadgeTone; readonly children: string }) {
  return (
    <span className={`badge ${tone}`}>
      <Icon name={icons[tone]} />
      {children}
    </span>
  )
}
