import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { PartBadge, type PartState } from '#web/features/status/PartBadge.tsx'

/** Which part of the house a row is about. */
export type PartName = 'database' | 'chain' | 'orders' | 'follower' | 'settlement' | 'transactions' | 'nodes'

/** One figure of a part: its name and value; a dash where nobody could be asked. */
export type PartFigure = { readonly name: string; readonly value: ReactNode }

/** One part: how it does, what that means for a person, and its figures. */
export function PartRow({ part, state, figures }: { readonly part: PartName; readonly state: PartState; readonly figures: readonly PartFigure[] }) {
  const t = useTranslations('status')
  return (
    <tr>
      <th scope="row">
        <b>{t(`part.${part}.name`)}</b>
        <span className="sub">{t(`part.${part}.what`)}</span>
      </th>
      <td>
        <PartBadge state={state} />
        {state !== 'well' && <span className="sub">{t(state === 'unknown' ? 'unknown' : `part.${part}.${state}`)}</span>}
      </td>
      <td>
        <dl className="figures">
          {figures.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="num">{value ?? '–'}</dd>
            </div>
          ))}
        </dl>
      </td>
    </tr>
  )
}
