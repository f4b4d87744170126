import { type DraftFault, draftProblems, type DraftRisk } from '@infinitio/domain'
import type { DraftCheckWire } from '@infinitio/domain/wire'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Callout } from '#web/components/ui/Callout.tsx'
import { CheckRow } from '#web/components/ui/CheckRow.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import type { Draft } from '#web/features/govern/proposals/actDraft.ts'
import { FailureText } from '#web/features/govern/proposals/SimulationPanel.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import { draftQuery } from '#web/parts/govern/governQueries.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'

/** The result of simulating a draft proposal: whether it may be signed, and the calls for which the reader accepted the risks (null if none). */
export type DraftVerdict = { readonly mayPropose: boolean; readonly acceptedFor: string | null }
/** The result while no draft has been simulated yet. */
export const noVerdict: DraftVerdict = { mayPropose: false, acceptedFor: null }

export type DraftCheckProps = {
  readonly calls: NonNullable<Draft['calls']>
  readonly verdict: DraftVerdict
  readonly onVerdict: (verdict: DraftVerdict) => void
}

/** The milliseconds without a key press before a draft is simulated, because simulating is slower than typing. */
const settlesMs = 400

/** Simulates the calls of a draft proposal before the proposal is signed. Rejects a draft whose calls must fail, and asks the reader to accept each risk. */
export function DraftCheck({ calls, verdict, onVerdict }: DraftCheckProps) {
  const t = useTranslations('govern.propose.check')
  const key = JSON.stringify(calls.map(({ to, value, data }) => ({ to, value: value.toString(), data })))
  const settled = useSettled(key)
  const query = useQuery({ ...draftQuery(browserApi, JSON.parse(settled)), placeholderData: keepPreviousData })
  const catalogue = useQuery(classesQuery(browserApi))
  const isFresh = settled === key && query.data !== undefined && !query.isPlaceholderData && catalogue.data !== undefined
  const existing = { regions: namesOf(catalogue.data?.regions), classes: namesOf(catalogue.data?.classes) }
  const found = isFresh ? draftProblems(query.data, existing) : null
  const isAccepted = verdict.acceptedFor === key
  const mayPropose = found !== null && found.faults.length === 0 && (found.risks.length === 0 || isAccepted)
  useEffect(() => {
    if (verdict.mayPropose !== mayPropose) onVerdict({ ...verdict, mayPropose })
  })
  if (query.isError) return <ErrorState title={t('failed')} error={query.error} onRetry={() => void query.refetch()} />
  if (found === null || query.data === undefined)
    return (
      <div role="status">
        <p className="t13 dim">{t('checking')}</p>
        <Skeleton width="60%" height={20} />
      </div>
    )
  return (
    <section className="stack g3" aria-label={t('title')}>
      <Problems check={query.data} {...found} />
      <Decoded calls={query.data.calls} />
      {found.faults.length === 0 && found.risks.length > 0 && (
        <CheckRow
          checked={isAccepted}
          onChange={(checked) => onVerdict({ mayPropose: checked, acceptedFor: checked ? key : null })}
          label={t('accept')}
        />
      )}
    </section>
  )
}

/** Shows the calls as the API decoded them, so that a call that somebody else encoded can be compared with what it should do. */
function Decoded({ calls }: { readonly calls: DraftCheckWire['calls'] }) {
  const t = useTranslations('govern.propose.check')
  const changes = useTranslations('govern.proposal.changes')
  return (
    <details className="t13">
      <summary>{t('decoded', { count: calls.length })}</summary>
      <ol className="mono t12 stack g1 mt-2">
        {calls.map(({ contract, to, function: name, arguments: given }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two calls can be equal, and a call has only its position.
          <li key={at} className="gcall">
            {`${contract ?? to}.${name ?? changes('unknown')}(${given.map(({ value }) => value).join(', ')})`}
          </li>
        ))}
      </ol>
    </details>
  )
}

type ProblemsProps = { readonly check: DraftCheckWire; readonly faults: readonly DraftFault[]; readonly risks: readonly DraftRisk[] }

function Problems({ check: { failure, outcome }, faults, risks }: ProblemsProps) {
  const t = useTranslations('govern.propose.check')
  return (
    <>
      {faults.map((fault) => (
        <Callout key={fault} tone="bad" alert>
          {t(`fault.${fault}`)}
        </Callout>
      ))}
      {risks.map((risk) => (
        <Callout key={risk} tone={risk === 'fails' ? 'warn' : 'bad'} alert>
          {t(`risk.${risk}`)}
          {risk === 'fails' && failure !== null && <FailureText failure={failure} />}
        </Callout>
      ))}
      {faults.length === 0 && outcome !== 'fails' && <Callout tone={outcome === 'succeeds' ? 'go' : 'plain'}>{t(`outcome.${outcome}`)}</Callout>}
    </>
  )
}

function namesOf(items: readonly { readonly name: string }[] | undefined): string[] {
  return (items ?? []).map(({ name }) => name)
}

/** Returns a text once it has not changed for `settlesMs`. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settlesMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
