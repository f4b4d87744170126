'use client'
import type { CarbonFilingWire } from '@infinitio/domain/wire'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Leaf } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { dayText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { AskedOfYou } from '#web/features/govern/work/AskedOfYou.tsx'
import { carbonQuery } from '#web/features/govern/carbon/carbonQueries.ts'
import { gText, shareText } from '#web/parts/govern/tokenText.ts'
import { FormDialog } from '#web/parts/govern/FormDialog.tsx'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import { NoDao } from '#web/parts/govern/NoDao.tsx'
import { type More, PagesView } from '#web/parts/govern/PagesView.tsx'
import { CarbonRules } from '#web/features/govern/carbon/CarbonRules.tsx'
import { ProofState } from '#web/features/govern/carbon/ProofState.tsx'
import { isAsked } from '#web/features/govern/carbon/proofActsOf.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'
import { useEnergyName } from '#web/parts/govern/useEnergyName.ts'

const loading = () => <Skeleton width="100%" height={320} />
const FileProof = dynamic(() => import('#web/features/govern/carbon/FileProof.tsx').then((module) => module.FileProof), { ssr: false, loading })
const StandPanel = dynamic(() => import('#web/features/govern/work/StandPanel.tsx').then((module) => module.StandPanel), { ssr: false, loading })

/**
 * Shows the proofs of green energy, newest first. Each row has the share of the machines' energy that the proof covers and the state of its audit. One form
 * submits a proof, another joins the list of auditors.
 */
export function CarbonView() {
  const t = useTranslations('govern.carbon')
  const account = (useAccount() ?? '').toLowerCase()
  const list = useInfiniteQuery(carbonQuery(browserApi))
  return (
    <PagesView list={list} failed={t('failed')} more={t('more')}>
      {({ first: { contracts, limits, blockTimestamp }, items, more }) =>
        contracts === null || limits === null ? (
          <NoDao />
        ) : (
          <div className="stack g4">
            <div className="stack g4">
              <AskedOfYou
                text={t('asked')}
                works={items.filter((one) => isAsked(one, account)).map(({ id }) => ({ href: `/govern/carbon/${id}`, name: t('one', { id }) }))}
              />
              <Filings
                items={items}
                more={more}
                now={blockTimestamp}
                form={
                  <FormDialog title={t('file.title')} waiting={loading()}>
                    {(onDone) => <FileProof contracts={contracts} limits={limits} now={blockTimestamp} onDone={onDone} />}
                  </FormDialog>
                }
              />
            </div>
            <aside className="gboard">
              <CarbonRules limits={limits} />
              <SignInGate purpose="govern" waiting={loading()}>
                <StandPanel list="CarbonRegistry" contracts={contracts} />
              </SignInGate>
            </aside>
          </div>
        )
      }
    </PagesView>
  )
}

type FilingsProps = { readonly more: More; readonly items: readonly CarbonFilingWire[]; readonly now: number; readonly form: ReactNode }

function Filings({ items, more, now, form }: FilingsProps) {
  const t = useTranslations('govern.carbon')
  return (
    <ListPanel
      title={t('title')}
      end={form}
      empty={{ icon: Leaf, title: t('empty'), text: t('emptyText') }}
      more={more}
      columns={[
        { name: t('number'), className: 'hide-s' },
        { name: t('proof') },
        { name: t('covers'), className: 'n' },
        { name: t('answers'), className: 'n hide-s' },
        { name: t('provider'), className: 'hide-s hide-m' },
      ]}
      rows={items.map((filing) => <FilingRow key={filing.id} filing={filing} now={now} />)}
    />
  )
}

function FilingRow({ filing, now }: { readonly filing: CarbonFilingWire; readonly now: number }) {
  const t = useTranslations('govern.carbon')
  const energyName = useEnergyName()
  const { panel, state } = filing
  return (
    <tr>
      <td className="hide-s mono">{filing.id}</td>
      <td>
        <Link className="link" href={`/govern/carbon/${filing.id}`}>
          {t('period', { source: energyName(filing.source), from: dayText(filing.from), until: dayText(filing.until) })}
        </Link>
        <div className="row wrap g2 gunder">
          <ProofState state={state} />
          {state === 'audit' && panel.answerUntil !== null && (
            <span className="t12 dim">{t('left', { span: spanText(Math.max(0, panel.answerUntil - now)) })}</span>
          )}
          {filing.bond !== '0' && <span className="t12 dim">{t('held', { bond: gText(filing.bond) })}</span>}
        </div>
      </td>
      <td className="n">{shareText(filing.coverage, 10n ** 18n)}</td>
      <td className="n hide-s">{t('count', { yes: panel.accepts, no: panel.rejects, size: panel.size })}</td>
      <td className="hide-s hide-m">
        <AccountText account={filing.provider} />
      </td>
    </tr>
  )
}
