'use client'
import type { ParametersWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { minuteText } from '#web/parts/format/clockText.ts'
import { dateYearText } from '#web/parts/format/dateYearText.ts'
import { parameterText } from '#web/features/govern/parameters/parameterText.ts'
import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'
import { listText } from '#web/parts/format/listText.ts'

type Item = ParametersWire['items'][number]

/** Shows when the parameters of one contract function were set, by which proposal, with the old and new values. */
export function ParameterHistory({ item: { name, values, history } }: { readonly item: Item }) {
  const t = useTranslations('govern.parameters')
  if (history.length === 0) return <p className="t13 dim">{t('unchanged')}</p>
  return (
    <details className="t13">
      <summary aria-label={t('historyNamed', { count: history.length, name: t(`call.${name}` as never) })}>
        {t('history', { count: history.length })}
      </summary>
      <ol className="ghist">
        {history.map((change) => (
          <li key={`${change.txHash} ${change.at}`}>
            <p className="row wrap g2">
              <b>{listText([dateYearText(change.at), minuteText(change.at)])}</b>
              {change.proposal === null ? (
                <span className="dim">{t('noVote')}</span>
              ) : (
                <Link className="link" href={`/govern/proposals/${change.proposal.number}`}>
                  {t('byProposal', { number: change.proposal.number })}
                </Link>
              )}
              <Link className="link" href={`/tx/${change.txHash}`}>
                {t('transaction')}
              </Link>
              <FinalBadge final={change.final} />
            </p>
            <Changed change={change} values={values} />
          </li>
        ))}
      </ol>
    </details>
  )
}

/** Shows the values that a change modified. For the first setting it shows all values. */
function Changed({ change, values }: { readonly change: Item['history'][number]; readonly values: Item['values'] }) {
  const t = useTranslations('govern.parameters')
  const names = useTranslations('govern.proposal.changes.parameter')
  const units = new Map(values.map(({ key, unit }) => [key, unit]))
  const moved = change.values.filter(({ before, after }) => before !== after)
  if (moved.length === 0) return <p className="dim">{t('same')}</p>
  return (
    <ul>
      {moved.map(({ key, before, after }) => {
        const unit = units.get(key) ?? 'number'
        const to = parameterText(after, unit)
        return (
          <li key={key}>
            {before === null
              ? t('first', { name: names(key as never), to })
              : t('moved', { name: names(key as never), from: parameterText(before, unit), to })}
          </li>
        )
      })}
    </ul>
  )
}
