'use client'
import { callRisks } from '@infinitio/domain'
import type { ProposalDetailWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { EffectRow } from '#web/features/govern/proposals/EffectRow.tsx'
import { parameterText } from '#web/features/govern/parameters/parameterText.ts'
import { useParameterBounds } from '#web/features/govern/parameters/useParameterBounds.ts'

type Call = NonNullable<ProposalDetailWire['calls']>[number]

/** Shows the effect of each contract call of a proposal: the old and new values of parameters with their limits, and any other call as text. */
export function ChangesPanel({ proposal: { calls, mayPass } }: { readonly proposal: ProposalDetailWire }) {
  const t = useTranslations('govern.proposal.changes')
  const hasLimits = calls?.some(({ effect, parameters }) => effect === null && parameters.length > 0) === true
  const columns = [
    { name: t('effect') },
    { name: t('before'), className: 'n' },
    { name: t('after'), className: 'n' },
    ...(hasLimits ? [{ name: t('allowed'), className: 'n' }] : []),
  ]
  return (
    <Panel title={t('title')} note={calls === null ? undefined : t('calls', { count: calls.length })}>
      {calls !== null && callRisks(calls).length > 0 && (
        <div className="panel-body stack g2">
          {callRisks(calls).map((risk) => (
            <Callout key={risk} tone="bad">
              {t(`risk.${risk}`)}
            </Callout>
          ))}
        </div>
      )}
      {calls === null ? (
        <p className="panel-body t13">{t('tooLong')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, so a keyboard must reach it.
        <section className="scroll" aria-label={t('title')} tabIndex={0}>
          <table className="table gchanges">
            <TableHead columns={columns} />
            <tbody>
              {calls.map((call, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: calls have nothing but their place.
                <CallRows key={index} call={call} hasLimits={hasLimits} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {mayPass === false && <p className="panel-foot">{t('notYet')}</p>}
    </Panel>
  )
}

function CallRows({ call, hasLimits }: { readonly call: Call; readonly hasLimits: boolean }) {
  const t = useTranslations('govern.proposal.changes')
  const bounds = useParameterBounds()
  const { contract, to, function: name, arguments: given, parameters, value, effect } = call
  const written = `${contract ?? to}.${name ?? t('unknown')}(${given.map((argument) => argument.value).join(', ')})`
  if (effect !== null) return <EffectRow effect={effect} written={written} hasLimits={hasLimits} />
  if (parameters.length === 0)
    return (
      <tr>
        <td colSpan={hasLimits ? 4 : 3}>
          <span className="mono gcall">{written}</span>
          {value !== '0' && <div className="t12 dim">{t('value', { value })}</div>}
        </td>
      </tr>
    )
  // A proposed contract call can set many parameters at once, and most of them may stay the same. So show only those that change, unless all stay the same.
  const moved = parameters.filter(({ before, after }) => before !== after)
  return (moved.length === 0 ? parameters : moved).map(({ key, unit, before, after, least, most }) => (
    <tr key={key}>
      <td>
        <b>{t.has(`parameter.${key}` as never) ? t(`parameter.${key}` as never) : key}</b>
        <div className="mono t12 dim gcall">{written}</div>
      </td>
      <td className="n" data-label={t('before')}>
        {before === null ? '–' : <s className="dim">{parameterText(before, unit)}</s>}
      </td>
      <td className="n" data-label={t('after')}>
        <b className="go">
          {before !== null && <span aria-hidden>→ </span>}
          {parameterText(after, unit)}
        </b>
      </td>
      <td className="n" data-label={t('allowed')}>
        {t('range', bounds({ unit, least, most }))}
      </td>
    </tr>
  ))
}
