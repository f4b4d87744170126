'use client'
import { callRisks, takenNames } from '@infinitio/domain'
import type { ProposalDetailWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { EffectRow } from '#web/features/govern/proposals/EffectRow.tsx'
import { parameterText } from '#web/features/govern/parameters/parameterText.ts'
import { useParameterBounds } from '#web/features/govern/parameters/useParameterBounds.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'

type Call = NonNullable<ProposalDetailWire['calls']>[number]

/**
 * Shows the effect of each contract call of a proposal: the old and new values of parameters with their limits, and any other call as text. The warnings follow
 * from the decoded calls, so they also appear for a proposal that was not made on these pages.
 */
export function ChangesPanel({ proposal: { calls, mayPass, state } }: { readonly proposal: ProposalDetailWire }) {
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
      {calls !== null && <Warnings calls={calls} isOpen={openStates.has(state)} />}
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

/** The states of a proposal that can still be executed. After the execution, a new name exists because of the proposal itself. */
const openStates: ReadonlySet<ProposalDetailWire['state']> = new Set(['pending', 'active', 'succeeded', 'queued'] as const)

function Warnings({ calls, isOpen }: { readonly calls: readonly Call[]; readonly isOpen: boolean }) {
  const t = useTranslations('govern.proposal.changes')
  const addsName = calls.some(({ effect }) => effect?.kind === 'region' || effect?.kind === 'class')
  const catalogue = useQuery({ ...classesQuery(browserApi), enabled: isOpen && addsName })
  const existing = { regions: namesOf(catalogue.data?.regions), classes: namesOf(catalogue.data?.classes) }
  const risks = [...callRisks(calls), ...(isOpen ? takenNames(calls, existing) : [])]
  if (risks.length === 0) return null
  return (
    <div className="panel-body stack g2">
      {risks.map((risk) => (
        <Callout key={risk} tone="bad">
          {t(`risk.${risk}`)}
        </Callout>
      ))}
    </div>
  )
}

function namesOf(items: readonly { readonly name: string }[] | undefined): string[] {
  return (items ?? []).map(({ name }) => name)
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
